import { endpointHost, isServiceInRegion, listedServices } from '../world/catalogue/endpoints.ts'
import { servicesOf } from '../world/catalogue/privatelink-services.ts'
import { isRegion } from '../world/catalogue/regions.ts'
import { s3WebsiteHost } from '../world/catalogue/s3-hostnames.ts'

// The public names of AWS's services: which there are in a Region, and which service each is.

export interface PublicService {
  /** As the name of its endpoint service ends: `s3`, `ecr.api`. */
  readonly name: string
  readonly region: string
  /** Whether it has IPv6 addresses, too. */
  readonly isDual: boolean
}

const namesOfRegions = new Map<string, ReadonlyMap<string, PublicService>>()

/** The names of a Region's services, without the dot at the end; `*.` stands for whatever comes before. */
export function publicNamesIn(region: string): ReadonlyMap<string, PublicService> {
  const known = namesOfRegions.get(region)
  if (known) return known
  const names = new Map<string, PublicService>()
  if (isRegion(region)) {
    for (const [host, name] of hostsIn(region)) {
      if (!names.has(host)) names.set(host, { name, region, isDual: isDual(host) })
    }
  }
  namesOfRegions.set(region, names)
  return names
}

// General Reference, rande: names that end in api.aws or have a label `dualstack` answer over IPv6, too.
const isDual = (host: string): boolean =>
  /\.(api\.aws|on\.aws)$/.test(host) || host.includes('dualstack.') || alwaysDual.test(host)

// Of these the ordinary names are dual-stack ones.
const alwaysDual = /^(secretsmanager|servicediscovery)(-fips)?\./

function* hostsIn(region: string): Generator<readonly [host: string, service: string]> {
  yield* s3Hosts(region)
  for (const { serviceName, privateDnsNames, alsoLikely, baseEndpointDnsName, type } of servicesOf(region)) {
    const name = shortName(serviceName, region)
    if (type === 'Gateway') yield [baseEndpointDnsName, name]
    for (const host of [...privateDnsNames, ...alsoLikely]) {
      yield [host, name]
      // Services whose customers have names of their own are at the bare name, too.
      if (host.startsWith('*.')) yield [host.slice(2), name]
    }
  }
  for (const service of listedServices) {
    if (service === 's3' || service === 's3control' || !isServiceInRegion(service, region)) continue
    for (const host of variantsOf(service, region)) yield [host, nameOfHost(host, region)]
  }
}

/** `com.amazonaws.us-east-1.ecr.api` is `ecr.api`, `com.amazonaws.iam` is `iam`. */
export const shortName = (serviceName: string, region: string): string =>
  serviceName.replace(/^(com\.amazonaws|aws\.api|aws\.sagemaker)\./, '').replace(`${region}.`, '')

/** The service's name in front of a host: `api.pricing`, `monitoring`. */
const nameOfHost = (host: string, region: string): string =>
  (host.split(`.${region}.`)[0] ?? host).replace(/\.amazonaws\.com$|\.api\.aws$/, '').replace(/-fips$/, '')

// FIPS endpoints are offered in the US and Canada.
function variantsOf(service: string, region: string): string[] {
  const hasFips = /^(us|ca)-/.test(region)
  return [false, ...(hasFips ? [true] : [])].flatMap((fips) =>
    [false, true].map((dualStack) => endpointHost({ service, region, fips, dualStack })),
  )
}

// S3 user guide, VirtualHosting, dual-stack-endpoints, WebsiteEndpoints, access-points-naming; General Reference, s3.
function* s3Hosts(region: string): Generator<readonly [string, string]> {
  const fips = /^(us|ca)-/.test(region) ? ['-fips'] : []
  const forms = ['s3', 's3-control', 's3-accesspoint', 's3-object-lambda', 's3-outposts']
  for (const form of forms) {
    for (const kind of [form, ...fips.map((tail) => form + tail)]) {
      for (const host of [`${kind}.${region}`, `${kind}.dualstack.${region}`]) {
        if (form !== 's3-accesspoint') yield [`${host}.amazonaws.com`, 's3']
        yield [`*.${host}.amazonaws.com`, 's3']
      }
    }
  }
  yield [s3WebsiteHost('*', region), 's3']
  if (legacyDashRegions.includes(region)) {
    yield [`s3-${region}.amazonaws.com`, 's3']
    yield [`*.s3-${region}.amazonaws.com`, 's3']
  }
  yield [`s3express-control.${region}.amazonaws.com`, 's3express']
}

const legacyDashRegions: readonly string[] = [
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'sa-east-1',
]

/** Services without a Region, at home in one. */
const globalNames: Readonly<Record<string, readonly [name: string, region: string]>> = {
  'iam.amazonaws.com': ['iam', 'us-east-1'],
  'sts.amazonaws.com': ['sts', 'us-east-1'],
  'route53.amazonaws.com': ['route53', 'us-east-1'],
  'cloudfront.amazonaws.com': ['cloudfront', 'us-east-1'],
  's3.amazonaws.com': ['s3', 'us-east-1'],
  's3-external-1.amazonaws.com': ['s3', 'us-east-1'],
  's3.dualstack.amazonaws.com': ['s3', 'us-east-1'],
  'ec2.amazonaws.com': ['ec2', 'us-east-1'],
  'sqs.amazonaws.com': ['sqs', 'us-east-1'],
  'sns.amazonaws.com': ['sns', 'us-east-1'],
}

/** The service that a name is one of, if AWS has it; without the dot at the end. */
export function serviceNamed(host: string): PublicService | undefined {
  const global = Object.hasOwn(globalNames, host) ? globalNames[host] : undefined
  if (global) return { name: global[0], region: global[1], isDual: isDual(host) }
  const region = regionIn(host) ?? 'us-east-1'
  const names = publicNamesIn(region)
  const exact = names.get(host)
  if (exact) return exact
  for (let rest = parentOf(host); rest.includes('.'); rest = parentOf(rest)) {
    const wild = names.get(`*.${rest}`)
    if (wild) return wild
  }
  return undefined
}

const parentOf = (host: string) => host.slice(host.indexOf('.') + 1 || host.length)

/** The Region that a name of AWS's has in it: `sqs.eu-west-1.…`, `s3-us-west-2.…`, `s3-website-us-east-1.…`. */
export function regionIn(host: string): string | undefined {
  for (const label of host.split('.')) {
    if (isRegion(label)) return label
    const tail = /^s3(?:-website)?-([a-z]+(?:-[a-z]+)+-\d)$/.exec(label)?.[1]
    if (tail !== undefined && isRegion(tail)) return tail
  }
  return undefined
}
