import { contract } from '../../api/contract.ts'
import { Cloud } from '../../cloud.ts'
import { nextDue } from '../../kernel/clock.ts'
import { serialise, type Version } from '../../kernel/store.ts'
import { type Locks, noLocks } from '../../services/locks.ts'

export type Pace = 'fast' | 'real'

/** A world as text, and what whoever asks may not change in it. */
export interface Beginning {
  readonly text: string
  readonly locks?: Locks | undefined
  /** Opens the stages that are due, and tells their titles; missing where the world has none. */
  readonly opens?: ((cloud: Cloud) => Promise<readonly string[]>) | undefined
}

/** The world that is served: one cloud, how its time passes, and the moment that a reset goes back to. */
export class ServedWorld {
  cloud: Cloud
  readonly #pace: Pace
  #start: Version
  #opens: Beginning['opens']
  /** The world when stages were looked for last. */
  #seen: Version | undefined
  #opening: Promise<void> | undefined
  /** Told the title of a stage that has opened. */
  onStage: (title: string) => void = () => {}
  /** What has to be added to the machine's clock for the world's. */
  #offset = 0

  /** A world of its own, or the one that was saved. Throws when the text is no saved world. */
  static async open(pace: Pace, seed?: string, saved?: Beginning): Promise<ServedWorld> {
    const world = new ServedWorld(pace, seed)
    if (saved !== undefined) await world.begin(saved)
    return world
  }

  constructor(pace: Pace, seed?: string) {
    this.#pace = pace
    this.cloud = this.#fresh(seed)
    this.#start = this.cloud.store.version
    this.#setClock()
  }

  /** Lets happen what falls due before a request is looked at. */
  beforeRequest(): void {
    if (this.#pace === 'real') this.#advanceTo(Date.now() + this.#offset)
    else this.#catchUp()
  }

  /** In a world that does not follow the machine's clock, every call takes a second, as in a lab's scripts. */
  afterRequest(): void {
    if (this.#pace === 'fast') this.cloud.advance(1)
  }

  /**
   * Opens the stages that a change has brought about. What happens then runs on a copy that takes the world's place in
   * the end, so whoever asks in between waits.
   */
  async openStages(): Promise<void> {
    await this.#opening
    const { cloud } = this
    if (!this.#opens || this.#seen === cloud.store.version) return
    this.#opening = this.#opens(cloud).then((titles) => {
      for (const title of titles) this.onStage(title)
    })
    try {
      await this.#opening
    } finally {
      this.#opening = undefined
      this.#seen = cloud.store.version
    }
  }

  /** Nobody changes the world while a stage opens. */
  async settled(): Promise<void> {
    await this.#opening
  }

  /** Back to the start; with a seed of its own, to the start of another world. */
  reset(seed?: string): void {
    if (seed === undefined) this.cloud.store.goto(this.#start)
    else {
      this.#opens = undefined
      this.cloud = this.#fresh(seed)
      this.#start = this.cloud.store.version
    }
    this.#setClock()
  }

  save(): string {
    return serialise(this.cloud.store.version)
  }

  /** Throws when the text is no saved world, and leaves everything as it was. */
  async load(text: string): Promise<void> {
    const { cloud } = this
    cloud.store.goto(await cloud.read(text))
    this.#setClock()
  }

  /** Begins with a world, which is from now on what a reset goes back to. */
  async begin({ text, locks = noLocks, opens }: Beginning): Promise<void> {
    await this.load(text)
    this.#opens = opens
    this.#seen = this.cloud.store.version
    this.cloud.lock(locks)
    this.#start = this.cloud.store.version
  }

  #fresh(seed: string | undefined): Cloud {
    return Cloud.create({
      contract,
      ...(seed !== undefined && { seed }),
      ...(this.#pace === 'real' && { at: Date.now() }),
    })
  }

  // A saved world may be ahead of the machine's clock. It goes on from where it stands.
  #setClock(): void {
    this.#offset = Math.max(0, this.cloud.now - Date.now())
  }

  #catchUp(): void {
    const until = this.cloud.now + patience
    for (;;) {
      const due = nextDue(this.cloud.store)
      if (due === undefined || due > until) return
      this.#advanceTo(due)
    }
  }

  #advanceTo(time: number): void {
    const milliseconds = time - this.cloud.now
    // Whole seconds: a fraction could fall short of the moment by less than the clock can tell.
    if (milliseconds > 0) this.cloud.advance(Math.ceil(milliseconds / 1000))
  }
}

/**
 * How far ahead waiting ends at once: all that a client waits for, but not an hour until AWS forgets what was
 * deleted, which would then never be seen as deleted.
 */
const patience = 30 * 60 * 1000
