import type { Contract } from '../api/model.ts'
import { isPrivateService, privateServices } from '../api/private/index.ts'
import type { Scenario } from '../packs/load.ts'
import type { Problem } from '../packs/problem.ts'
import { actionPrefix, actionsFor } from '../policy/action-names.ts'
import { matches, readPattern } from '../policy/pattern.ts'
import { nearest } from '../shell/nearest.ts'

/** Locks of what nobody could ever do: they lock nothing. */
export async function locksOfNothing(
  contract: Contract,
  { name, document }: Scenario,
): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const known = [...contract.services, ...Object.keys(privateServices)]
  for (const [i, { actions = [] }] of document.locked.entries()) {
    for (const action of actions) {
      const [prefix = ''] = action.split(':')
      const services = known.filter((service) => actionPrefix(service) === prefix || service === prefix)
      const there = await Promise.all(services.map((service) => actionsIn(contract, service)))
      const all = [...new Set(there.flat())]
      if (all.some((one) => isLike(action, one))) continue
      const meant = services.length ? nearest(action, all) : nearest(prefix, known.map(actionPrefix))
      problems.push({
        file: `scenarios/${name}/scenario.yaml`,
        path: `locked.${i}.actions`,
        found: action,
        expected: services.length ? `an action of ${prefix}` : 'an action of a service that there is',
        ...(meant !== undefined && { hint: `Did you mean ${meant}?` }),
      })
    }
  }
  return problems
}

async function actionsIn(contract: Contract, service: string): Promise<readonly string[]> {
  const model = isPrivateService(service) ? contract.model(service) : await contract.needModel(service)
  return model.operations.flatMap(({ name }) => [
    ...actionsFor(service, name),
    `${actionPrefix(service)}:${name}`,
    `${service}:${name}`,
  ])
}

const isLike = (pattern: string, action: string): boolean =>
  matches(
    readPattern(pattern.toLowerCase(), { wildcards: true, variables: false }).units!,
    action.toLowerCase(),
  )
