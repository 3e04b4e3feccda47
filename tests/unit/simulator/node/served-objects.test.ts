import { request } from 'node:http'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { loadWireServices } from '../../../../simulator/api/wire/services.ts'
import { openEndpoint } from '../../../../simulator/node/server/endpoint.ts'
import { ServedWorld } from '../../../../simulator/node/server/world.ts'
import { needCatalogues } from '../../../../simulator/world/catalogue/need.ts'

// What S3 says in statuses and headers: parts of objects, conditions, and buckets of other Regions.

const services = await loadWireServices(contract, ['s3api', 'sts'])
await needCatalogues()
const failures: unknown[] = []
const endpoint = await openEndpoint({
  services,
  world: new ServedWorld('fast'),
  port: 0,
  onFailure: (error) => failures.push(error),
})
afterAll(async () => {
  await endpoint.stop()
  expect(failures).toEqual([])
})

const options = {
  region: 'us-east-1',
  endpoint: `http://127.0.0.1:${endpoint.port}`,
  credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
  maxAttempts: 1,
  forcePathStyle: true,
}
const client = new S3Client(options)
beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket: 'box' }))
  await client.send(new PutObjectCommand({ Bucket: 'box', Key: 'a', Body: 'hello' }))
})

interface Asked {
  readonly line: string
  readonly headers?: Readonly<Record<string, string>>
  readonly region?: string
  readonly account?: string
}

interface Heard {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** `fetch` names the host itself; here the test does. */
function ask({ line, headers = {}, region = 'us-east-1', account = '123456789012' }: Asked): Promise<Heard> {
  const [method = '', path = ''] = line.split(' ')
  const authorization = `AWS4-HMAC-SHA256 Credential=${account}/20261102/${region}/s3/aws4_request, Signature=0`
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: endpoint.port,
      method,
      path,
      headers: { authorization, ...headers },
    }
    const sent = request(options, (response) => {
      let body = ''
      response.on('data', (piece) => (body += String(piece)))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

const etag = '"5d41402abc4b2a76b9719d911017c592"'

describe('an object', () => {
  it.each([
    ['whole', {}, 200, undefined, 'hello'],
    ['from a byte on', { range: 'bytes=3-' }, 206, 'bytes 3-4/5', 'lo'],
    ['its last bytes', { range: 'bytes=-2' }, 206, 'bytes 3-4/5', 'lo'],
    ['a part of it', { range: 'bytes=1-2' }, 206, 'bytes 1-2/5', 'el'],
    ['all of it, as a part', { range: 'bytes=0-99' }, 206, 'bytes 0-4/5', 'hello'],
    ['by a range that is none', { range: 'bytes=4-1' }, 200, undefined, 'hello'],
    ['if it has not become another', { 'if-match': etag }, 200, undefined, 'hello'],
    ['if it is another', { 'if-none-match': '"x"' }, 200, undefined, 'hello'],
  ] as const)('is got %s', async (_, headers, status, range, text) => {
    const heard = await ask({ line: 'GET /box/a', headers })
    expect([heard.status, heard.headers['content-range'], heard.body]).toEqual([status, range, text])
    expect(heard.headers['accept-ranges']).toBe('bytes')
  })

  it('is described in part', async () => {
    const { status, headers, body } = await ask({ line: 'HEAD /box/a', headers: { range: 'bytes=0-1' } })
    expect([status, headers['content-range'], headers['content-length'], body]).toEqual([
      206,
      'bytes 0-1/5',
      '2',
      '',
    ])
  })

  it('has no part beyond its end, and says how long it is', async () => {
    const { status, body } = await ask({ line: 'GET /box/a', headers: { range: 'bytes=5-' } })
    expect(status).toBe(416)
    expect(body).toContain(
      '<Code>InvalidRange</Code><Message>The requested range is not satisfiable</Message><RangeRequested>bytes=5-</RangeRequested><ActualObjectSize>5</ActualObjectSize>',
    )
  })

  it.each(['GET', 'HEAD'])('that has not changed has no body, and keeps its name: %s', async (method) => {
    const { status, headers, body } = await ask({
      line: `${method} /box/a`,
      headers: { 'if-none-match': etag },
    })
    expect([status, headers['etag'], headers['content-type'], body]).toEqual([304, etag, undefined, ''])
    expect(headers['last-modified']).toMatch(/ GMT$/)
  })

  it('of another state than known is not got, and the condition is named', async () => {
    const { status, body } = await ask({ line: 'GET /box/a', headers: { 'if-match': '"x"' } })
    expect(status).toBe(412)
    expect(body).toContain('<Condition>If-Match</Condition>')
  })

  it('is read in part by AWS’s client', async () => {
    const part = await client.send(new GetObjectCommand({ Bucket: 'box', Key: 'a', Range: 'bytes=-3' }))
    expect([part.$metadata.httpStatusCode, part.ContentRange, await part.Body!.transformToString()]).toEqual([
      206,
      'bytes 2-4/5',
      'llo',
    ])
  })
})

describe('a bucket', () => {
  it('says where it is', async () => {
    const { status, headers } = await ask({ line: 'HEAD /box' })
    expect([status, headers['x-amz-bucket-region']]).toEqual([200, 'us-east-1'])
  })

  it('says where it is to those as well who may not look at it', async () => {
    const { status, headers, body } = await ask({ line: 'HEAD /box', account: '222222222222' })
    expect([status, headers['x-amz-bucket-region'], body]).toEqual([403, 'us-east-1', ''])
  })

  it('of another Region sends the client there', async () => {
    const { status, headers, body } = await ask({ line: 'GET /box', region: 'eu-west-1' })
    expect([status, headers['x-amz-bucket-region']]).toEqual([301, 'us-east-1'])
    expect(body).toContain('<Endpoint>box.s3.us-east-1.amazonaws.com</Endpoint><Bucket>box</Bucket>')
  })

  it('of another Region says so to a HEAD in headers alone', async () => {
    const { status, headers, body } = await ask({ line: 'HEAD /box', region: 'eu-west-1' })
    expect([status, headers['x-amz-bucket-region'], body]).toEqual([301, 'us-east-1', ''])
  })

  it('of another Region is found by AWS’s client that follows', async () => {
    const abroad = new S3Client({ ...options, region: 'eu-west-1', followRegionRedirects: true })
    const { Body } = await abroad.send(new GetObjectCommand({ Bucket: 'box', Key: 'a' }))
    expect(await Body!.transformToString()).toBe('hello')
  })

  it('is not looked for where host and signature disagree on the Region', async () => {
    const headers = { host: 's3.eu-west-1.amazonaws.com' }
    const { status, body } = await ask({ line: 'GET /box', headers })
    expect(status).toBe(400)
    expect(body).toContain(
      "<Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region>",
    )
  })
})
