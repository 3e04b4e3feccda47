import type { Contract } from '../../api/model.ts'
import { spellCommand } from '../../cli/spell-command.ts'
import type { Cloud } from '../../cloud.ts'
import type { Repair, RepairRequest } from '../../network/mending/repair.ts'
import { accounts } from '../../world/accounts.ts'
import { labScope } from '../../world/held.ts'

/** How the lines say in whose name they are meant. */
export interface Speaker {
  readonly contract: Contract
  /** Each account has a profile of its own, named by its number. */
  readonly hasProfiles: boolean
  /** Where they have other names: those, by account, and none for the one that lines are for by themselves. */
  readonly profiles?: Readonly<Record<string, string | undefined>>
  /** What people call the accounts. */
  readonly names?: Readonly<Record<string, string>>
}

/** The profiles of a scenario's actors, of whom the first is meant where none is named. */
export const profilesOf = (
  actors: Readonly<Record<string, string>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(actors)
      .map(([name, account], i) => [account, i === 0 ? undefined : name] as const)
      .reverse(),
  )

/** Who speaks to a world, with the profiles that a scenario's actors have. */
export const speakerTo = (
  { contract, store }: Cloud,
  actors: Readonly<Record<string, string>> = {},
): Speaker => ({
  contract,
  hasProfiles: store.size(accounts) > 1,
  profiles: profilesOf(actors),
  names: Object.fromEntries(Object.entries(actors).map(([name, account]) => [account, name])),
})

export const nameOfAccount = ({ store }: Cloud, { names }: Speaker, account: string): string =>
  names?.[account] ?? store.get(accounts, account)?.name ?? account

/** A repair as the lines that a person would type, to be run one after the other. */
export const spellRepair = (speaker: Speaker, { requests }: Repair): string[] =>
  requests.map((request) => spellRequest(speaker, request))

/** A request as the line that a person would type. */
export function spellRequest({ contract, hasProfiles, profiles }: Speaker, request: RepairRequest): string {
  const { service, operation, input, account, region, keeps, waiter } = request
  const model = contract.model(service)
  // The lab's own services are commands of their own, which know neither accounts nor Regions.
  if (account === labScope.account) return spellCommand(model, { operation, input }).replace('aws ', '')
  const named = profiles && Object.hasOwn(profiles, account) ? profiles[account] : account
  const whose = { region, ...(hasProfiles && named !== undefined && { profile: named }) }
  const line = spellCommand(model, { operation, input, ...whose }).replace(/'(\$[A-Z0-9_]+)'/g, '"$1"')
  if (keeps) return `${keeps.name}=$(${line} --query ${keeps.member} --output text)`
  const { cliName = '' } = model.operation(operation) ?? {}
  return waiter === undefined ? line : line.replace(` ${cliName} `, ` wait ${waiter} `)
}
