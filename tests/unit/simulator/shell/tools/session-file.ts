// Sessions as people see them, one file a session:
//
//   # Somebody cannot reach the orders service.
//   # Recorded: every line but those with `aws`.
//   @ vpc main 10.0.0.0/16          the world before it, in the notation of the network's tests
//   web-1$ ping -c 1 app-1          what is typed on a machine; `web-1#` is typed by root
//   > second line                   what is typed on further lines
//   PING app-1 …                    all that it prints but for empty lines and colours, and `[n]` where the exit status is n and not 0
//   @ revoke web-sg out all any     a change of the world in between
//   web-1$ while :; do :; done ^C   Ctrl-C is pressed while it runs
//
// Lines that are `Recorded` are compared with what the real tools print, in tests/conformance/tools.

export type Entry =
  | { readonly kind: 'comment' | 'statement'; readonly text: string }
  | { readonly kind: 'typed'; readonly exchange: Exchange }

export interface Exchange {
  /** `web-1$`, `web-1#` */
  readonly who: string
  readonly command: string
  readonly isInterrupted: boolean
  readonly shown: readonly string[]
}

export function readSession(text: string): Entry[] {
  const entries: Entry[] = []
  let typed: { who: string; command: string; isInterrupted: boolean; shown: string[] } | undefined
  for (const line of text.split('\n')) {
    const [, who, command] = /^([a-z][a-z0-9-]*[$#]) (.*)$/.exec(line) ?? []
    if (line.startsWith('# ')) entries.push({ kind: 'comment', text: line.slice(2) })
    else if (line.startsWith('@ ')) entries.push({ kind: 'statement', text: line.slice(2) })
    else if (who !== undefined && command !== undefined) {
      const isInterrupted = command.endsWith(' ^C')
      typed = { who, command: isInterrupted ? command.slice(0, -3) : command, isInterrupted, shown: [] }
      entries.push({ kind: 'typed', exchange: typed })
    } else if (typed && !typed.shown.length && line.startsWith('> ') && isOpen(typed.command))
      typed.command += `\n${line.slice(2)}`
    else if (line !== '') typed?.shown.push(line)
  }
  return entries
}

/** Whether more is to come: a here-document without its end, or a line that cannot end so. */
function isOpen(command: string): boolean {
  const end = /<<-?\s*['"]?(\w+)/.exec(command)?.[1]
  if (end !== undefined && !command.split('\n').slice(1).includes(end)) return true
  const opened = command.match(/\b(?:do|then|case)\b|\{$/gm)?.length ?? 0
  const closed = command.match(/\b(?:done|fi|esac)\b|^\}/gm)?.length ?? 0
  return /(?:\\|\||&&)$/.test(command) || opened > closed
}

export function writeSession(entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry) => {
    if (entry.kind === 'typed') return [...typedLines(entry.exchange), ...entry.exchange.shown]
    return [`${entry.kind === 'comment' ? '#' : '@'} ${entry.text}`]
  })
  return `${lines.join('\n')}\n`
}

export function typedLines({ who, command, isInterrupted }: Exchange): string[] {
  const [first = '', ...rest] = command.split('\n')
  return [`${who} ${first}${isInterrupted ? ' ^C' : ''}`, ...rest.map((line) => `> ${line}`)]
}

/** Text as it is read, whatever a terminal shows it in. */
export const withoutColours = (text: string): string => text.replace(/\x1b\[[\d;]*[mK]/g, '')

/** Which lines the head of a session says are held against recordings; undefined where it says nothing. */
export function recordedIn(entries: readonly Entry[]): ((command: string) => boolean) | undefined {
  const said = entries.find((entry) => entry.kind === 'comment' && entry.text.startsWith('Recorded: '))
  if (said?.kind !== 'comment') return undefined
  const [, which = '', but] =
    /^Recorded: (no line|every line)(?: but those with (.*))?\.$/.exec(said.text) ?? []
  if (which === '') throw new Error(`Nobody can tell which lines are meant: ${said.text}`)
  const exceptions = [...(but ?? '').matchAll(/`([^`]+)`/g)].map(([, snippet = '']) => snippet)
  return (command) => which === 'every line' && !exceptions.some((snippet) => holds(command, snippet))
}

/** Whether a snippet stands in a line, as words of their own. */
function holds(command: string, snippet: string): boolean {
  const at = command.indexOf(snippet)
  if (at < 0) return false
  const isEdge = (one: string | undefined) => one === undefined || !/[\w-]/.test(one)
  return isEdge(command[at - 1]) && isEdge(command[at + snippet.length])
}
