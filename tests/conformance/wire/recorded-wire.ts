import { readFileSync } from 'node:fs'
import type { HttpRequest } from '../../../simulator/api/wire/http.ts'
import type { WireService } from '../../../simulator/api/wire/services.ts'

// The requests that the AWS CLI put on the wire, as its recordings have them, made whole again: the recordings leave
// out what every request of a protocol has.

export interface WireRecord {
  readonly id: string
  readonly service: string
  readonly operation: string
  readonly params: Readonly<Record<string, unknown>>
  readonly method: string
  readonly url: string
  readonly form?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

interface Line {
  readonly id: string
  readonly request?: Omit<WireRecord, 'id'>
  readonly requests?: readonly Omit<WireRecord, 'id'>[]
}

/** The recordings name two services as botocore does. */
const ourNames: Readonly<Record<string, string>> = { s3: 's3api', config: 'configservice' }

export function readWireRecords(): WireRecord[] {
  const text = readFileSync(new URL('../records/aws-cli-v2.jsonl', import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter((line) => line)
    .flatMap((line) => {
      const { id, request, requests } = JSON.parse(line) as Line
      return (request ? [request] : (requests ?? [])).map((one, i) => ({
        ...one,
        id: request ? id : `${id}#${i + 1}`,
        service: ourNames[one.service] ?? one.service,
      }))
    })
}

export function asSent(record: WireRecord, { model, wire }: WireService): HttpRequest {
  const { method, operation } = record
  const url = new URL(record.url)
  const headers: Record<string, string> = { host: url.host }
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261102/us-east-1/${model.signingName}/aws4_request, ` +
    'SignedHeaders=host, Signature=0'
  for (const [name, value] of Object.entries(record.headers ?? {})) headers[name.toLowerCase()] = value
  let body = record.body ?? ''
  if (record.form) {
    headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8'
    const form = { Action: operation, Version: model.apiVersion, ...record.form }
    body = new URLSearchParams(form).toString()
  } else if (record.json !== undefined) {
    body = JSON.stringify(record.json)
    if (wire.protocol === 'json') headers['content-type'] = `application/x-amz-json-${wire.jsonVersion}`
  }
  // The recordings leave out the usual headers; of these one is a member of S3's inputs.
  if (typeof record.params['ContentType'] === 'string') headers['content-type'] = record.params['ContentType']
  // They leave out how a stream travels as well; its first line is the size of a chunk.
  if (/^[0-9a-f]+\r\n/.test(body)) headers['x-amz-content-sha256'] = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'
  return {
    method,
    path: url.pathname,
    query: url.search.slice(1),
    headers,
    body: new TextEncoder().encode(body),
  }
}
