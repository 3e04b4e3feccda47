import { describe, expect, it } from 'vitest'
import type { Lab } from '../../../simulator/lab.ts'
import { ask } from '../../../simulator/network/question.ts'
import { pictureOf } from '../../../simulator/views/topology/picture.ts'
import { drawnWay } from '../../../src/lesson-kit/drawn-way.ts'
import { type Stop, stopsOf } from '../../../src/lesson-kit/way.ts'
import { labIn } from '../../../src/lesson-kit/worlds.ts'

// A packet's way in short, as lessons show it: the things it comes to, and the route tables that send it on.

const gate = `
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE \\
  --add-allowed-principals arn:aws:iam::123456789012:root
GATE=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.0.0/28 --availability-zone-id use1-az1 \\
  --query Subnet.SubnetId --output text)
INSPECT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer --subnet-ids $GATE \\
  --service-name $SERVICE_NAME --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=inspect}]' \\
  --query VpcEndpoint.VpcEndpointId --output text)
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE --vpc-endpoint-ids $INSPECT
sleep 300
table() { aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId --output text \\
  --tag-specifications "ResourceType=route-table,Tags=[{Key=Name,Value=$1}]"; }
route() { aws ec2 create-route --route-table-id $1 --destination-cidr-block $2 "\${@:3}"; }
GATE_TABLE=$(table gate); route $GATE_TABLE 0.0.0.0/0 --gateway-id $IGW
aws ec2 associate-route-table --route-table-id $GATE_TABLE --subnet-id $GATE
aws ec2 replace-route --route-table-id $APP_TABLE --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT
`
const edge = `
EDGE=$(table edge); route $EDGE 10.20.1.0/24 --vpc-endpoint-id $INSPECT
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $IGW; sleep 60
`

async function waysIn(script: string, from: string, to: string) {
  const lab: Lab = await labIn('museum')
  await lab.run(script)
  return lab.view((fabric) => {
    const picture = pictureOf(fabric)
    const trace = ask(fabric, { from, to, protocol: 'tcp', port: 443 })
    if ('cannotSay' in trace) throw new Error(trace.cannotSay)
    const { forward, reply } = trace
    return {
      picture,
      there: stopsOf(fabric, picture, forward),
      back: reply ? stopsOf(fabric, picture, reply) : [],
    }
  })
}

const told = (stops: readonly Stop[]) =>
  stops.map(({ name, notes }) =>
    [
      name,
      ...notes.map((note) => {
        if (note.kind === 'route') return `${note.table}: ${note.destination} → ${note.target}`
        return note.kind === 'dropped' ? 'dropped' : `${note.field} rewritten`
      }),
    ].join(', '),
  )

describe('a way in short', () => {
  it('names what it comes to, and leaves out what only lets it pass', async () => {
    const { there, back } = await waysIn('', 'internet', 'tickets-1')
    expect(told(there)).toEqual(['Internet', 'entrance, destination rewritten', 'tickets-1'])
    expect(told(back)).toEqual([
      'tickets-1, app: 0.0.0.0/0 → entrance',
      'entrance, source rewritten',
      'Internet',
    ])
  })

  it('goes into an inspection endpoint and out of it, without the routes of what carries it to the appliance', async () => {
    const { there } = await waysIn(gate + edge, 'internet', 'tickets-1')
    expect(told(there)).toEqual([
      'Internet',
      'entrance, destination rewritten, edge: 10.20.1.0/24 → inspect',
      'inspect',
      'wall',
      'fw-1',
      'wall',
      'inspect, gate: 10.20.0.0/16 → local',
      'tickets-1',
    ])
  })

  it('ends where it is dropped', async () => {
    const { back } = await waysIn(gate, 'internet', 'tickets-1')
    expect(told(back)).toEqual(['tickets-1, app: 0.0.0.0/0 → inspect', 'inspect', 'wall, dropped'])
  })

  it('names who drops it, where that is somebody whom it never came to', async () => {
    const { back } = await waysIn(gate, 'tickets-1', 'internet')
    expect(told(back).at(-1)).toBe('fw-1, dropped')
  })
})

it('is drawn with a line from stop to stop, and marks that do not cover each other', async () => {
  const { picture, there, back } = await waysIn(gate + edge, 'internet', 'tickets-1')
  const ways = [drawnWay(picture, there, 'there'), drawnWay(picture, back, 'back')]
  expect(ways.map(({ lines }) => lines.length)).toEqual([there.length - 1, back.length - 1])
  const places = ways.flatMap(({ marks }) => marks.map(({ x, y }) => `${x} ${y}`))
  expect(places).toHaveLength(there.length + back.length)
  expect(new Set(places).size).toBe(places.length)
})
