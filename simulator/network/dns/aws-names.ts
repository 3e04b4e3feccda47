import { buckets } from '../../services/s3api/buckets.ts'
import { addressesOfService } from '../service-addresses.ts'
import { serviceNamed } from '../service-names.ts'
import { balancerName } from './balancer-names.ts'
import type { Client } from './clients.ts'
import { databaseName } from './database-names.ts'
import { endpointName, privateApiName } from './endpoint-names.ts'
import { instanceName } from './instance-names.ts'
import { latticeName } from './lattice-names.ts'
import type { Lookup } from './lookup.ts'
import { nameServerName } from './name-servers.ts'
import type { Named } from './named.ts'
import { bare, type Question } from './question.ts'

// The public DNS of AWS's own domains.

const domains = [
  'amazonaws.com',
  'api.aws',
  'on.aws',
  'cloudfront.net',
  'elasticbeanstalk.com',
  'awsapprunner.com',
  'awsglobalaccelerator.com',
] as const

const nameServerDomain = /(^|\.)awsdns-\d\d\.(com|net|org|co\.uk)$/

/** Whether AWS alone says what names there are. */
export const isAwsDomain = (host: string): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`)) || nameServerDomain.test(host)

/** What a name in AWS's domains stands for, to somebody outside any VPC; undefined where there is no such name. */
export function awsName(lookup: Lookup, { name }: Question, client: Client): Named | undefined {
  const host = bare(name)
  if (!isAwsDomain(host)) return undefined
  return (
    endpointName(lookup, host) ??
    privateApiName(lookup, host) ??
    balancerName(lookup, host, client) ??
    instanceName(host) ??
    databaseName(lookup, host) ??
    latticeName(lookup, host) ??
    nameServerName(host) ??
    serviceName(lookup, host)
  )
}

// Observed: S3 lets its answers be kept for seconds only, the others for about a minute.
const ttls: Readonly<Record<string, number>> = { s3: 5, dynamodb: 5 }

function serviceName(lookup: Lookup, host: string): Named | undefined {
  const service = serviceNamed(host) ?? globalBucket(lookup, host)
  if (!service) return undefined
  const { ipv4, ipv6 } = addressesOfService(host, service)
  return {
    ipv4,
    ipv6,
    ttl: ttls[service.name] ?? 60,
    reason: 'aws-service-name',
    evidence: [service.name, service.region],
  }
}

/** S3 user guide, VirtualHosting: `bucket.s3.amazonaws.com` leads to where the bucket is, else to N. Virginia. */
function globalBucket(lookup: Lookup, host: string) {
  const bucket = /^(.+)\.s3(?:-external-1)?\.amazonaws\.com$/.exec(host)?.[1]
  if (bucket === undefined) return undefined
  return { name: 's3', region: buckets.get(lookup.fabric, bucket)?.region ?? 'us-east-1', isDual: false }
}
