import { describe, expect, it } from 'vitest'
import type { Lab } from '../../../../../simulator/lab.ts'
import { openLab, smallScenario } from '../../lab/small-scenario.ts'

// What an AWS service answers to a request over the network: to strangers, and to those who sign.

const setup = `
id() { aws "$@" --output text; }
VPC=$(id ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)
SUBNET=$(id ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --query Subnet.SubnetId)
export TABLE=$(id ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
export DOOR=$(id ec2 create-vpc-endpoint --vpc-id $VPC --service-name com.amazonaws.us-east-1.s3 --route-table-ids $TABLE --query VpcEndpoint.VpcEndpointId)
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name app --assume-role-policy-document "$trust" > /dev/null
aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess
aws iam create-instance-profile --instance-profile-name app > /dev/null
aws iam add-role-to-instance-profile --instance-profile-name app --role-name app
run() { aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro --subnet-id $SUBNET --tag-specifications "ResourceType=instance,Tags=[{Key=Name,Value=$1}]" "\${@:2}" > /dev/null; }
run app-1 --iam-instance-profile Name=app
run nobody-1
aws s3api create-bucket --bucket parts-of-mine > /dev/null
echo hello > a.txt
aws s3 cp a.txt s3://parts-of-mine/a.txt > /dev/null
`

const object = 'https://parts-of-mine.s3.us-east-1.amazonaws.com/a.txt'

const scenario = smallScenario(
  `
actors: { shop: '111111111111' }
checks:
  reached: { probe: { from: app-1, to: '${object}' } }
  signed: { probe: { from: app-1, to: '${object}', as: default, status: 200, body: hello, via: gateway-endpoint } }
  stranger: { probe: { from: nobody-1, to: '${object}', status: 403, body: AccessDenied } }
  stranger-fails: { probe: { from: nobody-1, to: '${object}', expect: error } }
  without-keys: { probe: { from: nobody-1, to: '${object}', as: default, status: 200 } }
  account: { probe: { from: app-1, to: '${object}', as: '111111111111', status: 200 } }
  other-account: { probe: { from: app-1, to: '${object}', as: '222222222222', status: 403 } }
  missing: { probe: { from: app-1, to: '${object}.old', as: default, status: 404, body: NoSuchKey } }
  writes: { probe: { from: app-1, to: '${object}', as: default, method: PUT, status: 200 } }
  visitor: { probe: { from: app-1, to: 'https://s3.us-east-1.amazonaws.com/', status: 307 } }
  survived: { survives: { faults: nobody-1, checks: [{ probe: { from: app-1, to: '${object}', as: default, status: 200 } }] } }
  source: { probe: { from: app-1, to: '${object}', as: default, status: 200, source: 10.0.1.0/24 } }
`,
  { 'setup.sh': setup },
)

const start = await openLab(scenario)

const found = (lab: Lab) =>
  Object.fromEntries(lab.grade()!.goals.map(({ id, verdict }) => [id, verdict.met ? 'met' : verdict]))

async function changedBy(command: string) {
  const lab = start.fork()
  const { stderr } = await lab.on('workstation', command)
  expect(stderr).toBe('')
  return found(lab)
}

describe('a probe of an AWS service', () => {
  it('hears what the service answers: to its own role, to accounts, and to strangers', () => {
    expect(found(start)).toMatchObject({
      reached: 'met',
      signed: 'met',
      stranger: 'met',
      'stranger-fails': 'met',
      'without-keys': {
        observed:
          'On nobody-1: Unable to locate credentials. You can configure credentials by running "aws login".',
      },
      account: 'met',
      'other-account': 'met',
      missing: 'met',
      writes: 'met',
      visitor: 'met',
      survived: 'met',
      source: 'met',
    })
  })

  const deny = (where: string) =>
    `'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"${where}}]}'`

  it('is refused by the endpoint’s policy, and says so', async () => {
    const { signed, reached } = await changedBy(
      `aws ec2 modify-vpc-endpoint --vpc-endpoint-id $DOOR --policy-document ${deny('')} > /dev/null`,
    )
    expect(reached).toBe('met')
    expect(signed).toMatchObject({
      observed: 'From app-1: the answer has status 403',
      obstacles: [
        {
          reason: 'http-error',
          explanation: expect.stringContaining('explicit deny in a VPC endpoint policy'),
        },
      ],
    })
  })

  it('is refused by the bucket’s policy for whoever comes another way', async () => {
    const policy = `'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::parts-of-mine/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-11111111"}}}]}'`
    const { signed } = await changedBy(
      `aws s3api put-bucket-policy --bucket parts-of-mine --policy ${policy}`,
    )
    expect(signed).toMatchObject({ observed: 'From app-1: the answer has status 403' })
  })

  it('is refused by the policies of who asks', async () => {
    const { signed, account } = await changedBy(
      'aws iam detach-role-policy --role-name app --policy-arn arn:aws:iam::aws:policy/AmazonS3FullAccess',
    )
    expect(signed).toMatchObject({ observed: 'From app-1: the answer has status 403' })
    expect(account).toBe('met')
  })

  it('does not get there without a way', async () => {
    const { signed } = await changedBy('aws ec2 delete-vpc-endpoints --vpc-endpoint-ids $DOOR > /dev/null')
    expect(signed).toMatchObject({ observed: 'From app-1: nobody answers' })
  })

  it('leaves the world as it was', async () => {
    const lab = start.fork()
    const before = lab.saveWorld()
    lab.grade()
    expect(lab.saveWorld() === before).toBe(true)
  })
})
