import source from './endpoints.json' with { type: 'json' }
import { fill, type Header } from './facts.ts'

type Kind = 'standard' | 'dualStack' | 'fips' | 'dualStackFips'

interface Endpoint {
  readonly endpointPrefix?: string
  readonly signingName?: string
  readonly scope?: 'global'
  readonly signingRegion?: string
  readonly patterns?: Readonly<Partial<Record<Kind, string>>>
  readonly globalHost?: string
  readonly likely?: readonly Kind[]
  readonly regionsNotListed?: readonly string[]
}

interface Partition {
  readonly id: string
  readonly regionPattern: string
  readonly dnsSuffix: string
  readonly dualStackDnsSuffix: string
}

const catalogue = source as {
  header: Header
  partitions: readonly Partition[]
  defaultPatterns: Readonly<Record<Kind, string>>
  cliNames: Readonly<Record<string, string>>
  services: Readonly<Record<string, Endpoint>>
}

export const endpointsHeader = catalogue.header

const partitions = catalogue.partitions.map((partition) => ({
  ...partition,
  regions: new RegExp(partition.regionPattern),
}))

export interface EndpointQuestion {
  /** The CLI's name of the service: `ec2`, `elbv2`, `s3api`. */
  readonly service: string
  readonly region: string
  readonly dualStack?: boolean
  readonly fips?: boolean
  /** What starts the host name of a service that the catalogue does not list. */
  readonly endpointPrefix?: string
  /** For the services that put the account in front (S3 Control). */
  readonly accountId?: string
}

/**
 * The host that a client sends to. Like the real clients, it makes a name for a Region that does not
 * exist and for a variant that the service does not offer; such a name then does not resolve.
 */
export function endpointHost(question: EndpointQuestion): string {
  const { region, dualStack = false, fips = false, accountId } = question
  const endpoint = endpointOf(question.service)
  const kind: Kind = dualStack ? (fips ? 'dualStackFips' : 'dualStack') : fips ? 'fips' : 'standard'
  if (region === 'aws-global' && kind === 'standard' && endpoint.globalHost) return endpoint.globalHost
  const { dnsSuffix, dualStackDnsSuffix } = partitionOf(region)
  return fill(endpoint.patterns?.[kind] ?? catalogue.defaultPatterns[kind], {
    prefix: question.endpointPrefix ?? endpoint.endpointPrefix ?? botocoreName(question.service),
    region,
    accountId,
    dnsSuffix,
    dualStackDnsSuffix,
  })
}

/** The name and Region that a request to the service is signed for. */
export function signingScope(service: string, region: string): { name: string; region: string } {
  const endpoint = endpointOf(service)
  const global = endpoint.scope === 'global' || (region === 'aws-global' && endpoint.globalHost !== undefined)
  return {
    name: endpoint.signingName ?? endpoint.endpointPrefix ?? botocoreName(service),
    region: global ? (endpoint.signingRegion ?? 'us-east-1') : region,
  }
}

/** One endpoint for all Regions, as IAM and Route 53 have. */
export const isGlobalService = (service: string): boolean => endpointOf(service).scope === 'global'

/** Whether the service is known to answer on that variant of its endpoint, and not just to have a name for it. */
export function isEndpointListed(service: string, variant: 'dualStack' | 'fips'): boolean {
  return isListedService(service) && !endpointOf(service).likely?.includes(variant)
}

/** False where AWS's list of the service's endpoints lacks the Region. Unlisted services: true. */
export function isServiceInRegion(service: string, region: string): boolean {
  return !endpointOf(service).regionsNotListed?.includes(region)
}

/** Services that the catalogue knows, by the names that AWS's endpoint data has for them. */
export const listedServices: readonly string[] = Object.keys(catalogue.services)

export const isListedService = (service: string): boolean => botocoreName(service) in catalogue.services

/** The partition that a Region's code belongs to: `aws` unless its form says otherwise. */
export function partitionOf(region: string): Partition {
  // NOT MODELLED: the hosts that IAM, Route 53 and Organizations have in partitions other than `aws`.
  return (
    partitions.find(({ id, regions }) => regions.test(region) || region === `${id}-global`) ?? partitions[0]!
  )
}

function endpointOf(service: string): Endpoint {
  return catalogue.services[botocoreName(service)] ?? {}
}

// The CLI calls a few services otherwise than AWS's own endpoint data does.
const botocoreName = (service: string): string => catalogue.cliNames[service] ?? service
