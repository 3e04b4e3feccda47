import { FitAddon } from '@xterm/addon-fit'
import { type IMarker, Terminal } from '@xterm/xterm'
import { atom } from 'nanostores'
import { words } from '../../messages/words.ts'
import type { LabClient } from '../lab-client.ts'
import type { LabEvent, TerminalState } from '../worker/protocol.ts'
import { Completer } from './completer.ts'
import { DrawnLine } from './drawn-line.ts'
import { HeldScreen } from './held-screen.ts'
import { searchOn } from './history-search.ts'
import { takeInserted } from './inserted-text.ts'
import { isCommandOfPage, keysIn, splitKeys, type Typed } from './keys.ts'
import { LineEditor } from './line-editor.ts'
import { type Doing, type Mode, untilPrompt } from './mode.ts'
import { resourceLinks } from './resource-links.ts'
import { contentsAbove } from './screen-contents.ts'
import { cursorIn } from './screen-places.ts'
import { betweenWords, lastRows, useWidths } from './screen-text.ts'
import { TerminalSearch } from './terminal-search.ts'
import { coloursOf, keptRows, terminalOptions } from './terminal-theme.ts'

// One terminal on the screen: xterm.js shows it, a line editor keeps what is typed, the lab runs it.

export class TerminalScreen {
  /** What is read out: the output of the command that was run last. */
  readonly announcement = atom('')
  /** What the terminal does: it waits for a line, for an answer or for the key of somebody who reads, or a line runs. */
  readonly doing = atom<Doing>('running')
  readonly #lab: LabClient
  #number: number
  readonly #xterm: Terminal
  #start: IMarker | undefined
  readonly #fit = new FitAddon()
  readonly #line = new LineEditor()
  readonly completer: Completer
  readonly search: TerminalSearch
  readonly #held = new HeldScreen()
  readonly #element: HTMLElement
  readonly #undo: (() => void)[] = []
  #unlisten: () => void
  #mode: Mode = { kind: 'running' }
  /** A line that was begun when the page ran a command. */
  #aside: { readonly text: string; readonly cursor?: number } | undefined
  /** Keys that came while a command ran. */
  #waiting: Typed[] = []
  /** What was printed since the last line break: the prompt comes right behind it. */
  #begun = ''
  readonly #drawn = new DrawnLine()
  #heard = ''
  /** What stands there, as long as nothing else does. */
  #greeting = ''
  /** How much of what was drawn the terminal has not taken in yet. */
  #drawing = 0
  /** Whether Escape was pressed last: Tab goes on from the terminal then. */
  #leavesWithTab = false

  constructor(element: HTMLElement, lab: LabClient, number: number, fontSize: number) {
    this.#element = element
    this.#lab = lab
    this.#number = number
    this.#xterm = new Terminal(terminalOptions(element, fontSize))
    this.#xterm.loadAddon(this.#fit)
    this.search = new TerminalSearch(this.#xterm)
    useWidths(this.#xterm)
    this.#xterm.open(element)
    // What is pasted is put in as it is; it runs with Enter, as in bash.
    this.#xterm.write('\x1b[?2004h')
    const take = (data: string) => this.#take(splitKeys(data))
    this.#xterm.onData(take)
    takeInserted(this.#xterm, take)
    this.#xterm.attachCustomKeyEventHandler((event) => this.#isForXterm(event))
    this.#xterm.registerLinkProvider({ provideLinks: (row, found) => found(resourceLinks(this.#xterm, row)) })
    this.completer = new Completer({
      line: this.#line,
      ask: (text, cursor) => lab.worker.complete(this.#number, text, cursor),
      draw: () => this.#draw(),
      press: (key) => this.#press(key),
      place: () => cursorIn(element, this.#xterm, this.#drawn.rowsAbove),
    })
    this.#unlisten = lab.listen(number, (event) => this.#hear(event))
    const resized = new ResizeObserver(() => this.#resize())
    resized.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const repaint = () => this.repaint()
    scheme.addEventListener('change', repaint)
    this.#undo.push(
      () => resized.disconnect(),
      () => scheme.removeEventListener('change', repaint),
    )
    this.#resize()
  }

  /** The prompt appears when the lab is open, below what stood there before or else a greeting. */
  begin(before: string, greeting: string): void {
    this.#xterm.write(before || betweenWords(greeting, this.#xterm.cols))
    if (!before) this.#greeting = greeting
    this.#prompt()
  }

  focus(): void {
    this.#xterm.focus()
  }

  repaint(): void {
    this.#xterm.options = coloursOf(this.#element)
  }

  set fontSize(pixels: number) {
    this.#xterm.options.fontSize = pixels
    this.#resize()
  }

  /** Puts text where the cursor is, as if it were typed: for touch keyboards, chips and prepared commands. */
  async type(text: string): Promise<void> {
    await this.#leavePages()
    this.#take([{ pasted: text }])
  }

  /** Presses keys, as a touch keyboard's own row of them does. */
  press(key: string): void {
    this.#take([{ key }])
  }

  /** Runs a command as if it were typed, as soon as the prompt is there. What had been begun is kept for afterwards. */
  async run(command: string): Promise<void> {
    await this.#leavePages()
    // A question that nobody answers keeps whoever wants the prompt no longer than a page that nobody turns.
    if (this.#mode.kind === 'question') this.#abandon()
    await untilPrompt(this.doing)
    this.completer.close()
    const { text, cursor } = this.#line
    this.#aside = this.#mode.kind === 'search' ? { text: this.#mode.before } : { text, cursor }
    this.#become({ kind: 'prompt' })
    this.#line.replace(command)
    this.#draw()
    await this.#submit(command, false)
  }

  choose(candidate: string): void {
    this.completer.choose(candidate)
    this.focus()
  }

  /** Which terminal of the lab it is: another one when one before it was closed. */
  set number(number: number) {
    if (number === this.#number) return
    this.#number = number
    this.#unlisten()
    this.#unlisten = this.#lab.listen(number, (event) => this.#hear(event))
  }

  /** What stands above the prompt, to be shown again. */
  contents(): Promise<string> {
    return contentsAbove(this.#xterm, this.#drawn.rowsAbove, this.#start?.line ?? 0)
  }

  /** What stands here now is not shown again: the lab has begun anew. */
  startAnew(): void {
    this.#start?.dispose()
    this.#start = this.#xterm.registerMarker()
  }

  close(): void {
    this.#unlisten()
    for (const undo of this.#undo) undo()
    this.#xterm.dispose()
  }

  #state(): TerminalState | undefined {
    return this.#lab.state.get()?.terminals[this.#number]
  }

  #prompt(): void {
    this.#become({ kind: 'prompt' })
    this.#drawn.begin()
    this.#line.begin(this.#state()?.history ?? [])
    const begun = this.#aside
    this.#aside = undefined
    if (begun?.text) this.#line.replace(begun.text, begun.cursor)
    this.#draw()
    this.#goOn()
  }

  #become(mode: Mode): void {
    this.#mode = mode
    const { kind } = mode
    this.doing.set(kind === 'search' ? 'prompt' : kind)
  }

  #lead(): string {
    switch (this.#mode.kind) {
      case 'question':
        return this.#mode.prompt
      case 'search':
        return `(reverse-i-search)\`${this.#mode.wanted}': `
      default:
        return `${this.#begun}${this.#state()?.prompt ?? '$'} `
    }
  }

  /** Draws prompt and line anew, over what was drawn before. */
  #draw(): void {
    const { cols, rows } = this.#xterm
    const lead = this.#lead()
    const shown = (text: string) => lead + text.replaceAll('\n', '\n> ')
    const isHidden = this.#mode.kind === 'question' && this.#mode.how.isSilent
    const text = isHidden ? '' : this.#line.text
    this.#write(this.#drawn.draw(shown(text), shown(text.slice(0, this.#line.cursor)), cols, rows))
  }

  #clear(above = ''): void {
    this.#drawn.begin()
    this.#write(`\x1b[H\x1b[2J\x1b[3J${betweenWords(above, this.#xterm.cols)}`)
    this.#draw()
  }

  #write(text: string): void {
    this.#drawing++
    this.#xterm.write(text, () => this.#drawing--)
  }

  #take(typed: readonly Typed[]): void {
    for (const [i, one] of typed.entries()) {
      if (this.#mode.kind === 'paging') {
        const [key = '', ...more] = keysIn(one)
        this.#waiting.push(...more.map((each) => ({ key: each })), ...typed.slice(i + 1))
        this.#giveKey(key)
        return
      }
      if (this.#mode.kind === 'running') {
        if ('key' in one && one.key === '\x03' && !this.#isForReader()) {
          this.#xterm.write('^C')
          void this.#lab.worker.interrupt(this.#number)
        } else this.#waiting.push(one)
        continue
      }
      if ('pasted' in one) {
        this.completer.close()
        this.#line.insert(one.pasted.replace(/\n$/, ''))
        this.#draw()
        continue
      }
      if (this.completer.takes(one.key) || this.#inSearch(one.key)) continue
      this.#press(one.key)
      if (this.completer.isAsking) {
        // What is typed behind a Tab waits for the answer.
        this.#waiting.push(...typed.slice(i + 1))
        return
      }
    }
  }

  /** Whoever shows pages gets one Ctrl-C as a key; the next one ends it. */
  #isForReader(): boolean {
    return this.#held.isTaken && !this.#waiting.some((one) => 'key' in one && one.key === '\x03')
  }

  #giveKey(key: string): void {
    this.#become({ kind: 'running' })
    void this.#lab.worker.press(this.#number, key)
  }

  /** Whoever wants the prompt is not kept waiting by a page that nobody turns. */
  async #leavePages(): Promise<void> {
    if (!this.#held.isTaken) return
    void this.#lab.worker.leavePages()
    await untilPrompt(this.doing)
  }

  #press(key: string): void {
    const request = this.#line.press(key)
    switch (request.kind) {
      case 'edited':
        this.#draw()
        this.#answerIfEnough()
        break
      case 'submitted':
        void this.#submit(request.text)
        break
      case 'complete':
        void this.completer.complete().then(() => this.#goOn())
        break
      case 'interrupt':
        this.#abandon()
        break
      case 'end-of-input':
        this.#endInput()
        break
      case 'clear-screen':
        this.#clear()
        break
      case 'search':
        this.#become({ kind: 'search', wanted: '', at: this.#history.length, before: this.#line.text })
        this.#draw()
        break
      case 'nothing':
        break
    }
  }

  get #history(): readonly string[] {
    return this.#state()?.history ?? []
  }

  /** Goes below what was typed, so that what comes next does not write over it. */
  #leaveLine(): void {
    this.#line.moveTo(this.#line.text.length)
    this.#draw()
    this.#xterm.write('\n')
    this.#drawn.begin()
    this.#begun = ''
  }

  /** What comes next is printed right behind what was asked. */
  #stayBehind(shown: string): void {
    this.#drawn.begin()
    this.#begun = shown
  }

  /** Where so many characters were asked for, nobody has to press Enter behind them. */
  #answerIfEnough(): void {
    if (this.#mode.kind !== 'question') return
    const { prompt, how } = this.#mode
    const { text } = this.#line
    if (how.most === undefined || text.length < how.most) return
    this.#stayBehind(prompt + (how.isSilent ? '' : text))
    this.#become({ kind: 'running' })
    void this.#lab.worker.answer(this.#number, text)
  }

  /** `isTyped`: somebody sits there, and turns pages. */
  async #submit(text: string, isTyped = true): Promise<void> {
    if (this.#mode.kind === 'question') {
      const { prompt, how } = this.#mode
      if (how.hidesEnter) this.#stayBehind(prompt)
      else this.#leaveLine()
      this.#become({ kind: 'running' })
      await this.#lab.worker.answer(this.#number, text)
      return
    }
    this.#become({ kind: 'running' })
    if (text.trim() && (await this.#lab.worker.isIncomplete(this.#number, text))) {
      this.#become({ kind: 'prompt' })
      this.#line.moveTo(text.length)
      this.#line.insert('\n')
      this.#draw()
      return this.#goOn()
    }
    this.#leaveLine()
    if (!text.trim()) return this.#prompt()
    this.#heard = ''
    this.#greeting = ''
    try {
      const { cols: columns, rows } = this.#xterm
      const front = { columns, rows, turnsPages: isTyped }
      const { interrupted, ended } = await this.#lab.run(this.#number, text, front)
      if (interrupted) this.#xterm.write('\n')
      if (ended) this.#xterm.write('\x1b[2mA new shell begins here.\x1b[0m\n')
    } catch (error) {
      // A fault of ours: the lab and its world are still there.
      this.#xterm.write(`hopwise: ${error instanceof Error ? error.message : String(error)}\n`)
    }
    this.announcement.set(this.#heard.trim().slice(0, mostReadOut) || 'Done, without output.')
    this.#prompt()
  }

  #goOn(): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.#take(waiting)
  }

  #abandon(): void {
    this.completer.close()
    this.#line.moveTo(this.#line.text.length)
    this.#draw()
    this.#xterm.write('^C\n')
    this.#begun = ''
    if (this.#mode.kind === 'question') {
      this.#become({ kind: 'running' })
      void this.#lab.worker.interrupt(this.#number)
    } else this.#prompt()
  }

  #endInput(): void {
    if (this.#mode.kind === 'question') {
      this.#leaveLine()
      this.#become({ kind: 'running' })
      void this.#lab.worker.answer(this.#number, undefined)
    } else void this.run('exit')
  }

  #hear(event: LabEvent): void {
    this.#greeting = ''
    if (event.kind === 'question') {
      const at = event.prompt.lastIndexOf('\n') + 1
      this.#xterm.write(event.prompt.slice(0, at))
      // Right behind what was printed without a line break, as the prompt is.
      this.#become({ kind: 'question', prompt: this.#begun + event.prompt.slice(at), how: event.how })
      this.#begun = ''
      this.#drawn.begin()
      this.#line.begin([])
      this.#draw()
      this.announcement.set(event.prompt)
      // Who has pressed a button answers here.
      if (this.#aside) this.focus()
      this.#goOn()
      return
    }
    if (event.kind === 'put-aside') {
      this.#xterm.write(`${betweenWords(words.lab.putAside(event.why), this.#xterm.cols)}\n`)
      return
    }
    if (event.kind !== 'output') {
      this.#hearProgram(event)
      return
    }
    this.#xterm.write(lastRows(event.bytes, keptRows + this.#xterm.rows))
    const text = new TextDecoder().decode(event.bytes)
    const row = this.#begun + text
    this.#begun = row.slice(row.lastIndexOf('\n') + 1)
    if (this.#heard.length < mostReadOut) this.#heard += text
  }

  /** A program shows something page by page. */
  #hearProgram(event: LabEvent): void {
    switch (event.kind) {
      case 'screen-taken':
        this.#held.take()
        this.#begun = ''
        break
      case 'drawing':
        this.#held.draw(event.text)
        this.#xterm.write(event.text)
        break
      case 'key-wanted':
        this.announcement.set(this.#held.wait())
        this.#become({ kind: 'paging' })
        this.#goOn()
        break
      case 'screen-left':
        this.#held.leave()
        if (this.#mode.kind === 'paging') this.#become({ kind: 'running' })
        break
    }
  }

  // ── History search

  /** Whether the search took the key. */
  #inSearch(key: string): boolean {
    if (this.#mode.kind !== 'search') return false
    const { before, ...search } = this.#mode
    const next = searchOn(search, key, this.#history)
    if (next === 'leave' || next === 'give-up') {
      this.#become({ kind: 'prompt' })
      if (next === 'give-up') this.#line.replace(before)
      this.#draw()
      return next === 'give-up' || key === '\x1b'
    }
    const line = this.#history[next.at]
    if (line !== undefined && next.isFound) this.#line.replace(line, line.indexOf(next.wanted))
    this.#become({ kind: 'search', wanted: next.wanted, at: next.at, before })
    this.#draw()
    return true
  }

  // ── The screen

  #resize(): void {
    const { cols: before, rows: high } = this.#xterm
    this.#fit.fit()
    const { cols: columns, rows } = this.#xterm
    if (this.#held.isTaken && (before !== columns || high !== rows))
      void this.#lab.worker.resize(this.#number, { columns, rows })
    const isEdited = this.doing.get() === 'prompt' || this.#mode.kind === 'question'
    if (this.#drawing || !isEdited) return
    this.#drawn.moved(this.#xterm.buffer.active.cursorY)
    if (before === columns) return
    // xterm has moved what was drawn; it is drawn again where the cursor is now.
    if (this.#greeting) this.#clear(this.#greeting)
    else this.#draw()
  }

  /** Keys that the browser or the page wants for itself. */
  #isForXterm(event: KeyboardEvent): boolean {
    if (isCommandOfPage(event, this.#xterm.hasSelection())) return false
    // The ways out for people without a mouse; the browser moves on from there.
    if (event.key === 'Tab' && (event.shiftKey || this.#leavesWithTab)) return false
    if (event.type === 'keydown') this.#leavesWithTab = event.key === 'Escape' && !this.completer.menu.get()
    return true
  }
}

const mostReadOut = 2000
