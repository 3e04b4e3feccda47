import { createInterface, type Interface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import type { OutputChunk } from '../shell/session.ts'
import type { ProgramContext } from './command.ts'
import type { ProgramLab, ProgramTerminal } from './lab-port.ts'

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
    let work = Promise.resolve()

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
    const readLine = (text: string) =>
      new Promise<string | undefined>((resolve) => {
        if (isClosed) return resolve(undefined)
        answer = resolve
        row = ''
        const start = text.lastIndexOf('\n') + 1
        stdout.write(text.slice(0, start))
        prompt.setPrompt(text.slice(start))
        prompt.prompt()
      })
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
        const size = { columns: stdout.columns ?? 80 }
        const { exitCode, interrupted, ended } = await lab.run(text, { terminal: size, onOutput, readLine })
        isRunning = false
        if (interrupted) {
          stdout.write('\n')
          row = ''
        }
        if (ended === 'exit') return leave(exitCode)
        if (ended) stderr.write('hopwise: a command failed under set -e; this is a new shell.\n')
      }
      ask()
    }

    // An answer is no command, and it may be a secret: it does not belong into the history.
    prompt.on('history', (history) => {
      if (answer) history.shift()
    })
    // Lines that are pasted or typed ahead wait for their turn.
    prompt.on('line', (line) => {
      if (answer) return answerWith(line)
      work = work.then(() => run(line))
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

type Answer = (error: Error | null, result: [string[], string]) => void

async function completeLine(terminal: ProgramTerminal, prompt: Interface, line: string, answer: Answer) {
  const { from, candidates } = await terminal.complete(line, prompt.cursor)
  const [only] = candidates
  const isWhole = candidates.length === 1 && only !== undefined && !/[/=]$/.test(only)
  answer(null, [isWhole ? [`${only} `] : [...candidates], line.slice(from, prompt.cursor)])
}

const promptText = (terminal: ProgramTerminal) => `${terminal.prompt} `
