// Runs lines in a lab as the site's worker holds it, and prints as JSON what they came to and which files each of them
// has asked for. Arguments: the bundle's entry, the files of a scenario, the lines.

import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Scenario } from '../../simulator/packs/scenario.ts'
import type { LabHost } from '../../src/lab/worker/lab-host.ts'
import type { LabEvent } from '../../src/lab/worker/protocol.ts'
import type { ScenarioFile } from '../../src/packs/scenario-file.ts'

/** A scenario as the site has it. */
export interface ScenarioFiles {
  readonly file: ScenarioFile
  readonly scenario: Scenario
}

export interface BundleRun {
  /** The files that were asked for until there was a prompt. */
  readonly opening: readonly string[]
  readonly lines: readonly {
    readonly files: readonly string[]
    readonly said: string
    readonly exitCode: number
  }[]
  /** The files that its goals asked for. */
  readonly goals: readonly string[]
  /** The lab as it is kept in the end. */
  readonly saved: string
}

const [entry = '', scenarioFiles = '', ...lines] = process.argv.slice(2)
const folder = pathToFileURL(path.dirname(entry)).href
let asked: string[] = []
registerHooks({
  load(url, context, next) {
    if (url.startsWith(folder)) asked.push(path.basename(url))
    return next(url, context)
  },
})
const taken = (): readonly string[] => {
  const files = asked
  asked = []
  return files
}

const { LabHost: Host } = (await import(pathToFileURL(entry).href)) as { LabHost: typeof LabHost }
const { file, scenario } = JSON.parse(readFileSync(scenarioFiles, 'utf8')) as ScenarioFiles
let saved = ''
let said = ''
const host = new Host({
  turn: () => turn(),
  findScenario: async () => ({ ...file, scenario: { ...file.scenario, whole: async () => scenario } }),
  kept: {
    read: async () => undefined,
    write: async (_, text) => {
      saved = text
    },
    putAside: async () => {},
  },
})
const { id } = scenario
const decoder = new TextDecoder()
const postMessage = (event: LabEvent) => {
  if (event.kind === 'output') said += decoder.decode(event.bytes)
}
await host.open({ scenario: id, seed: id, keepAs: id }, { postMessage } as Pick<MessagePort, 'postMessage'>)
const opening = taken()
await host.attempt()
const goals = taken()
const results: BundleRun['lines'][number][] = []
for (const line of lines) {
  said = ''
  const { exitCode } = await host.run(0, line, { columns: 80, rows: 24, turnsPages: false })
  results.push({ files: taken(), said, exitCode })
}
await host.flush()
const result: BundleRun = { opening, goals, lines: results, saved }
process.stdout.write(JSON.stringify(result))
