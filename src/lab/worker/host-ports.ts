import type { FoundScenario, ScenarioFile } from '../../packs/scenario-file.ts'

// What the lab in the worker needs of a browser, or of whatever runs it.

export interface HostPorts {
  /** Resolves after messages had a turn. */
  turn(): Promise<void>
  /** The scenario of an id; `shipped` is the site's own, where it is there already. */
  findScenario(id: string, shipped?: ScenarioFile): Promise<FoundScenario>
  /** Where labs are kept, by their names. */
  readonly kept: KeptLabs
}

export interface KeptLabs {
  read(name: string): Promise<string | undefined>
  write(name: string, saved: string): Promise<void>
  /** Keeps it under a name of its own, for people who want it back. */
  putAside(name: string): Promise<void>
}
