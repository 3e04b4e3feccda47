// What travels between a caller (the `aws` command, an SDK, a page) and the cloud.

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface Request {
  /** The CLI's name of the service: `ec2`, `elbv2`, `s3api`. */
  readonly service: string
  /** As the API spells it: `CreateVpc`. */
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly region: string
  /** Undefined for an unsigned request. */
  readonly credentials: Credentials | undefined
  /** The URL that the request goes to. */
  readonly url?: string
  readonly origin?: RequestOrigin
}

/** Where a request comes from: whatever is not said is as from the learner's workstation. */
export interface RequestOrigin {
  /** The address that AWS sees: through a VPC endpoint it is a private one. */
  readonly sourceIp?: string
  readonly userAgent?: string
  /** By which the caller and AWS both know this request. */
  readonly requestId?: string
  /** The VPC endpoint that it came through. */
  readonly vpcEndpointId?: string
}

export type Response =
  | { readonly output: Readonly<Record<string, unknown>> }
  | { readonly error: ErrorAnswer }
  /** An operation that exists at AWS and that this cloud does not simulate. */
  | { readonly notSimulated: string }
  /** No answer: the network between caller and endpoint is at fault. */
  | { readonly unreachable: Unreachable; readonly detail?: string }

export interface ErrorAnswer {
  readonly code: string
  readonly message: string
  readonly status: number
  readonly fields?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
}

export type Unreachable = 'refused' | 'connect-timeout' | 'read-timeout' | 'closed' | 'no-such-name' | 'tls'
