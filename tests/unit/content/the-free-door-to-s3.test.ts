import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import { attemptOn, beginScenario } from '../../../simulator/authoring/prove.ts'
import { failedIn } from '../../../simulator/grading/grade.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { scenarioNamed } from '../simulator/authoring/read-pack.ts'

// Networks of several shapes pass; each wrong one is a right one with one thing changed.

let start: Lab

beforeAll(async () => {
  start = await beginScenario(
    { contract, turn: () => immediate() },
    scenarioNamed('foundations', 'the-free-door-to-s3'),
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

const words = `
  ec2() { aws ec2 "$@" --output text; }
  BLOCKS=$(ec2 describe-prefix-lists --query "PrefixLists[?ends_with(PrefixListName, '.s3')].Cidrs")
  LIST=$(ec2 describe-prefix-lists --query "PrefixLists[?ends_with(PrefixListName, '.s3')].PrefixListId")
  entry() {
    ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --protocol tcp --rule-action allow --rule-number $1 $2 \\
      --port-range $3 --cidr-block $4
  }
`
const table =
  'ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --add-route-table-ids $VAULT_TABLE > /dev/null'
const group = `
  ec2 authorize-security-group-egress --group-id $GROUP \\
    --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=$LIST}] > /dev/null
`
const acl = `
  NUMBER=1
  for BLOCK in $BLOCKS; do
    entry $NUMBER --egress From=443,To=443 $BLOCK
    entry $NUMBER --ingress From=1024,To=65535 $BLOCK
    NUMBER=$((NUMBER + 1))
  done
`

describe('passes, whatever its shape', () => {
  it.each([
    ['as one would expect it', [table, group, acl]],
    [
      'with one route table for both subnets',
      [
        `ASSOCIATION=$(ec2 describe-route-tables --route-table-ids $VAULT_TABLE \\
          --query 'RouteTables[].Associations[].RouteTableAssociationId')
        ec2 replace-route-table-association --association-id $ASSOCIATION --route-table-id $DESK_TABLE > /dev/null`,
        group,
        acl,
      ],
    ],
    [
      'with a prefix list of one’s own in the group',
      [
        table,
        `OWN=$(ec2 create-managed-prefix-list --prefix-list-name books --address-family IPv4 --max-entries 30 \\
          --entries $(for BLOCK in $BLOCKS; do echo Cidr=$BLOCK; done) --query PrefixList.PrefixListId)
        sleep 60`,
        group.replace('$LIST', '$OWN'),
        acl,
      ],
    ],
  ])('%s', async (_, parts) => {
    expect(await failures([words, ...parts].join('\n'))).toEqual([])
  })
})

describe('does not pass', () => {
  it.each([
    ['without the vault’s route table', [group, acl], ['vault-reaches-the-books: no-route']],
    [
      'without a rule of the group',
      [table, acl],
      [
        'desk-reaches-the-books: no-group-rule-admits-egress',
        'vault-reaches-the-books: no-group-rule-admits-egress',
      ],
    ],
    [
      'with port 80 in the group',
      [table, group.replace('FromPort=443,ToPort=443', 'FromPort=80,ToPort=80'), acl],
      [
        'desk-reaches-the-books: no-group-rule-admits-egress',
        'vault-reaches-the-books: no-group-rule-admits-egress',
      ],
    ],
    ['without rules of the network ACL', [table, group], ['vault-reaches-the-books: acl-denies-egress']],
    [
      'with answers to port 443 alone',
      [table, group, acl.replace('From=1024,To=65535', 'From=443,To=443')],
      ['vault-reaches-the-books: acl-denies-ingress'],
    ],
    [
      'with a network ACL that is open to anywhere',
      [
        table,
        group,
        'entry 1 --egress From=443,To=443 0.0.0.0/0; entry 1 --ingress From=1024,To=65535 0.0.0.0/0',
      ],
      ['vault-is-narrow: other-answer'],
    ],
    [
      'with a group that is open to anywhere',
      [
        table,
        'ec2 authorize-security-group-egress --group-id $GROUP --protocol tcp --port 443 --cidr 0.0.0.0/0 > /dev/null',
        acl,
      ],
      ['group-is-narrow: other-answer'],
    ],
    [
      'with names that are no longer answered',
      [table, group, acl, 'ec2 modify-vpc-attribute --vpc-id $VPC --no-enable-dns-support'],
      [
        'desk-reaches-the-books: dns-support-is-off, amazon-dns-is-off',
        'vault-reaches-the-books: dns-support-is-off, amazon-dns-is-off',
      ],
    ],
    [
      'with an interface endpoint in place of the route',
      [
        `DOOR=$(ec2 create-security-group --vpc-id $VPC --group-name door --description door --query GroupId)
        ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr 10.58.0.0/16 > /dev/null
        ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \\
          --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false --subnet-ids $DESK_SUBNET $VAULT_SUBNET \\
          --security-group-ids $DOOR > /dev/null`,
      ],
      ['desk-reaches-the-books: other-way', 'vault-reaches-the-books: other-way', 'costs-nothing: unmet'],
    ],
    [
      'with a way to the internet beside it',
      [
        table,
        group,
        acl,
        `GATE=$(ec2 create-internet-gateway --query InternetGateway.InternetGatewayId)
        ec2 attach-internet-gateway --vpc-id $VPC --internet-gateway-id $GATE
        ec2 create-route --route-table-id $DESK_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATE > /dev/null
        ec2 authorize-security-group-egress --group-id $GROUP --protocol tcp --port 443 --cidr 192.0.2.0/24 > /dev/null
        ADDRESS=$(ec2 allocate-address --query AllocationId)
        DESK=$(ec2 describe-instances --filters Name=tag:Name,Values=desk-1 --query 'Reservations[].Instances[].InstanceId')
        ec2 associate-address --allocation-id $ADDRESS --instance-id $DESK > /dev/null`,
      ],
      ['internet-stays-out: is-reached', 'costs-nothing: unmet'],
    ],
  ])('%s', async (_, parts, expected) => {
    expect(await failures([words, ...parts].join('\n'))).toEqual(expected)
  })
})
