import type { Iam } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'

// Policies that AWS keeps for every account. Of some 1500, those that network engineers meet, in AWS's own text.

interface Published {
  readonly path: string
  readonly version: string
  readonly created: string
  readonly updated: string
  readonly document: object
}

/** What everybody has before anybody asks for more. */
let published: Readonly<Record<string, Published>> = {
  AdministratorAccess: {
    path: '/',
    version: 'v1',
    created: '2015-02-06T18:39:46Z',
    updated: '2015-02-06T18:39:46Z',
    document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  },
}

/** All of them: whoever names one has to have loaded them. */
export async function needManagedPolicies(): Promise<void> {
  const { default: source } = await import('./aws-managed-policies.json', { with: { type: 'json' } })
  published = source.policies as Readonly<Record<string, Published>>
}

export interface AwsManagedPolicy {
  readonly record: Iam.Policy
  readonly version: string
  readonly text: string
}

const start = 'arn:aws:iam::aws:policy'

/** NOT MODELLED: AWS's descriptions, but for the ones that everybody has read. */
const descriptions: Readonly<Record<string, string>> = {
  AdministratorAccess: 'Provides full access to AWS services and resources.',
}

// NOT MODELLED: the real ids of most of them, which AWS lists nowhere; they are made from the names.
const realIds: Readonly<Record<string, string>> = {
  AdministratorAccess: 'ANPAIWMBCKSKIEE64ZLYK',
  ReadOnlyAccess: 'ANPAILL3HVNFSB6DCOWYQ',
}

const made = new Map<string, AwsManagedPolicy>()

/** By its ARN; undefined for one that AWS does not have, or that is not among ours. */
export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  if (!arn.startsWith(`${start}/`)) return undefined
  const known = made.get(arn)
  if (known) return known
  const name = arn.slice(arn.lastIndexOf('/') + 1)
  const facts = Object.hasOwn(published, name) ? published[name] : undefined
  if (!facts || arn !== start + facts.path + name) return undefined
  const policy = make(name, arn, facts)
  made.set(arn, policy)
  return policy
}

export const awsManagedPolicies = (): AwsManagedPolicy[] =>
  Object.entries(published).map(([name, { path }]) => awsManagedPolicy(start + path + name)!)

function make(PolicyName: string, Arn: string, facts: Published): AwsManagedPolicy {
  const { path, version, created, updated, document } = facts
  const Description = descriptions[PolicyName]
  return {
    record: {
      PolicyName,
      PolicyId: realIds[PolicyName] ?? idOf(PolicyName),
      Arn,
      Path: path,
      DefaultVersionId: version,
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: !path.startsWith('/aws-service-role/'),
      ...(Description !== undefined && { Description }),
      CreateDate: created,
      UpdateDate: updated,
    },
    version,
    text: JSON.stringify(document, null, 4),
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function idOf(name: string): string {
  const numbers = [...scramble(name), ...scramble(`${name} `)]
  const digits = numbers.flatMap((number) => [0, 5, 10, 15].map((shift) => (number >>> shift) % 32))
  return `ANPA${digits
    .slice(0, 17)
    .map((digit) => alphabet[digit])
    .join('')}`
}
