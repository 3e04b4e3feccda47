import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { type Machine, type } from './machine.ts'

beforeAll(async () => {
  for (const service of contract.services) await contract.need(service)
})

const input = (line: string, machine?: Machine) => type(line, machine).sent.map((request) => request.input)
const text = (bytes: unknown) => new TextDecoder().decode(bytes as Uint8Array)

// What no recording shows. Each line is what a learner types, the rest what reaches the service.
describe('what a line asks the service for', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'aws ec2 modify-instance-attribute --instance-id i-1 --no-disable-api-termination',
      { InstanceId: 'i-1', DisableApiTermination: { Value: false } },
    ],
    [
      'aws ec2 modify-instance-attribute --instance-id i-1 --instance-initiated-shutdown-behavior stop',
      { InstanceId: 'i-1', InstanceInitiatedShutdownBehavior: { Value: 'stop' } },
    ],
    [
      'aws ec2 revoke-security-group-egress --group-id sg-1 --protocol 50 --source-group web --group-owner 1',
      {
        GroupId: 'sg-1',
        IpPermissions: [{ IpProtocol: '50', UserIdGroupPairs: [{ GroupName: 'web', UserId: '1' }] }],
      },
    ],
    [
      'aws ec2 replace-network-acl-entry --network-acl-id acl-1 --rule-number 1 --protocol 6 --rule-action deny --egress',
      { NetworkAclId: 'acl-1', RuleNumber: 1, Protocol: '6', RuleAction: 'deny', Egress: true },
    ],
    ['aws ec2 describe-snapshots --owner-ids self', { OwnerIds: ['self'], MaxResults: 1000 }],
    ['aws ec2 describe-snapshots --owner-ids self --page-size 5', { OwnerIds: ['self'], MaxResults: 5 }],
    ['aws ec2 describe-snapshots --snapshot-ids snap-1', { SnapshotIds: ['snap-1'] }],
    ['aws ec2 describe-snapshots --no-paginate', {}],
    // `--max-items` is the command's own; without paging it is the operation's.
    ['aws iam list-roles --max-items 5', {}],
    ['aws iam list-roles --max-items 5 --no-paginate', { MaxItems: 5 }],
    ['aws iam list-roles --page-size 5', { MaxItems: 5 }],
    ['aws route53 list-hosted-zones --page-size 5', { MaxItems: '5' }],
    ['aws route53 get-change --id /change/C1', { Id: 'C1' }],
    ['aws route53 get-health-check --health-check-id a/b', { HealthCheckId: 'a/b' }],
    ['aws route53 get-traffic-policy --id p --traffic-policy-version 2', { Id: 'p', Version: 2 }],
    [
      'aws sns subscribe --topic-arn arn:t --protocol sqs --notification-endpoint arn:q',
      { TopicArn: 'arn:t', Protocol: 'sqs', Endpoint: 'arn:q' },
    ],
    [
      'aws rds remove-option-from-option-group --option-group-name g --options a b',
      { OptionGroupName: 'g', OptionsToRemove: ['a', 'b'] },
    ],
    [
      'aws configservice put-configuration-recorder --configuration-recorder name=a --recording-group allSupported=true',
      { ConfigurationRecorder: { name: 'a', recordingGroup: { allSupported: true } } },
    ],
    [
      'aws cloudwatch put-metric-data --namespace N --metric-name m --statistic-values Sum=3,Minimum=1,Maximum=2,SampleCount=2 --storage-resolution 1',
      {
        Namespace: 'N',
        MetricData: [
          {
            MetricName: 'm',
            StatisticValues: { Sum: 3, Minimum: 1, Maximum: 2, SampleCount: 2 },
            StorageResolution: 1,
          },
        ],
      },
    ],
    [
      'aws cloudwatch get-metric-data --metric-data-queries Id=m --start-time 1767225600 --end-time 2026-01-02',
      {
        MetricDataQueries: [{ Id: 'm' }],
        StartTime: '2026-01-01T00:00:00Z',
        EndTime: '2026-01-02T00:00:00Z',
      },
    ],
    ['aws s3api list-object-versions --bucket b1 --encoding-type url', { Bucket: 'b1', EncodingType: 'url' }],
    [
      'aws iam resync-mfa-device --user-name u --serial-number 123456789 --authentication-code-1 123456 --authentication-code2 654321',
      {
        UserName: 'u',
        SerialNumber: '123456789',
        AuthenticationCode1: '123456',
        AuthenticationCode2: '654321',
      },
    ],
    ['aws ec2 create-vpc --cli-input-yaml {CidrBlock:\\ 10.0.0.0/16}', { CidrBlock: '10.0.0.0/16' }],
  ])('%s', (line, expected) => {
    expect(input(line)).toEqual([expected])
  })

  it('reads bytes as base64, as they are typed, or from a file', () => {
    const files = { key: 'raw bytes' }
    const plaintext = (line: string, env = {}) => text(input(line, { files, env })[0]?.Plaintext)
    expect(plaintext('aws kms encrypt --key-id k --plaintext aGk=')).toBe('hi')
    expect(
      plaintext('aws kms encrypt --key-id k --plaintext aGk= --cli-binary-format raw-in-base64-out'),
    ).toBe('aGk=')
    expect(plaintext('aws kms encrypt --key-id k --plaintext fileb://key')).toBe('raw bytes')
  })

  it('finds files from the working folder, from home and from variables', () => {
    const machine = { files: { 'a.txt': 'x', 'sub/b.txt': 'y\r\nz' }, env: { WHERE: 'sub' } }
    const message = (file: string) =>
      input(`aws sns publish --topic-arn t --message ${file}`, machine)[0]?.Message
    expect(message('file://a.txt')).toBe('x')
    expect(message('file://~/sub/../a.txt')).toBe('x')
    expect(message("'file://$WHERE/b.txt'")).toBe('y\nz')
  })
})

describe('what is refused before anything is sent', () => {
  it.each([
    [
      'aws ec2 modify-vpc-attribute --vpc-id v --enable-dns-support --no-enable-dns-support',
      252,
      'Cannot specify both the "--enable-dns-support" option and the "--no-enable-dns-support" option.',
    ],
    [
      'aws ec2 authorize-security-group-ingress --group-id g --protocol 256',
      252,
      'protocol numbers must be in the range 0-255 or -1 to specify all protocols',
    ],
    ['aws kms encrypt --key-id k --plaintext "{hi"', 255, 'Invalid base64: "{hi"'],
    [
      'aws ec2 describe-vpcs --max-items 3 --cli-input-json "{\\"MaxResults\\":5}"',
      252,
      'Cannot specify --no-paginate along with pagination arguments: --max-items',
    ],
    [
      'aws cloudwatch put-metric-data --namespace N --metric-name m --dimensions a',
      255,
      'not enough values to unpack (expected 2, got 1)',
    ],
    [
      'aws ec2 create-vpc --cli-input-yaml "- a"',
      252,
      "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received <class 'list'>",
    ],
    [
      'aws iam create-virtual-mfa-device --virtual-mfa-device-name a --outfile o',
      252,
      'the following arguments are required: --bootstrap-method',
    ],
    ['aws ec2 import-instance', 252, "argument operation: Found invalid choice 'import-instance'"],
  ])('%s', (line, exitCode, message) => {
    const typed = type(line)
    expect(typed.stderr).toContain(message)
    expect({ exitCode: typed.exitCode, sent: typed.sent }).toEqual({ exitCode, sent: [] })
  })
})

describe('what is not simulated', () => {
  it.each([
    ['aws lambda list-functions', 'hopwise does not simulate "aws lambda"'],
    ['aws s3 mv a s3://box --validate-same-s3-paths', 'hopwise does not simulate "aws s3 mv'],
    ['aws logs tail g', 'hopwise does not simulate "aws logs tail"'],
  ])('%s says so', (line, message) => {
    const typed = type(line)
    expect(typed.stderr).toMatch(new RegExp(`^\\n.*${message}`))
    expect(typed.exitCode).toBe(255)
  })

  it('names the operation that the cloud does not know', () => {
    const typed = type('aws ec2 describe-fleets', { answer: () => ({ notSimulated: 'ec2 describe-fleets' }) })
    expect(typed).toMatchObject({
      exitCode: 255,
      stdout: '',
      stderr: '\naws: [ERROR]: hopwise does not simulate "aws ec2 describe-fleets". It exists at AWS.\n',
    })
  })
})

describe('answers', () => {
  it('writes the secret of a virtual MFA device to the file, and does not print it', () => {
    const typed = type(
      'aws iam create-virtual-mfa-device --virtual-mfa-device-name a --outfile seed --bootstrap-method Base32StringSeed',
      {
        answer: () => ({
          output: {
            VirtualMFADevice: {
              SerialNumber: 'arn:mfa',
              Base32StringSeed: new TextEncoder().encode('SEED'),
              QRCodePNG: new Uint8Array(1),
            },
          },
        }),
      },
    )
    expect(JSON.parse(typed.stdout)).toEqual({ VirtualMFADevice: { SerialNumber: 'arn:mfa' } })
    expect(typed.files.seed).toBe('SEED')
  })

  it('gives the password for a registry', () => {
    const token = Buffer.from('AWS:hunter2').toString('base64')
    const answer = () => ({ output: { authorizationData: [{ authorizationToken: token }] } })
    expect(type('aws ecr get-login-password', { answer }).stdout).toBe('hunter2\n')
  })

  it('sends again what may pass, and lets simulated time go by', () => {
    const error = { code: 'RequestLimitExceeded', message: 'Request limit exceeded.', status: 503 }
    let left = 2
    const typed = type('aws ec2 describe-vpcs', {
      answer: () => (left-- > 0 ? { error } : { output: { Vpcs: [] } }),
    })
    expect(typed.exitCode).toBe(0)
    expect(typed.sent).toHaveLength(3)
    expect(typed.slept).toBeGreaterThan(0)
  })

  it('waits as long between attempts as the waiter says', () => {
    let left = 3
    const answer = () => ({ output: { Vpcs: [{ State: left-- > 0 ? 'pending' : 'available' }] } })
    const typed = type('aws ec2 wait vpc-available --vpc-ids vpc-1', { answer })
    expect(typed).toMatchObject({ exitCode: 0, stdout: '', slept: 45 })
    expect(typed.sent).toHaveLength(4)
  })

  it('shows what fits of the further members of an error', () => {
    const answer = () => ({
      error: {
        code: 'X',
        message: 'no',
        status: 400,
        fields: { Reason: 'because', Count: 2, Names: ['a', 'b'], Item: { a: 1 } },
      },
    })
    expect(type('aws dynamodb list-tables', { answer }).stderr).toBe(
      '\naws: [ERROR]: An error occurred (X) when calling the ListTables operation: no\n\n' +
        'Additional error details:\nReason: because\nCount: 2\nNames: [a, b]\nItem: <complex value>\n' +
        'Use "--cli-error-format json" or another error format to see the full details.\n',
    )
  })
})

describe('aliases', () => {
  const files = {
    '.aws/cli/alias': [
      '[toplevel]',
      'vpcs = ec2 describe-vpcs --output text --query Vpcs[].VpcId',
      'ec2 = ec2 --region eu-west-1',
      'broken = sts "get',
      '[command ec2]',
      'mine = describe-vpcs --vpc-ids vpc-1',
    ].join('\n'),
  }
  const answer = () => ({ output: { Vpcs: [{ VpcId: 'vpc-1' }] } })

  it('stand for a line, and options that are typed have their way over it', () => {
    expect(type('aws vpcs', { files, answer }).stdout).toBe('vpc-1\n')
    expect(type('aws vpcs --output json', { files, answer }).stdout).toBe('[\n    "vpc-1"\n]\n')
  })

  it('may have the name of what they stand for', () => {
    expect(type('aws ec2 mine', { files, answer }).sent).toMatchObject([
      { region: 'eu-west-1', input: { VpcIds: ['vpc-1'] } },
    ])
  })

  it('say what is wrong with them', () => {
    expect(type('aws broken', { files }).stderr).toContain('Value of alias "broken" could not be parsed.')
  })
})
