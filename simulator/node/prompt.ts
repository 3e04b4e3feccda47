import { createInterface, type Interface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import type { Asking, Screen } from '../shell/host.ts'
import type { OutputChunk } from '../shell/session.ts'
import type { ProgramContext } from './command.ts'
import { Keys } from './keys.ts'
import type { ProgramLab, ProgramTerminal } from './lab-port.ts'
import { readKeys } from './read-keys.ts'
import { searchBack } from './search-back.ts'

/** A prompt on a terminal, until `exit` or Ctrl-D. Returns the exit status. */
export function converse(lab: ProgramLab, { stdin, stdout, stderr }: ProgramContext): Promise<number> {
  const { terminal } = lab
  const prompt = createInterface({
    input: stdin,
    output: stdout,
    terminal: true,
    historySize: 1000,
    removeHistoryDuplicates: false,
    completer: (line: string, answer: Answer) => void completeLine(terminal, prompt, line, answer),
  })
  let row = ''
  const onOutput = ({ stream, bytes }: OutputChunk) => {
    ;(stream === 1 ? stdout : stderr).write(bytes)
    const text = row + Buffer.from(bytes).toString('utf8')
    row = text.slice(text.lastIndexOf('\n') + 1)
  }
  return new Promise((resolve) => {
    let typed = ''
    let answer: ((line: string | undefined) => void) | undefined
    let isRunning = false
    let isClosed = false
    let work: Promise<void> = Promise.resolve()
    const ahead: string[] = []

    const tellNews = (lines: readonly string[]) => {
      // Behind what was printed without an end of line, and on lines of their own.
      stdout.write(`${row ? '\n' : ''}${lines.map(quietly).join('\n')}\n`)
      row = ''
    }
    const ask = () => {
      if (isClosed) return
      const begun = begunRow(row, stdout.columns ?? 80)
      row = ''
      if (begun === undefined) stdout.write('\n')
      prompt.setPrompt((begun ?? '') + (typed ? '> ' : promptText(terminal)))
      prompt.prompt()
    }
    const answerWith = (line: string | undefined) => {
      const given = answer
      answer = undefined
      given?.(line)
    }
    const readLine = (text: string, how: Asking = {}) =>
      new Promise<string | undefined>((resolve) => {
        if (isClosed) return resolve(undefined)
        if (ahead.length) return resolve(ahead.shift())
        if (how.isSilent || how.most !== undefined) {
          const board = { write: (shown: string) => void stdout.write(shown), next: () => keys.next() }
          row = ''
          void readKeys(text, how, board).then((typed) => {
            keys.release()
            if (typed === null) terminal.interrupt()
            resolve(typed ?? undefined)
          })
          return
        }
        answer = resolve
        row = ''
        const start = text.lastIndexOf('\n') + 1
        stdout.write(text.slice(0, start))
        prompt.setPrompt(text.slice(start))
        prompt.prompt()
      })
    const keys = new Keys(stdin)
    const screen: Screen = {
      get columns() {
        return stdout.columns ?? 80
      },
      get rows() {
        return stdout.rows ?? 24
      },
      write: (text) => void stdout.write(text),
      readKey: () => (isClosed ? Promise.resolve(undefined) : keys.next()),
      onResize: (act) => {
        stdout.on('resize', act)
        return () => void stdout.off('resize', act)
      },
      release: () => keys.release(),
    }
    const leave = (status: number) => {
      isClosed = true
      prompt.close()
      resolve(status)
    }
    const run = async (line: string) => {
      typed += typed ? `\n${line}` : line
      if (isClosed) return
      if (terminal.isIncomplete(typed)) return ask()
      const text = typed
      typed = ''
      if (text.trim()) {
        isRunning = true
        const size = { columns: screen.columns, rows: screen.rows }
        const { exitCode, interrupted, ended } = await lab.run(text, {
          terminal: size,
          screen,
          onOutput,
          readLine,
        })
        isRunning = false
        keys.release()
        if (interrupted) {
          stdout.write('\n')
          row = ''
        }
        if (ended === 'exit') return leave(exitCode)
        if (ended) stderr.write('hopwise: a command failed under set -e; this is a new shell.\n')
      }
      ask()
    }

    let past: readonly string[] = []
    const search = async () => {
      const before = prompt.line
      const { line, isEntered } = await searchBack(past, {
        columns: () => stdout.columns ?? 80,
        write: (text) => void stdout.write(text),
        next: () => keys.next(),
      })
      // Emptying the line draws the prompt anew.
      prompt.write(null, { ctrl: true, name: 'e' })
      prompt.write(null, { ctrl: true, name: 'u' })
      prompt.prompt()
      prompt.write(line ?? before)
      keys.release()
      if (isEntered) prompt.write(null, { name: 'return' })
    }
    stdin.on('keypress', (_: unknown, { ctrl, name }: { ctrl?: boolean; name?: string } = {}) => {
      if (ctrl && name === 'r' && !isRunning && !answer) void search()
    })
    // An answer is no command, and it may be a secret: it does not belong into the history.
    prompt.on('history', (history) => {
      if (answer) history.shift()
      past = history
    })
    // Lines that are pasted or typed ahead wait for their turn, or for a question.
    prompt.on('line', (line) => {
      if (answer) return answerWith(line)
      ahead.push(line)
      work = work.then(() => {
        const next = ahead.shift()
        return next === undefined ? undefined : run(next)
      })
    })
    prompt.on('SIGINT', () => {
      stdout.write('^C')
      if (isRunning) {
        answerWith(undefined)
        return terminal.interrupt()
      }
      typed = ''
      stdout.write('\n')
      if (!prompt.line) return ask()
      // Emptying the line draws the prompt anew.
      prompt.setPrompt(promptText(terminal))
      prompt.write(null, { ctrl: true, name: 'e' })
      prompt.write(null, { ctrl: true, name: 'u' })
    })
    // Ctrl-D leaves the innermost shell; only where there is none inside the first one is the conversation over.
    const close = prompt.close.bind(prompt)
    prompt.close = () => {
      // Where a command asks, it ends its input.
      if (!isClosed && answer && !stdin.readableEnded) return answerWith(undefined)
      const isInner = !isClosed && !isRunning && !answer && (terminal.depth ?? 0) > 0
      if (!isInner || stdin.readableEnded) return close()
      typed = ''
      work = work.then(() => run('exit'))
    }
    prompt.on('close', () => {
      if (isClosed) return
      isClosed = true
      answerWith(undefined)
      stdout.write('exit\n')
      void work.then(() => resolve(terminal.exitCode))
    })
    if (lab.greeting !== undefined) tellNews(lab.greeting.split('\n'))
    // The prompt is there before goals are judged for the first time.
    work = new Promise((soon) => setImmediate(soon)).then(() => lab.follow?.(tellNews))
    ask()
  })
}

/**
 * What was printed last without a line break: the prompt comes right behind it, as in bash. It is part of the prompt,
 * which otherwise is drawn over it. Undefined where it cannot be drawn again: it moves the cursor or fills the row.
 */
function begunRow(row: string, columns: number): string | undefined {
  const visible = stripVTControlCharacters(row)
  if (visible === '') return ''
  return /[\x00-\x1f]/.test(visible) || visible.length >= columns ? undefined : row
}

const coloured = process.env['NO_COLOR'] ? '' : '2'

/** A line that does not ask to be read. */
const quietly = (line: string): string => (coloured ? `\x1b[${coloured}m${line}\x1b[22m` : line)

type Answer = (error: Error | null, result: [string[], string]) => void

async function completeLine(terminal: ProgramTerminal, prompt: Interface, line: string, answer: Answer) {
  const { from, candidates } = await terminal.complete(line, prompt.cursor)
  const [only] = candidates
  const isWhole = candidates.length === 1 && only !== undefined && !/[/=]$/.test(only)
  answer(null, [isWhole ? [`${only} `] : [...candidates], line.slice(from, prompt.cursor)])
}

const promptText = (terminal: ProgramTerminal) => `${terminal.prompt} `
