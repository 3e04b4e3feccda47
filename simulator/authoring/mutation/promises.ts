import { readDestination } from '../../grading/destination.ts'
import { bindVariables } from '../../grading/variables.ts'
import type { Fabric } from '../../network/fabric.ts'
import type { Scenario } from '../../packs/load.ts'
import { instances } from '../../services/ec2/instances.ts'
import { interfacesOf } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { listenersOn } from '../../services/host/listeners.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { listHosts, type NamedHost } from '../../shell/hosts/find-host.ts'

// What a scenario speaks of, in its texts and in its checks: what is not spoken of, nobody was promised.

export interface Promises {
  /** Machines by name, and `internet`. */
  readonly machines: readonly string[]
  readonly destinations: readonly string[]
  /** Names that checks ask for, and from where. */
  readonly resolved: readonly Asking[]
  /** What may be down; none where the scenario does not speak of faults. */
  readonly faults: readonly string[]
  /** What is tried while they are: who, and where to. */
  readonly struck: { readonly from: readonly string[]; readonly to: readonly string[] }
}

export interface Asking {
  readonly from: string
  readonly name: string
}

export function promisesOf(
  { brief, document, goals }: Scenario,
  fabric: Fabric,
  variables: Readonly<Record<string, string>>,
): Promises {
  const checks = goals.map(({ check }) => bindVariables(check, variables).bound)
  const told = `${document.title}\n${document.summary}\n${bindVariables(brief, variables).bound}`
  const texts = [...textsIn(checks), told]
  const everything = texts.join('\n')
  const isNamed = ({ name, id }: NamedHost) => [name, id].some((one) => hasWord(everything, one))
  const hosts = listHosts(fabric).filter((one) => one.kind !== 'workstation' && isNamed(one))
  const asked = texts.flatMap((text) => (readDestination(text) ? [text] : []))
  const written = [...told.matchAll(/`(https?:\/\/[^\s`]+)`/g)].map(([, url = '']) => url)
  const domains = [...told.matchAll(/`([a-z0-9-]+(?:\.[a-z0-9-]+)+\.[a-z]{2,})`/g)].map(
    ([, name = '']) => name,
  )
  const destinations = [
    ...asked,
    ...written.filter((url) => readDestination(url)),
    ...domains.map((name) => `https://${name}/`),
    ...hosts.flatMap((host) => serversOn(fabric, host)),
  ]
  const resolved = checks.flatMap((check) =>
    valuesAt(check, 'resolve').flatMap(({ from, name }) =>
      typeof name === 'string' ? textsIn(from).map((one) => ({ from: one, name })) : [],
    ),
  )
  return {
    machines: ['internet', ...new Set(hosts.map(({ name, id }) => (isUnique(hosts, name) ? name : id)))],
    destinations: [...new Set(destinations)],
    resolved,
    faults: faultsIn(checks, fabric),
    struck: triedUnderFaults(checks),
  }
}

const isUnique = (hosts: readonly NamedHost[], name: string): boolean =>
  hosts.filter((one) => one.name === name).length === 1

/** Every text in a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/** The objects that stand under a key, however deep. */
function valuesAt(value: unknown, key: string): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? [inner as Record<string, unknown>]
      : valuesAt(inner, key),
  )
}

const hasWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`
    if (!/[\w-]/.test(around)) return true
  }
  return false
}

/** What somebody set up on a machine to listen; what every machine has by itself nobody speaks of. */
function serversOn(fabric: Fabric, { kind, id }: NamedHost): readonly string[] {
  const address =
    kind === 'instance'
      ? interfacesOf(fabric, id)[0]?.record.PrivateIpAddress
      : fabric.store.get(siteHosts, id)?.Address
  if (address === undefined) return []
  return listenersOn(fabric, id).map(({ Protocol = 'tcp', Port }) => `${Protocol}://${address}:${Port}`)
}

/** Where a scenario speaks of faults, those, and every zone of its networks. */
function faultsIn(checks: readonly unknown[], fabric: Fabric): readonly string[] {
  const survived = checks.flatMap((check) => valuesAt(check, 'survives'))
  if (!survived.length) return []
  const told = survived.flatMap(({ faults }) => textsIn(faults))
  const zones = subnets.everyone(fabric).flatMap(({ record }) => record.AvailabilityZoneId ?? [])
  const counted = [...new Set(zones)].filter(
    (zone) => told.includes(zone) || (told.some(isZone) && hasMachines(fabric, zone)),
  )
  return [...new Set([...told.filter((one) => !isZone(one)), ...counted])]
}

function triedUnderFaults(checks: readonly unknown[]): Promises['struck'] {
  const tried = checks
    .flatMap((check) => valuesAt(check, 'survives'))
    .flatMap((one) => valuesAt(one, 'probe'))
  return { from: tried.flatMap(({ from }) => textsIn(from)), to: tried.flatMap(({ to }) => textsIn(to)) }
}

const isZone = (text: string): boolean => /^[a-z]+\d-az\d$/.test(text)

const hasMachines = (fabric: Fabric, zone: string): boolean =>
  instances
    .everyone(fabric)
    .some(({ record }) => subnets.get(fabric, record.SubnetId ?? '')?.record.AvailabilityZoneId === zone)
