import type { Node } from './build-syntax.ts'

// Where what a command writes goes. The library collects one stream and then the other and hands both over at the end;
// so the shell itself has to know, of each command, whether a person sees it, and whether both streams go to one place.

/** Two streams that go to one place are the same object. */
export interface Streams {
  readonly out: object
  readonly err: object
}

const shellOutput = {}
const shellErrors = {}

/** The shell's own: what is written here is what the shell writes. */
export const shellStreams: Streams = { out: shellOutput, err: shellErrors }

/** Nobody knows where it goes. */
export const unknownStreams = (): Streams => ({ out: {}, err: {} })

export const isShown = ({ out, err }: Streams): boolean => out === shellOutput && err === shellErrors

/** Whether standard output goes where the shell writes. */
export const isOutputShown = ({ out }: Streams): boolean => out === shellOutput || out === shellErrors

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

/** As bash does it: one redirection after the other. */
export function redirected(before: Streams, redirections: readonly unknown[]): Streams {
  let { out, err } = before
  for (const { operator, fd, fdVariable, target } of redirections as readonly Redirection[]) {
    if (fdVariable !== undefined || operator.startsWith('<')) continue
    const name = textOf(target)
    const isBoth = operator.startsWith('&') || (operator === '>&' && fd === null && !/^[\d-]/.test(name))
    const to = isBoth ? {} : placeOf(name, operator === '>&', { out, err })
    if (isBoth || (fd ?? 1) === 1) out = to
    if (isBoth || fd === 2) err = to
  }
  return { out, err }
}

function placeOf(name: string, isDescriptor: boolean, { out, err }: Streams): object {
  if (name === (isDescriptor ? '1' : '/dev/stdout')) return out
  if (name === (isDescriptor ? '2' : '/dev/stderr')) return err
  return name === '/dev/tty' ? shellOutput : {}
}

function textOf({ parts }: Node): string {
  const [part, ...more] = (parts ?? []) as readonly Node[]
  return part && !more.length && part.type === 'Literal' ? String(part['value']) : ''
}
