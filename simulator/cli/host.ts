import type { Contract } from '../api/model.ts'
import type { Request, Response } from '../api/request.ts'

/** The machine that `aws` runs on, as far as the command can tell. */
export interface CliHost {
  readonly contract: Contract
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  /** As `uname -r` has it. */
  readonly kernel?: string
  readonly files: CliFiles
  /** What was piped in; empty when nothing was. */
  readonly stdin: Uint8Array
  /** Present when standard output is a terminal. */
  readonly terminal?: { readonly columns: number }
  /** Somebody sits there who can be asked for a line, when what was piped in does not answer. */
  readonly interactive?: true
  /** Milliseconds since 1970, in simulated time. */
  now(): number
  /** Lets simulated time pass, for `wait` and for retries. */
  sleep(seconds: number): void
  /** A fresh idempotency token. */
  uuid(): string
  /** A connection that nobody answers is given up after so many seconds. */
  send(request: Request, patience: Patience): Response
  /** What the metadata of the EC2 instance that this is has to say; absent elsewhere. */
  readonly instance?: InstanceSource
  /** Whether the cloud behind `send` simulates an operation (`CreateVpc`), for help; absent: it says nothing. */
  simulates?(service: string, operation: string): boolean
  /** Ids and names that exist, for completion; `member` is the input member that wants one (`VpcId`). */
  candidates?(request: {
    service: string
    operation: string
    member: string
    region: string
  }): readonly string[]
}

export interface Patience {
  /** Undefined where it may take as long as the machine itself tries. */
  readonly connect: number | undefined
}

export interface InstanceSource {
  /** The temporary credentials of the instance's role; undefined where it has none or nobody answers. */
  credentials(): InstanceCredentials | undefined
  region(): string | undefined
}

interface InstanceCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** ISO 8601. */
  readonly expiration: string
}

export interface CliFiles {
  /** Absolute path. Undefined when there is no such file. */
  read(path: string): Uint8Array | undefined
  write(path: string, bytes: Uint8Array, mode?: number): void
  /** Who may read and write it, as `chmod` sets it; undefined when there is no such file. */
  mode?(path: string): number | undefined
  /** What stands at a path, through links. The commands of `aws s3` on folders need this one and those that follow. */
  stat?(path: string): { readonly kind: string; readonly modified: number } | undefined
  /** The names directly inside a folder. */
  list?(path: string): readonly string[]
  makeDirectory?(path: string, recursive?: boolean): void
  remove?(path: string): void
  /** Sets when a file was last changed, in milliseconds since 1970. */
  touch?(path: string, modified: number): void
}

export interface CliResult {
  /** Text is UTF-8; bytes only where the real CLI writes a body to standard output. */
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  /**
   * The command line that a terminal pipes standard output through. Who cannot run it shows the output as it
   * is, or what `pagerFailed` says when there is no such program.
   */
  readonly pager?: string
  /** Nothing was done yet: the command asked, and runs again once a line more is on its standard input. */
  readonly wantsLine?: true
}
