import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import { attemptOn, beginScenario } from '../../../simulator/authoring/prove.ts'
import { failedIn } from '../../../simulator/grading/grade.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { scenarioNamed } from '../simulator/authoring/read-pack.ts'

// The scenario judges what the network does, not what was typed. Networks of several shapes pass it; each wrong one is a
// right one with one thing changed, and fails where that shows, for that reason.

let start: Lab

beforeAll(async () => {
  start = await beginScenario(
    { contract, turn: () => immediate() },
    scenarioNamed('private-paths', 'data-centre-to-s3'),
  )
})

/** `check: reasons` of everything that fails, in the order of the scenario. */
async function failures(script: string): Promise<readonly string[]> {
  const { grade } = await attemptOn(start, script)
  return failedIn(grade).map(({ id, verdict }) => {
    const reasons = new Set(verdict.obstacles.map(({ reason }) => reason))
    return `${id}: ${[...reasons].join(', ') || 'unmet'}`
  })
}

/** Parts of a solution, which cases put together or change. */
const parts = {
  words: `
    ec2() { aws ec2 "$@" --output text; }
    dx() { aws directconnect "$@" --output text; }
    resolver() { aws route53resolver "$@" > /dev/null; }
  `,
  gateway: `
    GATEWAY=$(ec2 create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId)
    ec2 attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $VPC > /dev/null
  `,
  back: 'ec2 enable-vgw-route-propagation --route-table-id $LINKS_TABLE --gateway-id $GATEWAY',
  line: `
    VIF=$(dx create-private-virtual-interface --connection-id $CONNECTION --query virtualInterfaceId \\
      --new-private-virtual-interface virtualInterfaceName=v,vlan=7,asn=65010,virtualGatewayId=$GATEWAY)
  `,
  router: 'onprem put-uplink --router edge-1 --target $VIF > /dev/null',
  closed: 'dx delete-virtual-interface --virtual-interface-id $PUBLIC_VIF > /dev/null',
  inboundGroup: `
    ASK=$(ec2 create-security-group --vpc-id $VPC --group-name ask --description ask --query GroupId)
    ec2 authorize-security-group-ingress --group-id $ASK --protocol udp --port 53 --cidr 192.168.1.0/24 > /dev/null
  `,
  inbound: `
    resolver create-resolver-endpoint --creator-request-id i --direction INBOUND --security-group-ids $ASK \\
      --ip-addresses SubnetId=$LINKS_A,Ip=10.64.10.5 SubnetId=$LINKS_B,Ip=10.64.11.5
  `,
  group: `
    DOOR=$(ec2 create-security-group --vpc-id $VPC --group-name door --description door --query GroupId)
    ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr 192.168.10.0/24 > /dev/null
  `,
  door: `
    ENDPOINT=$(ec2 create-vpc-endpoint --vpc-id $VPC --service-name com.amazonaws.us-east-1.s3 \\
      --vpc-endpoint-type Interface --subnet-ids $LINKS_A $LINKS_B --security-group-ids $DOOR --private-dns-enabled \\
      --query VpcEndpoint.VpcEndpointId)
    sleep 300
  `,
  doorPolicy: `
    ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --policy-document '{ "Statement": [
      { "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::kestrel-scans*" } ] }' > /dev/null
  `,
  forwarders: `
    onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \\
      Domain=s3.us-east-1.amazonaws.com,Addresses=10.64.10.5,10.64.11.5 > /dev/null
  `,
  lock: `
    aws s3api put-bucket-policy --bucket $BUCKET --policy '{ "Statement": [ { "Effect": "Deny", "Principal": "*",
      "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
      "Resource": ["arn:aws:s3:::kestrel-scans", "arn:aws:s3:::kestrel-scans/*"],
      "Condition": { "StringNotEquals": { "aws:SourceVpce": ["'$ENDPOINT'", "'$GATEWAY_ENDPOINT'"] } } } ] }'
  `,
  answer: 'lab answer cheapest-without-the-rule a > /dev/null',
}

type Parts = Readonly<Record<keyof typeof parts, string>>
type Change = Partial<Parts> | ((before: Parts) => Partial<Parts>)

const scriptOf = (change: Change = {}): string =>
  Object.values({ ...parts, ...(typeof change === 'function' ? change(parts) : change) }).join('\n')

/** A part with one thing in it changed, which has to be there. */
function edited(part: keyof typeof parts, from: string, to: string): Partial<Parts> {
  if (!parts[part].includes(from)) throw new Error(`There is no ${from} in ${part}.`)
  return { [part]: parts[part].replace(from, to) }
}

const noInbound = { inboundGroup: '', inbound: '' }

describe('passes, whatever its shape', () => {
  it.each<[string, Change]>([
    ['as one would expect it', {}],
    [
      'with doors in the report servers’ subnets, and a route by hand',
      ({ door, inbound }) => {
        const found = `
          A=$(ec2 describe-subnets --filters Name=cidr-block,Values=10.64.1.0/24 --query 'Subnets[].SubnetId')
          B=$(ec2 describe-subnets --filters Name=cidr-block,Values=10.64.2.0/24 --query 'Subnets[].SubnetId')
        `
        return {
          back: `
            TABLE=$(ec2 describe-route-tables --filters Name=tag:Name,Values=reports --query 'RouteTables[].RouteTableId')
            ec2 create-route --route-table-id $TABLE --destination-cidr-block 192.168.0.0/16 --gateway-id $GATEWAY > /dev/null
          `,
          words: parts.words + found,
          door: door.replace('$LINKS_A $LINKS_B', '$A $B'),
          inbound: inbound
            .replace('$LINKS_A,Ip=10.64.10.5', '$A,Ip=10.64.1.5')
            .replace('$LINKS_B,Ip=10.64.11.5', '$B,Ip=10.64.2.5'),
          forwarders: `
            onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \\
              Domain=amazonaws.com,Addresses=10.64.1.5,10.64.2.5 > /dev/null
          `,
        }
      },
    ],
    [
      'with a firewall that closes the public way, and the old virtual interface idle behind it',
      {
        closed: `
          onprem put-firewall --site data-centre --rules Direction=out,Action=allow,Destination=10.0.0.0/8 \\
            Direction=out,Action=allow,Destination=192.168.0.0/16 > /dev/null
        `,
      },
    ],
    [
      'with a transit virtual interface, two gateways, and addresses in a zone of dns-1',
      {
        gateway: `
          TRANSIT=$(ec2 create-transit-gateway --query TransitGateway.TransitGatewayId)
          GATEWAY=$(dx create-direct-connect-gateway --direct-connect-gateway-name g --amazon-side-asn 64600 \\
            --query directConnectGateway.directConnectGatewayId)
          sleep 300
          ec2 create-transit-gateway-vpc-attachment --transit-gateway-id $TRANSIT --vpc-id $VPC \\
            --subnet-ids $LINKS_A $LINKS_B > /dev/null
          dx create-direct-connect-gateway-association --direct-connect-gateway-id $GATEWAY --gateway-id $TRANSIT \\
            --add-allowed-prefixes-to-direct-connect-gateway cidr=10.64.10.0/23 > /dev/null
          sleep 1200
        `,
        back: `
          ec2 create-route --route-table-id $LINKS_TABLE --destination-cidr-block 192.168.0.0/17 \\
            --transit-gateway-id $TRANSIT > /dev/null
        `,
        line: `
          VIF=$(dx create-transit-virtual-interface --connection-id $CONNECTION --query virtualInterface.virtualInterfaceId \\
            --new-transit-virtual-interface virtualInterfaceName=v,vlan=7,asn=65010,directConnectGatewayId=$GATEWAY)
        `,
        ...noInbound,
        forwarders: `
          IPS=$(ec2 describe-network-interfaces --filters Name=group-id,Values=$DOOR \\
            --query 'NetworkInterfaces[].PrivateIpAddress' | tr '\\t' ',')
          onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 --zones \\
            "Name=s3.us-east-1.amazonaws.com,Records=[{Name=s3.us-east-1.amazonaws.com,Type=A,Values=[$IPS]},{Name=*.s3.us-east-1.amazonaws.com,Type=A,Values=[$IPS]}]" \\
            > /dev/null
        `,
      },
    ],
    [
      'with a VPC for the doors, and a private hosted zone in place of private DNS',
      ({ gateway, group, inboundGroup, door }) => ({
        words: `${parts.words}
          HUB=$(ec2 create-vpc --cidr-block 10.99.0.0/24 --query Vpc.VpcId)
          ec2 modify-vpc-attribute --vpc-id $HUB --enable-dns-hostnames
          A=$(ec2 create-subnet --vpc-id $HUB --cidr-block 10.99.0.0/27 --availability-zone-id use1-az1 --query Subnet.SubnetId)
          B=$(ec2 create-subnet --vpc-id $HUB --cidr-block 10.99.0.32/27 --availability-zone-id use1-az2 --query Subnet.SubnetId)
        `,
        gateway: gateway.replace('$VPC', '$HUB'),
        back: `
          TABLE=$(ec2 describe-route-tables --filters Name=vpc-id,Values=$HUB --query 'RouteTables[].RouteTableId')
          ec2 create-route --route-table-id $TABLE --destination-cidr-block 192.168.0.0/17 --gateway-id $GATEWAY > /dev/null
        `,
        group: group.replace('$VPC', '$HUB'),
        door: `${door.replace('$VPC', '$HUB').replace('$LINKS_A $LINKS_B', '$A $B').replace('--private-dns-enabled', '')}
          ENTRY=($(ec2 describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]'))
          ZONE=$(aws route53 create-hosted-zone --name s3.us-east-1.amazonaws.com --caller-reference z \\
            --vpc VPCRegion=us-east-1,VPCId=$HUB --query HostedZone.Id --output text)
          for NAME in s3.us-east-1.amazonaws.com '\\052.s3.us-east-1.amazonaws.com'; do
            aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch "{ \\"Changes\\": [ {
              \\"Action\\": \\"CREATE\\", \\"ResourceRecordSet\\": { \\"Name\\": \\"\${NAME/\\\\052/*}\\", \\"Type\\": \\"A\\", \\"AliasTarget\\": {
                \\"DNSName\\": \\"\${ENTRY[0]/\\*/bucket}\\", \\"HostedZoneId\\": \\"\${ENTRY[1]}\\", \\"EvaluateTargetHealth\\": false } } } ] }" > /dev/null
          done
        `,
        inboundGroup: inboundGroup.replace('$VPC', '$HUB'),
        inbound: `
          resolver create-resolver-endpoint --creator-request-id i --direction INBOUND --security-group-ids $ASK \\
            --ip-addresses SubnetId=$A,Ip=10.99.0.5 SubnetId=$B,Ip=10.99.0.37
        `,
        forwarders: `
          onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \\
            Domain=s3.us-east-1.amazonaws.com,Addresses=10.99.0.5,10.99.0.37 > /dev/null
        `,
      }),
    ],
    [
      'with two virtual interfaces to a Direct Connect gateway, and a lock that names the VPC',
      {
        gateway: `
          ${parts.gateway}
          HUB=$(dx create-direct-connect-gateway --direct-connect-gateway-name g \\
            --query directConnectGateway.directConnectGatewayId)
          sleep 60
          dx create-direct-connect-gateway-association --direct-connect-gateway-id $HUB --gateway-id $GATEWAY > /dev/null
          sleep 1200
        `,
        line: `
          for VLAN in 7 8; do
            VIF=$(dx create-private-virtual-interface --connection-id $CONNECTION --query virtualInterfaceId \\
              --new-private-virtual-interface virtualInterfaceName=v$VLAN,vlan=$VLAN,asn=65010,directConnectGatewayId=$HUB)
            onprem put-uplink --router edge-1 --target $VIF > /dev/null
          done
        `,
        router: '',
        lock: `
          aws s3api put-bucket-policy --bucket $BUCKET --policy '{ "Statement": [ { "Effect": "Deny", "Principal": "*",
            "NotAction": ["s3:GetBucket*", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"],
            "Resource": ["arn:aws:s3:::kestrel-scans", "arn:aws:s3:::kestrel-scans/*"],
            "Condition": { "StringNotEqualsIfExists": { "aws:SourceVpc": "'$VPC'" } } } ] }'
        `,
      },
    ],
  ])('%s', async (_, change) => {
    expect(await failures(scriptOf(change))).toEqual([])
  })
})

describe('does not pass', () => {
  it.each<[string, Change, readonly string[]]>([
    [
      'a virtual interface with another AS number than the router’s',
      edited('line', '65010', '65099'),
      [
        'backups-arrive-privately: query-was-dropped, site-has-no-route',
        'name-is-private: query-was-dropped',
        'badge-reader-stays-out: query-was-dropped, site-has-no-route, other-outcome',
      ],
    ],
    [
      'a virtual private gateway that is attached to nothing',
      edited('gateway', 'ec2 attach', ': ec2 attach'),
      [
        'backups-arrive-privately: query-was-dropped, site-has-no-route',
        'name-is-private: query-was-dropped',
        'badge-reader-stays-out: query-was-dropped, site-has-no-route, other-outcome',
      ],
    ],
    [
      'routes propagated into the report servers’ table',
      {
        back: parts.back.replace(
          '$LINKS_TABLE',
          "$(ec2 describe-route-tables --filters Name=tag:Name,Values=reports --query 'RouteTables[].RouteTableId')",
        ),
      },
      [
        'backups-arrive-privately: answer-was-dropped, no-route',
        'name-is-private: answer-was-dropped',
        'badge-reader-stays-out: answer-was-dropped, no-route, other-outcome',
      ],
    ],
    [
      'a router that announces the backup servers’ network alone',
      edited('router', '$VIF', '$VIF --advertised-prefixes 192.168.10.0/24'),
      [
        'backups-arrive-privately: answer-was-dropped, no-route',
        'name-is-private: answer-was-dropped',
        'badge-reader-stays-out: answer-was-dropped, no-route, other-outcome',
      ],
    ],
    [
      'a group that lets port 80 in',
      edited('group', '443', '80'),
      ['backups-arrive-privately: no-group-rule-admits-ingress'],
    ],
    [
      'a group that lets dns-1 in',
      edited('group', '192.168.10.0/24', '192.168.1.0/24'),
      ['backups-arrive-privately: no-group-rule-admits-ingress'],
    ],
    [
      'a group that lets everybody in',
      edited('group', '192.168.10.0/24', '0.0.0.0/0'),
      ['badge-reader-stays-out: is-reached'],
    ],
    [
      'a network ACL that lets no answers out',
      {
        answer: `${parts.answer}
      ACL=$(ec2 describe-network-acls --filters Name=vpc-id,Values=$VPC --query 'NetworkAcls[0].NetworkAclId')
      ec2 create-network-acl-entry --network-acl-id $ACL --egress --rule-number 1 --protocol tcp --rule-action deny \\
        --port-range From=1024,To=65535 --cidr-block 192.168.10.0/24`,
      },
      ['backups-arrive-privately: acl-denies-egress'],
    ],
    [
      'a Resolver endpoint that lets the backup servers ask',
      edited('inboundGroup', '192.168.1.0/24', '192.168.10.0/24'),
      [
        'backups-arrive-privately: query-was-dropped, no-group-rule-admits-ingress',
        'name-is-private: query-was-dropped',
        'badge-reader-stays-out: query-was-dropped, no-group-rule-admits-ingress, other-outcome',
      ],
    ],
    [
      'a Resolver endpoint that lets HTTPS in',
      edited('inboundGroup', '--port 53', '--port 443'),
      [
        'backups-arrive-privately: query-was-dropped, no-group-rule-admits-ingress',
        'name-is-private: query-was-dropped',
        'badge-reader-stays-out: query-was-dropped, no-group-rule-admits-ingress, other-outcome',
      ],
    ],
    [
      'an endpoint without private DNS',
      edited('door', '--private', '--no-private'),
      ['backups-arrive-privately: site-has-no-route', 'name-is-private: aws-service-name'],
    ],
    [
      'no forwarder at dns-1',
      { forwarders: '' },
      ['backups-arrive-privately: site-has-no-route', 'name-is-private: aws-service-name'],
    ],
    [
      'a forwarder for the bucket’s name alone',
      edited('forwarders', 'Domain=s3', 'Domain=kestrel-scans.s3'),
      [
        'name-is-private: aws-service-name',
        'scans-come-back: call-unanswered',
        'nothing-leaks-by-the-new-way: call-unanswered',
      ],
    ],
    [
      'a zone with the address of one door',
      {
        ...noInbound,
        forwarders: `
      IP=$(ec2 describe-network-interfaces --filters Name=group-id,Values=$DOOR --query 'NetworkInterfaces[0].PrivateIpAddress')
      onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 --zones \\
        "Name=s3.us-east-1.amazonaws.com,Records=[{Name=s3.us-east-1.amazonaws.com,Type=A,Values=[$IP]},{Name=*.s3.us-east-1.amazonaws.com,Type=A,Values=[$IP]}]" \\
        > /dev/null`,
      },
      [
        'a-zone-may-fail: struck-by-fault',
        'night-is-in-the-archive: other-answer',
        'night-came-through-a-door: no-evidence',
      ],
    ],
    [
      'a Resolver endpoint in one zone',
      {
        ...edited('inbound', '$LINKS_B,Ip=10.64.11.5', '$LINKS_A,Ip=10.64.10.6'),
        ...edited('forwarders', '10.64.11.5', '10.64.10.6'),
      },
      [
        'a-zone-may-fail: query-was-dropped, struck-by-fault',
        'night-is-in-the-archive: other-answer',
        'night-came-through-a-door: no-evidence',
      ],
    ],
    [
      'a door in one zone',
      edited('door', '$LINKS_A $LINKS_B', '$LINKS_B'),
      ['a-zone-may-fail: struck-by-fault'],
    ],
    [
      'private DNS for everybody',
      edited(
        'door',
        '--private-dns-enabled',
        '--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false',
      ),
      [
        'reports-stay-on-the-free-way: no-group-rule-admits-ingress',
        'reports-go-on: call-unanswered',
        'nothing-leaks-by-the-free-way: call-unanswered',
      ],
    ],
    ['the public virtual interface up as before', { closed: '' }, ['public-addresses-are-gone: is-reached']],
    [
      'an endpoint policy that names the bucket without its objects',
      edited('doorPolicy', 'kestrel-scans*', 'kestrel-scans'),
      ['backups-are-written: call-denied', 'scans-come-back: call-denied'],
    ],
    [
      'an endpoint policy that lets things be read',
      edited('doorPolicy', 's3:*', 's3:GetObject'),
      ['backups-are-written: call-denied'],
    ],
    [
      'an endpoint policy that lets everything pass',
      edited('doorPolicy', 'arn:aws:s3:::kestrel-scans*', '*'),
      ['nothing-leaks-by-the-new-way: call-succeeds'],
    ],
    [
      'no bucket policy',
      { lock: '' },
      [
        'keys-alone-read-nothing: call-succeeds',
        'keys-alone-write-nothing: call-succeeds',
        'keys-alone-list-nothing: call-succeeds',
      ],
    ],
    [
      'a bucket policy that lets writes alone pass unasked',
      edited('lock', ', "s3:PutObject"', ''),
      ['keys-alone-write-nothing: call-succeeds'],
    ],
    [
      'a bucket policy that asks for public addresses',
      edited(
        'lock',
        `"StringNotEquals": { "aws:SourceVpce": ["'$ENDPOINT'", "'$GATEWAY_ENDPOINT'"] }`,
        '"NotIpAddress": { "aws:SourceIp": "198.51.100.16/29" }',
      ),
      ['backups-are-written: call-denied', 'scans-come-back: call-denied', 'reports-go-on: call-denied'],
    ],
    [
      'a bucket policy that asks for private addresses, which anybody can have',
      edited(
        'lock',
        `"StringNotEquals": { "aws:SourceVpce": ["'$ENDPOINT'", "'$GATEWAY_ENDPOINT'"] }`,
        '"NotIpAddress": { "aws:VpcSourceIp": ["192.168.10.0/24", "10.64.0.0/16"] }',
      ),
      ['keys-alone-write-nothing: call-succeeds'],
    ],
    [
      'a bucket policy that knows the gateway endpoint alone',
      edited('lock', `"'$ENDPOINT'", `, ''),
      ['backups-are-written: call-denied', 'scans-come-back: call-denied'],
    ],
    [
      'a bucket policy that denies everybody everything',
      edited('lock', '["s3:GetObject", "s3:PutObject", "s3:ListBucket"]', '"s3:*"'),
      ['administrators-stay-in: call-denied'],
    ],
    [
      'a NAT gateway that nobody needs',
      {
        answer: `${parts.answer}
      ec2 create-nat-gateway --connectivity-type private --subnet-id $LINKS_A > /dev/null`,
      },
      ['nothing-is-left-over: unmet'],
    ],
    [
      'a third address of the Resolver endpoint, at its price',
      edited('inbound', 'Ip=10.64.11.5', 'Ip=10.64.11.5 SubnetId=$LINKS_B,Ip=10.64.11.6'),
      ['fits-the-budget: unmet'],
    ],
    [
      'a group that nothing has',
      {
        answer: `${parts.answer}
      ec2 create-security-group --vpc-id $VPC --group-name spare --description spare > /dev/null`,
      },
      ['nothing-is-left-over: unmet'],
    ],
    [
      'a question that is answered wrongly',
      edited('answer', ' a ', ' b '),
      ['cheapest-without-the-rule: unmet'],
    ],
  ])('%s', async (_, change, expected) => {
    expect(await failures(scriptOf(change))).toEqual(expected)
  })
})
