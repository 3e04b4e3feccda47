import { AwsError } from '../api/error.ts'
import { actionPrefix, actionsFor } from '../policy/action-names.ts'
import type { Denied } from '../policy/authorise.ts'
import { refusal } from '../policy/explain.ts'
import { matches, readPattern } from '../policy/pattern.ts'
import type { AccessUnit, RequestInput, Touched } from './access.ts'
import type { Context } from './context.ts'
import type { OperationUnit } from './operation.ts'
import { namedIn, touchedBy } from './touched-resources.ts'

// What a lab does not let its learner change, whoever they are in it. It is no part of AWS: a guardrail from outside,
// which answers as a service control policy does, and then in words of its own.

/** Things to which something cannot be done. */
export interface Lock {
  /** `ec2:DeleteVpc`, `s3:*`, `onprem:Delete*`. */
  readonly actions: readonly string[]
  /** Ids, ARNs and names with wildcards, or `tag:KEY=VALUE`. Everything where it is missing. */
  readonly resources?: readonly string[] | undefined
  readonly says: string
}

/** Files that cannot be written: `app-1:/etc/hosts`, with wildcards. */
export interface FileLock {
  readonly files: readonly string[]
  readonly says: string
}

export interface Locks {
  readonly requests: readonly Lock[]
  readonly files: readonly FileLock[]
}

export const noLocks: Locks = { requests: [], files: [] }

/** Refuses what is locked. Whatever only looks is never refused. */
export function refuseLocked(
  locks: readonly Lock[],
  unit: OperationUnit,
  access: AccessUnit | undefined,
  input: RequestInput,
  ctx: Context,
): void {
  if (!locks.length || onlyLooks.test(unit.name)) return
  const actions = actionsFor(unit.service, unit.name, input)
  const named = [...actions, `${actionPrefix(unit.service)}:${unit.name}`, `${unit.service}:${unit.name}`]
  const about = locks.filter((lock) =>
    lock.actions.some((one) => named.some((action) => isLike(one, action))),
  )
  if (!about.length) return
  const touched = [
    ...(access?.touches(unit.name, input, ctx) ?? touchedBy(unit, input, ctx)),
    ...ownersOf(input, ctx),
  ]
  for (const { resources, says } of about) {
    const at = resources ? touched.find((one) => resources.some((text) => isMeant(text, one))) : touched[0]
    if (at) throw refused(unit, actions[0] ?? `${unit.service}:${unit.name}`, at, says, ctx)
  }
}

/** The same for the lab's own services, whose things are known by the names that the request says. */
export function refuseLockedHere(
  locks: readonly Lock[],
  { service, name }: OperationUnit,
  input: RequestInput,
): void {
  if (!locks.length || onlyLooks.test(name)) return
  const found = locks.find(
    ({ actions, resources }) =>
      actions.some((one) => isLike(one, `${service}:${name}`)) &&
      (!resources || textsIn(input).some((said) => resources.some((one) => isLike(one, said, false)))),
  )
  if (found) throw new AwsError('AccessDenied', found.says, 403)
}

/** The words of the lock that a file is under. */
export function lockOfFile(
  locks: readonly FileLock[],
  machines: readonly string[],
  path: string,
): string | undefined {
  return locks.find(({ files }) =>
    files.some((one) => machines.some((machine) => isLike(one, `${machine}:${path}`, false))),
  )?.says
}

const onlyLooks = /^(Describe|Get|List|Search|Lookup|Head|Simulate|Decode|Select|Query|Scan|BatchGet)/

/** Actions know no capitals. */
function isLike(pattern: string, text: string, isAction = true): boolean {
  const [one, other] = isAction ? [pattern.toLowerCase(), text.toLowerCase()] : [pattern, text]
  return matches(unitsOf(one), other)
}

const unitsOf = (text: string) => readPattern(text, { wildcards: true, variables: false }).units!

function isMeant(text: string, { arn, tags }: Touched): boolean {
  const [, key, value] = /^tag:([^=]+)=(.*)$/.exec(text) ?? []
  if (key !== undefined) {
    return (tags ?? []).some(({ Key, Value }) => Key === key && isLike(value ?? '', Value ?? '', false))
  }
  if (isLike(text, arn, false)) return true
  const path = arn.split(':').slice(5).join(':')
  return isLike(text, path, false) || isLike(text, path.slice(path.search(/[/:]/) + 1), false)
}

/** What holds an association or a rule that the request names by an id of its own: the route table of `rtbassoc-…`. */
function ownersOf(input: RequestInput, ctx: Context): readonly Touched[] {
  const known = namedIn(input, ctx)
  const parts = textsIn(input).filter((one) => /^[a-z]+-[0-9a-f]{8,17}$/.test(one) && !known.has(one))
  return parts.flatMap((part) =>
    ctx.families.all.flatMap((family) =>
      family
        .everyone(ctx)
        .filter(({ record }) => JSON.stringify(record)?.includes(`"${part}"`))
        .map((held) => ({ arn: family.arnOf(held), tags: family.tagsOf(held, ctx) })),
    ),
  )
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  return Object.values(value).flatMap(textsIn)
}

function refused(
  unit: OperationUnit,
  action: string,
  { arn, headers }: Touched,
  says: string,
  { caller }: Context,
) {
  const decision: Denied = {
    outcome: 'denied',
    kind: 'explicit',
    layer: 'scp',
    policy: undefined,
    statement: undefined,
    opinions: [],
  }
  const request = { caller: callerOf(caller), action, resource: arn, keys: {} }
  const isHead = unit.service === 's3api' && unit.name.startsWith('Head')
  const { code, message, status } = refusal(decision, request, { isHead })
  return new AwsError(code, `${message}. ${says}`, status, {}, headers)
}

const callerOf = ({ type, account, arn, userId }: Context['caller']) =>
  type === 'anonymous' ? { type } : { type, account, arn, userId, tags: {} }
