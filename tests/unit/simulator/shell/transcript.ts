import type { RunResult, Terminal } from '../../../../simulator/shell/terminal.ts'

// A transcript is what a terminal shows: `$ ` before what is typed (`> ` before the lines that follow), then
// the output, both streams in order, then `[n]` when the exit status is n and not 0. `#` starts a comment.

export interface Exchange {
  readonly line: number
  readonly typed: string
  readonly shown: string
}

export function readTranscript(text: string): Exchange[] {
  const exchanges: { line: number; typed: string; shown: string }[] = []
  for (const [index, row] of text.split('\n').entries()) {
    const last = exchanges.at(-1)
    if (row.startsWith('$ ')) exchanges.push({ line: index + 1, typed: row.slice(2), shown: '' })
    else if (row.startsWith('> ') && last && !last.shown) last.typed += `\n${row.slice(2)}`
    else if (last && row && !row.startsWith('# ')) last.shown += `${row}\n`
  }
  return exchanges
}

export async function play(terminal: Terminal, typed: string): Promise<string> {
  return asShown(await terminal.run(typed))
}

export function asShown({ output, exitCode }: RunResult): string {
  const bytes = Buffer.concat(output.map((chunk) => Buffer.from(chunk.bytes)))
  const text = bytes.toString('utf8').replace(/\n\n+/g, '\n')
  return text + (text && !text.endsWith('\n') ? '\n' : '') + (exitCode ? `[${exitCode}]\n` : '')
}
