import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

const shop = `
set -e
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
APP=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --availability-zone us-east-1a --query Subnet.SubnetId --output text)
DB=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.2.0/24 --availability-zone us-east-1b --query Subnet.SubnetId --output text)
APPSG=$(aws ec2 create-security-group --vpc-id $VPC --group-name app --description app --query GroupId --output text)
DBSG=$(aws ec2 create-security-group --vpc-id $VPC --group-name db --description db --query GroupId --output text)
launch() {
  aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro \\
    --subnet-id $2 --security-group-ids $3 --private-ip-address $4 \\
    --tag-specifications "ResourceType=instance,Tags=[{Key=Name,Value=$1}]" > /dev/null
}
launch app-1 $APP $APPSG 10.0.1.10
launch db-1 $DB $DBSG 10.0.2.10
echo "export VPC=$VPC DBSG=$DBSG" > ids
sleep 120
`

async function openShop(): Promise<Lab> {
  const lab = await Lab.open({ contract, turn: () => immediate() })
  const { exitCode, stderr } = await lab.terminal.runScript(shop)
  expect(stderr + exitCode).toBe('0')
  await lab.run('. ./ids')
  return lab
}

const type = async (lab: Lab, line: string): Promise<string> => {
  const { stdout, stderr, exitCode } = await lab.run(line)
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]\n` : ''}`.replace(
    /\b([a-z]+)-0[0-9a-f]{16}/g,
    '$1-ID',
  )
}

let lab: Lab
beforeAll(async () => {
  lab = await openShop()
})

const openDatabase =
  'aws ec2 authorize-security-group-ingress --group-id $DBSG --protocol tcp --port 5432 --cidr 10.0.1.0/24 > /dev/null'

describe('the lab command', () => {
  it('tells why a packet is dropped and what mends it, by the names of machines', async () => {
    const told = await type(lab, 'lab trace app-1 db-1 --port 5432')
    expect(told).toContain('tcp 10.0.1.10:49152 → 10.0.2.10:5432')
    expect(told).toContain('dropped at eni-ID: groups-have-no-ingress-rules')
    expect(told).toContain('aws ec2 authorize-security-group-ingress')
    expect(told).toMatch(/\[1\]\n$/)
  })

  it.each(['sqs', 'com.amazonaws.us-east-1.sqs'])(
    'follows the way to a service of AWS called %s',
    async (name) => {
      const told = await type(lab, `lab trace app-1 ${name}`)
      expect(told).toMatch(/^tcp 10\.0\.1\.10:49152 → \S+:443/)
    },
  )

  it('proposes what works when it is typed', async () => {
    const other = await openShop()
    const told = await other.run('lab trace app-1 db-1 --port 5432')
    const commands = told.stdout.split('\n').filter((line) => line.startsWith('aws '))
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) expect((await other.run(command)).exitCode).toBe(0)
    const after = await type(other, 'lab trace app-1 db-1 --port 5432')
    expect(after).toContain('delivered to')
    expect(after).not.toContain('What stands in the way')
  })

  it.each([
    [
      'lab trace app-1',
      'lab: trace wants two ends: lab trace app-1 db-1 --port 5432 (names with blanks in quotes)\n[2]\n',
    ],
    ['lab trace app-1 nobody', 'lab: There is no "nobody" to send to.\n[3]\n'],
    ['lab trace app-1 db-1 --port 0', 'lab: "0" is no port. Ports go from 1 to 65535.\n[2]\n'],
    ['lab trace app-1 db-1 --prot tcp', 'lab: there is no option --prot\n[2]\n'],
    ['lab trac', "lab: there is no 'trac'. Did you mean 'lab trace'?\n[2]\n"],
    ['lab xyzzy', "lab: there is no 'xyzzy'. 'lab help' lists what there is.\n[2]\n"],
    ['lab skip', 'lab: skip wants to know how long: lab skip 10m\n[2]\n'],
    ['lab skip soon', 'lab: "soon" is no time. Try 30s, 10m, 2h or 1d.\n[2]\n'],
    ['lab goto nowhere', 'lab: There is no moment "nowhere". There are no checkpoints yet.\n[1]\n'],
    ['lab on web-9 ip addr', 'lab: There is no machine called web-9.\n[1]\n'],
    [
      'lab explain no-rout',
      'lab: There is no reason "no-rout". Perhaps: no-route, site-has-no-route.\n[1]\n',
    ],
    ['lab import nothing.json', 'lab: there is no file nothing.json\n[1]\n'],
    ['lab check', 'lab: No scenario is open, so there is no goal to check.\n[1]\n'],
    ['lab hint', 'lab: No scenario is open, so there is no hint.\n[1]\n'],
    ['lab fault nonsense', 'lab: There is no "nonsense" that could be struck by a fault.\n[1]\n'],
    [
      'lab explain NO_ROUTE_TO_DESTINATION',
      'NO_ROUTE_TO_DESTINATION, a code of Reachability Analyzer:\n\nno-route\n  The route table has no route for the destination.\n  Nobody says anything: connections time out.\n  Reachability Analyzer says NO_ROUTE_TO_DESTINATION.\n  Topic PL-VPC-04.\n',
    ],
  ])('%s', async (line, shown) => {
    const told = await type(lab, line)
    if (line.startsWith('lab explain NO_'))
      expect(told.replace(/Topic [A-Z0-9-]+/, 'Topic PL-VPC-04')).toContain(shown.slice(0, 120))
    else expect(told).toBe(shown)
  })

  it('fits its help on a screen', async () => {
    const lines = (await type(lab, 'lab help')).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80)
  })

  it('says what the last change opened, and undoes and does it again', async () => {
    const own = await openShop()
    await own.run(openDatabase)
    await own.run('aws ec2 describe-vpcs > /dev/null')
    expect(await type(own, 'lab diff')).toContain('  + app-1 → db-1  tcp/5432')
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → db-1')
    await own.run('lab undo')
    expect(await type(own, 'lab undo')).toContain('Undone: aws ec2 authorize-security-group-ingress')
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → nobody')
    expect(await type(own, 'lab redo')).toContain('Redone: aws ec2 authorize-security-group-ingress')
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → db-1')
  })

  it('comes back to a checkpoint', async () => {
    const own = await openShop()
    expect(await type(own, 'lab checkpoint closed')).toBe(
      'This moment is called closed. lab goto closed comes back to it.\n',
    )
    await own.run(openDatabase)
    expect(await type(own, 'lab timeline')).toContain('[closed]')
    expect(await type(own, 'lab goto closed')).toMatch(/^It is 2026-11-02 .* again\.\n$/)
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → nobody')
  })

  it('lets time pass', async () => {
    const before = lab.now
    expect(await type(lab, 'lab skip 1h30m')).toMatch(/^1 hour 30 minutes later: it is 2026-11-02 /)
    expect(lab.now - before).toBe(5_400_000)
  })

  it('breaks a machine by its name, and lets it work again', async () => {
    const own = await openShop()
    await own.run(openDatabase)
    expect(await type(own, 'lab fault')).toContain('Nothing is broken.')
    expect(await type(own, 'lab fault db-1')).toBe('i-ID is down now. lab fault clear ends it.\n')
    expect(await type(own, 'lab fault')).toMatch(
      /^ {2}i-ID \(db-1\) {2}down {2}since 2026-11-02 \d\d:\d\d:\d\d UTC\n$/,
    )
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → nobody')
    expect(await type(own, 'lab fault clear')).toBe('Everything works again.\n')
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → db-1')
  })

  it('runs commands on machines without a network', async () => {
    expect(await type(lab, 'lab on app-1 hostname')).toBe('ip-10-0-1-10.ec2.internal\n')
    expect(await type(lab, 'lab on app-1 "exit 3"')).toBe('[3]\n')
    // What there is instead is said once.
    expect(await type(lab, 'lab on app-1 ifconfig')).toBe(
      "bash: ifconfig: command not found\nTry 'ip addr'.\n[127]\n",
    )
    expect(await type(lab, 'lab on app-1 sudo whoami')).toBe('root\n')
    expect((await lab.on('app-1', 'sudo whoami')).stdout).toBe('root\n')
  })

  it('exports the lab and goes on with it elsewhere', async () => {
    const own = await openShop()
    expect(await type(own, 'lab export before.json')).toMatch(/^The lab is in before\.json, \d+ KiB\.\n$/)
    await own.run(openDatabase)
    await own.run('cp before.json /tmp/lab.json')
    expect(await type(own, 'lab import before.json')).toContain('The lab is as it was')
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → nobody')
    expect(await type(own, 'lab undo')).toContain('Undone: lab import')
    expect(await type(own, 'lab reach --port 5432')).toContain('app-1  → db-1')
  })

  it('refuses what is no exported lab, and keeps the world', async () => {
    await lab.run('echo "{}" > wrong.json')
    expect(await type(lab, 'lab import wrong.json')).toBe(
      'lab: wrong.json is no lab that was exported: its format is not 1.\n[1]\n',
    )
    expect(await type(lab, 'lab reach --port 22')).toContain('app-1')
  })

  it('tells where one is and what it costs', async () => {
    expect(await type(lab, 'lab status')).toMatch(/^Scenario +none is open/)
    expect(await type(lab, 'lab status')).toContain('learner on workstation')
    expect(await type(lab, 'lab cost')).toMatch(/^2026-11, up to now: \$\d+\.\d\d\n/)
  })
})
