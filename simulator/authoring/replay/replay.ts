import { Lab, type LabOptions } from '../../lab.ts'
import type { ReadLine } from '../../shell/host.ts'
import type { LogEntry, WhileRunning } from '../../shell/lab/log.ts'
import type { RunOptions, RunResult } from '../../shell/terminal.ts'

// A log, done again. Everything that came from outside comes again, each thing when the lab is as far as it was then:
// lines in their terminals, answers to questions, Ctrl-C after as many turns.

export interface ReplayPorts {
  readonly options: LabOptions
  /** Resolves when whatever goes on by itself has had the time to. */
  rest(): Promise<void>
  /** Whether it has taken too long. It is asked at each turn. */
  isOver(): boolean
}

export interface Replayed {
  readonly lab: Lab
  /** It took too long, and was ended. */
  readonly isStopped: boolean
  /** Lines that were interrupted, and were done this time before Ctrl-C came; or the other way round. */
  readonly otherwise: readonly LogEntry[]
}

/** Does on a fork of a lab that has just begun what a log tells. */
export async function replay(start: Lab, log: readonly LogEntry[], ports: ReplayPorts): Promise<Replayed> {
  return new Replay(start.fork(), ports).run(log)
}

/** A line that is running. */
interface Line {
  readonly entry: LogEntry
  readonly control: AbortController
  done: Promise<void>
}

/** Something that is to come at a moment. */
interface Due {
  readonly moment: WhileRunning
  readonly act: () => void
}

/** A question, with what was answered; or nothing, where Ctrl-C ended it. */
interface Question {
  readonly line: Line
  readonly answer: (text: string | undefined) => void
  readonly given: string | null | undefined
}

class Replay {
  #lab: Lab
  readonly #ports: ReplayPorts
  readonly #otherwise: LogEntry[] = []
  /** The terminals by their numbers in the log. */
  #windows: (Lab['terminals'][number] | undefined)[]
  #running: Line[] = []
  #due: Due[] = []
  #questions: Question[] = []
  /** Whether something is still to come before any question is answered. */
  #isReading = true
  #isStopped = false

  constructor(lab: Lab, ports: ReplayPorts) {
    this.#lab = lab
    this.#ports = ports
    this.#windows = [...lab.terminals]
    this.#listen()
  }

  async run(log: readonly LogEntry[]): Promise<Replayed> {
    for (const entry of log) {
      this.#isReading = true
      await this.#reach(entry.during)
      if (this.#ports.isOver()) this.#stop()
      if (this.#isStopped) break
      await this.#do(entry)
    }
    await this.#untilIdle()
    this.#lab.inputs.onPause = undefined
    return { lab: this.#lab, isStopped: this.#isStopped, otherwise: this.#otherwise }
  }

  #listen(): void {
    this.#lab.inputs.onPause = () => {
      if (this.#ports.isOver()) this.#stop()
      this.#go()
    }
  }

  #stop(): void {
    this.#isStopped = true
    for (const { control } of this.#running) control.abort()
    for (const { act } of this.#due.splice(0)) act()
    for (const { answer } of this.#questions.splice(0)) answer(undefined)
  }

  /** Lets come what is due; where nothing more is, somebody answers. */
  #go(): void {
    const { turns, isAsking, isSettled } = this.#lab.inputs
    // Between its turns a line hears nobody, and what began just before has to get to one, or to its end.
    const isDue = ({ moment }: Due) => isSettled && moment.turns <= turns && (!moment.resting || isAsking)
    const due = this.#due.filter(isDue)
    this.#due = this.#due.filter((one) => !due.includes(one))
    for (const { act } of due) act()
    const isWaited = this.#isReading || this.#due.some(({ moment }) => moment.resting)
    if (!due.length && !isWaited && isAsking) {
      const question = this.#questions.find(({ given }) => given !== undefined)
      this.#questions = this.#questions.filter((one) => one !== question)
      question?.answer(question.given ?? undefined)
    }
  }

  /** Waits until the lab is as far as it was when something came; what came to an idle lab, comes to an idle one. */
  async #reach(moment: WhileRunning | undefined): Promise<void> {
    if (!moment || !this.#running.length) return this.#untilIdle()
    let isReached = false
    const reached = new Promise<void>((resolve) => {
      const act = () => {
        isReached = true
        resolve()
      }
      this.#due.push({ moment, act })
    })
    this.#go()
    while (!isReached && this.#running.length) {
      // Where it rests in a way that nobody knows of, there is nothing to wait for.
      await Promise.race([reached, this.#running[0]!.done, ...(moment.resting ? [this.#untilRest()] : [])])
      if (moment.resting && !isReached) break
    }
    this.#due = this.#due.filter((one) => one.moment !== moment)
  }

  async #untilIdle(): Promise<void> {
    this.#isReading = false
    this.#go()
    while (this.#running.length) await this.#running[0]!.done
  }

  async #untilRest(): Promise<void> {
    for (let before = -1; before !== this.#lab.inputs.turns; ) {
      before = this.#lab.inputs.turns
      await this.#ports.rest()
    }
  }

  async #do(entry: LogEntry): Promise<void> {
    const lab = this.#lab
    const { kind, line, moment } = entry
    switch (kind) {
      case undefined:
      case 'console':
      case 'script':
        return this.#begin(entry)
      case 'open':
        this.#windows.push(attempted(() => lab.openTerminal(entry.name)))
        return
      case 'close': {
        const window = this.#windowOf(entry)
        if (window) lab.closeTerminal(window)
        return
      }
      case 'file':
        attempted(() => lab.writeFile(entry.path ?? '', line, entry.name))
        return
      case 'undo':
        lab.undo()
        return
      case 'redo':
        lab.redo()
        return
      case 'goto':
        lab.goto(moment ?? line)
        return
      case 'checkpoint':
        lab.checkpoint(line)
        return
      case 'follow':
        return lab.follow(() => {})
      case 'reopen':
        await this.#untilIdle()
        lab.inputs.onPause = undefined
        this.#lab = await Lab.open({ ...this.#ports.options, saved: lab.save() })
        this.#windows = [...this.#lab.terminals]
        this.#listen()
    }
  }

  #windowOf({ terminal = 0 }: LogEntry): Lab['terminals'][number] | undefined {
    return this.#windows[terminal]
  }

  async #begin(entry: LogEntry): Promise<void> {
    const line: Line = { entry, control: new AbortController(), done: Promise.resolve() }
    const { interrupted: wasInterrupted = false, after, columns, rows, answers } = entry
    const result = this.#start(entry, {
      signal: line.control.signal,
      ...(columns !== undefined && { terminal: { columns, ...(rows !== undefined && { rows }) } }),
      ...(answers && { readLine: this.#answering(line, [...answers]) }),
    })
    if (!result) return
    this.#running.push(line)
    line.done = result
      .then(({ interrupted = false }) => {
        if (interrupted !== wasInterrupted && !this.#isStopped) this.#otherwise.push(entry)
      })
      .finally(() => {
        this.#running = this.#running.filter((one) => one !== line)
        this.#questions = this.#questions.filter((one) => one.line !== line)
        this.#due = this.#due.filter((one) => one.act !== end)
        this.#go()
      })
    const end = () => {
      for (const one of this.#questions) if (one.line === line) one.answer(undefined)
      line.control.abort()
    }
    // Whoever waits for it hears of a failure.
    line.done.catch(() => {})
    if (!wasInterrupted || !after) return
    this.#due.push({ moment: after, act: end })
    this.#go()
    if (after.resting) void this.#untilRest().then(() => this.#running.includes(line) && end())
  }

  #start(entry: LogEntry, options: RunOptions): Promise<RunResult> | undefined {
    const lab = this.#lab
    if (entry.kind === 'console') return lab.on(entry.name ?? entry.host, entry.line, options)
    const window = this.#windowOf(entry)
    if (!window) return undefined
    if (entry.kind !== 'script') return lab.run(entry.line, { ...options, window })
    const name = entry.name === undefined ? {} : { name: entry.name }
    return lab.runScript(entry.line, entry.args, { ...options, ...name, window })
  }

  /** What was typed then; and where there is no more, either Ctrl-C or the end of input. */
  #answering(line: Line, answers: (string | null)[]): ReadLine {
    return () => {
      const given = answers.shift()
      if (given === undefined && !line.entry.interrupted) return Promise.resolve(undefined)
      return new Promise((answer) => {
        this.#questions.push({ line, answer, given })
      })
    }
  }
}

/** What is refused now was refused then. */
function attempted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
