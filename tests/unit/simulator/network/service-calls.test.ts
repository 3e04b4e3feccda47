import { describe } from 'vitest'
import { calls } from './notation/calls.ts'

// AWS's services by the ways that lead to them: interface endpoints with and without private names, gateway endpoints,
// the internet, other Regions, and from on premises.

const isolated = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group ep-sg main | in tcp 443 10.0.0.0/16
  group client-sg main | out all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  table private main web
  user alice | allow * *
`

const sqs = `
  ${isolated}
  queue jobs
  endpoint ep main sqs web ep-sg
  private-names ep on
  names-of ep
`

describe('SQS through an interface endpoint', () => {
  const send = 'client as alice: sqs SendMessage QueueUrl=jobs MessageBody=hi'
  const refused = (why: string) => `AccessDenied … ${why}`
  calls(
    sqs,
    `
    ${send}                                                            | ok
    ${send} | delete-endpoint ep                                       | connect-timeout
    ${send} | private-names ep off                                     | connect-timeout
    ${send} at https://{ep}/ | private-names ep off                    | ok
    ${send} at https://{ep/a}/                                         | ok
    ${send} | vpc-dns main support off                                 | no-such-name
    ${send} | vpc-dns main hostnames off                               | connect-timeout
    ${send} | revoke ep-sg in tcp 443 10.0.0.0/16                      | connect-timeout
    ${send} | revoke client-sg out all 0.0.0.0/0                       | connect-timeout
    ${send} | acl strict main web                                      | ok
    ${send} | zone fake sqs.us-east-1.amazonaws.com.example private main | ok
    ${send} | endpoint-policy ep / allow sqs:ReceiveMessage * by *     | ${refused('because no VPC endpoint policy allows the sqs:sendmessage action')}
    ${send} | endpoint-policy ep / allow sqs:* * by 123456789012:user/alice | ok
    ${send} | endpoint-policy ep / allow sqs:* * by 123456789012:user/bob | ${refused('because no VPC endpoint policy allows the sqs:sendmessage action')}
    ${send} | endpoint-policy ep / allow sqs:* * by 123456789012:root  | ok
    ${send} | endpoint-policy ep / allow sqs:* * by 210987654321:root  | ${refused('because no VPC endpoint policy allows the sqs:sendmessage action')}
    ${send} | user-policy alice                                        | ${refused('because no identity-based policy allows the sqs:sendmessage action')}
    internet as alice: sqs SendMessage QueueUrl=jobs MessageBody=hi | endpoint-policy ep / allow sqs:ReceiveMessage * by * | ok
    `,
  )
})

// PrivateLink guide, interface-endpoints, and each service's page on its interface endpoints.
describe('other services through interface endpoints', () => {
  const endpoint = (service: string) => `endpoint ep main ${service} web ep-sg; private-names ep on`
  const only = (action: string) => `endpoint-policy ep / allow ${action} * by *`
  calls(
    `
    ${isolated}
    kms-key seal
    secret db-password
    parameter /app/port
    data-table orders
    bucket data
    object data key.txt
    `,
    `
    client as alice: kms DescribeKey KeyId=seal                                                   | connect-timeout
    client as alice: kms DescribeKey KeyId=seal | ${endpoint('kms')}                              | ok
    client as alice: kms DescribeKey KeyId=seal | ${endpoint('kms')}; ${only('kms:ListKeys')}      | AccessDeniedException … because no VPC endpoint policy allows the kms:DescribeKey action
    client as alice: kms DescribeKey KeyId=seal | ${endpoint('sqs')}                              | connect-timeout
    client as alice: secretsmanager GetSecretValue SecretId=db-password | ${endpoint('secretsmanager')} | ok
    client as alice: secretsmanager GetSecretValue SecretId=db-password | ${endpoint('secretsmanager')}; ${only('secretsmanager:ListSecrets')} | AccessDeniedException … because no VPC endpoint policy allows the secretsmanager:GetSecretValue action
    client as alice: ssm GetParameter Name=/app/port | ${endpoint('ssm')}                         | ok
    client as alice: ssm GetParameter Name=/app/port | ${endpoint('ssm')}; ${only('ssm:PutParameter')} | AccessDeniedException … because no VPC endpoint policy allows the ssm:GetParameter action
    client as alice: ssm GetParameter Name=/app/port | ${endpoint('ssm')}; user-policy alice      | AccessDeniedException … because no identity-based policy allows the ssm:GetParameter action
    client as alice: sts GetCallerIdentity | ${endpoint('sts')}                                   | ok
    client as alice: ec2 DescribeVpcs | ${endpoint('ec2')}                                        | ok
    client as alice: ec2 DescribeVpcs | ${endpoint('ec2')}; ${only('ec2:DescribeSubnets')}        | UnauthorizedOperation … because no VPC endpoint policy allows the ec2:DescribeVpcs action
    # IAM is at home in us-east-1 alone, and has an endpoint service there.
    client as alice: iam ListUsers                                                                | connect-timeout
    # DynamoDB has no private names: its endpoint is asked by its own.
    client as alice: dynamodb DescribeTable TableName=orders | endpoint ep main dynamodb web ep-sg | connect-timeout
    client as alice: dynamodb DescribeTable TableName=orders at https://{ep}/ | endpoint ep main dynamodb web ep-sg; names-of ep | ok
    client as alice: dynamodb DescribeTable TableName=orders | gateway-endpoint door main dynamodb private | ok
    client as alice: dynamodb DescribeTable TableName=orders | gateway-endpoint door main dynamodb private; endpoint-policy door / allow dynamodb:Query * by * | AccessDeniedException … because no VPC endpoint policy allows the dynamodb:DescribeTable action
    client as alice: dynamodb DescribeTable TableName=orders | gateway-endpoint door main s3 private | connect-timeout
    client as alice: dynamodb DescribeTable TableName=orders | gateway-endpoint door main dynamodb private; revoke client-sg out all 0.0.0.0/0 | connect-timeout
    # S3: names of its endpoint need a word in front.
    client as alice: s3api GetObject Bucket=data Key=key.txt at https://bucket.{ep}/ | endpoint ep main s3 web ep-sg; names-of ep | ok
    client as alice: s3api GetObject Bucket=data Key=key.txt at https://{ep}/ | endpoint ep main s3 web ep-sg; names-of ep | tls
    client as alice: s3api GetObject Bucket=data Key=key.txt | endpoint ep main s3 web ep-sg; private-names ep on everywhere | ok
    client as alice: s3api GetObject Bucket=data Key=key.txt | endpoint ep main s3 web ep-sg; gateway-endpoint door main s3; private-names ep on inbound | connect-timeout
    client as alice: s3api GetObject Bucket=data Key=key.txt | endpoint ep main s3 web ep-sg; gateway-endpoint door main s3 private; private-names ep on inbound | ok
    `,
  )
})

// S3 user guide, privatelink-interface-endpoints; PrivateLink guide, privatelink-access-aws-services, "cross-Region".
describe('other Regions', () => {
  calls(
    `
    ${isolated}
    gateway-endpoint door main s3 private
    bucket data
    object data key.txt
    bucket far eu-west-1
    region eu-west-1
    object far key.txt
    queue jobs
    region us-east-1
    `,
    `
    client as alice: s3api GetObject Bucket=data Key=key.txt                                      | ok
    # A gateway endpoint leads to its own Region alone.
    client as alice: s3api GetObject Bucket=far Key=key.txt in eu-west-1                          | connect-timeout
    client as alice: s3api GetObject Bucket=far Key=key.txt                                       | PermanentRedirect
    internet as alice: s3api GetObject Bucket=far Key=key.txt in eu-west-1                        | ok
    # The signature is for one Region, the endpoint in another.
    internet as alice: s3api GetObject Bucket=far Key=key.txt in eu-west-1 at https://s3.us-east-1.amazonaws.com/ | AuthorizationHeaderMalformed … the region 'eu-west-1' is wrong; expecting 'us-east-1'
    internet as alice: sqs ListQueues in eu-west-1 at https://sqs.us-east-1.amazonaws.com/        | SignatureDoesNotMatch
    internet as alice: sqs ListQueues in eu-west-1                                                | ok
    internet as alice: sqs ListQueues in mars-north-1                                             | no-such-name
    client as alice: sqs ListQueues in eu-west-1 | endpoint ep main sqs web ep-sg; private-names ep on | connect-timeout
    client as alice: kms ListKeys in eu-west-1 at https://{ep}/ | endpoint ep main kms@eu-west-1 web ep-sg; names-of ep | ok
    client as alice: kms ListKeys in eu-west-1 | endpoint ep main kms@eu-west-1 web ep-sg; private-names ep on | ok
    client as alice: kms ListKeys in eu-west-1 | endpoint ep main kms@eu-west-1 web ep-sg; private-names ep on; endpoint-policy ep / allow kms:Decrypt * by * | AccessDeniedException … because no VPC endpoint policy allows the kms:ListKeys action
    client as alice: kms ListKeys | endpoint ep main kms@eu-west-1 web ep-sg; private-names ep on | connect-timeout
    `,
  )
})

// Route 53 guide, resolver-forwarding-inbound-queries; PrivateLink guide, vpc-endpoints-s3; Direct Connect guide, routing-and-bgp.
describe('from on premises', () => {
  const hybrid = `
    vpc hub 10.30.0.0/16
    vpc-dns hub hostnames on
    subnet ep-a hub a 10.30.10.0/24
    group ep-sg hub | in tcp 443 192.168.0.0/16
    group in-sg hub | in udp 53 192.168.0.0/16 | in tcp 53 192.168.0.0/16
    site dc 192.168.0.0/16 public 203.0.113.10 asn 65010
    site-host dns dc 192.168.1.53
    site-host desk dc 192.168.1.20
    asks desk 192.168.1.53
    site-router edge dc
    customer-gateway cgw 203.0.113.10 65010
    vpn-gateway vgw hub
    vpn line cgw vgw
    uplink edge line
    vgw-propagate hub-table vgw
    gateway-endpoint s3-door hub s3 hub-table
    endpoint s3-ep hub s3 ep-a ep-sg
    private-names s3-ep on
    names-of s3-ep
    endpoint sqs-ep hub sqs ep-a ep-sg
    private-names sqs-ep on
    names-of sqs-ep
    resolver-endpoint ask-in inbound ep-a=10.30.10.53,ep-a=10.30.10.54 in-sg
    dns-server dns | forward amazonaws.com 10.30.10.53,10.30.10.54
    user alice | allow * *
    bucket data
    object data key.txt
  `
  const get = 'onprem:desk as alice: s3api GetObject Bucket=data Key=key.txt'
  const through = (ep: string) => `user-policy alice / allow * * if StringEquals aws:SourceVpce ${ep}`
  calls(
    hybrid,
    `
    onprem:desk as alice: sqs ListQueues | ${through('sqs-ep')}                                   | ok
    onprem:desk as alice: sqs ListQueues | ${through('s3-ep')}                                    | AccessDenied
    ${get} | ${through('s3-ep')}                                                                  | ok
    # Gateway endpoints serve their VPC alone.
    ${get} | ${through('s3-door')}                                                                | AccessDenied
    # Without the inbound Resolver endpoint the names are the public ones, and so is the way.
    ${get} | dns-server dns; ${through('s3-ep')}                                                  | AccessDenied
    ${get} | dns-server dns                                                                       | ok
    ${get} | dns-server dns; site-firewall dc / out allow tcp 443 10.0.0.0/8 / out allow udp 53   | connect-timeout
    ${get} at https://bucket.{s3-ep}/ | dns-server dns; ${through('s3-ep')}                       | ok
    ${get} | user-policy alice / allow * * if IpAddress aws:VpcSourceIp 192.168.1.20/32            | ok
    ${get} | revoke ep-sg in tcp 443 192.168.0.0/16                                               | connect-timeout
    ${get} | vgw-unpropagate hub-table vgw                                                        | no-such-name
    ${get} at https://bucket.{s3-ep}/ | dns-server dns; vgw-unpropagate hub-table vgw             | connect-timeout
    ${get} | fault line; wait 60                                                                  | no-such-name
    ${get} | revoke in-sg in udp 53 192.168.0.0/16                                                | no-such-name
    # A public virtual interface brings the public addresses of AWS, not those of endpoints.
    ${get} | dns-server dns; cable port dc; public-vif vif port 203.0.113.0/29; uplink edge vif   | ok
    `,
  )
})

// IAM user guide, reference_policies_evaluation-logic-cross-account and troubleshoot_access-denied.
describe('a queue of another account', () => {
  const alice = '123456789012:user/alice'
  const jobs = 'arn:aws:sqs:us-east-1:210987654321:jobs'
  const send = 'internet as alice: sqs SendMessage QueueUrl=jobs MessageBody=hi'
  const theirs = (clause: string) =>
    `account 210987654321; queue-policy jobs / ${clause}; account 123456789012`
  calls(
    `
    user alice | allow sqs:* *
    account 210987654321
    queue jobs
    account 123456789012
    `,
    `
    ${send} | ${theirs(`allow sqs:* ${jobs} by ${alice}`)}                                  | ok
    ${send} | ${theirs(`allow sqs:* ${jobs} by 123456789012:root`)}                         | ok
    ${send} | user-policy alice; ${theirs(`allow sqs:* ${jobs} by ${alice}`)}               | AccessDenied … because no identity-based policy allows the sqs:sendmessage action
    ${send}                                                                                 | AccessDenied … because no resource-based policy allows the sqs:sendmessage action
    ${send} | user-policy alice                                                             | AccessDenied … because no resource-based policy allows the sqs:sendmessage action
    ${send} | user-policy alice / deny sqs:* *; ${theirs(`allow sqs:* ${jobs} by ${alice}`)} | AccessDenied … with an explicit deny in an identity-based policy
    ${send} | ${theirs(`deny sqs:* ${jobs} by ${alice}`)}                                   | AccessDenied … with an explicit deny in a resource-based policy
    `,
  )
})
