import { contract } from '../../../../../simulator/api/contract.ts'
import type { Repair } from '../../../../../simulator/network/mending/repair.ts'
import { servicesOfRepairs } from '../../../../../simulator/network/mending/repairs.ts'
import { spellRepair } from '../../../../../simulator/views/mending/spell-repair.ts'
import { rootOf } from '../../../../../simulator/world/accounts.ts'
import { type } from '../../cli/machine.ts'
import type { World } from './world.ts'

for (const service of servicesOfRepairs) await contract.need(service)

const accounts = ['123456789012', '210987654321']

const files = {
  '.aws/config': accounts.map((account) => `[profile ${account}]\nregion = us-east-1\n`).join('\n'),
  '.aws/credentials': accounts
    .map((account) => `[${account}]\naws_access_key_id = AKIA${account}\naws_secret_access_key = secret\n`)
    .join('\n'),
}

/** Types what a mend proposes, line by line as it is printed, and gives each change the time that it takes. */
export function carryOut(world: World, repairs: readonly Repair[]): void {
  // Whatever is made here has other ids than it had where the mend was tried.
  world.ask('CreateDhcpOptions', { DhcpConfigurations: [{ Key: 'domain-name', Values: ['example.com'] }] })
  const variables = new Map<string, string>()
  for (const line of repairs.flatMap((one) => spellRepair({ contract, hasProfiles: true }, one))) {
    const [, variable, inner = line] = /^([A-Z0-9_]+)=\$\((.*)\)$/.exec(line) ?? []
    const typed = inner.replace(/"\$([A-Z0-9_]+)"/g, (_, name: string) => variables.get(name) ?? '')
    const said = typeLine(world, typed)
    if (variable !== undefined) variables.set(variable, said.trim())
    world.pass(900)
  }
}

function typeLine(world: World, line: string): string {
  const account = /--profile (\d+)/.exec(line)?.[1] ?? accounts[0]!
  const { stdout, stderr, exitCode } = type(line, {
    files,
    answer(request) {
      // Whoever waits asks again and again.
      if (line.includes(' wait ')) world.pass(60)
      return world.cloud.send({ ...request, credentials: undefined }, rootOf(account))
    },
  })
  if (exitCode !== 0) throw new Error(`${line}\n${stderr}`)
  return stdout
}
