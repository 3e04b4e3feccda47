import { setImmediate as turn } from 'node:timers/promises'
import { contract } from '../../simulator/api/contract.ts'
import { Lab } from '../../simulator/lab.ts'
import { scriptOf } from './world-scripts.ts'

// The worlds that lessons show and work in: each is a script of commands, run while the site is built. What a lesson shows
// of a world is read from it then, so that it cannot be wrong.

interface Begun {
  readonly lab: Lab
  /** What its script exported, as commands. */
  readonly exports: string
}

const begun = new Map<string, Promise<Begun>>()

/** A lab in a world, for whoever asks alone. It knows the variables that the world's script exports. */
export async function labIn(name: string): Promise<Lab> {
  const world = begun.get(name) ?? begin(name)
  begun.set(name, world)
  const { lab, exports } = await world
  const fork = lab.fork()
  await fork.run(exports)
  return fork
}

async function begin(name: string): Promise<Begun> {
  const lab = await Lab.open({ contract, seed: name, turn: () => turn() })
  const { stdout: usual } = await lab.run('export -p')
  // What was begun settles before anybody looks.
  for (const line of [await scriptOf(name), 'sleep 900']) {
    const { exitCode, stderr } = await lab.run(line)
    if (exitCode !== 0) throw new Error(`content/worlds/${name}.sh ended with status ${exitCode}:\n${stderr}`)
  }
  const { stdout } = await lab.run('export -p')
  const known = new Set(usual.split('\n'))
  return {
    lab,
    exports: stdout
      .split('\n')
      .filter((line) => !known.has(line))
      .join('\n'),
  }
}

export interface RunLine {
  readonly prompt: string
  readonly command: string
  readonly output: string
  readonly exitCode: number
}

/** Runs commands one by one, as a learner would type them. Lines that end in a backslash go on. */
export async function runLines(lab: Lab, text: string, host?: string): Promise<readonly RunLine[]> {
  const window = host === undefined ? lab.terminal : lab.openTerminal(host)
  const lines: RunLine[] = []
  let begunLine = ''
  for (const line of text.trim().split('\n')) {
    begunLine = begunLine ? `${begunLine}\n${line}` : line
    if (window.isIncomplete(begunLine)) continue
    const { prompt } = window
    const { output, exitCode } = await lab.run(begunLine, { window })
    const bytes = output.flatMap(({ bytes: piece }) => [...piece])
    lines.push({
      prompt,
      command: begunLine,
      output: new TextDecoder().decode(Uint8Array.from(bytes)),
      exitCode,
    })
    begunLine = ''
  }
  return lines
}

export interface Exercise {
  readonly world: string
  readonly after?: string
  readonly commands: readonly string[]
  readonly reached: string
}

/** Tries an exercise as somebody does who runs its commands one by one. Says what is wrong with it, if anything is. */
export async function reaches({ world, after, commands, reached }: Exercise): Promise<string | undefined> {
  const lab = await labIn(world)
  if (after) await runLines(lab, after)
  await lab.run('sleep 900')
  const isReached = async () => (await lab.fork().run(reached)).exitCode === 0
  if (await isReached()) return 'its goal is reached before anything is done.'
  const lines = await runLines(lab, commands.join('\n'))
  if (await isReached()) return undefined
  return `its commands do not reach its goal:\n${lines.map(({ command, output }) => `$ ${command}\n${output}`).join('\n')}`
}
