import type { Command as LibraryCommand } from 'just-bash/browser'
import type { History } from '../history.ts'
import type { Tool } from '../host.ts'
import { type Answer, ownCommand } from './own-command.ts'

/** `help` and `history`. */
export function guidanceCommands(tools: readonly Tool[], history: History | undefined): LibraryCommand[] {
  return [
    ownCommand('__help', ([topic], { getRegisteredCommands }) =>
      help(topic, tools, getRegisteredCommands?.() ?? []),
    ),
    // NOT MODELLED: traps. A script that cleans up after itself runs all the same.
    ownCommand('trap', (args) => ({
      stderr: args.length ? 'bash: trap: not simulated: this shell goes on without it\n' : '',
      exitCode: 0,
    })),
    ownCommand('history', (args) => (history ? showHistory(args, history) : {})),
  ]
}

const builtins =
  'alias bg break builtin cd command continue declare echo eval exec exit export false getopts hash help ' +
  'history let local mapfile popd printf pushd pwd read readonly return set shift shopt source test true type ' +
  'unalias unset wait'

function help(topic: string | undefined, tools: readonly Tool[], commands: readonly string[]): Answer {
  const known = new Set([...builtins.split(' '), ...commands.filter((name) => !name.startsWith('__'))])
  for (const { name } of tools) known.delete(name)
  if (topic !== undefined) {
    const tool = tools.find(({ name }) => name === topic)
    if (tool) return { stdout: `${tool.name}: ${tool.summary}\n` }
    if (known.has(topic)) return { stdout: `${topic}: works as on Linux; try '${topic} --help'.\n` }
    return { stderr: `bash: help: no help topics match \`${topic}'.  Try \`help help'.\n` }
  }
  const width = Math.max(0, ...tools.map(({ name }) => name.length))
  return {
    stdout: [
      'This is a simulated machine. Nothing you do here leaves your computer.',
      '',
      ...tools.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
      '',
      'The shell is bash, with pipes, variables, loops and functions, and these commands:',
      '',
      ...wrap([...known].sort(), 78).map((line) => `  ${line}`),
      '',
      'Ctrl-C stops a command, Tab completes a word, Up brings back a line.',
      '',
    ].join('\n'),
  }
}

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
