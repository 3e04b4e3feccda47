import type { Command as LibraryCommand } from 'just-bash'
import type { History } from '../history.ts'
import type { Tool } from '../host.ts'
import { wrapped } from '../paging/wrap.ts'
import { type Answer, ownCommand } from './own-command.ts'
import type { Sight } from './sight.ts'

/** `help` and `history`. */
export function guidanceCommands(
  tools: readonly Tool[],
  history: History | undefined,
  sight: () => Sight,
): LibraryCommand[] {
  return [
    ownCommand('__help', ([topic], { getRegisteredCommands }) =>
      help(topic, tools, getRegisteredCommands?.() ?? [], sight().columns),
    ),
    ownCommand('history', (args) => (history ? showHistory(args, history) : {})),
  ]
}

const builtins =
  'alias bg break builtin cd command continue declare echo eval exec exit export false getopts hash help ' +
  'history let local mapfile popd printf pushd pwd read readonly return set shift shopt source test trap true type ' +
  'unalias unset wait'

function help(
  topic: string | undefined,
  tools: readonly Tool[],
  commands: readonly string[],
  columns = 80,
): Answer {
  const known = new Set([...builtins.split(' '), ...commands.filter((name) => !name.startsWith('__'))])
  for (const { name } of tools) known.delete(name)
  if (topic !== undefined) {
    const tool = tools.find(({ name }) => name === topic)
    if (tool) return { stdout: `${tool.name}: ${tool.summary}\n` }
    if (known.has(topic)) return { stdout: `${topic}: works as on Linux; try '${topic} --help'.\n` }
    return { stderr: `bash: help: no help topics match \`${topic}'.  Try \`help help'.\n` }
  }
  return { stdout: wrapped(overview(tools, [...known].sort()), columns) }
}

/** What one does with the tools; those that are in none of these are listed behind them. */
const groups: readonly (readonly [purpose: string, names: string])[] = [
  ['AWS', 'aws'],
  ['The lab', 'lab fault onprem'],
  ['Names', 'dig host nslookup getent'],
  ['Connections', 'curl wget nc ncat telnet openssl psql mysql'],
  ['Ways', 'ping ping6 traceroute traceroute6 tracepath mtr iperf3'],
  ['This machine', 'ip ss netstat tcpdump serve systemctl journalctl appliance watch man'],
  ['Other machines', 'ssh scp ssh-keygen sudo su'],
]

function overview(tools: readonly Tool[], commands: readonly string[]): string {
  const names = tools.map(({ name }) => name)
  const grouped = groups.map(
    ([purpose, own]) => [purpose, own.split(' ').filter((name) => names.includes(name))] as const,
  )
  const others = names.filter((name) => !grouped.some(([, own]) => own.includes(name)))
  const rows = [...grouped, ['Also', others] as const].filter(([, own]) => own.length)
  const width = Math.max(...rows.map(([purpose]) => purpose.length), 0)
  return [
    'This is a simulated machine. Nothing you do here leaves your computer.',
    '',
    ...rows.map(([purpose, own]) => `  ${purpose.padEnd(width)}  ${own.join(' ')}`),
    '',
    "'man curl', 'curl --help' and 'help curl' tell more of one; 'lab help' of the lab.",
    'The shell is bash, with pipes, variables, loops and functions, and besides:',
    '',
    ...wrap(
      commands.filter((name) => !isPlain(name)),
      78,
    ).map((line) => `  ${line}`),
    '',
    'Ctrl-C stops a command, Tab completes a word, Up brings back a line.',
    '',
  ].join('\n')
}

/** Parts of the shell's own language, which need no mention. */
const isPlain = (name: string): boolean => builtins.split(' ').includes(name) || name === 'html-to-markdown'

function wrap(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length + 1 <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function showHistory([option, value]: readonly string[], history: History): Answer {
  if (option === '-c') {
    history.clear()
    return {}
  }
  if (option === '-d') {
    if (history.delete(Number(value))) return {}
    return { stderr: `bash: history: ${value}: history position out of range\n` }
  }
  if (option !== undefined && !/^\d+$/.test(option)) {
    return { stderr: `bash: history: ${option}: numeric argument required\n` }
  }
  const { lines } = history
  const from = option === undefined ? 0 : Math.max(0, lines.length - Number(option))
  const shown = lines.slice(from).map((line, i) => `${String(from + i + 1).padStart(5)}  ${line}\n`)
  return { stdout: shown.join('') }
}
