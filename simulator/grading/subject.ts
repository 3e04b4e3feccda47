import { isPrivateService } from '../api/private/index.ts'
import { noAliases } from '../cli/aliases.ts'
import { aws, privateCommand } from '../cli/aws.ts'
import { resolveSession } from '../cli/config/session.ts'
import { CliError } from '../cli/errors.ts'
import type { CliResult } from '../cli/host.ts'
import { needsOf } from '../cli/needs.ts'
import * as ownCommands from '../cli/own-commands.ts'
import { keepOwnCommands } from '../cli/own-commands-later.ts'
import type { Cloud } from '../cloud.ts'
import type { Reads } from '../kernel/store.ts'
import type { Fabric } from '../network/fabric.ts'
import { Files } from '../shell/files.ts'
import type { ToolContext } from '../shell/host.ts'
import { hostsNamed, isRunning, workstationHost } from '../shell/hosts/find-host.ts'
import { filesOf } from '../shell/hosts/host-files.ts'
import { usersOf } from '../shell/hosts/users.ts'
import { Machine } from '../shell/machine.ts'
import { cliHostOf } from '../shell/tools/aws.ts'
import { accessKeys, rootOf } from '../world/accounts.ts'
import type { Variables } from './variables.ts'
import { splitWords } from './words.ts'

/** What a month of a world costs, with so many gigabytes through its resources. */
export interface MonthlyCost {
  readonly usd: number
  readonly lines: readonly { readonly resource: string; readonly name: string; readonly usd?: number }[]
  /** Why some of it has no known price. */
  readonly unknown: readonly string[]
}

export interface CostAsked {
  readonly account?: string
  readonly gigabytes: Readonly<Record<string, number>>
}

export interface SubjectOptions {
  /** The world to judge. Nothing that is asked of the subject changes it. */
  readonly cloud: Cloud
  /** What the lab computes above: the bill. */
  readonly costOf: (fabric: Fabric, asked: CostAsked) => MonthlyCost
  /** The world as the learner found it, where somebody knows. */
  readonly start?: Cloud
  /** What the setup exported. */
  readonly variables?: Variables
  /** What the learner answered to the questions of the scenario, by the id of the check. */
  readonly answers?: Readonly<Record<string, readonly string[]>>
  /** Whose account the workstation's commands are of. */
  readonly account: string
}

/** As long as the slowest of what a change starts takes, in seconds: what is under way has come to its end. */
const settlingTime = 900

/** A name that is nobody's, or several machines'. */
export interface NoMachine {
  readonly problem: string
}

/** The world that a check judges: a fork of its own, settled, which the learner never sees. */
export class Subject {
  readonly cloud: Cloud
  readonly #options: SubjectOptions

  private constructor(cloud: Cloud, options: SubjectOptions) {
    this.cloud = cloud
    this.#options = options
  }

  /** What is under way in the world has come to its end before it is judged. */
  static of(options: SubjectOptions): Subject {
    const cloud = options.cloud.fork()
    cloud.advance(settlingTime)
    return new Subject(cloud, options)
  }

  /** The same world once more, for what one check does to it; `reads` is told what it looks at. */
  fork(reads?: Reads): Subject {
    const cloud = this.cloud.fork(reads)
    cloud.unwatch()
    return new Subject(cloud, this.#options)
  }

  get fabric(): Fabric {
    return this.cloud.fabric
  }

  /** The world as the learner found it. */
  get start(): Fabric | undefined {
    return this.#options.start?.fabric
  }

  get variables(): Variables {
    return this.#options.variables ?? {}
  }

  answerTo(check: string): readonly string[] | undefined {
    const { answers = {} } = this.#options
    return Object.hasOwn(answers, check) ? answers[check] : undefined
  }

  costOf(asked: CostAsked): MonthlyCost {
    return this.#options.costOf(this.fabric, asked)
  }

  /** Lets simulated time pass, and what is under way come to its end. */
  settle(seconds: number = settlingTime): void {
    this.cloud.advance(seconds)
  }

  /** A machine by the name that people know it by; `internet` is somebody out there. */
  machine(name: string): Machine | NoMachine {
    const { fabric } = this
    const found = name === 'internet' ? [workstationHost] : hostsNamed(fabric, name)
    const [host] = found
    if (!host) return { problem: `There is no machine called ${name}.` }
    if (found.length > 1) {
      return { problem: `Several machines are called ${name}: ${found.map(({ id }) => id).join(', ')}.` }
    }
    if (!isRunning(fabric, host)) return { problem: `${name} does not run.` }
    return new Machine(this.cloud, host, this.#filesOf(host))
  }

  /**
   * Runs one command of `aws`, or of the lab's own services, on a machine. `as` is a profile there, or an account:
   * then, and on the workstation unless it is said, whoever judges runs it, whatever is in the learner's files. The
   * services' models must be loaded.
   */
  run(line: string, from: string, as?: string): CliResult | NoMachine {
    const machine = this.machine(from)
    if ('problem' in machine) return machine
    const words = splitWords(line) ?? []
    const [command = '', ...rest] = words
    if (command !== 'aws' && !isPrivateService(command)) return { problem: `"${line}" is no command of aws.` }
    const { help, yaml } = needsOf(command === 'aws' ? rest : words)
    if (help || yaml)
      return { problem: `"${line}" is nothing to check: neither manuals nor input as YAML is read here.` }
    const own = as === undefined && machine.kind === 'workstation' ? this.#options.account : as
    const identity = own === undefined ? {} : isAccount(own) ? this.#rootKeys(own) : { AWS_PROFILE: own }
    const host = cliHostOf(
      this.#contextOn(machine, identity),
      machine.scope?.account ?? this.#options.account,
    )
    keepOwnCommands(ownCommands)
    return command === 'aws' ? aws(rest, host, () => noAliases) : privateCommand(command, rest, host)
  }

  /** The headers with which somebody on a machine signs a request: a profile there, an account, or `default`. */
  signatureOf(
    machine: Machine,
    as: string,
    { name, region }: { readonly name: string; readonly region: string },
  ): { readonly headers: Readonly<Record<string, string>> } | NoMachine {
    const identity = as === 'default' ? {} : isAccount(as) ? this.#rootKeys(as) : { AWS_PROFILE: as }
    const host = cliHostOf(
      this.#contextOn(machine, identity),
      machine.scope?.account ?? this.#options.account,
    )
    try {
      const { accessKeyId, sessionToken } = resolveSession(noGlobals, host).credentials()
      const date = new Date(this.cloud.now).toISOString().slice(0, 10).replaceAll('-', '')
      const credential = `${accessKeyId}/${date}/${region}/${name}/aws4_request`
      const headers = {
        authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`,
        'x-amz-date': `${date}T000000Z`,
        ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
      }
      return { headers }
    } catch (error) {
      if (error instanceof CliError) return { problem: `On ${machine.name}: ${error.message}` }
      throw error
    }
  }

  #filesOf(host: { readonly kind: Machine['kind']; readonly id: string }): Files {
    return new Files(filesOf(this.cloud, host), () => this.cloud.now)
  }

  /** Keys that exist in this fork alone. */
  #rootKeys(account: string): Readonly<Record<string, string>> {
    const accessKeyId = `AKIAHOPW${account}`
    const secretAccessKey = account
    this.cloud.store.put(accessKeys, { accessKeyId, secretAccessKey, principal: rootOf(account) })
    const { AWS_REGION = 'us-east-1' } = this.variables
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION,
      AWS_CONFIG_FILE: '/dev/null',
    }
  }

  #contextOn(machine: Machine, identity: Readonly<Record<string, string>>): ToolContext {
    const host = { kind: machine.kind, id: machine.id, name: machine.name }
    const [{ name: user, home }] = usersOf(this.fabric, host)
    return {
      env: { HOME: home, AWS_PAGER: '', AWS_DEFAULT_OUTPUT: 'json', ...identity },
      cwd: home,
      home,
      user,
      files: this.#filesOf(host),
      machine,
      stdin: new Uint8Array(),
      signal: new AbortController().signal,
    }
  }
}

const noGlobals = {
  profile: undefined,
  region: undefined,
  output: undefined,
  pager: false,
  endpointUrl: undefined,
  binaryFormat: undefined,
} as const

const isAccount = (text: string): boolean => /^\d{12}$/.test(text)
