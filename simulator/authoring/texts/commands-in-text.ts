import { codeSpansIn, fencesIn } from '../../packs/code-in-text.ts'
import type { Prose } from '../../packs/prose.ts'

// The commands that a text shows, in fences and in code inside of sentences.

export interface ShownCommand {
  readonly line: string
  /** Where in the text it begins. */
  readonly index: number
  /** It stands in a sentence, which may name a command without all that it wants. */
  readonly isInline: boolean
}

const shells = new Set(['', 'sh', 'bash', 'shell', 'console', 'shell-session'])

export function commandsIn({ text }: Pick<Prose, 'text'>): readonly ShownCommand[] {
  const found: ShownCommand[] = []
  const fences = fencesIn(text)
  for (const { tag, body, bodyAt } of fences) {
    if (shells.has(tag.split(/\s/)[0] ?? '')) found.push(...linesOf(body, bodyAt, tag))
  }
  for (const { start, code } of codeSpansIn(text)) {
    if (fences.some((fence) => start >= fence.start && start < fence.end)) continue
    const line = code.trim()
    if (/^(aws|onprem|host|fault|lab) +[a-z]/.test(line)) found.push({ line, index: start, isInline: true })
  }
  return found
}

/** No honest command is longer. */
const longest = 10_000

/** A session of a terminal shows what is typed after `$ `; elsewhere every line is typed. */
function linesOf(body: string, start: number, tag: string): readonly ShownCommand[] {
  const isSession = tag === 'console' || tag === 'shell-session' || /^\$ /m.test(body)
  const found: ShownCommand[] = []
  let at = 0
  let open: { line: string; index: number } | undefined
  for (const written of body.split('\n')) {
    const index = start + at
    at += written.length + 1
    const typed = open ? written.replace(/^> /, '') : isSession ? /^\$ (.*)/.exec(written)?.[1] : written
    if (typed === undefined) continue
    const line: string = open ? `${open.line}\n${typed}` : typed
    const first: number = open?.index ?? index
    open = undefined
    if (line.length < longest && (/\\$/.test(line) || hasOpenQuote(line))) open = { line, index: first }
    else if (line.trim() !== '' && !line.trim().startsWith('#'))
      found.push({ line, index: first, isInline: false })
  }
  if (open) found.push({ ...open, isInline: false })
  return found
}

function hasOpenQuote(line: string): boolean {
  let quote = ''
  for (let i = 0; i < line.length; i++) {
    const sign = line[i]!
    if (sign === '\\' && quote !== "'") i++
    else if (quote) quote = sign === quote ? '' : quote
    else if (sign === "'" || sign === '"') quote = sign
  }
  return quote !== ''
}

/** The simple commands of a line, as far as words tell: what stands between `|`, `;`, `&&`, `$(` and their ends. */
export function simpleCommandsIn(line: string): readonly string[] {
  if (line.length > longest) return []
  const found: string[] = []
  let current = ''
  let quote = ''
  const end = () => {
    if (current.trim()) found.push(current.trim())
    current = ''
  }
  const waiting: string[] = []
  for (let i = 0; i < line.length; i++) {
    const sign = line[i]!
    if (quote === "'") {
      current += sign
      if (sign === "'") quote = ''
    } else if (sign === '\\') current += sign + (line[++i] ?? '')
    else if (sign === '$' && line[i + 1] === '(') {
      waiting.push(`${current}${stand}`, quote)
      current = ''
      quote = ''
      i++
    } else if (sign === ')' && waiting.length && !quote) {
      end()
      quote = waiting.pop() ?? ''
      current = waiting.pop() ?? ''
    } else if (quote) {
      current += sign
      if (sign === quote) quote = ''
    } else if (sign === "'" || sign === '"') {
      quote = sign
      current += sign
    } else if (sign === '|' || sign === ';' || sign === '\n' || sign === '&') end()
    else if (sign === '#' && isSpace(line[i - 1])) {
      while (i + 1 < line.length && line[i + 1] !== '\n') i++
    } else if ((sign === '>' || sign === '<') && /\s/.test(line[i + 1] ?? ' ') && !isWord(line[i - 1])) end()
    else current += sign
  }
  end()
  // What is only assigned, or only words of the shell's own, is no command.
  return found
    .map((one) => one.replace(/^(?:(?:if|then|else|do|while|until|!|time)\s+|\w+=\S*\s+)+/, ''))
    .filter((one) => !/^\w+=/.test(one))
}

const isSpace = (sign: string | undefined): boolean => sign !== undefined && /\s/.test(sign)

const isWord = (sign: string | undefined): boolean => sign !== undefined && /[\w$]/.test(sign)

/** Stands for what nobody knows before the command runs. */
export const stand = 'what-it-will-be'
