import './monaco-environment.ts'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/caretOperations/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/codicon/register'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/folding/register'
import 'monaco-editor/features/gotoError/register'
import 'monaco-editor/features/hover/register'
import 'monaco-editor/features/indentation/register'
import 'monaco-editor/features/linesOperations/register'
import 'monaco-editor/features/multicursor/register'
import 'monaco-editor/features/snippet/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import 'monaco-editor/features/wordOperations/register'
import 'monaco-editor/editor/contrib/suggest/browser/suggestController'
import 'monaco-editor/languages/definitions/shell/register'
import 'monaco-editor/languages/definitions/yaml/register'
import * as monaco from 'monaco-editor/editor'
import type { Meaning } from '../../../simulator/views/pack-editing/complete-pack.ts'
import type { PolicyChoices } from '../../../simulator/views/policy-editing/completion.ts'
import type { Lint } from '../../../simulator/views/policy-editing/lint.ts'
import { jsonTokens } from './json-tokens.ts'

// Monaco with what an editor of small files needs of it. It is loaded when an editor is opened.

export interface EditorPorts {
  /** What is said to who cannot see it. */
  readonly label: string
  readonly fontSize: number
  onChange(text: string): void
  complete(text: string, offset: number): Promise<PolicyChoices>
  /** So much is offered, and nothing of it is chosen. */
  onOffer(count: number): void
  /** What the word at an offset means, where there is something to say. */
  meaning?(text: string, offset: number): Promise<Meaning | undefined>
}

monaco.languages.register({ id: 'json', extensions: ['.json'] })
monaco.languages.setMonarchTokensProvider('json', jsonTokens)
monaco.languages.setLanguageConfiguration('json', {
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  autoClosingPairs: [
    { open: '{', close: '}', notIn: ['string'] },
    { open: '[', close: ']', notIn: ['string'] },
    { open: '"', close: '"', notIn: ['string'] },
  ],
})

export class CodeEditor {
  readonly #editor: monaco.editor.IStandaloneCodeEditor
  readonly #models = new Map<string, monaco.editor.ITextModel>()
  readonly #element: HTMLElement
  readonly #undo: (() => void)[] = []
  /** Set while the text is changed by us and not by a person. */
  #isSetting = false

  constructor(element: HTMLElement, ports: EditorPorts) {
    this.#element = element
    this.#paint()
    this.#editor = monaco.editor.create(element, {
      ariaLabel: ports.label,
      automaticLayout: true,
      fontFamily: getComputedStyle(element).fontFamily,
      fontSize: ports.fontSize,
      model: null,
      theme,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      tabSize: 2,
      padding: { top: 8, bottom: 8 },
      fixedOverflowWidgets: true,
      quickSuggestions: { strings: true, other: true, comments: false },
      // A list that comes by itself has nothing chosen: Enter, that may be meant for a new line, passes it by.
      suggest: { showIcons: false, showWords: false, preview: false, selectionMode: 'never' },
      occurrencesHighlight: 'off',
      wordBasedSuggestions: 'off',
      links: false,
      colorDecorators: false,
      lightbulb: { enabled: monaco.editor.ShowLightbulbIconMode?.Off },
      unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false },
      contextmenu: false,
      stickyScroll: { enabled: false },
      renderLineHighlight: 'gutter',
      overviewRulerLanes: 0,
    } as monaco.editor.IStandaloneEditorConstructionOptions)
    const changes = this.#editor.onDidChangeModelContent(() => {
      if (!this.#isSetting) ports.onChange(this.#editor.getValue())
    })
    const completion = monaco.languages.registerCompletionItemProvider(['json', 'yaml'], {
      triggerCharacters: ['"', ':', ' ', '{', '['],
      provideCompletionItems: async (model, position) => {
        if (model !== this.#editor.getModel()) return { suggestions: [] }
        const text = model.getValue()
        const { from, to, choices } = await ports.complete(text, model.getOffsetAt(position))
        const range = rangeOf(model, from, to)
        const isQuoted = text[from] === '"'
        ports.onOffer(choices.length)
        return {
          suggestions: choices.map(({ label, detail, insert }, i) => ({
            label: { label, description: detail },
            kind: monaco.languages.CompletionItemKind.Value,
            insertText: insert,
            insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
            filterText: isQuoted ? `"${label}` : label,
            sortText: String(i).padStart(5, '0'),
            range,
            // Within fresh quotes, or behind a fresh colon, there is something to choose again.
            ...(/"[^"]*\$0"|[:[{] ?\$0/.test(insert) && {
              command: { id: 'editor.action.triggerSuggest', title: '', arguments: [{ auto: true }] },
            }),
          })),
        }
      },
    })
    const hover = monaco.languages.registerHoverProvider('yaml', {
      provideHover: async (model, position) => {
        if (model !== this.#editor.getModel()) return undefined
        const meant = await ports.meaning?.(model.getValue(), model.getOffsetAt(position))
        return (
          meant && {
            range: rangeOf(model, meant.from, meant.to),
            contents: meant.lines.map((value) => ({ value })),
          }
        )
      },
    })
    // Several lines that a keyboard of a phone puts in at once bring their own indentation, as what is pasted does.
    const typing = monaco.editor.registerCommand('type', (_, { text }: { readonly text: string }) =>
      this.#editor.trigger('keyboard', /.\n|\n./s.test(text) ? 'paste' : 'type', { text }),
    )
    const taking = monaco.editor.addKeybindingRule({
      keybinding: monaco.KeyCode.Tab,
      command: 'focusAndAcceptSuggestion',
      when: 'suggestWidgetVisible && !suggestWidgetHasFocusedSuggestion && !editorTabMovesFocus',
    })
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    const paint = () => this.#paint()
    scheme.addEventListener('change', paint)
    this.#undo.push(
      () => changes.dispose(),
      () => typing.dispose(),
      () => taking.dispose(),
      () => completion.dispose(),
      () => hover.dispose(),
      () => scheme.removeEventListener('change', paint),
    )
  }

  /** Shows a file. What was done in it before can still be undone. */
  show(name: string, text: string): void {
    const known = this.#models.get(name)
    const model = known ?? monaco.editor.createModel(text, languageOf(name))
    this.#models.set(name, model)
    if (this.#editor.getModel() !== model) this.#editor.setModel(model)
    this.setText(text)
  }

  /** Takes over a text that somebody else has written. */
  setText(text: string): void {
    const model = this.#editor.getModel()
    if (!model || model.getValue() === text) return
    this.#isSetting = true
    model.pushEditOperations(null, [{ range: model.getFullModelRange(), text }], () => null)
    this.#isSetting = false
  }

  forget(name: string): void {
    const model = this.#models.get(name)
    this.#models.delete(name)
    model?.dispose()
  }

  underline(lints: readonly Lint[]): void {
    const model = this.#editor.getModel()
    if (!model) return
    const markers = lints.map(({ severity, message, from, to }) => ({
      ...rangeOf(model, from, to),
      message,
      severity: severities[severity],
    }))
    monaco.editor.setModelMarkers(model, 'hopwise', markers)
  }

  goTo(offset: number): void {
    const position = this.#editor.getModel()?.getPositionAt(offset)
    if (!position) return
    this.#editor.setPosition(position)
    this.#editor.revealPositionInCenterIfOutsideViewport(position)
    this.#editor.focus()
  }

  set fontSize(fontSize: number) {
    this.#editor.updateOptions({ fontSize })
  }

  focus(): void {
    this.#editor.focus()
  }

  close(): void {
    for (const one of this.#undo) one()
    this.#editor.dispose()
    for (const model of this.#models.values()) model.dispose()
  }

  #paint(): void {
    const color = colorsOf(this.#element)
    const isDark = matchMedia('(prefers-color-scheme: dark)').matches
    const scheme = getComputedStyle(this.#element).colorScheme
    const base = scheme === 'dark' || (scheme !== 'light' && isDark) ? 'vs-dark' : 'vs'
    monaco.editor.defineTheme(theme, {
      base,
      inherit: true,
      rules: [
        { token: 'key', foreground: color('--terminal-blue') },
        { token: 'string', foreground: color('--terminal-green') },
        { token: 'number', foreground: color('--terminal-magenta') },
        { token: 'keyword', foreground: color('--terminal-magenta') },
        { token: 'comment', foreground: color('--color-ink-soft') },
        { token: 'delimiter', foreground: color('--color-ink-soft') },
      ],
      colors: {
        'editor.background': `#${color('--terminal-background')}`,
        'editor.foreground': `#${color('--terminal-foreground')}`,
        'editorCursor.foreground': `#${color('--terminal-cursor')}`,
        'editor.selectionBackground': `#${color('--terminal-selection')}`,
        'editorLineNumber.foreground': `#${color('--color-ink-soft')}`,
        'editorLineNumber.dimmedForeground': `#${color('--color-ink-soft')}`,
        ...Object.fromEntries(
          [1, 2, 3, 4, 5, 6].map((depth) => [
            `editorBracketHighlight.foreground${depth}`,
            `#${color('--color-ink-soft')}`,
          ]),
        ),
        'editorLineNumber.activeForeground': `#${color('--color-ink')}`,
        'editorError.foreground': `#${color('--color-drop')}`,
        'editorWarning.foreground': `#${color('--terminal-yellow')}`,
        'editorHint.foreground': `#${color('--color-accent')}`,
        'editorWidget.background': `#${color('--color-sheet')}`,
        'editorWidget.border': `#${color('--color-line-strong')}`,
        'editorSuggestWidget.selectedBackground': `#${color('--color-accent-wash')}`,
        'editorSuggestWidget.selectedForeground': `#${color('--color-ink')}`,
        'editorSuggestWidget.highlightForeground': `#${color('--color-accent')}`,
        'editorSuggestWidget.focusHighlightForeground': `#${color('--color-accent')}`,
        focusBorder: `#${color('--color-accent')}`,
      },
    })
  }
}

const theme = 'hopwise'

const severities = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  hint: monaco.MarkerSeverity.Info,
} as const

function rangeOf(model: monaco.editor.ITextModel, from: number, to: number) {
  const start = model.getPositionAt(from)
  const end = model.getPositionAt(to)
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  }
}

function languageOf(name: string): string {
  if (/\.json$/.test(name)) return 'json'
  if (/\.ya?ml$/.test(name)) return 'yaml'
  return /\.sh$|\/\.bash\w*$|\/\.profile$/.test(name) ? 'shell' : 'plaintext'
}

/** The style sheet's colours, for the scheme that is on, as Monaco wants them: six digits. */
function colorsOf(element: HTMLElement): (name: string) => string {
  const probe = document.createElement('span')
  probe.hidden = true
  return (name) => {
    element.append(probe)
    probe.style.color = `var(${name})`
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number)
    probe.remove()
    return [red, green, blue].map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')
  }
}
