import { literal, literalName, quoted, redirection, silently, simple, statusWords } from './build-syntax.ts'
import { answerPath } from './filesystem.ts'
import { deciding } from './following-streams.ts'
import { hidden } from './hidden-names.ts'
import type { ReadLine } from './host.ts'
import { filters, readers } from './readers.ts'
import { readingText } from './reading.ts'
import { inOrder, statusCount } from './runs-text.ts'
import { isInputRedirected } from './streams.ts'
import { type Command, type SimpleCommand, type Statement, statementOf } from './syntax.ts'

// Commands that read what is typed. The library gives them what was piped or redirected, and nothing else: where
// standard input is the terminal, the shell asks first, and hands the answer over as a file.

export interface AskingPorts {
  /** Whether standard input is a terminal with somebody at it. */
  hasSomebody(): boolean
  /** The words of the command that has just asked, and whether it got anything. */
  asked(): { readonly words: readonly string[]; readonly isAnswered: boolean } | undefined
}

/** A command that asks whoever is at the terminal, where there is somebody and nothing else is said. */
export function perhapsAsking(command: SimpleCommand, ports: AskingPorts): Command | undefined {
  const name = literalName(command)
  if (name === undefined || !readers.has(name) || isInputRedirected(command.redirections)) return undefined
  if (filters.has(name) && name !== 'tee' && !command.args.every(isOption) && !command.args.some(isDash))
    return undefined
  const ask = inOrder({
    ...simple(hidden('ask'), [statusCount, statusWords[0]!, literal(name), ...command.args], silently),
    line: command.line,
  } as SimpleCommand)
  const usual = statementOf(readingText(command) ?? command, command.line)
  return deciding(command, [ask, usual], function* () {
    if (!ports.hasSomebody()) {
      yield usual
      return
    }
    yield ask
    const { words = [], isAnswered = false } = ports.asked() ?? {}
    if (!isAnswered) {
      // Nobody types before they are asked.
      yield name === 'read' && !readsNow(words) ? statementOf(simple('false')) : usual
      return
    }
    yield readingAnswer(command, words.map(quoted))
  })
}

function readingAnswer(command: SimpleCommand, args: readonly object[]): Statement {
  const reading = {
    ...command,
    args,
    redirections: [...command.redirections, redirection(0, '<', answerPath)],
  } as unknown as SimpleCommand
  return statementOf(readingText(reading) ?? reading, command.line)
}

/** The same in a text, which says everything in advance: `if ask; then read <answer; else read; fi`. */
export function askingInText(command: SimpleCommand, ports: AskingPorts): Command | undefined {
  const name = literalName(command)
  if (name !== 'read' || isInputRedirected(command.redirections) || !ports.hasSomebody()) return undefined
  // What is worked out twice must change nothing.
  if (/Substitution|Assign/.test(JSON.stringify(command.args))) return undefined
  const ask = simple(hidden('asks'), [literal(name), ...command.args], silently)
  const usual = statementOf(readingText(command) ?? command, command.line)
  return {
    type: 'If',
    clauses: [{ condition: [statementOf(ask)], body: [readingAnswer(command, command.args)] }],
    elseBody: [usual],
    redirections: [],
  } as unknown as Command
}

const isOption = ({ parts: [part] }: SimpleCommand['args'][number]): boolean =>
  part?.type === 'Literal' && part.value.startsWith('-')

const isDash = ({ parts: [part] }: SimpleCommand['args'][number]): boolean =>
  part?.type === 'Literal' && part.value === '-'

/** Asks for what the command wants; undefined where it does not want to know. */
export async function askFor(
  name: string,
  args: readonly string[],
  readLine: ReadLine,
): Promise<string | undefined> {
  if (!filters.has(name)) return name === 'read' ? askOnce(args, readLine) : askAll(readLine)
  const operands = args.filter((arg) => arg === '-' || !arg.startsWith('-'))
  const isOption = args.some((arg) => arg === '--help' || arg === '--version')
  const reads = name === 'tee' || !operands.length || operands.includes('-')
  return reads && !isOption ? askAll(readLine) : undefined
}

/** Until the end of input. */
async function askAll(readLine: ReadLine): Promise<string> {
  let text = ''
  for (let line = await readLine(''); line !== undefined; line = await readLine('')) text += `${line}\n`
  return text
}

/** Whether it waits for a line: whether something has been typed already is all that `-t 0` asks. */
const readsNow = (words: readonly string[]): boolean => !wantedBy(words).isGlance

interface Wanted {
  isGlance: boolean

  prompt: string
  isSilent: boolean
  isRaw: boolean
  /** How many characters at most. */
  most: number | undefined
  /** Whether a line break is one of them. */
  isExact: boolean
  end: string
  reads: boolean
}

async function askOnce(args: readonly string[], readLine: ReadLine): Promise<string | undefined> {
  const { prompt, isSilent, isRaw, most, isExact, end, reads } = wantedBy(args)
  if (!reads) return undefined
  let text = ''
  for (let question = prompt; ; question = end === '\n' ? '> ' : '') {
    const left = most === undefined ? undefined : most - text.length
    const line = await readLine(question, {
      ...(isSilent && { isSilent, hidesEnter: true }),
      ...(left !== undefined && { most: left }),
    })
    if (line === undefined) return text
    text += line
    if (most !== undefined && text.length >= most) return text.slice(0, most)
    text += '\n'
    if (end !== '\n') {
      if (end !== '' && text.includes(end)) return text
    } else if (isRaw || !/(^|[^\\])(\\\\)*\\\n$/.test(text)) {
      if (!isExact) return text
    }
  }
}

function wantedBy(args: readonly string[]): Wanted {
  const wanted: Wanted = {
    isGlance: false,
    prompt: '',
    isSilent: false,
    isRaw: false,
    most: undefined,
    isExact: false,
    end: '\n',
    reads: true,
  }
  for (let i = 0; i < args.length && /^-./.test(args[i]!) && args[i] !== '--'; i++) {
    const letters = args[i]!.slice(1)
    for (let at = 0; at < letters.length; at++) {
      const letter = letters[at]!
      if (letter === 's') wanted.isSilent = true
      if (letter === 'r') wanted.isRaw = true
      if (!'adinNptu'.includes(letter)) continue
      const value = letters.slice(at + 1) || (args[++i] ?? '')
      if (letter === 'p') wanted.prompt = value
      if (letter === 'd') wanted.end = value.slice(0, 1)
      if (letter === 'n' || letter === 'N') wanted.most = Math.max(0, Number.parseInt(value, 10) || 0)
      if (letter === 'N') wanted.isExact = true
      if (letter === 't' && Number(value) === 0) wanted.isGlance = true
      // Another descriptor is no terminal.
      if (wanted.isGlance || (letter === 'u' && value !== '0')) wanted.reads = false
      break
    }
  }
  return wanted
}
