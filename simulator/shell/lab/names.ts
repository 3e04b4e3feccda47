import type { Fabric } from '../../network/fabric.ts'
import { instances } from '../../services/ec2/instances.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { siteHosts, sites } from '../../services/onprem/tables.ts'
import { endpointHost, isListedService, isServiceInRegion } from '../../world/catalogue/endpoints.ts'
import { hostsNamed, listHosts } from '../hosts/find-host.ts'

// What people call things by: ids, Name tags, names of load balancers, names on premises, "vpce for s3".

/** The ids of what has the name; the text itself where it is an id. Several where the name is not enough. */
export function idsNamed(fabric: Fabric, text: string): readonly string[] {
  const endpoints = endpointsFor(fabric, text)
  if (endpoints.length) return endpoints
  const byId = fabric.families.all.find((family) => family.get(fabric, text))
  if (byId) return [text]
  const found = fabric.families.all.flatMap((family) =>
    family
      .everyone(fabric)
      .filter((held) => family.tagsOf(held).some(({ Key, Value }) => Key === 'Name' && Value === text))
      .map((held) => family.idOf(held)),
  )
  return withoutParts(fabric, [...new Set(found)])
}

/** `vpce for s3`, `endpoint for com.amazonaws.us-east-1.s3`. */
function endpointsFor(fabric: Fabric, text: string): string[] {
  const [, service = ''] =
    /^(?:vpce|(?:vpc |interface |gateway )?endpoint)\s+(?:for|to)\s+(\S+)$/i.exec(text.trim()) ?? []
  if (service === '') return []
  return vpcEndpoints
    .everyone(fabric)
    .filter(({ record }) => record.ServiceName === service || record.ServiceName?.endsWith(`.${service}`))
    .map((held) => vpcEndpoints.idOf(held))
}

/** What is launched with a machine often has its name: then the machine is meant. */
function withoutParts(_: Fabric, ids: readonly string[]): readonly string[] {
  const machines = ids.filter((id) => id.startsWith('i-'))
  return machines.length ? machines : ids
}

/** As a question about a flow names who sends: `app-1`, `workstation`, `pc`. */
export function endNamed(fabric: Fabric, text: string): string {
  if (text === 'workstation' || text === 'internet') return 'internet'
  const name = text.replace(/^onprem:/, '')
  if (fabric.store.has(siteHosts, name) || fabric.store.has(sites, name)) return `onprem:${name}`
  const [id, ...others] = endpointsFor(fabric, text)
  return id !== undefined && !others.length ? id : text
}

/**
 * Where a service of AWS is, for people who say `sqs` or `com.amazonaws.eu-west-1.sqs`: in the Region that the name says,
 * or in that of the machine that asks.
 */
export function serviceNamed(fabric: Fabric, text: string, from: string): string | undefined {
  const [, named, short = text] = /^com\.amazonaws\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(text) ?? []
  if (!isListedService(short)) return undefined
  const [sender] = hostsNamed(fabric, from)
  const region = named ?? (sender && instances.get(fabric, sender.id)?.region) ?? 'us-east-1'
  return isServiceInRegion(short, region) ? endpointHost({ service: short, region }) : undefined
}

/** What people may name as an end of a flow, for completion. */
export const endNames = (fabric: Fabric): string[] => [
  ...listHosts(fabric).map(({ name }) => name),
  'internet',
]

/** The name of a thing, behind its id in brackets where it has one. */
export function nameOfId(fabric: Fabric, id: string): string | undefined {
  for (const family of fabric.families.all) {
    const held = family.get(fabric, id)
    const name = held && family.tagsOf(held).find(({ Key }) => Key === 'Name')?.Value
    if (name !== undefined && name !== '') return name
  }
  return undefined
}
