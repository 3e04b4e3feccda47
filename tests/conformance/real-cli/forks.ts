import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Ran } from './installed-aws.ts'

// An AWS CLI that is a Python program spends most of its time on loading itself. So it is loaded once, and forked for
// each line: `python/sitecustomize.py` does that from within.

export interface Forks {
  readonly port: number
  run(words: readonly string[]): Promise<Ran>
  close(): void
}

const patience = 20_000

/** Undefined where the CLI is no Python program: an executable of its own has its Python inside and heeds no other. */
export async function openForks(
  program: string,
  { env, cwd }: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Promise<Forks | undefined> {
  const folder = fileURLToPath(new URL('python', import.meta.url))
  const server = spawn(program, ['--version'], {
    cwd,
    env: {
      ...env,
      HOPWISE_FORKS_AWS: '1',
      PYTHONPATH: env['PYTHONPATH'] ? `${folder}:${env['PYTHONPATH']}` : folder,
      PYTHONDONTWRITEBYTECODE: '1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  server.on('error', () => {})
  const impatience = setTimeout(() => server.kill(), patience)
  const lines = createInterface({ input: server.stdout })
  const [first] = await Promise.race([
    new Promise<[string?]>((resolve) => lines.once('line', (line) => resolve([line]))),
    new Promise<[string?]>((resolve) => server.once('close', () => resolve([]))),
  ])
  clearTimeout(impatience)
  const port = Number(/^listening (\d+)$/.exec(first ?? '')?.[1])
  if (Number.isNaN(port)) return undefined
  return { port, run: (words) => ask(port, words), close: () => server.stdin.end() }
}

function ask(port: number, words: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    const socket = connect(port, '127.0.0.1')
    socket.on('error', reject)
    socket.on('data', (piece) => pieces.push(piece))
    socket.on('end', () => {
      const [status = '', stdout = '', stderr = ''] = Buffer.concat(pieces).toString().split('\0')
      resolve({ status: Number(status), stdout, stderr })
    })
    socket.write([words.length, ...words].map((word) => `${word}\0`).join(''))
  })
}

/** `aws` as a function of bash that asks. */
export const askForks = (port: number): string => `aws() {
  local forks status out err
  exec {forks}<>/dev/tcp/127.0.0.1/${port}
  printf '%s\\0' "$#" "$@" >&"$forks"
  IFS= read -r -d '' status <&"$forks"
  IFS= read -r -d '' out <&"$forks"
  IFS= read -r -d '' err <&"$forks"
  exec {forks}>&-
  printf '%s' "$out"
  printf '%s' "$err" >&2
  return "$status"
}`
