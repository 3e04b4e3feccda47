import { spawnSync } from 'node:child_process'

/** An AWS CLI of this machine: the one that HOPWISE_AWS_CLI names, or `aws` where programs are looked for. */
export const program = process.env.HOPWISE_AWS_CLI ?? 'aws'

/** The version that it says it is, such as 1.45.11 or 2.36.7; undefined where there is none. */
export function installedVersion(): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return status === 0 ? /^aws-cli\/(\S+)/.exec(`${stdout}${stderr}`)?.[1] : undefined
}
