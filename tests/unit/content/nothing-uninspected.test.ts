import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import { attemptOn, beginScenario } from '../../../simulator/authoring/prove.ts'
import type { Grade } from '../../../simulator/grading/grade.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { scenarioNamed } from '../simulator/authoring/read-pack.ts'

// The scenario is right about what is right: designs of other shapes than its author's pass, and each wrong one fails the
// check that is about it, for the reason that it is wrong.

let start: Lab

beforeAll(async () => {
  const scenario = scenarioNamed('private-paths', 'nothing-uninspected')
  start = await beginScenario({ contract, turn: () => immediate() }, scenario)
})

/** Words of which the scripts are made. */
const words = `
export AWS_DEFAULT_OUTPUT=text
ec2() { aws ec2 "$@"; }
security() { aws "$@" --profile security; }
permit() { security ec2 modify-vpc-endpoint-service-permissions --service-id $SERVICE --add-allowed-principals $1; }
shop=arn:aws:iam::111111111111:root
subnet() { ec2 create-subnet --vpc-id $VPC --cidr-block $1 --availability-zone-id use1-az$2 --query Subnet.SubnetId; }
endpoint() {
  ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer --service-name $SERVICE_NAME \
    --subnet-ids $1 --query VpcEndpoint.VpcEndpointId
}
accept() { security ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids "$@"; sleep 120; }
table() { ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId; }
main() {
  ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC Name=association.main,Values=true \
    --query 'RouteTables[0].RouteTableId'
}
to() { case $1 in igw-*) echo --gateway-id $1;; nat-*) echo --nat-gateway-id $1;; vpce-*) echo --vpc-endpoint-id $1;; esac; }
route() { ec2 create-route --route-table-id $1 --destination-cidr-block $2 $(to $3); }
reroute() { ec2 replace-route --route-table-id $1 --destination-cidr-block $2 $(to $3); }
unroute() { ec2 delete-route --route-table-id $1 --destination-cidr-block $2; }
association() {
  ec2 describe-route-tables --filters Name=association.subnet-id,Values=$1 \
    --query "RouteTables[0].Associations[?SubnetId=='$1'].RouteTableAssociationId"
}
attach() { ec2 associate-route-table --route-table-id $2 --subnet-id $1; }
edge() { ec2 associate-route-table --route-table-id $1 --gateway-id $GATEWAY; }
move() { ec2 replace-route-table-association --association-id $(association $1) --route-table-id $2; }
leave() { ec2 disassociate-route-table --association-id $(association $1); }
allocation() { ec2 describe-addresses --public-ips $1 --query 'Addresses[0].AllocationId'; }
detach() {
  ec2 disassociate-address --association-id $(ec2 describe-addresses --public-ips $1 --query 'Addresses[0].AssociationId')
}
machine() {
  ec2 describe-instances --filters Name=tag:Name,Values=$1 --query 'Reservations[0].Instances[0].InstanceId' "\${@:2}"
}
nat() { ec2 describe-nat-gateways --filter Name=tag:Name,Values=jobs --query 'NatGateways[0].NatGatewayId'; }
group() { ec2 describe-security-groups --filters Name=tag:Name,Values=$1 --query 'SecurityGroups[0].GroupId' "\${@:2}"; }
enlist() {
  for one in "$@"; do
    security elbv2 register-targets --target-group-arn $FIREWALLS --targets Id=$(machine $one --profile security)
  done
}
cross_zones() {
  security elbv2 modify-load-balancer-attributes --attributes Key=load_balancing.cross_zone.enabled,Value=true \
    --load-balancer-arn $(security elbv2 describe-load-balancers --names wall --query 'LoadBalancers[0].LoadBalancerArn')
}
`

/** The author's design in parts, each of which a case may do in another way, or leave out. */
const parts = {
  permission: 'permit $shop',
  gates: `
    GATE_A=$(subnet 10.62.200.0/28 1); GATE_B=$(subnet 10.62.200.16/28 2)
    A=$(endpoint $GATE_A); B=$(endpoint $GATE_B)`,
  acceptance: 'accept $A $B',
  onwards: 'T=$(table); route $T 0.0.0.0/0 $GATEWAY; attach $GATE_A $T; attach $GATE_B $T',
  inwards:
    'E=$(table); route $E 10.62.1.0/24 $A; route $E 10.62.2.0/24 $B; route $E 10.62.3.0/24 $A; edge $E',
  outwards: 'OUT_B=$(table); route $OUT_B 0.0.0.0/0 $B; move $WEB_B $OUT_B; reroute $PUBLIC 0.0.0.0/0 $A',
  courier: 'unroute $PUBLIC 192.0.2.128/25',
  watch:
    'leave $WATCH; detach $WATCH_ADDRESS; ec2 release-address --allocation-id $(allocation $WATCH_ADDRESS)',
  agency: 'ec2 delete-vpc-peering-connection --vpc-peering-connection-id $PEERING',
  firewalls: 'enlist fw-a2 fw-b2',
  answers: 'lab answer open-connections b; lab answer bank-by-privatelink c',
}

type Change = Partial<typeof parts>

async function attempt(change: Change, afterwards = ''): Promise<{ grade: Grade; lab: Lab }> {
  const script = [words, ...Object.values({ ...parts, ...change }), afterwards].join('\n')
  return attemptOn(start, script)
}

const failing = ({ goals }: Grade): readonly string[] =>
  goals.filter(({ verdict }) => !verdict.met).map(({ id, verdict }) => `${id}: ${verdict.observed}`)

describe('passes', () => {
  it.each<[string, Change, string?]>([
    ['the author’s design, in other words', {}],
    [
      'the internet gateway’s table with one route for the VPC, and one for the exception',
      { inwards: 'E=$(table); reroute $E 10.62.0.0/16 $A; route $E 10.62.2.0/24 $B; edge $E' },
    ],
    [
      'a route table for each subnet, and the peering connection left without routes',
      {
        onwards: `
          for one in $GATE_A $GATE_B; do T=$(table); route $T 0.0.0.0/0 $GATEWAY; attach $one $T; done`,
        outwards: `
          for one in $WEB_A $STREET; do T=$(table); route $T 0.0.0.0/0 $A; move $one $T; done
          T=$(table); route $T 0.0.0.0/0 $B; move $WEB_B $T`,
        courier: '',
        watch: 'T=$(table); move $WATCH $T; ec2 delete-route-table --route-table-id $PUBLIC',
        agency: 'unroute $PRIVATE 10.80.0.0/16',
      },
    ],
    [
      'watch-1 without an address, wherever its route leads, and all firewalls for all zones',
      {
        watch: 'detach $WATCH_ADDRESS; ec2 release-address --allocation-id $(allocation $WATCH_ADDRESS)',
        firewalls: 'cross_zones; enlist fw-a2 fw-b2',
      },
    ],
    [
      'the NAT gateway moved into a subnet of its own, with the address that the courier knows',
      {
        inwards: `
          OLD=$(nat); ec2 delete-nat-gateway --nat-gateway-id $OLD; ec2 wait nat-gateway-deleted --nat-gateway-ids $OLD
          YARD=$(subnet 10.62.210.0/28 1)
          NEW=$(ec2 create-nat-gateway --subnet-id $YARD --allocation-id $(allocation $JOBS_ADDRESS) \
            --query NatGateway.NatGatewayId)
          ec2 wait nat-gateway-available --nat-gateway-ids $NEW
          reroute $PRIVATE 0.0.0.0/0 $NEW; attach $YARD $PUBLIC
          E=$(table); route $E 10.62.1.0/24 $A; route $E 10.62.2.0/24 $B; route $E 10.62.210.0/28 $A; edge $E`,
      },
    ],
    [
      'the agency kept out by the network ACL, in both directions',
      {
        agency: `
          ACL=$(ec2 describe-network-acls --filters Name=vpc-id,Values=$VPC --query 'NetworkAcls[0].NetworkAclId')
          for one in --ingress --egress; do
            ec2 create-network-acl-entry --network-acl-id $ACL $one --rule-number 50 --protocol -1 --rule-action deny \
              --cidr-block 10.80.0.0/16
          done`,
      },
    ],
    [
      'the gates in a second address range, with the main route table',
      {
        gates: `
          ec2 associate-vpc-cidr-block --vpc-id $VPC --cidr-block 100.64.9.0/24; sleep 30
          GATE_A=$(subnet 100.64.9.0/25 1); GATE_B=$(subnet 100.64.9.128/25 2)
          A=$(endpoint $GATE_A); B=$(endpoint $GATE_B)`,
        onwards: 'route $(main) 0.0.0.0/0 $GATEWAY',
        watch: 'detach $WATCH_ADDRESS; ec2 release-address --allocation-id $(allocation $WATCH_ADDRESS)',
      },
    ],
    [
      'the servers’ subnets associated with the main table, and the ways round closed before anything else',
      {
        permission: `${parts.courier}; ${parts.agency}; ${parts.permission}`,
        outwards: `
          T_B=$(table); route $T_B 0.0.0.0/0 $B; move $WEB_B $T_B
          route $(main) 0.0.0.0/0 $A; leave $WEB_A; leave $STREET`,
        courier: '',
        watch: 'move $WATCH $(table); ec2 delete-route-table --route-table-id $PUBLIC',
        agency: '',
      },
    ],
  ])('%s', async (_, change, afterwards) => {
    const { grade } = await attempt(change, afterwards)
    expect(failing(grade)).toEqual([])
  })
})

describe('fails', () => {
  it.each<[string, string, string | RegExp, Change, string?]>([
    [
      'nobody permits the shop to ask',
      'customers-reach-web-1',
      /does not pass appliance/,
      { permission: 'permit arn:aws:iam::333333333333:root' },
    ],
    [
      'nobody accepts the endpoints',
      'customers-reach-web-1',
      /does not pass appliance/,
      { acceptance: 'sleep 120' },
    ],
    ['the gates have no way on', 'servers-go-out', 'no-route', { onwards: '' }],
    [
      'what was inspected is led to the NAT gateway',
      'customers-reach-web-1',
      'nat-gateway-knows-no-such-flow',
      { onwards: 'T=$(table); route $T 0.0.0.0/0 $(nat); attach $GATE_A $T; attach $GATE_B $T' },
    ],
    [
      'what comes out of a gate is led into it again',
      'customers-reach-web-1',
      'forwarding-loop',
      { onwards: 'T=$(table); route $T 0.0.0.0/0 $A; attach $GATE_A $T; attach $GATE_B $T' },
    ],
    ['only the way in is changed', 'customers-reach-web-1', 'subnet-is-redirected', { outwards: '' }],
    [
      'only the way out is changed, for TCP that comes in',
      'customers-reach-web-2',
      'inspection-knows-no-such-flow',
      { inwards: '' },
    ],
    [
      'only the way out is changed, for TCP that goes out',
      'jobs-go-out',
      'appliance-missed-the-answer',
      { inwards: '' },
    ],
    [
      'zone 2 comes in by its own gate and goes out by that of zone 1',
      'customers-reach-web-2',
      'inspection-knows-no-such-flow',
      { outwards: 'reroute $PUBLIC 0.0.0.0/0 $A' },
    ],
    [
      'zone 2 is left as it was',
      'customers-reach-web-2',
      /does not pass appliance/,
      {
        inwards: 'E=$(table); route $E 10.62.1.0/24 $A; route $E 10.62.3.0/24 $A; edge $E',
        outwards: 'T=$(table); route $T 0.0.0.0/0 $A; move $WEB_A $T; move $STREET $T',
      },
    ],
    [
      'the NAT gateway’s answers come in uninspected',
      'jobs-go-out',
      'appliance-missed-the-answer',
      {},
      'unroute $E 10.62.3.0/24',
    ],
    [
      'the courier’s route leads to the gate of the other zone',
      'servers-reach-the-courier',
      'inspection-knows-no-such-flow',
      { courier: 'reroute $PUBLIC 192.0.2.128/25 $B' },
    ],
    [
      'half of the internet has a route of its own',
      'servers-go-out',
      'subnet-is-redirected',
      {},
      'route $PUBLIC 128.0.0.0/1 $GATEWAY',
    ],
    [
      'watch-1 is inspected instead of shut in',
      'watch-is-inside',
      /watch-1 reaches internet/,
      { watch: 'route $E 10.62.5.0/24 $B; move $WATCH $OUT_B' },
    ],
    [
      'watch-1 has a new address',
      'watch-is-inside',
      /internet reaches watch-1 and watch-1 reaches internet/,
      {
        outwards: `${parts.outwards}; S=$(table); route $S 0.0.0.0/0 $GATEWAY; move $WATCH $S`,
        watch: `detach $WATCH_ADDRESS; ec2 release-address --allocation-id $(allocation $WATCH_ADDRESS)
          ec2 associate-address --instance-id $(machine watch-1) \
            --allocation-id $(ec2 allocate-address --query AllocationId)`,
      },
    ],
    [
      'the agency is kept out by security groups',
      'who-reaches-whom',
      /agency-1 reaches web-1/,
      {
        agency: `for one in web jobs; do
          ec2 revoke-security-group-ingress --group-id $(group $one) --protocol tcp --port 22 --cidr 10.80.0.0/16
        done`,
      },
    ],
    [
      'the agency is kept out of the public subnets alone',
      'agency-is-out',
      /agency-1 reaches jobs-1/,
      { agency: 'unroute $PUBLIC 10.80.0.0/16' },
    ],
    [
      'one zone alone has a second firewall',
      'any-firewall-may-fail',
      'no-appliance-healthy',
      { firewalls: 'enlist fw-a2' },
    ],
    [
      'nobody answers the health checks’ port',
      'customers-reach-web-1',
      'no-appliance-healthy',
      {},
      `security ec2 revoke-security-group-ingress --protocol tcp --port 80 --cidr 10.63.8.0/21 \
        --group-id $(group firewalls --profile security)`,
    ],
    [
      'the firewalls let no GENEVE in',
      'servers-go-out',
      'no-group-rule-admits-ingress',
      {},
      `security ec2 revoke-security-group-ingress --protocol udp --port 6081 --cidr 10.63.8.0/21 \
        --group-id $(group firewalls --profile security)`,
    ],
    [
      'the security team thinks better of one endpoint',
      'customers-reach-web-2',
      'route-is-blackhole',
      {},
      'security ec2 reject-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $B',
    ],
    [
      'both gates are in the same zone’s subnet table, and zone 2 hangs on zone 1',
      'zone-2-stands-alone',
      'struck-by-fault',
      {},
      'reroute $OUT_B 0.0.0.0/0 $A; reroute $E 10.62.2.0/24 $A',
    ],
    [
      'the courier sees another address',
      'courier-knows-jobs',
      /it is seen from/,
      {},
      `ec2 associate-nat-gateway-address --nat-gateway-id $(nat) \
        --allocation-ids $(ec2 allocate-address --query AllocationId); sleep 60
       T=$(table); route $T 0.0.0.0/0 $A; move $JOBS $T; route $E 10.62.4.0/24 $A
       ec2 associate-address --instance-id $(machine jobs-1) \
        --allocation-id $(ec2 allocate-address --query AllocationId)`,
    ],
    [
      'every account may ask',
      'service-is-not-for-all',
      'call-succeeds',
      { permission: "permit $shop; permit '*'" },
    ],
    [
      'nobody decides any more',
      'security-decides',
      'other-answer',
      {},
      'security ec2 modify-vpc-endpoint-service-configuration --service-id $SERVICE --no-acceptance-required',
    ],
    [
      'the address of watch-1 is kept for nobody',
      'is-tidy',
      /is unused/,
      { watch: 'leave $WATCH; detach $WATCH_ADDRESS' },
    ],
    [
      'zone 2 has a NAT gateway that nobody asked for',
      'is-within-budget',
      /^9\d\.\d\d USD/,
      {},
      `ec2 create-nat-gateway --subnet-id $WEB_B --allocation-id $(ec2 allocate-address --query AllocationId); sleep 120`,
    ],
    [
      'somebody believes that open connections are handed over',
      'open-connections',
      /Answered a/,
      { answers: 'lab answer open-connections a; lab answer bank-by-privatelink c' },
    ],
    [
      'somebody believes in one route for both directions',
      'bank-by-privatelink',
      /Answered b/,
      { answers: 'lab answer open-connections b; lab answer bank-by-privatelink b' },
    ],
  ])('%s: %s', async (_, check, why, change, afterwards) => {
    const { grade } = await attempt(change, afterwards)
    const { met, observed, obstacles } = grade.goals.find(({ id }) => id === check)!.verdict
    expect(met).toBe(false)
    if (typeof why === 'string') expect(obstacles.map(({ reason }) => reason)).toContain(why)
    else expect(observed).toMatch(why)
  })
})

describe('at ten to three', () => {
  const standing = ({ goals }: Grade, id: string) => goals.find((goal) => goal.id === id)?.verdict.met

  it('zone 1 is cut off where nobody planned for it, until a second firewall works there', async () => {
    const { lab, grade } = await attempt({ firewalls: '' })
    expect(standing(grade, 'customers-reach-web-1')).toBe(false)
    expect(standing(grade, 'customers-reach-web-2')).toBe(true)
    await lab.on('workstation', `${words}\n${parts.firewalls}`)
    expect(failing(lab.grade()!)).toEqual([])
  })

  it('does not come before the ways round are closed', async () => {
    const { lab, grade } = await attempt({ firewalls: '', agency: '' })
    expect(standing(grade, 'customers-reach-web-1')).toBe(true)
    await lab.on('workstation', `${words}\n${parts.agency}`)
    expect(standing(lab.grade()!, 'customers-reach-web-1')).toBe(false)
  })
})

describe('what is not the learner’s to change', () => {
  it.each([
    ['the firewalls’ rules', 'host put-appliance --host fw-a1 --mode inspect', /not yours to change/],
    ['the machines', 'aws ec2 terminate-instances --profile security --instance-ids $FW_A1', /not yours to/],
    [
      'the address on the bank’s list',
      'ec2 release-address --allocation-id $(allocation $WEB_1_ADDRESS)',
      /bank/,
    ],
    ['the shop’s names', 'aws route53 delete-hosted-zone --id Z1', /stay as they are/],
  ])('%s', async (_, line, refusal) => {
    const { stderr } = await attemptOn(start, `${words}\n${line}`)
    expect(stderr).toMatch(refusal)
  })
})
