import { describe } from 'vitest'
import { calls } from './notation/calls.ts'

// API calls over the network: first the way has to lead to AWS, then every policy on it has to let the caller through.

const alice = '123456789012:user/alice'
const read = 's3:GetObject arn:aws:s3:::data/*'

const vpc = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group ep-sg main | in tcp 443 10.0.0.0/16
  group client-sg main | out all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  table private main web
`

const ofOne = `
  ${vpc}
  gateway-endpoint door main s3 private
  bucket data
  object data key.txt
  user alice | allow ${read}
`

// IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow; PrivateLink guide, vpc-endpoints-access.
describe('who may read an object of its own account through an endpoint', () => {
  const get = 'client as alice: s3api GetObject Bucket=data Key=key.txt'
  const named = `bucket-policy data / allow ${read} by ${alice}`
  calls(
    ofOne,
    `
    # Identity, bucket, endpoint.
    ${get}                                                                     | ok
    ${get} | user-policy alice; ${named}                                       | ok
    ${get} | ${named}                                                          | ok
    ${get} | ${named}; endpoint-policy door / allow s3:PutObject * by *        | AccessDenied … because no VPC endpoint policy allows the s3:GetObject action
    ${get} | bucket-policy data / deny ${read} by *                            | AccessDenied … with an explicit deny in a resource-based policy
    ${get} | user-policy alice                                                 | AccessDenied … because no identity-based policy allows the s3:GetObject action
    # What each of them may say besides.
    ${get} | endpoint-policy door / allow s3:PutObject * by *                  | AccessDenied … because no VPC endpoint policy allows the s3:GetObject action
    ${get} | endpoint-policy door / allow s3:* arn:aws:s3:::other/* by *       | AccessDenied … because no VPC endpoint policy allows the s3:GetObject action
    ${get} | endpoint-policy door / allow s3:* * by * / deny ${read} by *      | AccessDenied … with an explicit deny in a VPC endpoint policy
    ${get} | user-policy alice / allow s3:* * / deny ${read}                   | AccessDenied … with an explicit deny in an identity-based policy
    ${get} | ${named}; user-policy alice / deny ${read}                        | AccessDenied … with an explicit deny in an identity-based policy
    ${get} | user-policy alice; bucket-policy data / allow ${read} by 123456789012:root | AccessDenied … because no identity-based policy allows the s3:GetObject action
    # A HEAD request has no body to say it in.
    client as alice: s3api HeadObject Bucket=data Key=key.txt | user-policy alice | 403 … Forbidden
    # A root user has no policy of its own; that of the endpoint holds for it, too.
    client as 123456789012: s3api GetObject Bucket=data Key=key.txt            | ok
    client as 123456789012: s3api GetObject Bucket=data Key=key.txt | endpoint-policy door / allow s3:PutObject * by * | AccessDenied … because no VPC endpoint policy allows the s3:GetObject action
    # The policy of the endpoint is asked of what comes through it alone.
    internet as alice: s3api GetObject Bucket=data Key=key.txt | endpoint-policy door / allow s3:PutObject * by * | ok
    # The policy of a gateway endpoint speaks to everybody and names users in a condition (PrivateLink guide, vpc-endpoints-access).
    ${get} | endpoint-policy door / allow s3:* * by * if ArnEquals aws:PrincipalArn arn:aws:iam::${alice} | ok
    ${get} | endpoint-policy door / allow s3:* * by * if ArnEquals aws:PrincipalArn arn:aws:iam::123456789012:user/bob | AccessDenied … because no VPC endpoint policy allows the s3:GetObject action
    # An object that is not there looks as one that is not for the caller's eyes, unless it may list the bucket.
    client as alice: s3api GetObject Bucket=data Key=none.txt                  | AccessDenied … because no identity-based policy allows the s3:ListBucket action
    client as alice: s3api HeadObject Bucket=data Key=none.txt                 | 403 … Forbidden
    client as alice: s3api GetObject Bucket=data Key=none.txt | user-policy alice / allow ${read} / allow s3:ListBucket arn:aws:s3:::data | NoSuchKey
    client as alice: s3api ListObjectsV2 Bucket=data                           | AccessDenied … because no identity-based policy allows the s3:ListBucket action
    `,
  )
})

describe('who may read an object of another account through an endpoint', () => {
  const get = 'client as alice: s3api GetObject Bucket=data Key=key.txt'
  const named = `account 210987654321; bucket-policy data / allow ${read} by ${alice}`
  const home = 'account 123456789012'
  calls(
    `
    ${vpc}
    gateway-endpoint door main s3 private
    user alice | allow ${read}
    account 210987654321
    bucket data
    object data key.txt
    account 123456789012
    `,
    `
    # S3 says no more than this to strangers: S3 user guide, troubleshoot-403-errors.
    ${get}                                                                     | AccessDenied … Access Denied
    ${get} | user-policy alice; ${named}                                       | AccessDenied … Access Denied
    ${get} | ${named}                                                          | ok
    ${get} | ${named}; ${home}; endpoint-policy door / allow s3:PutObject * by * | AccessDenied … Access Denied
    ${get} | account 210987654321; bucket-policy data / deny ${read} by *      | AccessDenied … Access Denied
    ${get} | user-policy alice                                                 | AccessDenied … Access Denied
    ${get} | account 210987654321; bucket-policy data / allow ${read} by 123456789012:root | ok
    # An endpoint policy that keeps data in: only buckets of the own account.
    ${get} | ${named}; ${home}; endpoint-policy door / allow s3:* * by * if StringEquals aws:ResourceAccount 123456789012 | AccessDenied … Access Denied
    ${get} | ${named}; ${home}; endpoint-policy door / allow s3:* * by * if StringEquals aws:ResourceAccount 210987654321 | ok
    # A bucket that lets in an organization.
    ${get} | organization 210987654321; account 210987654321; bucket-policy data / allow ${read} by * if StringEquals aws:PrincipalOrgID org | ok
    ${get} | account 210987654321; bucket-policy data / allow ${read} by * if StringEquals aws:PrincipalOrgID o-1234567890 | AccessDenied … Access Denied
    # A network perimeter: only what comes through endpoints of that organization.
    ${get} | organization 210987654321; account 210987654321; bucket-policy data / allow ${read} by ${alice} / deny s3:* arn:aws:s3:::data/* by * if StringNotEquals aws:VpceOrgID org | ok
    internet as alice: s3api GetObject Bucket=data Key=key.txt | organization 210987654321; account 210987654321; bucket-policy data / allow ${read} by ${alice} / deny s3:* arn:aws:s3:::data/* by * if StringNotEquals aws:VpceOrgID org | AccessDenied … with an explicit deny in a resource-based policy
    # In one organization, S3 says more; not so of an endpoint policy.
    ${get} | organization 210987654321                                         | AccessDenied … because no resource-based policy allows the s3:GetObject action
    ${get} | organization 210987654321; ${named}; ${home}; endpoint-policy door / allow s3:PutObject * by * | AccessDenied … Access Denied
    `,
  )
})

describe('a role', () => {
  const get = 'client as reader: s3api GetObject Bucket=data Key=key.txt'
  calls(
    `
    ${ofOne}
    role reader | allow ${read}
    account 210987654321
    role visitor 123456789012 | allow ${read}
    account 123456789012
    `,
    `
    ${get} | ok
    ${get} | bucket-policy data / deny ${read} by 123456789012:role/reader     | AccessDenied … with an explicit deny in a resource-based policy
    ${get} | endpoint-policy door / allow s3:* * by * if ArnEquals aws:PrincipalArn arn:aws:iam::123456789012:role/reader | ok
    client as visitor: s3api GetObject Bucket=data Key=key.txt                 | AccessDenied … Access Denied
    client as visitor: s3api GetObject Bucket=data Key=key.txt | bucket-policy data / allow ${read} by 210987654321:role/visitor | ok
    `,
  )
})

// S3 user guide, example-bucket-policies-vpc-endpoint; IAM user guide, reference_policies_condition-keys.
describe('conditions about the way that a request came', () => {
  const get = (client: string) => `${client} as alice: s3api GetObject Bucket=data Key=key.txt`
  const only = (operator: string, key: string, value: string) =>
    `bucket-policy data / deny s3:GetObject arn:aws:s3:::data/* by * if ${operator} ${key} ${value}`
  const allowed = (operator: string, key: string, value: string) =>
    `user-policy alice / allow s3:GetObject arn:aws:s3:::data/* if ${operator} ${key} ${value}`
  const refused = 'AccessDenied … with an explicit deny in a resource-based policy'
  const unmatched = 'AccessDenied … because no identity-based policy allows the s3:GetObject action'
  calls(
    `
    ${ofOne}
    igw gate main
    subnet public main a 10.0.2.0/24
    table out main public
    route out 0.0.0.0/0 gate
    host bastion public 10.0.2.10 client-sg
    elastic bastion-ip bastion
    subnet behind main a 10.0.3.0/24
    nat nat public
    table through-nat main behind
    route through-nat 0.0.0.0/0 nat
    host worker behind 10.0.3.10 client-sg
    `,
    `
    ${get('client')}   | ${only('StringNotEquals', 'aws:SourceVpce', 'door')}           | ok
    ${get('bastion')}  | ${only('StringNotEquals', 'aws:SourceVpce', 'door')}           | ${refused}
    ${get('internet')} | ${only('StringNotEquals', 'aws:SourceVpce', 'door')}           | ${refused}
    ${get('client')}   | ${only('StringNotEquals', 'aws:SourceVpce', 'vpce-0123456789abcdef0')} | ${refused}
    ${get('client')}   | ${only('StringNotEquals', 'aws:SourceVpc', 'main')}            | ok
    ${get('worker')}   | ${only('StringNotEquals', 'aws:SourceVpc', 'main')}            | ${refused}
    ${get('client')}   | ${allowed('IpAddress', 'aws:VpcSourceIp', '10.0.1.10/32')}     | ok
    ${get('client')}   | ${allowed('IpAddress', 'aws:VpcSourceIp', '10.0.1.11/32')}     | ${unmatched}
    ${get('bastion')}  | ${allowed('IpAddress', 'aws:VpcSourceIp', '10.0.2.10/32')}     | ${unmatched}
    # The trap: through an endpoint there is no aws:SourceIp to allow.
    ${get('client')}   | ${allowed('IpAddress', 'aws:SourceIp', '0.0.0.0/0')}           | ${unmatched}
    ${get('client')}   | ${allowed('IpAddress', 'aws:SourceIp', '10.0.1.10/32')}        | ${unmatched}
    ${get('bastion')}  | ${allowed('IpAddress', 'aws:SourceIp', 'bastion-ip')}          | ok
    ${get('bastion')}  | ${allowed('IpAddress', 'aws:SourceIp', '10.0.2.10/32')}        | ${unmatched}
    ${get('worker')}   | ${allowed('IpAddress', 'aws:SourceIp', 'nat:address')}         | ok
    ${get('worker')}   | ${allowed('IpAddress', 'aws:SourceIp', 'bastion-ip')}          | ${unmatched}
    ${get('internet')} | ${allowed('IpAddress', 'aws:SourceIp', '203.0.113.0/24')}      | ok
    ${get('client')}   | ${only('NotIpAddress', 'aws:SourceIp', '203.0.113.0/24')}      | ${refused}
    ${get('client')}   | ${only('Bool', 'aws:SecureTransport', 'false')}                | ok
    ${get('client')}   | ${allowed('StringEquals', 'aws:ResourceAccount', '123456789012')} | ok
    ${get('client')}   | ${allowed('StringEquals', 'aws:ResourceAccount', '210987654321')} | ${unmatched}
    ${get('client')}   | ${allowed('StringEquals', 'aws:RequestedRegion', 'us-east-1')} | ok
    ${get('client')}   | ${allowed('StringEquals', 'aws:RequestedRegion', 'eu-west-1')} | ${unmatched}
    ${get('client')}   | ${allowed('StringEquals', 'aws:VpceAccount', '123456789012')}  | ok
    ${get('client')}   | ${allowed('StringEquals', 'aws:VpceAccount', '210987654321')}  | ${unmatched}
    # Once the route of the endpoint is gone, the same client comes from nowhere that the policy knows.
    ${get('worker')}   | gateway-endpoint other main dynamodb through-nat; ${only('StringNotEquals', 'aws:SourceVpce', 'other')} | ${refused}
    `,
  )
})
