import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { configFiles } from '../several-accounts.ts'
import { program } from './find-aws.ts'
import { askForks, openForks } from './forks.ts'

// An AWS CLI that is installed on this machine, pointed at a simulated AWS and at nothing else.

export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface InstalledAws {
  run(words: readonly string[]): Promise<Ran>
  /** Runs a bash script in which `aws` is the installed one. */
  script(text: string): Promise<Ran>
  close(): void
}

export async function openInstalledAws(url: string): Promise<InstalledAws> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-aws-'))
  for (const [name, text] of Object.entries(configFiles)) writeFileSync(path.join(folder, name), text)
  const { AWS_PROFILE: _profile, AWS_SESSION_TOKEN: _token, ...inherited } = process.env
  const env = {
    ...inherited,
    AWS_CONFIG_FILE: path.join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  }
  const run = (file: string, args: readonly string[]): Promise<Ran> =>
    new Promise((resolve) => {
      execFile(file, args, { env, cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr })
      })
    })
  const forks = await openForks(program, { env, cwd: folder })
  const aws = forks ? askForks(forks.port) : `aws() { command "${program}" "$@"; }`
  return {
    run: (words) => (forks ? forks.run(words) : run(program, words)),
    script: (text) => run('bash', ['-c', `${aws}\n${text}`]),
    close() {
      forks?.close()
      rmSync(folder, { recursive: true })
    },
  }
}
