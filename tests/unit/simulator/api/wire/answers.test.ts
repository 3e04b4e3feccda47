import { describe, expect, it } from 'vitest'
import type { ErrorAnswer } from '../../../../../simulator/api/request.ts'
import { decodeCbor } from '../../../../../simulator/api/wire/cbor.ts'
import type { HttpRequest } from '../../../../../simulator/api/wire/http.ts'
import { recognise } from '../../../../../simulator/api/wire/recognise.ts'
import { bodyText, form, httpOf, services } from './speaker.ts'

const requestId = 'r-1'

function answerTo(http: HttpRequest, output: Record<string, unknown>) {
  const { service, protocol } = recognise(http, services)
  const { operation } = protocol.readCall(service!, http)
  return protocol.writeOutput(service!, { operation, output, requestId })
}

function refusalOf(http: HttpRequest, error: Partial<ErrorAnswer>) {
  const { service, protocol } = recognise(http, services)
  const whole: ErrorAnswer = { code: 'Oops', message: 'No <way>', status: 400, ...error }
  return protocol.writeError(service, { error: whole, requestId, http })
}

describe('an answer', () => {
  it('of EC2 is indented, has items, and empty lists are there', () => {
    const vpc = {
      VpcId: 'vpc-1',
      IsDefault: false,
      Tags: [{ Key: 'a', Value: '<&>' }],
      CidrBlockAssociationSet: [],
    }
    const { status, headers, body } = answerTo(form('Action=DescribeVpcs', 'ec2'), { Vpcs: [vpc] })
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/xml;charset=UTF-8' })
    expect(body).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<DescribeVpcsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>r-1</requestId>
    <vpcSet>
        <item>
            <cidrBlockAssociationSet/>
            <isDefault>false</isDefault>
            <tagSet>
                <item>
                    <key>a</key>
                    <value>&lt;&amp;&gt;</value>
                </item>
            </tagSet>
            <vpcId>vpc-1</vpcId>
        </item>
    </vpcSet>
</DescribeVpcsResponse>`)
  })

  it('of a query service has a result and metadata', () => {
    const { body } = answerTo(form('Action=GetCallerIdentity', 'sts'), { Account: '1' })
    expect(body).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Account>1</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>r-1</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>`)
  })

  it('of S3 about a place is that place', () => {
    const { body } = answerTo(httpOf('GET /b?location', { signedFor: 's3' }), {
      LocationConstraint: 'eu-west-1',
    })
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
    )
  })

  it('of S3 with an object has the bytes as they are and the rest in headers', () => {
    const Body = Uint8Array.from([0, 255])
    const output = { Body, ContentLength: 2, LastModified: '2026-11-02T09:00:00Z', Metadata: { a: 'b' } }
    const { status, headers, body } = answerTo(httpOf('GET /b/k', { signedFor: 's3' }), output)
    expect({ status, body }).toEqual({ status: 200, body: Body })
    expect(headers).toMatchObject({
      'content-length': '2',
      'last-modified': 'Mon, 02 Nov 2026 09:00:00 GMT',
      'x-amz-meta-a': 'b',
      'x-amz-request-id': requestId,
    })
  })

  it.each<[string, string, number]>([
    ['DELETE /b', 's3', 204],
    ['DELETE /services/svc-1', 'vpc-lattice', 200],
    ['POST /zonalshifts', 'arc-zonal-shift', 201],
  ])('to %s of %s has the status %i', (line, signedFor, status) => {
    expect(answerTo(httpOf(line, { signedFor }), {}).status).toBe(status)
  })

  it('in JSON has seconds for times and base64 for bytes', () => {
    const http = httpOf('POST /', { headers: { 'x-amz-target': 'AmazonSSM.GetParameter' } })
    const Parameter = { Name: 'n', Version: 1, LastModifiedDate: '2026-11-02T09:00:00.250Z' }
    const { headers, body } = answerTo(http, { Parameter })
    expect(headers['content-type']).toBe('application/x-amz-json-1.1')
    expect(body).toBe('{"Parameter":{"Name":"n","Version":1,"LastModifiedDate":1793610000.25}}')
  })
})

describe('a refusal', () => {
  it('of EC2', () => {
    const { status, body } = refusalOf(form('Action=DescribeVpcs', 'ec2'), { code: 'InvalidVpcID.NotFound' })
    expect({ status, body }).toEqual({
      status: 400,
      body: `<?xml version="1.0" encoding="UTF-8"?>
<Response>
    <Errors>
        <Error>
            <Code>InvalidVpcID.NotFound</Code>
            <Message>No &lt;way&gt;</Message>
        </Error>
    </Errors>
    <RequestID>r-1</RequestID>
</Response>`,
    })
  })

  it('of a query service, under the code that the wire has for it', () => {
    const error = { code: 'LimitExceededException', status: 409 }
    expect(
      refusalOf(form('Action=CreateUser', 'iam'), error).body,
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
  <Error>
    <Type>Sender</Type>
    <Code>LimitExceeded</Code>
    <Message>No &lt;way&gt;</Message>
  </Error>
  <RequestId>r-1</RequestId>
</ErrorResponse>`)
  })

  it('of S3, without an envelope and with what else it says', () => {
    const error = { code: 'NoSuchBucket', status: 404, fields: { BucketName: 'b' } }
    const { status, body } = refusalOf(httpOf('GET /b', { signedFor: 's3' }), error)
    expect({ status, body }).toEqual({
      status: 404,
      body:
        '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code><Message>No &lt;way&gt;</Message>' +
        '<BucketName>b</BucketName><RequestId>r-1</RequestId><HostId>Hopwise/simulated+host</HostId></Error>',
    })
  })

  it('of S3 to a HEAD, which has no body', () => {
    const { status, body } = refusalOf(httpOf('HEAD /b/k', { signedFor: 's3' }), { status: 404 })
    expect({ status, body }).toEqual({ status: 404, body: '' })
  })

  it('of Route 53', () => {
    const http = httpOf('GET /2013-04-01/hostedzone/Z1', { signedFor: 'route53' })
    expect(refusalOf(http, { code: 'NoSuchHostedZone', status: 404 }).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type>' +
        '<Code>NoSuchHostedZone</Code><Message>No &lt;way&gt;</Message></Error><RequestId>r-1</RequestId></ErrorResponse>',
    )
  })

  it('in JSON says its type, and its message under the name that this error has for it', () => {
    const ask = (target: string) => httpOf('POST /', { headers: { 'x-amz-target': target } })
    const body = (target: string, code: string) => JSON.parse(bodyText(refusalOf(ask(target), { code })))
    expect(body('TrentService.Encrypt', 'NotFoundException')).toEqual({
      __type: 'NotFoundException',
      message: 'No <way>',
    })
    expect(body('secretsmanager.GetSecretValue', 'ResourceNotFoundException')).toEqual({
      __type: 'ResourceNotFoundException',
      Message: 'No <way>',
    })
  })

  it.each(['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'])(
    'of SQS tells old clients the old code, whichever one the service used: %s',
    (code) => {
      const asked = { 'x-amz-target': 'AmazonSQS.GetQueueUrl', 'x-amzn-query-mode': 'true' }
      const { headers, body } = refusalOf(httpOf('POST /', { headers: asked }), { code })
      expect(headers['x-amzn-query-error']).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender')
      expect(JSON.parse(bodyText({ status: 400, headers, body }))).toMatchObject({
        __type: 'QueueDoesNotExist',
      })
    },
  )

  it('with a path and a JSON body has its type in a header', () => {
    const http = httpOf('GET /services/svc-1', { signedFor: 'vpc-lattice' })
    const fields = { resourceId: 'svc-1', resourceType: 'SERVICE' }
    const { status, headers, body } = refusalOf(http, {
      code: 'ResourceNotFoundException',
      status: 404,
      fields,
    })
    expect({ status, type: headers['x-amzn-errortype'] }).toEqual({
      status: 404,
      type: 'ResourceNotFoundException',
    })
    expect(JSON.parse(bodyText({ status, headers, body }))).toEqual({ message: 'No <way>', ...fields })
  })

  it('in CBOR', () => {
    const path = 'POST /service/GraniteServiceVersion20100801/operation/ListMetrics'
    const http = httpOf(path, { headers: { 'smithy-protocol': 'rpc-v2-cbor' } })
    const { headers, body } = refusalOf(http, { code: 'InvalidParameterValueException' })
    expect(headers['smithy-protocol']).toBe('rpc-v2-cbor')
    expect(decodeCbor(body as Uint8Array)).toEqual({
      __type: 'InvalidParameterValueException',
      message: 'No <way>',
    })
  })
})
