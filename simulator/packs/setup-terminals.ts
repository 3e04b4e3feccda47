import type { Contract } from '../api/model.ts'
import type { Cloud } from '../cloud.ts'
import type { Tool } from '../shell/host.ts'
import { atConsole } from '../shell/hosts/consoles.ts'
import { type NamedHost, workstationHost } from '../shell/hosts/find-host.ts'
import type { Place } from '../shell/hosts/places.ts'
import { shellHostAt } from '../shell/hosts/shell-host.ts'
import { usersOf } from '../shell/hosts/users.ts'
import { Terminal } from '../shell/terminal.ts'
import { createTools } from '../shell/tools/index.ts'
import { setupLimits } from './setup.ts'

export interface SetupPorts {
  readonly contract: Contract
  turn(): Promise<void>
  /** Whose the workstation is. */
  readonly account: string
}

/** Opens terminals for whoever builds a world: what they run is bounded, and they have consoles of machines, too. */
export function openerOfSetup(
  cloud: Cloud,
  { contract, turn, account }: SetupPorts,
): (env: Place['env']) => Terminal {
  const openOn = (host: NamedHost, env: Place['env'] = {}) =>
    new Terminal(shellHostAt(cloud, { ...placeOn(cloud, host), env }, tools, turn), { limits: setupLimits })
  const tools: readonly Tool[] = createTools({
    contract,
    account,
    console: (name, command) => atConsole(cloud.fabric, name, (host) => openOn(host).runScript(command)),
  })
  return (env) => openOn(workstationHost, env)
}

/** A machine's shell for whoever usually signs in there. */
export const placeOn = (cloud: Cloud, host: NamedHost): Place => ({
  host,
  user: usersOf(cloud.fabric, host)[0].name,
})
