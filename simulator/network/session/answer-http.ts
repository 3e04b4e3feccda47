import { AwsError } from '../../api/error.ts'
import type { Contract } from '../../api/model.ts'
import type { Request, Response } from '../../api/request.ts'
import { answerCall, refuse } from '../../api/wire/answer-call.ts'
import { type HttpRequest, type HttpResponse, readPairs } from '../../api/wire/http.ts'
import { recognise } from '../../api/wire/recognise.ts'
import { loadWireServices, WireServices } from '../../api/wire/services.ts'
import { endpointHost } from '../../world/catalogue/endpoints.ts'
import { serviceNamed } from '../service-names.ts'
import type { Peer } from './peers.ts'

// What AWS's services answer to plain HTTP: signed requests and links, public objects, and whoever just looks in.

export type ServicePeer = Extract<Peer, { readonly kind: 'service' }>

export interface HttpPorts {
  readonly contract: Contract
  /** Milliseconds since 1970. */
  readonly now: number
  readonly requestId: string
  readonly scheme: string
  send(request: Request): Response
}

export async function answerHttp(
  http: HttpRequest,
  at: ServicePeer,
  ports: HttpPorts,
): Promise<HttpResponse> {
  const services = await servicesAt(at, ports.contract)
  const { service } = recognise(http, services)
  if (service) await ports.contract.need(service.name)
  return answerFrom(services, http, at, ports)
}

/** The same at once, for whoever cannot wait; undefined where nobody has needed what lives there before. */
export function answerHttpNow(
  http: HttpRequest,
  at: ServicePeer,
  ports: HttpPorts,
): HttpResponse | undefined {
  const services = ready.get(ports.contract)?.get(at.name)
  return services && answerFrom(services, http, at, ports)
}

/** Loads what lives at the endpoints of a name, such as `s3`. A name that is no service's is nobody's. */
export async function needEndpoint(contract: Contract, name: string, region = 'us-east-1'): Promise<void> {
  const { all } = await servicesAt({ name, region }, contract)
  for (const service of all) await contract.need(service.name)
  if (all.length)
    ready.set(contract, new Map([...(ready.get(contract) ?? []), [name, new WireServices(all)]]))
}

/** What can be asked without waiting, by the name of the endpoint. */
const ready = new WeakMap<Contract, ReadonlyMap<string, WireServices>>()

function answerFrom(
  services: WireServices,
  http: HttpRequest,
  at: ServicePeer,
  ports: HttpPorts,
): HttpResponse {
  const asked = recognise(http, services)
  const isUnsigned = !asked.signature
  if (isUnsigned && asked.service?.name !== 's3api') return answerVisitor(http, at, services, ports)
  if (isUnsigned && http.path === '/' && http.query === '' && /^s3[.-]/.test(http.headers['host'] ?? '')) {
    // S3 sends whoever asks it for nothing to its product page.
    return { status: 307, headers: { location: 'https://aws.amazon.com/s3/' }, body: '' }
  }
  return answerCall(http, asked, {
    requestId: ports.requestId,
    scheme: ports.scheme,
    send: (request) => ports.send({ ...request, ...(isUnsigned && { credentials: undefined }) }),
    open(_, opened) {
      const late = expiredLink(http, ports.now)
      if (late) throw late
      return opened
    },
  })
}

const loaded = new WeakMap<Contract, Map<string, Promise<WireServices>>>()

/** The services of the contract that live at this endpoint; one name may be that of two, as `s3` is. */
function servicesAt(
  { name, region }: Pick<ServicePeer, 'name' | 'region'>,
  contract: Contract,
): Promise<WireServices> {
  const known = loaded.get(contract) ?? new Map<string, Promise<WireServices>>()
  loaded.set(contract, known)
  const key = `${name} ${region}`
  const before = known.get(key)
  if (before) return before
  const names = contract.services.filter((service) => {
    const found = serviceNamed(endpointHost({ service, region }))
    return found?.name === name || (name === 's3' && service === 's3api')
  })
  const loading = loadWireServices(contract, names)
  known.set(key, loading)
  return loading
}

/** What services say to somebody who has no signature. AWS documents none of it; these are the answers that it is known for. */
function answerVisitor(
  http: HttpRequest,
  at: ServicePeer,
  services: WireServices,
  { requestId }: HttpPorts,
): HttpResponse {
  const isCall =
    /(^|&)Action=/.test(http.query) || http.body.length > 0 || http.headers['x-amz-target'] !== undefined
  const asked = recognise(http, services)
  if (isCall) {
    const error = {
      code: 'MissingAuthenticationToken',
      message: 'Request is missing Authentication Token',
      status: 403,
    }
    return refuse(asked, http, error, requestId)
  }
  const page = Object.hasOwn(productPages, at.name) ? productPages[at.name] : undefined
  if (page !== undefined) return { status: 302, headers: { location: page }, body: '' }
  if (at.name === 'dynamodb' && http.path === '/') {
    const host = http.headers['host'] ?? `dynamodb.${at.region}.amazonaws.com`
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: `healthy: ${host} ` }
  }
  const body = '<UnknownOperationException/>\n'
  return { status: 404, headers: { 'x-amzn-requestid': requestId, 'content-type': 'application/xml' }, body }
}

const productPages: Readonly<Record<string, string>> = {
  ec2: 'https://aws.amazon.com/ec2',
  sts: 'https://aws.amazon.com/iam',
  iam: 'https://aws.amazon.com/iam',
}

/** S3 user guide, ShareObjectPreSignedURL: a link is good for as long as it says. */
function expiredLink({ query }: HttpRequest, now: number): AwsError | undefined {
  const pairs = new Map(readPairs(query).map(([name, value]) => [name.toLowerCase(), value]))
  const [date, seconds] = [pairs.get('x-amz-date'), pairs.get('x-amz-expires')]
  const moment = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '')
  if (!moment || seconds === undefined) return undefined
  const [year = 0, month = 0, ...rest] = moment.slice(1).map(Number)
  const [day = 1, hour = 0, minute = 0, second = 0] = rest
  const end = Date.UTC(year, month - 1, day, hour, minute, second) + Number(seconds) * 1000
  return now > end ? new AwsError('AccessDenied', 'Request has expired', 403) : undefined
}
