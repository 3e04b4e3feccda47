import { setImmediate as turn } from 'node:timers/promises'
import { contract } from '../../../../../simulator/api/contract.ts'
import { hostsNamed, isRunning } from '../../../../../simulator/shell/hosts/find-host.ts'
import type { Place } from '../../../../../simulator/shell/hosts/places.ts'
import { shellHostAt } from '../../../../../simulator/shell/hosts/shell-host.ts'
import { usersOf } from '../../../../../simulator/shell/hosts/users.ts'
import type { RunOptions } from '../../../../../simulator/shell/terminal.ts'
import { Terminal } from '../../../../../simulator/shell/terminal.ts'
import { TerminalWindow } from '../../../../../simulator/shell/terminal-window.ts'
import { createTools } from '../../../../../simulator/shell/tools/index.ts'
import type { World } from '../../network/notation/world.ts'
import { account } from '../../services/cloud.ts'
import { asShown } from '../transcript.ts'

// Shells on the machines of a world that is written in the notation of the network's tests.

export interface Desk {
  readonly window: TerminalWindow
  /** What a line prints, both streams in order, and `[n]` where the exit status is n and not 0. */
  type(line: string, options?: RunOptions): Promise<string>
}

const tools = createTools({ contract, account })

/** A terminal on a machine: `at(world, 'web-1')`, `at(world, 'workstation')`, by its name tag, id or name on premises. */
export function at(world: Pick<World, 'cloud'>, name: string, as?: string): Desk {
  const { cloud } = world
  const [host] = hostsNamed(cloud.fabric, name)
  if (!host) throw new Error(`There is no machine called ${name}.`)
  const ports = {
    open: (place: Place, options: object) =>
      new Terminal(
        shellHostAt(cloud, place, tools, () => turn()),
        options,
      ),
    isRunning: (one: Place['host']) => isRunning(cloud.fabric, one),
  }
  const window = new TerminalWindow(ports, { host, user: as ?? usersOf(cloud.fabric, host)[0].name })
  return { window, type: async (line, options) => asShown(await window.run(line, options)) }
}

/**
 * Plays a session as its screen shows it: prompts with what is typed behind them, and the output below. Returns the
 * screen that comes out, which should be the very same. `{name}` stands for what `names` says.
 */
export async function replay(desk: Desk, screen: string, names: Readonly<Record<string, string>> = {}) {
  const wanted = trimmed(screen).replace(/\{([\w :-]+)\}/g, (text, name: string) => names[name] ?? text)
  const shown: string[] = []
  for (const row of wanted.split('\n')) {
    const typed = promptAndLine.exec(row)?.[1]
    if (typed === undefined) continue
    shown.push(`${desk.window.prompt} ${typed}\n`, await desk.type(typed))
  }
  return { shown: shown.join('').trimEnd(), wanted: wanted.trimEnd() }
}

const promptAndLine = /^(?:[\w-]+@[\w-]+:\S*[$#]|\[[\w-]+@[\w-]+ \S+\][$#]|sh-5\.2[$#]) (.*)$/

/** Without the margin that the text has in the test. */
function trimmed(text: string): string {
  const rows = text.replace(/^\n/, '').split('\n')
  const margin = Math.min(
    ...rows.filter((row) => row.trim()).map((row) => row.length - row.trimStart().length),
  )
  return rows.map((row) => row.slice(margin)).join('\n')
}
