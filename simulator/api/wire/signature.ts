import { type HttpRequest, readPairs } from './http.ts'

/** Who signed a request and for what. The signature itself is not checked. */
export interface Signature {
  readonly accessKeyId: string
  readonly sessionToken: string | undefined
  readonly region: string | undefined
  /** The name that the service signs with: `monitoring` for CloudWatch. */
  readonly signingName: string | undefined
}

/** Reads the signature's scope, from the header or from a signed link. Undefined for an unsigned request. */
export function readSignature({ headers, query }: HttpRequest): Signature | undefined {
  const sessionToken = headers['x-amz-security-token']
  const header = headers['authorization'] ?? ''
  const signed = /^AWS4-\S+\s.*?Credential=([^,\s]+)/.exec(header)
  if (signed) return fromScope(signed[1]!, sessionToken)
  // Signature version 2, as old S3 clients have it.
  const older = /^AWS ([^:\s]+):/.exec(header)
  if (older) return { accessKeyId: older[1]!, sessionToken, region: undefined, signingName: 's3' }
  if (!/(^|&)(X-Amz-Credential|AWSAccessKeyId)=/i.test(query)) return undefined
  const pairs = new Map(readPairs(query).map(([name, value]) => [name.toLowerCase(), value]))
  const credential = pairs.get('x-amz-credential')
  const token = pairs.get('x-amz-security-token') ?? sessionToken
  if (credential !== undefined) return fromScope(credential, token)
  const accessKeyId = pairs.get('awsaccesskeyid') ?? ''
  return { accessKeyId, sessionToken: token, region: undefined, signingName: undefined }
}

/** `AKIA…/20261102/eu-west-1/ec2/aws4_request`; a signature for several Regions has no Region in its scope. */
function fromScope(credential: string, sessionToken: string | undefined): Signature {
  const parts = credential.split('/')
  const accessKeyId = parts[0] ?? ''
  if (parts.length >= 5) {
    const [signingName, region] = [parts.at(-2), parts.at(-3)]
    return { accessKeyId: parts.slice(0, -4).join('/'), sessionToken, region, signingName }
  }
  return {
    accessKeyId,
    sessionToken,
    region: undefined,
    signingName: parts.length === 4 ? parts[2] : undefined,
  }
}
