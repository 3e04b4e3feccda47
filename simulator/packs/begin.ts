import type { Cloud } from '../cloud.ts'
import type { Variables } from '../grading/variables.ts'
import type { Store } from '../kernel/store.ts'
import { clientTokens } from '../world/idempotency.ts'
import type { Scenario } from './load.ts'
import { runSetup, SetupFailed } from './setup.ts'
import { openerOfSetup, type SetupPorts } from './setup-terminals.ts'
import type { Stage } from './stages.ts'

/** A scenario's starting world that was built before: nobody waits for its setup any more. */
export interface BegunWorld {
  /** It is the world of this seed alone. */
  readonly seed: string
  /** As `Cloud.save` wrote it. */
  readonly world: string
  /** What the setup exported. */
  readonly variables: Variables
}

/** Builds a scenario's world by its setup. It has settled before anybody sees it. */
export async function beginScenario(
  cloud: Cloud,
  scenario: Scenario,
  { seed, ports }: { readonly seed: string; readonly ports: SetupPorts },
): Promise<Variables> {
  const variables = await runSetup(scenario, seed, openerOfSetup(cloud, ports))
  cloud.advance(settlingTime)
  forgetTokens(cloud.store)
  return variables
}

/** What the opening of a stage brings about: whoever does it is no learner, and no lock holds them. */
export async function openStage(
  cloud: Cloud,
  { id, setup }: Stage,
  {
    scenario,
    variables,
    ports,
  }: { readonly scenario: Scenario; readonly variables: Variables; readonly ports: SetupPorts },
): Promise<void> {
  if (setup === undefined) return
  const fork = cloud.fork()
  const open = openerOfSetup(fork, ports)
  const { exitCode, stderr } = await open(variables).runScript(setup, [], { name: `${id}.sh` })
  if (exitCode !== 0)
    throw new SetupFailed(
      `The stage ${id} of ${scenario.id} ended with status ${exitCode}.\n${stderr}`.trim(),
    )
  cloud.store.goto(fork.store.version)
}

/** The tokens with which a setup's requests were made safe to repeat: whoever comes after it knows none of them. */
function forgetTokens(store: Store): void {
  for (const { key } of store.all(clientTokens)) store.delete(clientTokens, key)
}

/** As long as the slowest of what a setup starts takes, in seconds. */
const settlingTime = 900
