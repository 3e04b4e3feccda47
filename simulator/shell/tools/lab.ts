import type { Tool } from '../host.ts'
import type { LabCommand } from '../lab/command.ts'
import type { LabControl } from '../lab/control.ts'
import { explain } from '../lab/explain.ts'
import { fault } from '../lab/faults.ts'
import { diff, reach, trace } from '../lab/flows.ts'
import { checkpoint, goto, redo, timeline, undo } from '../lab/history.ts'
import { on, runOn } from '../lab/machines.ts'
import { open } from '../lab/open-file.ts'
import { cost, status } from '../lab/overview.ts'
import { goalCommands, helpCommands } from '../lab/scenario.ts'
import { skip, time } from '../lab/times.ts'
import { exportLab, importLab } from '../lab/worlds.ts'
import { nearest } from '../nearest.ts'
import { wrapped } from '../paging/wrap.ts'

/** Lines of the help: a command, or several of which one sentence says enough. A new word behind `lab` is an entry here. */
type Line = LabCommand | { readonly all: readonly LabCommand[]; readonly summary: string }

const lines: readonly (readonly Line[])[] = [
  [status, trace, reach, diff, explain, cost],
  [
    time,
    skip,
    { all: [undo, redo], summary: 'take the last step back, do it again: world, files and clock' },
    timeline,
    checkpoint,
    goto,
  ],
  [on, fault, open, { all: [exportLab, importLab], summary: 'the whole lab into a file, and back' }],
  [
    { all: goalCommands, summary: 'what a scenario asks for' },
    { all: helpCommands, summary: 'help with it' },
  ],
]

const commands = lines.flat().flatMap((line) => ('all' in line ? line.all : [line]))

export const labTool = (lab: LabControl | undefined, console?: LabControl['on']): Tool => ({
  name: 'lab',
  summary: "The lab itself: time, undo, traces, faults. Try 'lab help'.",

  async run([word = 'help', ...args], context) {
    const fitted = (text: string) => (context.terminal ? wrapped(text, context.terminal.columns) : text)
    if (['help', '--help', '-h'].includes(word))
      return { stdout: fitted(help(args[0])), stderr: '', exitCode: 0 }
    const command = commands.find(({ name }) => name === word)
    if (!command) {
      const meant = nearest(
        word,
        commands.map(({ name }) => name),
      )
      const hint = meant === undefined ? "'lab help' lists what there is." : `Did you mean 'lab ${meant}'?`
      return { stdout: '', stderr: `lab: there is no '${word}'. ${hint}\n`, exitCode: 2 }
    }
    if (args.includes('--help') && word !== 'on')
      return { stdout: fitted(help(word)), stderr: '', exitCode: 0 }
    if (!lab && console && command === on) return runOn(args, console)
    if (!lab) return { stdout: '', stderr: 'lab: this machine is in no lab\n', exitCode: 1 }
    const result = await command.run(args, lab, context)
    const { stdout } = result
    return command.isVerbatim || typeof stdout !== 'string' ? result : { ...result, stdout: fitted(stdout) }
  },

  complete(command) {
    const words = command.split(/\s+/)
    if (words.length <= 2) return [...commands.map(({ name }) => name), 'help']
    const known = commands.find(({ name }) => name === words[1])
    return (lab && known?.complete?.(lab, words)) ?? []
  },
})

function help(word: string | undefined): string {
  const command = commands.find(({ name }) => name === word)
  if (command) return `lab ${signature(command)}\n\n  ${command.summary}\n`
  const rows = lines.map((part) =>
    part.map((line) =>
      'all' in line
        ? [line.all.map(({ name }) => name).join(', '), line.summary]
        : [`${line.name} ${line.usage?.replace(/ ?\[.*$/, '') ?? ''}`.trimEnd(), line.summary],
    ),
  )
  const width = Math.max(...rows.flat().map(([name = '']) => (name.length > widest ? 0 : name.length)))
  const told = rows.map((part) =>
    part.map(([name = '', summary = '']) => `  ${name.padEnd(width)}  ${summary}`).join('\n'),
  )
  return `lab WORD: everything about the lab itself. 'lab help WORD' tells more of one.
Things go by their names or their ids: app-1, i-0abc…, "vpce for s3".

${told.join('\n\n')}
`
}

const widest = 20

const signature = ({ name, usage }: LabCommand): string => (usage === undefined ? name : `${name} ${usage}`)
