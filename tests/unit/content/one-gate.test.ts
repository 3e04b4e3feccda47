import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import { attemptOn, beginScenario } from '../../../simulator/authoring/prove.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { scenarioNamed } from '../simulator/authoring/read-pack.ts'

let start: Lab

beforeAll(async () => {
  const scenario = scenarioNamed('foundations', 'one-gate')
  start = await beginScenario({ contract, turn: () => immediate() }, scenario)
})

const words = `
export AWS_DEFAULT_OUTPUT=text
ec2() { aws ec2 "$@"; }
endpoint() {
  ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer --service-name $SERVICE_NAME \
    --subnet-ids $1 --query VpcEndpoint.VpcEndpointId
  sleep 120
}
table() { ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId; }
to() { case $1 in igw-*) echo --gateway-id $1;; vpce-*) echo --vpc-endpoint-id $1;; esac; }
route() { ec2 create-route --route-table-id $1 --destination-cidr-block $2 $(to $3); }
reroute() { ec2 replace-route --route-table-id $1 --destination-cidr-block $2 $(to $3); }
attach() { ec2 associate-route-table --route-table-id $2 --subnet-id $1; }
edge() { ec2 associate-route-table --route-table-id $1 --gateway-id $GATEWAY; }
`

const parts = {
  gate: 'A=$(endpoint $GATE)',
  onwards: 'T=$(table); route $T 0.0.0.0/0 $GATEWAY; attach $GATE $T',
  inwards: 'E=$(table); route $E 10.40.1.0/24 $A; edge $E',
  outwards: 'reroute $TICKETS_TABLE 0.0.0.0/0 $A',
  answer: 'lab answer where-next c',
}

type Change = Partial<typeof parts>

const attempt = async (change: Change) =>
  (await attemptOn(start, [words, ...Object.values({ ...parts, ...change })].join('\n'))).grade.goals

describe('passes', () => {
  it.each<[string, Change]>([
    ['three tables', {}],
    [
      'the gate in a new subnet',
      {
        gate: `GATE=$(ec2 create-subnet --vpc-id $VPC --cidr-block 10.40.64.0/20 --availability-zone-id use1-az1 \
        --query Subnet.SubnetId); A=$(endpoint $GATE)`,
      },
    ],
    [
      'the internet gateway’s table with a route for the VPC',
      {
        inwards: 'E=$(table); reroute $E 10.40.0.0/16 $A; edge $E',
      },
    ],
  ])('%s', async (_, change) => {
    const goals = await attempt(change)
    expect(goals.filter(({ verdict }) => !verdict.met).map(({ id }) => id)).toEqual([])
  })
})

describe('fails', () => {
  it.each<[string, string, string | RegExp, Change]>([
    [
      'nothing is done',
      'visitors-come-in',
      /does not pass/,
      { gate: '', onwards: '', inwards: '', outwards: '' },
    ],
    ['only the way in', 'visitors-come-in', 'subnet-is-redirected', { outwards: '' }],
    ['only the way out', 'server-goes-out', 'appliance-missed-the-answer', { inwards: '' }],
    ['no way on from the gate', 'server-goes-out', 'no-route', { onwards: '' }],
    [
      'a loop',
      'server-goes-out',
      'forwarding-loop',
      {
        onwards: 'T=$(table); route $T 0.0.0.0/0 $A; attach $GATE $T',
      },
    ],
    [
      'a route round the firewall',
      'no-firewall-no-traffic',
      /it is answered/,
      {
        outwards: '',
        inwards: '',
      },
    ],
    ['a wrong answer', 'where-next', /Answered a/, { answer: 'lab answer where-next a' }],
  ])('%s: %s', async (_, check, why, change) => {
    const { met, observed, obstacles } = (await attempt(change)).find(({ id }) => id === check)!.verdict
    expect(met).toBe(false)
    if (typeof why === 'string') expect(obstacles.map(({ reason }) => reason)).toContain(why)
    else expect(observed).toMatch(why)
  })
})
