import type { Contract } from './api/model.ts'
import { Cloud } from './cloud.ts'
import type { Grade } from './grading/grade.ts'
import { History, type Moment } from './kernel/history.ts'
import { rollText } from './kernel/random.ts'
import type { Fabric } from './network/fabric.ts'
import { servicesOfRepairs } from './network/mending/repairs.ts'
import { mend } from './network/mending/search.ts'
import type { Trace } from './network/trace.ts'
import type { Scenario } from './packs/load.ts'
import { runSetup, setupLimits } from './packs/setup.ts'
import { iamRegion } from './services/iam/identifiers.ts'
import { openUser } from './services/iam/users.ts'
import type { Tool } from './shell/host.ts'
import { hostsNamed, isRunning, listHosts, type NamedHost, workstationHost } from './shell/hosts/find-host.ts'
import type { Place } from './shell/hosts/places.ts'
import { shellHostAt } from './shell/hosts/shell-host.ts'
import { systemOf, usersOf } from './shell/hosts/users.ts'
import type { LabControl, ScenarioControl, Step } from './shell/lab/control.ts'
import { type RunOptions, type RunResult, Terminal, type TerminalOptions } from './shell/terminal.ts'
import { type SavedWindow, TerminalWindow } from './shell/terminal-window.ts'
import { createTools } from './shell/tools/index.ts'
import { Attempt, type SavedAttempt } from './views/attempt/attempt.ts'
import { tellGoal } from './views/attempt/tell-grade.ts'
import { billOf, estimateOf } from './views/bill/bill.ts'
import { tellBill } from './views/bill/tell-bill.ts'
import { reportMending, tellMending } from './views/mending/mend-report.ts'
import { accessKeys, accounts, openAccount, type Principal } from './world/accounts.ts'
import { needCatalogues } from './world/catalogue/need.ts'
import { putFile } from './world/files.ts'

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
  /** What there is to do; of a saved lab, the one that it was saved with. */
  readonly scenario?: Scenario
}

interface SavedLab {
  readonly format: 1
  readonly world: string
  /** The scenario that was open, with the world that it began with. */
  readonly attempt?: SavedAttempt & { readonly start: string }
  readonly windows: readonly SavedWindow[]
}

export interface LabRunOptions extends RunOptions {
  /** Where it is typed: the first terminal unless it is said. */
  readonly window?: TerminalWindow
}

/** One thing that a person did, as the log keeps it. */
export interface LogEntry {
  /** The name of the machine. */
  readonly host: string
  /** Which terminal, where it is not the first. */
  readonly terminal?: number
  /** When it began, in simulated time. */
  readonly at: number
  readonly line: string
  readonly interrupted?: true
}

const learner = { account: '123456789012', user: 'learner', host: 'workstation', region: 'us-east-1' }

/** A line for a host that nobody knows, or that several machines answer to. */
export class NoSuchHost extends Error {}

export class Lab {
  readonly #cloud: Cloud
  readonly #history: History
  readonly #log: LogEntry[] = []
  readonly #options: LabOptions
  readonly #tools: readonly Tool[]
  readonly #windows: TerminalWindow[] = []
  /** The learner's go at the scenario that is open. */
  readonly attempt: Attempt | undefined

  private constructor(cloud: Cloud, options: LabOptions, attempt?: Attempt) {
    this.#cloud = cloud
    this.#options = options
    this.attempt = attempt
    this.#tools = createTools({
      contract: options.contract,
      account: accountOf(options),
      lab: this.#control(cloud),
    })
    this.#history = new History(cloud.store)
    this.#openWindow(this.#placeOn(workstationHost))
  }

  /** A lab with one account, one workstation, and the account's keys in the workstation's home. */
  static async open(options: LabOptions): Promise<Lab> {
    const { contract, seed, saved } = options
    // Roles of profiles are assumed, and identities asked for, by way of STS: it is never loaded in between.
    await contract.need('sts')
    await needCatalogues()
    if (options.scenario) await Attempt.load(contract, options.scenario.goals)
    if (saved !== undefined) return Lab.#reopen(saved, options)
    const cloud = Cloud.create(seed === undefined ? { contract } : { contract, seed })
    settle(cloud, options.scenario)
    const { scenario } = options
    return scenario ? Lab.#begin(cloud, options, scenario) : new Lab(cloud, options)
  }

  /** A scenario's world is built by its setup, and has settled before anybody sees it. */
  static async #begin(cloud: Cloud, options: LabOptions, scenario: Scenario): Promise<Lab> {
    const { contract, turn, seed = '' } = options
    const tools = createTools({ contract, account: accountOf(options) })
    const variables = await runSetup(scenario, seed, (env) => {
      const place = { ...placeOn(cloud, workstationHost), env }
      return new Terminal(shellHostAt(cloud, place, tools, turn), { limits: setupLimits })
    })
    cloud.advance(settlingTime)
    const account = accountOf(options)
    return new Lab(
      cloud,
      options,
      new Attempt({ scenario, contract, account, variables, start: cloud.fork() }),
    )
  }

  static #reopen(saved: string, options: LabOptions): Lab {
    const { format, world, windows, attempt } = JSON.parse(saved) as SavedLab
    if (format !== 1) throw new Error('This is not a lab saved by Hopwise: its format is not 1.')
    const { scenario, contract } = options
    if (attempt?.scenario !== scenario?.id) {
      throw new Error(
        `This lab was saved with ${attempt ? `the scenario ${attempt.scenario}` : 'no scenario'}.`,
      )
    }
    const goesOn = attempt &&
      scenario && {
        scenario,
        contract,
        account: accountOf(options),
        variables: attempt.variables,
        start: Cloud.load(attempt.start, options),
        saved: attempt,
      }
    const lab = new Lab(Cloud.load(world, options), options, goesOn && new Attempt(goesOn))
    for (const [i, window] of windows.entries()) {
      const { host = workstationHost, user = learner.user } = window[0] ?? {}
      ;(lab.#windows[i] ?? lab.#openWindow({ host, user })).restore(window)
    }
    return lab
  }

  /** The world alone as text, as `Cloud.load` reads it. */
  saveWorld(): string {
    return this.#cloud.save()
  }

  /** World and shells as text, to go on from elsewhere or after a reload. Undo does not come along. */
  save(): string {
    const windows = this.#windows.map((window) => window.save())
    const { attempt } = this
    const kept = attempt && { attempt: { ...attempt.save(), start: attempt.start.save() } }
    const saved: SavedLab = { format: 1, world: this.#cloud.save(), windows, ...kept }
    return JSON.stringify(saved)
  }

  /** The first terminal, on the workstation. */
  get terminal(): TerminalWindow {
    return this.#windows[0]!
  }

  /** Every terminal that is open, in the order in which they were opened. */
  get terminals(): readonly TerminalWindow[] {
    return this.#windows
  }

  /** The machines that there are, the workstation first. */
  hosts(): readonly NamedHost[] {
    return listHosts(this.#cloud.fabric)
  }

  /** One more terminal, on a machine: by its name tag, its id or its name on premises. Refuses a name that is none. */
  openTerminal(name: string = workstationHost.name): TerminalWindow {
    return this.#openWindow(this.#placeOn(this.#require(name)))
  }

  closeTerminal(terminal: TerminalWindow): void {
    const at = this.#windows.indexOf(terminal)
    if (at > 0) this.#windows.splice(at, 1)
  }

  /** Runs a command on a machine, as at its console: no network is needed. One command is one step of undo. */
  async on(name: string, command: string, options?: RunOptions): Promise<RunResult> {
    const host = this.#require(name)
    const terminal = this.#openAt(this.#placeOn(host), {})
    const entry: LogEntry = { host: host.name, at: this.now, line: command }
    return this.#record(entry, await terminal.runScript(command, [], options))
  }

  /** Simulated time, in milliseconds since 1970. */
  get now(): number {
    return this.#cloud.now
  }

  get log(): readonly LogEntry[] {
    return this.#log
  }

  /** Runs what a person typed. One line is one step of undo. */
  async run(line: string, { window = this.terminal, ...options }: LabRunOptions = {}): Promise<RunResult> {
    const number = this.#windows.indexOf(window)
    const where = { host: window.host.name, ...(number > 0 && { terminal: number }) }
    const entry: LogEntry = { ...where, at: this.now, line }
    return this.#record(entry, await window.run(line, options))
  }

  #record(entry: LogEntry, result: RunResult): RunResult {
    this.#log.push(result.interrupted ? { ...entry, interrupted: true } : entry)
    this.#history.record(entry.line)
    return result
  }

  #require(name: string): NamedHost {
    const found = hostsNamed(this.#cloud.fabric, name)
    const [host] = found
    if (!host) throw new NoSuchHost(`There is no machine called ${name}.`)
    if (found.length > 1) {
      const ids = found.map(({ id }) => id).join(', ')
      throw new NoSuchHost(`Several machines are called ${name}: ${ids}. Say which one by its id.`)
    }
    if (!isRunning(this.#cloud.fabric, host)) throw new NoSuchHost(`${name} (${host.id}) does not run.`)
    if (systemOf(this.#cloud.fabric, host) === 'windows') {
      throw new NoSuchHost(`${name} (${host.id}) runs Windows, whose shells are not simulated.`)
    }
    return host
  }

  /** What the `lab` command holds. What it changes is part of the step whose line it stands in. */
  #control(cloud: Cloud): LabControl {
    return {
      cloud,
      startedAt: cloud.now,
      steps: () => this.#steps(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      timeline: () => this.timeline(),
      checkpoint: (name) => this.checkpoint(name),
      goto: (target) => this.goto(target),
      on: async (name, command) => {
        try {
          const terminal = this.#openAt(this.#placeOn(this.#require(name)), {})
          return await terminal.runScript(command)
        } catch (thrown) {
          if (thrown instanceof NoSuchHost) return { refused: thrown.message }
          throw thrown
        }
      },
      save: () => this.save(),
      replace: (saved) => {
        const { format, world } = JSON.parse(saved) as SavedLab
        if (format !== 1) throw new Error('its format is not 1.')
        cloud.store.goto(Cloud.load(world, this.#options).store.version)
      },
      tellMends: (follow) => this.#tellMends(follow),
      tellCosts: () => tellBill(billOf(cloud.fabric), estimateOf(cloud.fabric)),
      ...(this.attempt && { scenario: this.#scenarioControl(cloud, this.attempt) }),
    }
  }

  #scenarioControl(cloud: Cloud, attempt: Attempt): ScenarioControl {
    return {
      title: attempt.scenario.document.title,
      goals: attempt.scenario.goals.map(({ id }) => id),
      solution: attempt.scenario.solution,
      tellGoals: () => attempt.tellGoals(cloud),
      tellCheck: (id) => attempt.tellCheck(cloud, id),
      tellMend: (id) => attempt.tellMend(cloud, id),
      nextHint: () => attempt.nextHint(cloud),
      answer: (id, letters) => {
        const graded = attempt.answer(id, letters)
        return graded && tellGoal(graded, true)
      },
      reset: () => cloud.store.goto(attempt.start.store.version),
    }
  }

  /** How the scenario stands: every goal, judged on forks of a world that has settled. Undefined without a scenario. */
  grade(): Grade | undefined {
    return this.attempt?.grade(this.#cloud)
  }

  /** What the setup exported is known to the workstation's shells. */
  #placeOn(host: NamedHost): Place {
    const place = placeOn(this.#cloud, host)
    return this.attempt && host.kind === 'workstation' ? { ...place, env: this.attempt.variables } : place
  }

  *#steps(): Generator<Step> {
    const moments = new Map(this.timeline().map((moment) => [moment.id, moment]))
    const worldAt = ({ version }: Moment): Fabric => {
      const fork = this.#cloud.fork()
      fork.store.goto(version)
      return fork.fabric
    }
    let moment = [...moments.values()].find(({ isCurrent }) => isCurrent)
    while (moment) {
      const before: Moment | undefined = moment.parent === undefined ? undefined : moments.get(moment.parent)
      if (!before) return
      yield { line: moment.label, before: worldAt(before), after: worldAt(moment) }
      moment = before
    }
  }

  async #tellMends(follow: (fabric: Fabric) => Trace): Promise<string> {
    const { contract } = this.#options
    for (const service of servicesOfRepairs) await contract.need(service)
    const speaker = { contract, hasProfiles: this.#cloud.store.size(accounts) > 1 }
    return tellMending(reportMending(speaker, mend(this.#cloud.trial(), follow)))
  }

  #openWindow(place: Place): TerminalWindow {
    const ports = {
      open: (there: Place, options: TerminalOptions) => this.#openAt(there, options),
      isRunning: (host: NamedHost) => isRunning(this.#cloud.fabric, host),
    }
    const window = new TerminalWindow(ports, place, this.#options.terminal)
    this.#windows.push(window)
    return window
  }

  #openAt(place: Place, options: TerminalOptions): Terminal {
    return new Terminal(shellHostAt(this.#cloud, place, this.#tools, this.#options.turn), options)
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

/** A machine's shell for whoever usually signs in there. */
const placeOn = (cloud: Cloud, host: NamedHost): Place => ({
  host,
  user: usersOf(cloud.fabric, host)[0].name,
})

/** As long as the slowest of what a setup starts takes, in seconds. */
const settlingTime = 900

/** Whose the workstation is: the first of a scenario's actors. */
const accountOf = ({ scenario }: LabOptions): string =>
  Object.values(scenario?.document.actors ?? {})[0] ?? learner.account

/** The accounts, in each a user with an access key, and the keys in the files where the CLI looks for them. */
function settle(cloud: Cloud, scenario?: Scenario): void {
  const { store, now } = cloud
  const { actors = {}, region = learner.region } = scenario?.document ?? {}
  const people = Object.entries(actors)
  const [[, first] = ['', learner.account]] = people
  const profiles = [['default', first] as const, ...people]
  const keys = new Map(
    [...new Set(profiles.map(([, account]) => account))].map((account) => [
      account,
      openUserIn(cloud, account),
    ]),
  )
  const config = profiles.map(
    ([name]) => `[${name === 'default' ? name : `profile ${name}`}]\nregion = ${region}\noutput = json\n`,
  )
  const credentials = profiles.map(([name, account]) => `[${name}]\n${keys.get(account)}`)

  const { host } = learner
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
  file(`${homeFolder}/.aws/config`, config.join(''))
  file(`${homeFolder}/.aws/credentials`, credentials.join(''))
}

/** An account with its user, and the user's key as the file of credentials has it. */
function openUserIn(cloud: Cloud, account: string): string {
  const { store, now } = cloud
  openAccount(store, account, account === learner.account ? 'learner' : `account ${account}`)
  cloud.furnish({ account, region: learner.region })
  const user = openUser(
    { store, now, account, region: iamRegion },
    { name: learner.user, attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
  )
  const { Arn: arn = '', UserId: userId = '' } = user.record
  const principal: Principal = { account, arn, userId, type: 'user' }
  const accessKeyId = `AKIA${rollText(store, keyAlphabet, 16)}`
  const secretAccessKey = rollText(store, secretAlphabet, 40)
  store.put(accessKeys, { accessKeyId, secretAccessKey, principal, createdAt: now })
  return `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
}

const homeFolder = `/home/${learner.user}`
const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
