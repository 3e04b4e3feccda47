import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import { traceView } from '../../../../../simulator/views/trace/trace-view.ts'

// What the terminal put on the network lately.

const setup = `
set -e
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
SUBNET=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --query Subnet.SubnetId --output text)
for n in 1 2; do
  aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \\
    --instance-type t3.micro --subnet-id $SUBNET --private-ip-address 10.0.1.1$n \\
    --tag-specifications "ResourceType=instance,Tags=[{Key=Name,Value=app-$n}]" > /dev/null
done
sleep 90
`

let start: Lab
beforeAll(async () => {
  start = await Lab.open({ contract, turn: () => immediate() })
  const { stderr } = await start.runScript(setup)
  expect(stderr).toBe('')
})

async function labAfter(...lines: readonly string[]) {
  const lab = start.fork()
  for (const line of lines) await lab.run(line)
  return lab
}

describe('a way', () => {
  it('names what people have named, and network interfaces by what they are of', async () => {
    const lab = await labAfter()
    const view = lab.view((fabric) => traceView(fabric, { from: 'app-1', to: 'app-2', protocol: 'icmp' }))
    const [there] = 'walks' in view ? view.walks : []
    expect([there?.hops[0]?.name, there?.hops.at(-1)?.name]).toEqual(['app-1', 'app-2'])
  })
})

describe('the ways of late', () => {
  it('are those of lines that were typed, the newest first', async () => {
    const lab = await labAfter('lab on app-1 ping -c1 10.0.1.12', 'lab on app-1 nc -zw1 10.0.1.12 443')
    expect(
      lab.ways
        .list()
        .map(({ line, told, isWorking }) => `${line} ${told.replace(/:\d{5}/, '')} ${isWorking}`),
    ).toEqual([
      'lab on app-1 nc -zw1 10.0.1.12 443 tcp 10.0.1.11 → 10.0.1.12:443 false',
      'lab on app-1 ping -c1 10.0.1.12 icmp 10.0.1.11 → 10.0.1.12 true',
    ])
  })

  it('can be gone once more, as the same question', async () => {
    const lab = await labAfter('lab on app-1 ping -c1 10.0.1.12')
    const [{ packet } = {}] = lab.ways.list()
    expect(packet).toMatchObject({ from: expect.stringMatching(/^eni-/), to: '10.0.1.12', protocol: 'icmp' })
  })

  it('have lookups among them', async () => {
    const lab = await labAfter('lab on app-1 dig +short example.com')
    expect(lab.ways.list()[0]).toMatchObject({ kind: 'lookup', told: 'example.com. A', isWorking: true })
  })

  it('leave room for others when a loop sends many', async () => {
    const lab = await labAfter(
      'lab on app-2 ping -c1 10.0.1.11',
      'for i in $(seq 100); do lab on app-1 ping -c1 10.0.1.12; done',
    )
    const lines = lab.ways.list().map(({ line }) => line)
    expect(lines.length).toBeLessThan(30)
    expect(lines).toContain('lab on app-2 ping -c1 10.0.1.11')
  })

  it('stay when the line is undone: it was sent all the same', async () => {
    const lab = await labAfter('lab on app-1 ping -c1 10.0.1.12')
    lab.undo()
    expect(lab.ways.list()).toHaveLength(1)
  })

  it('are none where nothing was sent', async () => {
    expect((await labAfter('aws ec2 describe-vpcs')).ways.list()).toEqual([])
  })
})
