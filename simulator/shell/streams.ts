import type { Node } from './build-syntax.ts'

// Where what a command writes goes, and whether what it reads is typed. The library collects one stream and then the other and hands both over at the end;
// so the shell itself has to know, of each command, whether a person sees it, and whether both streams go to one place.

/** Two streams that go to one place are the same object. */
export interface Streams {
  readonly out: object
  readonly err: object
  readonly in: object
}

const shellInput = {}
const shellOutput = {}
const shellErrors = {}

/** The shell's own: what is written here is what the shell writes. */
export const shellStreams: Streams = { out: shellOutput, err: shellErrors, in: shellInput }

/** Nobody knows where it goes. */
export const unknownStreams = (): Streams => ({ out: {}, err: {}, in: {} })

export const isShown = ({ out, err }: Streams): boolean => out === shellOutput && err === shellErrors

/** Whether standard output goes where the shell writes. */
export const isOutputShown = ({ out }: Streams): boolean => out === shellOutput || out === shellErrors

/** Whether standard input is the shell's own. */
export const isInputTyped = (streams: Streams): boolean => streams.in === shellInput

/** Whether both go to one place, in whose order people trust: `2>&1`, `&>`, `|&`. */
export const isMerged = ({ out, err }: Streams): boolean => out === err

/** What knows where streams go while commands run. */
export interface StreamsPort {
  streams(): Streams
  /** From now on they go there, until they are left. */
  enter(streams: Streams): void
  leave(): void
}

interface Redirection {
  readonly operator: string
  readonly fd: number | null
  readonly fdVariable?: string
  readonly target: Node
}

export const isRedirected = (redirections: readonly unknown[]): boolean =>
  (redirections as readonly Redirection[]).some(({ operator }) => !operator.startsWith('<'))

/** Whether standard input comes from somewhere else. */
export const isInputRedirected = (redirections: readonly unknown[]): boolean =>
  (redirections as readonly Redirection[]).some(
    ({ operator, fd, fdVariable }) => operator.startsWith('<') && (fd ?? 0) === 0 && fdVariable === undefined,
  )

/** As bash does it: one redirection after the other. */
export function redirected(before: Streams, redirections: readonly unknown[]): Streams {
  let { out, err } = before
  let input = before.in
  for (const { operator, fd, fdVariable, target } of redirections as readonly Redirection[]) {
    if (fdVariable !== undefined) continue
    const name = textOf(target)
    if (operator.startsWith('<')) {
      if ((fd ?? 0) === 0) input = name === '/dev/tty' ? shellInput : name === '/dev/stdin' ? input : {}
      continue
    }
    const isBoth = operator.startsWith('&') || (operator === '>&' && fd === null && !/^[\d-]/.test(name))
    const to = isBoth ? {} : placeOf(name, operator === '>&', { out, err })
    if (isBoth || (fd ?? 1) === 1) out = to
    if (isBoth || fd === 2) err = to
  }
  return { out, err, in: input }
}

function placeOf(name: string, isDescriptor: boolean, { out, err }: Pick<Streams, 'out' | 'err'>): object {
  if (name === (isDescriptor ? '1' : '/dev/stdout')) return out
  if (name === (isDescriptor ? '2' : '/dev/stderr')) return err
  return name === '/dev/tty' ? shellOutput : {}
}

function textOf({ parts }: Node): string {
  const [part, ...more] = (parts ?? []) as readonly Node[]
  return part && !more.length && part.type === 'Literal' ? String(part['value']) : ''
}
