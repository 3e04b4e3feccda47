import { type Files, join, resolve } from './files.ts'

export interface Completion {
  /** Where in the line the text that a candidate replaces begins. */
  readonly from: number
  readonly candidates: readonly string[]
}

export interface CompletionSources {
  readonly files: Files
  readonly cwd: string
  readonly home: string
  readonly variables: readonly string[]
  /** Commands, functions, builtins and keywords. */
  readonly commands: readonly string[]
  /** What the tool at the front of a command suggests for its last word; undefined if it is no tool. */
  suggest(tool: string, command: string): Promise<readonly string[] | undefined>
}

/** What could stand at the cursor: a command, a variable, what a tool knows, or a file. */
export async function complete(
  line: string,
  cursor: number,
  sources: CompletionSources,
): Promise<Completion> {
  const { words, starts } = lastCommand(line.slice(0, cursor))
  const typed = words.at(-1) ?? ''
  const from = starts.at(-1) ?? cursor

  const variable = /\$\{?([A-Za-z_]\w*)?$/.exec(typed)
  if (variable) {
    const prefix = variable[1] ?? ''
    const names = sources.variables.filter((name) => name.startsWith(prefix) && /^[A-Za-z_]/.test(name))
    return { from: cursor - prefix.length, candidates: sorted(names) }
  }
  if (words.length <= 1 && !typed.includes('/')) {
    return { from, candidates: sorted(sources.commands.filter((name) => name.startsWith(typed))) }
  }
  const command = line.slice(starts[0] ?? cursor, cursor)
  const suggested = words.length > 1 ? await sources.suggest(words[0]!, command) : undefined
  if (suggested?.length)
    return { from, candidates: sorted(suggested.filter((text) => text.startsWith(typed))) }

  const prefix = /^(?:fileb?:\/\/|--[\w-]+=)/.exec(typed)?.[0] ?? ''
  return { from: from + prefix.length, candidates: filesLike(typed.slice(prefix.length), sources) }
}

const sorted = (names: readonly string[]) => [...new Set(names)].sort()

function filesLike(typed: string, { files, cwd, home }: CompletionSources): string[] {
  const slash = typed.lastIndexOf('/')
  const folder = typed.slice(0, slash + 1)
  const start = typed.slice(slash + 1)
  const at = resolve(cwd, folder.replace(/^~(?=\/)/, home) || '.')
  if (files.stat(at)?.kind !== 'directory') return []
  return files
    .list(at)
    .filter((name) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .map((name) => `${folder}${name}${files.stat(join(at, name))?.kind === 'directory' ? '/' : ''}`)
}

/** The words of the command that the cursor is in, the last one possibly empty, with their places. */
export function lastCommand(text: string): { words: string[]; starts: number[] } {
  const words: string[] = []
  const starts: number[] = []
  let word: string | undefined
  let start = 0
  let quote = ''
  const add = (part: string, at: number) => {
    if (word === undefined) start = at
    word = (word ?? '') + part
  }
  const end = () => {
    if (word !== undefined) {
      words.push(word)
      starts.push(start)
    }
    word = undefined
  }
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    if (quote) {
      if (char === quote) quote = ''
      else add(char, i)
    } else if (char === "'" || char === '"') {
      quote = char
      add('', i)
    } else if (char === '\\' && i + 1 < text.length) add(text[++i]!, i - 1)
    else if (/\s/.test(char)) end()
    else if (/[|&;(]/.test(char)) {
      word = undefined
      words.length = 0
      starts.length = 0
    } else if (/[<>]/.test(char)) end()
    else add(char, i)
  }
  if (word === undefined) {
    start = text.length
    word = ''
  }
  end()
  // `NAME=value` and words such as `then` come before the command.
  while (words.length > 1 && /^(\w+=.*|if|then|else|elif|while|until|do|!|time|sudo|\{)$/.test(words[0]!)) {
    words.shift()
    starts.shift()
  }
  return { words, starts }
}
