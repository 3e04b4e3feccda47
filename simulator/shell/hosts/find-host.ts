import type { Fabric } from '../../network/fabric.ts'
import { type HeldInstance, instances, stateOf } from '../../services/ec2/instances.ts'
import { siteHosts } from '../../services/onprem/tables.ts'

// Which machines there are, and what people call them.

export type HostKind = 'workstation' | 'instance' | 'site-host'

/** A machine as the world knows it: its files, its servers and what strikes it are kept under the id. */
export interface HostRef {
  readonly kind: HostKind
  /** `workstation`, the id of an instance, or the name of a host on premises. */
  readonly id: string
}

export interface NamedHost extends HostRef {
  readonly name: string
}

/** The learner's own machine. */
export const workstationHost: NamedHost = { kind: 'workstation', id: 'workstation', name: 'workstation' }

/** Every machine that a shell could run on, by its name; instances that are gone are not among them. */
export function listHosts(fabric: Fabric): NamedHost[] {
  const own = instances.everyone(fabric).filter(isThere).map(namedInstance)
  const onPremises = fabric.store
    .all(siteHosts)
    .map(({ Name }) => ({ kind: 'site-host' as const, id: Name, name: Name }))
  return [workstationHost, ...own, ...onPremises]
}

/**
 * The machine of a name: a `Name` tag, an instance's id, a name on premises. Several instances may have one name; then
 * all of them are returned, and whoever asks has to choose.
 */
export function hostsNamed(fabric: Fabric, text: string): readonly NamedHost[] {
  const held = instances.get(fabric, text)
  if (held) return isThere(held) ? [namedInstance(held)] : []
  const name = text.replace(/^onprem:/, '')
  if (fabric.store.has(siteHosts, name)) return [{ kind: 'site-host', id: name, name }]
  if (text === workstationHost.name) return [workstationHost]
  return instances
    .everyone(fabric)
    .filter((one) => isThere(one) && nameOf(one) === text)
    .map(namedInstance)
}

/** The machine alone, without what else whoever gives it knows. */
export const hostOf = ({ kind, id, name }: NamedHost): NamedHost => ({ kind, id, name })

/** Whether the machine is still there, and runs. */
export function isRunning(fabric: Fabric, { kind, id }: HostRef): boolean {
  if (kind === 'workstation') return true
  if (kind === 'site-host') return fabric.store.has(siteHosts, id)
  const held = instances.get(fabric, id)
  return held !== undefined && stateOf(held) === 'running'
}

const isThere = (held: HeldInstance): boolean => !['terminated', 'shutting-down'].includes(stateOf(held))

const nameOf = ({ record }: HeldInstance): string | undefined =>
  record.Tags?.find(({ Key }) => Key === 'Name')?.Value

function namedInstance(held: HeldInstance): NamedHost {
  const { InstanceId: id = '' } = held.record
  return { kind: 'instance', id, name: nameOf(held) || id }
}
