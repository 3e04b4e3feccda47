// Which URL a request goes to (AWS General Reference, "AWS service endpoints").

import { endpointHost } from '../world/catalogue/endpoints.ts'
import type { Settings } from './config/settings.ts'
import { CliError } from './errors.ts'

interface Service {
  /** The CLI's name of it. */
  readonly name: string
  readonly endpointPrefix?: string
}

interface Caller extends Settings {
  endpointOverride(service: string): string | undefined
}

/** Refuses when no Region is known and the service has no endpoint that serves all Regions. */
export function endpointUrl(service: Service, caller: Caller, accountId?: string): string {
  const { region } = caller
  if (region !== undefined) checkRegion(region)
  const host = hostOf(service, caller, accountId)
  if (host.includes(noRegionAtAll)) throw noRegion()
  const override = caller.endpointOverride(service.name)
  if (override !== undefined) return checkedUrl(override)
  // An empty name of a Region leaves a hole.
  if (host.includes('..')) throw new CliError(`Invalid endpoint: https://${host}`)
  return `https://${host}/`
}

/**
 * S3 user guide, VirtualHosting: a bucket is the first label of the host name, where its name can be one. It is not with
 * an endpoint that somebody names, and not where a client asks for the bucket's Region (recorded of AWS CLI 2.36).
 */
export function bucketUrl(
  url: string,
  operation: string,
  { Bucket }: Readonly<Record<string, unknown>>,
  caller: Caller,
): string {
  const s3 = caller.own.get('s3')
  const isInPath = typeof s3 === 'object' && s3.get('addressing_style') === 'path'
  if (typeof Bucket !== 'string' || !/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(Bucket)) return url
  if (isInPath || operation === 'GetBucketLocation' || caller.endpointOverride('s3api') !== undefined)
    return url
  return url.replace('://', `://${Bucket}.`)
}

const noRegionAtAll = 'aws-global'

function hostOf({ name, endpointPrefix }: Service, caller: Caller, accountId: string | undefined): string {
  const s3 = caller.own.get('s3')
  const isS3DualStack =
    name === 's3api' && typeof s3 === 'object' && s3.get('use_dualstack_endpoint') === 'true'
  const host = endpointHost({
    service: name,
    region: caller.region ?? noRegionAtAll,
    fips: caller.isOn('AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
    dualStack: isS3DualStack || caller.isOn('AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
    ...(endpointPrefix === undefined ? {} : { endpointPrefix }),
    ...(accountId === undefined ? {} : { accountId }),
  })
  return host.replace('{accountId}.', '')
}

function checkedUrl(url: string): string {
  const [, start = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#\s]+)(.*)$/i.exec(url) ?? []
  if (start === '') throw new CliError(`Invalid endpoint: ${url}`)
  return start + (path === '' ? '/' : path)
}

// Observed in AWS CLI 2.36: the form of the name is checked, not whether there is such a Region.
function checkRegion(region: string): void {
  if (/^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{0,63}(?<!-)$/.test(region)) return
  throw new CliError(`Provided region_name '${region}' doesn't match a supported format.`)
}

function noRegion(): CliError {
  const message = 'You must specify a region. You can also configure your region by running "aws configure".'
  return new CliError(message, { code: 'NoRegion' })
}
