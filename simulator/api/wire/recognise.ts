import { AwsError } from '../error.ts'
import type { HttpRequest } from './http.ts'
import { cbor, cborPath, json } from './json.ts'
import type { WireProtocol } from './protocol.ts'
import { ec2, query, readFormPairs } from './query.ts'
import { restJson } from './rest-json.ts'
import { restXml } from './rest-xml.ts'
import type { WireService, WireServices } from './services.ts'
import { readSignature, type Signature } from './signature.ts'

/** What can be said of a request before it is read: it always can be answered in its own protocol. */
export interface Recognised {
  readonly service: WireService | undefined
  /** What the request calls its service, where nobody knows it. */
  readonly serviceName: string
  readonly protocol: WireProtocol
  readonly signature: Signature | undefined
  readonly region: string
}

export function recognise(http: HttpRequest, services: WireServices): Recognised {
  const signature = readSignature(http)
  const service = findService(http, services, signature)
  return {
    service,
    serviceName: service?.name ?? signature?.signingName ?? hostLabel(http) ?? 'this service',
    protocol: findProtocol(http, service),
    signature,
    region: signature?.region ?? regionInHost(http) ?? 'us-east-1',
  }
}

/** S3 API reference, error responses: S3 says which Region a signature should have been for. */
export function refuseWrongRegion(http: HttpRequest, { service, signature }: Recognised): void {
  const here = regionInHost(http)
  const signed = signature?.region
  if (service?.name !== 's3api' || !signed || here === undefined || here === signed) return
  const isInHeader = http.headers['authorization'] !== undefined
  const what = isInHeader
    ? 'The authorization header is malformed'
    : 'Error parsing the X-Amz-Credential parameter'
  throw new AwsError(
    isInHeader ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError',
    `${what}; the region '${signed}' is wrong; expecting '${here}'`,
    400,
    { Region: here },
    { 'x-amz-bucket-region': here },
  )
}

function findService(
  http: HttpRequest,
  services: WireServices,
  signature: Signature | undefined,
): WireService | undefined {
  const target = http.headers['x-amz-target']
  // Prefixes of targets have dots themselves.
  const targeted = target && services.targeted(target.slice(0, target.lastIndexOf('.')))
  if (targeted) return targeted
  const path = cborPath(http)
  const addressed = path && services.targeted(path.service)
  if (addressed) return addressed
  if (signature?.signingName !== undefined) {
    const [first, ...others] = services.signedAs(signingNames[signature.signingName] ?? signature.signingName)
    return first && others.length ? chooseS3(http, services, signature.signingName) : first
  }
  return unsignedService(http, services)
}

/** Names that parts of a service sign with. */
const signingNames: Readonly<Record<string, string>> = {
  s3express: 's3',
  's3-outposts': 's3',
  's3-object-lambda': 's3',
}

// S3 Control has its version in every path, and an account in every request but one that is for an Outpost.
function chooseS3(
  { path, headers }: HttpRequest,
  services: WireServices,
  signingName: string,
): WireService | undefined {
  const isMarked = headers['x-amz-account-id'] !== undefined || signingName === 's3-outposts'
  const isControl = path.startsWith('/v20180820/') && isMarked
  return services.named(isControl ? 's3control' : 's3api')
}

function unsignedService(http: HttpRequest, services: WireServices): WireService | undefined {
  const label = hostLabel(http)
  const hosted = label === undefined ? undefined : services.hostedAt(label)
  if (hosted) return hosted
  const form = isForm(http) ? new Map(readFormPairs(http)) : undefined
  const action = form?.get('Action')
  if (action !== undefined) {
    const version = form?.get('Version')
    const speaking = services.all.filter(({ about }) => ['ec2', 'query'].includes(about.protocol))
    return speaking.find(({ about }) => about.apiVersion === version)
  }
  // A public object is asked for without any signature, and nothing else is.
  return http.headers['x-amz-target'] === undefined ? chooseS3(http, services, 's3') : undefined
}

/** `ec2` of `ec2.eu-west-1.amazonaws.com`. */
function hostLabel({ headers }: HttpRequest): string | undefined {
  return /^([a-z0-9-]+(?:\.ecr)?)\.[a-z0-9.-]*amazonaws\.com/.exec(headers['host'] ?? '')?.[1]
}

function regionInHost({ headers }: HttpRequest): string | undefined {
  return /(?:^|[.-])([a-z]{2,3}(?:-[a-z]+)+-\d)\.(?:vpce\.)?amazonaws\.com/.exec(headers['host'] ?? '')?.[1]
}

/** The protocol that the request is in, which need not be the one that the CLI speaks with the service. */
function findProtocol(http: HttpRequest, service: WireService | undefined): WireProtocol {
  if (http.headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor
  if (http.headers['x-amz-target'] !== undefined) return json
  const usual = service && protocols[service.about.protocol]
  if (usual && usual !== json) return usual
  return isForm(http) ? query : (usual ?? restJson)
}

const protocols: Readonly<Record<WireService['about']['protocol'], WireProtocol>> = {
  ec2,
  query,
  'rest-xml': restXml,
  'rest-json': restJson,
  json,
}

const isForm = ({ headers, query: text }: HttpRequest): boolean =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') || /(^|&)Action=/.test(text)
