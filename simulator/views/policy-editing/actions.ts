import type { Contract } from '../../api/model.ts'
import { actionPrefix, actionsFor } from '../../policy/action-names.ts'

// The actions that a policy can name, out of the contract: those that the operations of the services ask for.

/**
 * Actions that are no operation's own. Service authorization reference, "Actions, resources, and condition keys" of the
 * services.
 */
const permissionsAlone: Readonly<Record<string, readonly string[]>> = {
  dynamodb: ['ConditionCheckItem', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLSelect', 'PartiQLUpdate'],
  iam: ['PassRole'],
  s3: [
    ...['BypassGovernanceRetention', 'GetObjectVersionForReplication', 'ObjectOwnerOverrideToBucketOwner'],
    ...['ReplicateDelete', 'ReplicateObject', 'ReplicateTags', 'GetBucketPublicAccessBlock'],
  ],
  sts: ['SetContext', 'SetSourceIdentity', 'TagSession'],
}

/** The prefixes of actions whose services are known, sorted. */
export function prefixesIn({ services }: Contract): readonly string[] {
  return [...new Set(services.map(actionPrefix))].sort()
}

/** All actions of a prefix, sorted; undefined where no known service has it. */
export async function actionsOf(contract: Contract, prefix: string): Promise<readonly string[] | undefined> {
  const services = contract.services.filter((service) => actionPrefix(service) === prefix)
  if (!services.length) return undefined
  const models = await Promise.all(services.map((service) => contract.needModel(service)))
  const actions = models.flatMap(({ name, operations }) =>
    operations.flatMap((operation) => [
      ...actionsFor(name, operation.name),
      // A version of an object is asked for by another action.
      ...actionsFor(name, operation.name, { VersionId: '1' }),
    ]),
  )
  const alone = (permissionsAlone[prefix] ?? []).map((name) => `${prefix}:${name}`)
  return [...new Set([...actions, ...alone])].filter((action) => action.startsWith(`${prefix}:`)).sort()
}
