import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import { attemptOn, beginScenario } from '../../../simulator/authoring/prove.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { scenarioNamed } from '../simulator/authoring/read-pack.ts'

// Learners find other solutions than the author's, and other mistakes. Each is a design, with some of its parts changed.

type Design = Readonly<Record<string, string>>

const tags = (kind: string, name: string) =>
  `--tag-specifications 'ResourceType=${kind},Tags=[{Key=Name,Value=${name}},{Key=cost-centre,Value=claims}]'`

const policyOf = (actions: string) =>
  `'{"Statement":[{"Effect":"Allow","Principal":"*","Action":${actions},"Resource":["arn:aws:s3:::fernhill-records-eu","arn:aws:s3:::fernhill-records-eu/*"]}]}'`

const bucketPolicy = (condition: string, actions = '["s3:GetObject","s3:PutObject"]', effect = 'Deny') =>
  `aws s3api put-bucket-policy --region eu-west-1 --bucket $BUCKET --policy "$(echo '{"Version":"2012-10-17","Statement":[{"Effect":"${effect}","Principal":"*","Action":${actions},"Resource":"arn:aws:s3:::fernhill-records-eu/*","Condition":${condition}}]}' |
    sed "s/ENDPOINT/$ENDPOINT/; s/GATEWAY/$RECORDS_GATEWAY/; s/CLAIMS/$CLAIMS_VPC/; s/RECORDS/$RECORDS_VPC/")"`

const bothEndpoints = '{"StringNotEquals":{"aws:SourceVpce":["ENDPOINT","GATEWAY"]}}'

const url = (name: string) =>
  `NAME=$(aws ec2 describe-vpc-endpoints $THERE --vpc-endpoint-ids $ENDPOINT --query "${name}" --output text)
   for HOST in claims-1 claims-2; do lab on $HOST aws configure set endpoint_url https://bucket\${NAME#\\*}; done`

const shared = {
  bucket: bucketPolicy(bothEndpoints),
  route: 'aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0',
  nat: `NAT=$(aws ec2 describe-nat-gateways --query 'NatGateways[0].NatGatewayId' --output text)
    aws ec2 delete-nat-gateway --nat-gateway-id $NAT; aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT`,
  address: `aws ec2 release-address --allocation-id $(aws ec2 describe-addresses --query 'Addresses[0].AllocationId' --output text)`,
  run: 'lab on claims-2 aws s3 cp s3://$BUCKET/claims/2026/0001.jpg . --region eu-west-1',
  answer: 'lab answer why-not-the-gateway b',
}

const groupIn = (vpc: string) =>
  `DOOR=$(aws ec2 create-security-group $THERE --vpc-id ${vpc} --group-name door --description door --query GroupId --output text)`

const admit = (source: string, port = 443) =>
  `aws ec2 authorize-security-group-ingress $THERE --group-id $DOOR --protocol tcp --port ${port} ${source}`

const endpointIn = (vpc: string, subnets: string, more: string) =>
  `ENDPOINT=$(aws ec2 create-vpc-endpoint $THERE --vpc-id ${vpc} --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.s3 \\
    --subnet-ids ${subnets} --security-group-ids $DOOR ${tags('vpc-endpoint', 'records-endpoint')} ${more} --query VpcEndpoint.VpcEndpointId --output text)`

const policy = `--policy-document ${policyOf('["s3:GetObject","s3:PutObject","s3:ListBucket"]')}`

/** An endpoint beside the bucket, a peering connection, and the endpoint's own name. */
const peered: Design = {
  region: "THERE='--region eu-west-1'",
  group: groupIn('$RECORDS_VPC'),
  admit: `${admit('--cidr 10.65.1.0/24')}; ${admit('--cidr 10.65.2.0/24')}`,
  endpoint: endpointIn('$RECORDS_VPC', '$RECORDS_A $RECORDS_B', policy),
  peering: `PEERING=$(aws ec2 create-vpc-peering-connection --region eu-west-1 --vpc-id $RECORDS_VPC --peer-vpc-id $CLAIMS_VPC \\
      --peer-region us-east-1 ${tags('vpc-peering-connection', 'road')} --query VpcPeeringConnection.VpcPeeringConnectionId --output text)
    sleep 10`,
  accept: 'aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id $PEERING',
  there: `for BLOCK in 10.66.1.0/24 10.66.2.0/24; do
      aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block $BLOCK --vpc-peering-connection-id $PEERING; done`,
  back: 'aws ec2 create-route --region eu-west-1 --route-table-id $RECORDS_TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING',
  archivist: `OLD=$(aws ec2 describe-security-groups --region eu-west-1 --filters Name=group-name,Values=archivist --query 'SecurityGroups[0].GroupId' --output text)
    aws ec2 revoke-security-group-ingress --region eu-west-1 --group-id $OLD --protocol tcp --port 22 --cidr 10.0.0.0/8`,
  names: url('VpcEndpoints[0].DnsEntries[0].DnsName'),
  ...shared,
}

/** An endpoint in Virginia for Amazon S3 of Ireland. */
const remote: Design = {
  dns: 'aws ec2 modify-vpc-attribute --vpc-id $CLAIMS_VPC --enable-dns-hostnames',
  group: groupIn('$CLAIMS_VPC'),
  admit: admit('--source-group $CLAIMS_GROUP'),
  endpoint: endpointIn(
    '$CLAIMS_VPC',
    '$CLAIMS_A $CLAIMS_B',
    `--service-region eu-west-1 --private-dns-enabled ${policy}`,
  ),
  ...shared,
}

const withRemote = (more: string, subnets = '$CLAIMS_A $CLAIMS_B') => ({
  ...remote,
  endpoint: endpointIn('$CLAIMS_VPC', subnets, `--service-region eu-west-1 ${more}`),
})

const zoneOf = (name: string, target: string) =>
  `ZONE=$(aws route53 create-hosted-zone --name ${name} --caller-reference x --vpc VPCRegion=us-east-1,VPCId=$CLAIMS_VPC --query HostedZone.Id --output text)
   for NAME in ${name} '*.${name}'; do
     aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch "{\\"Changes\\":[{\\"Action\\":\\"CREATE\\",\\"ResourceRecordSet\\":{\\"Name\\":\\"$NAME\\",\\"Type\\":\\"A\\",${target}}}]}"
   done`

const hosted = {
  dns: 'aws ec2 modify-vpc-attribute --vpc-id $CLAIMS_VPC --enable-dns-hostnames',
  names: `TARGET=$(aws ec2 describe-vpc-endpoints $THERE --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName' --output text)
    ${zoneOf('s3.eu-west-1.amazonaws.com', '\\"AliasTarget\\":{\\"DNSName\\":\\"$TARGET\\",\\"HostedZoneId\\":\\"Z38GZ743OKFT7T\\",\\"EvaluateTargetHealth\\":true}')}`,
}

const good: Readonly<Record<string, Design>> = {
  'peering that Ireland asks for, and the endpoint’s own name': peered,
  'a private hosted zone in place of the endpoint’s own name': { ...peered, ...hosted },
  'the sandbox kept out by a network ACL': {
    ...peered,
    admit: admit('--cidr 10.65.0.0/16'),
    acl: `ACL=$(aws ec2 describe-network-acls $THERE --filters Name=vpc-id,Values=$RECORDS_VPC --query 'NetworkAcls[0].NetworkAclId' --output text)
      aws ec2 create-network-acl-entry $THERE --network-acl-id $ACL --ingress --rule-number 50 --protocol=-1 --rule-action deny --cidr-block 10.65.9.0/24`,
  },
  'the sandbox kept out by having another route table': {
    ...peered,
    admit: admit('--cidr 10.65.0.0/16'),
    sandbox: `SUBNET=$(aws ec2 describe-subnets --filters Name=tag:Name,Values=sandbox --query 'Subnets[0].SubnetId' --output text)
      LINK=$(aws ec2 describe-route-tables --route-table-ids $CLAIMS_TABLE --query "RouteTables[0].Associations[?SubnetId=='$SUBNET'].RouteTableAssociationId" --output text)
      aws ec2 disassociate-route-table --association-id $LINK`,
  },
  'SSH kept out by routes that lead to the endpoint’s subnets alone': {
    ...peered,
    archivist: '',
    subnets: `TABLE=$(aws ec2 create-route-table $THERE --vpc-id $RECORDS_VPC --query RouteTable.RouteTableId --output text)
      for I in 1 2; do
        SUBNET=$(aws ec2 create-subnet $THERE --vpc-id $RECORDS_VPC --cidr-block 10.66.20$I.0/28 --availability-zone-id euw1-az$I --query Subnet.SubnetId --output text)
        SUBNETS="$SUBNETS $SUBNET"
        aws ec2 associate-route-table $THERE --route-table-id $TABLE --subnet-id $SUBNET
      done`,
    endpoint: endpointIn('$RECORDS_VPC', '$SUBNETS', policy),
    there:
      'aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 10.66.200.0/21 --vpc-peering-connection-id $PEERING',
    back: 'aws ec2 create-route $THERE --route-table-id $TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING',
  },
  'the endpoint in Virginia, with private DNS': remote,
  'the endpoint in Virginia, called by its own name': {
    ...withRemote(policy),
    dns: '',
    names: url('VpcEndpoints[0].DnsEntries[0].DnsName'),
  },
  'the endpoint in Virginia, in three zones of its own': {
    ...withRemote(`--private-dns-enabled ${policy}`, '$SUBNETS'),
    group: `${groupIn('$CLAIMS_VPC')}
      I=0; for ZONE in use1-az4 use1-az5 use1-az6; do I=$((I + 1))
        SUBNETS="$SUBNETS $(aws ec2 create-subnet --vpc-id $CLAIMS_VPC --cidr-block 10.65.20$I.0/28 --availability-zone-id $ZONE --query Subnet.SubnetId --output text)"
      done`,
  },
  'a bucket policy that asks for the VPCs': {
    ...remote,
    bucket: bucketPolicy('{"StringNotEqualsIfExists":{"aws:SourceVpc":["CLAIMS","RECORDS"]}}'),
  },
}

/** What fails, and what one of the failures is told to be. */
type Wrong = readonly [design: Design, fails: string, told: RegExp]

const nothingWorks =
  'photos-are-read reports-are-filed is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2'

const wrong: Readonly<Record<string, Wrong>> = {
  'the endpoint in Virginia without a name that leads to it': [
    withRemote(`--no-private-dns-enabled ${policy}`),
    nothingWorks,
    /Connect timeout on endpoint URL/,
  ],
  'the endpoint in Virginia, which nobody is admitted to': [
    { ...remote, admit: '' },
    `${nothingWorks} claims-servers-alone`,
    /have a security group, and it lets nobody in/,
  ],
  'the endpoint in Virginia, which everybody is admitted to': [
    { ...remote, admit: admit('--cidr 0.0.0.0/0') },
    'claims-servers-alone',
    /^sandbox-1 reaches records-endpoint$/,
  ],
  'a rule for another port': [
    { ...remote, admit: admit('--source-group $CLAIMS_GROUP', 80) },
    `${nothingWorks} claims-servers-alone`,
    /claims-1 does not reach records-endpoint/,
  ],
  'a rule for one of the two subnets': [
    {
      ...peered,
      admit: admit('--cidr 10.65.1.0/24'),
      run: 'lab on claims-1 aws s3 ls s3://$BUCKET --region eu-west-1',
    },
    'claims-servers-alone reports-are-filed virginia-loses-zone-1',
    /^claims-2 does not reach records-endpoint$/,
  ],
  'the endpoint in Virginia, in one zone': [
    withRemote(`--private-dns-enabled ${policy}`, '$CLAIMS_A'),
    'virginia-loses-zone-1',
    /With use1-az1 down/,
  ],
  'a zonal name': [
    { ...peered, names: url('VpcEndpoints[0].DnsEntries[1].DnsName') },
    'ireland-loses-a-zone',
    /With euw1-az\d down: .*timeout/,
  ],
  'one of the two servers left as it was': [
    { ...peered, names: url('VpcEndpoints[0].DnsEntries[0].DnsName').replace('claims-1 ', '') },
    'photos-are-read nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-2',
    /The call goes nowhere/,
  ],
  'a hosted zone without the names of buckets': [
    { ...peered, ...hosted, names: hosted.names.replace("'*.s3.eu-west-1.amazonaws.com'", '') },
    nothingWorks,
    /Could not connect to the endpoint URL: "https:\/\/fernhill-records-eu\.s3/,
  ],
  'an endpoint policy that lets nobody write': [
    { ...remote, endpoint: remote['endpoint']!.replace('"s3:PutObject",', '') },
    'reports-are-filed',
    /no VPC endpoint policy allows the s3:PutObject action/,
  ],
  'an endpoint policy for every bucket of every account': [
    {
      ...remote,
      endpoint: remote['endpoint']!.replace('"arn:aws:s3:::fernhill-records-eu/*"', '"arn:aws:s3:::*"'),
    },
    'nothing-leaks',
    /nothing on the way says no/,
  ],
  'an endpoint policy for everything that can be done with the bucket': [
    {
      ...remote,
      endpoint: remote['endpoint']!.replace('["s3:GetObject","s3:PutObject","s3:ListBucket"]', '"s3:*"'),
    },
    'nothing-is-deleted',
    /may delete, and nothing else has said no/,
  ],
  'a bucket policy that allows the endpoints and denies nobody': [
    {
      ...remote,
      bucket: bucketPolicy('{"StringEquals":{"aws:SourceVpce":["ENDPOINT","GATEWAY"]}}', undefined, 'Allow'),
    },
    'records-keep-their-path nothing-is-forged',
    /the bucket hands the photograph over/,
  ],
  'a bucket policy that denies reading alone': [
    { ...remote, bucket: bucketPolicy(bothEndpoints, '"s3:GetObject"') },
    'nothing-is-forged',
    /An administrator has just written a record/,
  ],
  'a bucket policy that names the VPC of the servers, and not that of the endpoint': [
    { ...peered, bucket: bucketPolicy('{"StringNotEquals":{"aws:SourceVpc":"CLAIMS"}}') },
    'photos-are-read reports-are-filed is-on-record archive-goes-on ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2',
    /with an explicit deny in a resource-based policy/,
  ],
  'a bucket policy that asks for private addresses': [
    { ...remote, bucket: bucketPolicy('{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}') },
    'photos-are-read reports-are-filed is-on-record archive-goes-on ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2',
    /a policy says no/,
  ],
  'a gateway endpoint in Virginia on top': [
    {
      ...remote,
      gateway: `aws ec2 create-vpc-endpoint --vpc-id $CLAIMS_VPC --service-name com.amazonaws.us-east-1.s3 --route-table-ids $CLAIMS_TABLE ${tags('vpc-endpoint', 'more')}`,
    },
    'one-door-only',
    /it is reached/,
  ],
  'private DNS in the records VPC, with the archivist admitted': [
    {
      ...peered,
      admit: `${peered['admit']}; ${admit('--cidr 10.66.0.0/16')}`,
      endpoint: peered['endpoint']!.replace(
        '--policy-document',
        '--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false --policy-document',
      ),
    },
    'archive-stays-free',
    /it does not pass gateway-endpoint/,
  ],
  'the NAT gateway kept, without a route to it': [
    { ...remote, nat: '', address: '' },
    'is-cheap is-tidy',
    /54\.75 USD a month/,
  ],
  'the address of the NAT gateway kept': [{ ...remote, address: '' }, 'is-tidy', /eipalloc-\w+ is unused/],
  'tags forgotten': [
    {
      ...peered,
      peering: peered['peering']!.replace(tags('vpc-peering-connection', 'road'), ''),
    },
    'is-tidy',
    /pcx-\w+ lacks Name and cost-centre/,
  ],
  'no trial run': [{ ...remote, run: '' }, 'is-on-record', /There are no calls/],
  'a trial run that was refused': [
    { ...remote, run: 'lab on claims-1 aws s3 ls s3://cheap-drop-box --region eu-west-1' },
    'is-on-record',
    /There are no calls/,
  ],
  'the wrong answer': [
    { ...remote, answer: 'lab answer why-not-the-gateway d' },
    'why-not-the-gateway',
    /Answered d/,
  ],
}

/** What comes first and last; the rest may be done in any order. */
const first = ['region', 'dns', 'group', 'subnets', 'admit', 'endpoint', 'peering']
const last = ['run', 'answer']

function scriptOf(design: Design): string {
  const rest = Object.keys(design).filter((part) => !first.includes(part) && !last.includes(part))
  return [...first, ...rest, ...last].map((part) => design[part] ?? '').join('\n')
}

describe('a bucket in another Region', () => {
  let start: Lab
  beforeAll(async () => {
    const scenario = scenarioNamed('private-paths', 'bucket-in-another-region')
    start = await beginScenario({ contract, turn: () => immediate() }, scenario, 'x')
  })

  const failuresAfter = async (design: Design) => {
    const { grade } = await attemptOn(start, scriptOf(design))
    return grade.goals.filter(({ verdict }) => !verdict.met)
  }

  it.each(Object.entries(good))('is solved by %s', async (_, design) => {
    const failed = await failuresAfter(design)
    expect(failed.map(({ id, verdict }) => `${id}: ${verdict.observed}`)).toEqual([])
  })

  it.each(Object.entries(wrong))('is not solved by %s', async (_, [design, fails, told]) => {
    const failed = await failuresAfter(design)
    expect(failed.map(({ id }) => id).sort()).toEqual(fails.split(' ').sort())
    const words = failed.flatMap(({ verdict, said }) => [verdict.observed, said ?? ''])
    expect(words.filter((one) => told.test(one)).length, words.join('\n')).toBeGreaterThan(0)
  })
})
