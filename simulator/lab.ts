import type { Contract } from './api/model.ts'
import type { Request, Response, Unreachable } from './api/request.ts'
import { Cloud } from './cloud.ts'
import { History, type Moment } from './kernel/history.ts'
import { roll, rollText, rollUuid } from './kernel/random.ts'
import { iamRegion } from './services/iam/identifiers.ts'
import { openUser } from './services/iam/users.ts'
import type { FileEntry, FileStore } from './shell/files.ts'
import type { ShellHost } from './shell/host.ts'
import type { ShellState } from './shell/state.ts'
import { type RunOptions, type RunResult, Terminal, type TerminalOptions } from './shell/terminal.ts'
import { createTools } from './shell/tools/index.ts'
import { accessKeys, openAccount, type Principal } from './world/accounts.ts'
import { needCatalogues } from './world/catalogue/need.ts'
import { fileAt, filesIn, putFile, removeFile } from './world/files.ts'

// THE UPPER WAIST. Everything that a person does goes through a Lab; the site, the command line and the tests
// hold one, and nothing below it.

export interface LabOptions {
  readonly contract: Contract
  /** Everything random in the lab's world follows from it. */
  readonly seed?: string
  /** Resolves after timers and messages had a turn; the platform knows how. */
  turn(): Promise<void>
  readonly terminal?: TerminalOptions
  /** A lab to go on with: what `save` gave. The seed is in it. */
  readonly saved?: string
}

interface SavedLab {
  readonly format: 1
  readonly world: string
  readonly shell: ShellState
}

/** One thing that a person did, as the log keeps it. */
export interface LogEntry {
  readonly host: string
  /** When it began, in simulated time. */
  readonly at: number
  readonly line: string
  readonly interrupted?: true
}

const learner = { account: '123456789012', user: 'learner', host: 'workstation', region: 'us-east-1' }

export class Lab {
  readonly terminal: Terminal
  readonly #cloud: Cloud
  readonly #history: History
  readonly #log: LogEntry[] = []

  private constructor(cloud: Cloud, options: LabOptions) {
    this.#cloud = cloud
    this.terminal = new Terminal(hostOf(cloud, options), options.terminal)
    this.#history = new History(cloud.store)
  }

  /** A lab with one account, one workstation, and the account's keys in the workstation's home. */
  static async open(options: LabOptions): Promise<Lab> {
    const { contract, seed, saved } = options
    // Roles of profiles are assumed, and identities asked for, by way of STS: it is never loaded in between.
    await contract.need('sts')
    await needCatalogues()
    if (saved !== undefined) return Lab.#reopen(saved, options)
    const cloud = Cloud.create(seed === undefined ? { contract } : { contract, seed })
    settle(cloud)
    return new Lab(cloud, options)
  }

  static #reopen(saved: string, options: LabOptions): Lab {
    const { format, world, shell } = JSON.parse(saved) as SavedLab
    if (format !== 1) throw new Error('This is not a lab saved by Hopwise: its format is not 1.')
    const lab = new Lab(Cloud.load(world, options), options)
    lab.terminal.restore(shell)
    return lab
  }

  /** World and shell as text, to go on from elsewhere or after a reload. Undo does not come along. */
  save(): string {
    const saved: SavedLab = { format: 1, world: this.#cloud.save(), shell: this.terminal.save() }
    return JSON.stringify(saved)
  }

  /** Simulated time, in milliseconds since 1970. */
  get now(): number {
    return this.#cloud.now
  }

  get log(): readonly LogEntry[] {
    return this.#log
  }

  /** Runs what a person typed on the workstation. One line is one step of undo. */
  async run(line: string, options?: RunOptions): Promise<RunResult> {
    const entry: LogEntry = { host: learner.host, at: this.now, line }
    const result = await this.terminal.run(line, options)
    this.#log.push(result.interrupted ? { ...entry, interrupted: true } : entry)
    this.#history.record(line)
    return result
  }

  /** Takes the last step back: world, files and clock, not the shell's variables. Says what was undone. */
  undo(): string | undefined {
    return this.#history.undo()
  }

  /** Does the step that was undone last again, and says which. */
  redo(): string | undefined {
    return this.#history.redo()
  }

  checkpoint(name: string): void {
    this.#history.checkpoint(name)
  }

  /** Goes to a checkpoint by its name, or to any moment by its id. False when there is none such. */
  goto(target: string | number): boolean {
    return this.#history.goto(target)
  }

  timeline(): readonly Moment[] {
    return this.#history.timeline()
  }
}

/** The account, its user with an access key, and the key in the files where the CLI looks for it. */
function settle(cloud: Cloud): void {
  const { store, now } = cloud
  openAccount(store, learner.account, 'learner')
  cloud.furnish(learner)
  const user = openUser(
    { store, now, account: learner.account, region: iamRegion },
    { name: learner.user, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  )
  const { Arn: arn = '', UserId: userId = '' } = user.record
  const principal: Principal = { account: learner.account, arn, userId, type: 'user' }
  const accessKeyId = `AKIA${rollText(store, keyAlphabet, 16)}`
  const secretAccessKey = rollText(store, secretAlphabet, 40)
  store.put(accessKeys, { accessKeyId, secretAccessKey, principal, createdAt: now })

  const { host, region } = learner
  const directory = (path: string) =>
    putFile(store, { host, path, kind: 'directory', bytes: new Uint8Array(), mode: 0o755, modified: now })
  const file = (path: string, text: string) =>
    putFile(store, {
      host,
      path,
      kind: 'file',
      bytes: new TextEncoder().encode(text),
      mode: 0o600,
      modified: now,
    })
  for (const path of ['/', '/home', homeFolder, `${homeFolder}/.aws`]) directory(path)
  file(`${homeFolder}/.aws/config`, `[default]\nregion = ${region}\noutput = json\n`)
  file(
    `${homeFolder}/.aws/credentials`,
    `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  )
}

const homeFolder = `/home/${learner.user}`
const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function hostOf(cloud: Cloud, { contract, turn }: LabOptions): ShellHost {
  const { store } = cloud
  const tools = createTools({
    contract,
    send: (request) => sendAndWait(cloud, request),
    now: () => cloud.now,
    advance: (seconds) => cloud.advance(seconds),
    uuid: () => rollUuid(store),
    simulates: (service, operation) => cloud.simulates(service, operation),
    candidates: ({ member, region }) => cloud.idsFor(member, { account: learner.account, region }),
  })
  return {
    files: filesOf(cloud, learner.host),
    tools,
    user: learner.user,
    hostname: learner.host,
    home: homeFolder,
    env: {},
    now: () => cloud.now,
    advance: (seconds) => cloud.advance(seconds),
    random: () => roll(store) / 0x1_0000_0000,
    turn,
  }
}

/** Every call costs a second of simulated time, so that a script sees states change as it would at AWS. */
function sendAndWait(cloud: Cloud, request: Request): Response {
  const silence = silenceAt(request)
  const response = silence ? { unreachable: silence } : cloud.send(request)
  cloud.advance(1)
  return response
}

/** Why nobody answers at the address of a request: it is none of AWS's, and there are no other servers yet. */
function silenceAt({ url }: Request): Unreachable | undefined {
  const host = url === undefined ? undefined : new URL(url).hostname
  if (host === undefined || /(^|\.)(amazonaws\.com|api\.aws)$/.test(host)) return undefined
  return /^(localhost|[\d.]+|\[.*\])$/.test(host) ? 'refused' : 'no-such-name'
}

/** A host's files, out of the world's table. */
function filesOf({ store }: Cloud, host: string): FileStore {
  return {
    get(path) {
      const found = fileAt(store, host, path)
      if (!found) return undefined
      const { kind, bytes, mode, modified } = found
      if (kind === 'link') return { kind, target: new TextDecoder().decode(bytes), mode, modified }
      return kind === 'file' ? { kind, bytes, mode, modified } : { kind, mode, modified }
    },
    set(path, entry) {
      putFile(store, {
        host,
        path,
        kind: entry.kind,
        bytes: bytesOf(entry),
        mode: entry.mode,
        modified: entry.modified,
      })
    },
    delete: (path) => removeFile(store, host, path),
    list: (path) => filesIn(store, host, path).map((file) => file.path.slice(file.path.lastIndexOf('/') + 1)),
  }
}

function bytesOf(entry: FileEntry): Uint8Array {
  if (entry.kind === 'file') return entry.bytes
  return entry.kind === 'link' ? new TextEncoder().encode(entry.target) : new Uint8Array()
}
