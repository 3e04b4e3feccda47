import { contract } from '../../../../../simulator/api/contract.ts'
import type { Request, Response } from '../../../../../simulator/api/request.ts'
import { type Globals, globalsOf } from '../../../../../simulator/cli/arguments/global-options.ts'
import type { CliHost } from '../../../../../simulator/cli/host.ts'

export interface Machine {
  readonly host: CliHost
  readonly sent: Request[]
  /** A file as text, by its path from the home folder. */
  file(path: string): string | undefined
}

interface Setup {
  readonly env?: Readonly<Record<string, string>>
  /** By their paths from the home folder. */
  readonly files?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly columns?: number
  readonly answer?: (request: Request) => Response
}

const home = '/home/learner'

/** A machine with these files and variables, and nothing else. */
export function machine({ env = {}, files = {}, stdin = '', columns, answer }: Setup): Machine {
  const contents = new Map<string, Uint8Array>()
  for (const [path, text] of Object.entries(files))
    contents.set(`${home}/${path}`, new TextEncoder().encode(text))
  const sent: Request[] = []
  const host: CliHost = {
    contract,
    env,
    cwd: home,
    home,
    files: { read: (path) => contents.get(path), write: (path, bytes) => void contents.set(path, bytes) },
    stdin: new TextEncoder().encode(stdin),
    ...(columns === undefined ? {} : { terminal: { columns } }),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    sleep: () => undefined,
    uuid: () => 'uuid',
    send(request) {
      sent.push(request)
      return answer?.(request) ?? { output: {} }
    },
  }
  const file = (path: string) => {
    const bytes = contents.get(`${home}/${path}`)
    return bytes && new TextDecoder().decode(bytes)
  }
  return { host, sent, file }
}

/** Global options as they are when a line gives only these. */
export function options(given: Partial<Globals> = {}): Globals {
  return { ...globalsOf(new Map()), ...given }
}
