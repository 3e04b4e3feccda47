import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'
import type { FileToOpen } from '../../../../simulator/shell/host.ts'
import { screenWith } from '../shell/paging/screen.ts'

const setup = `
set -e
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
SUBNET=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --query Subnet.SubnetId --output text)
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \\
  --instance-type t3.micro --subnet-id $SUBNET --private-ip-address 10.0.1.10 \\
  --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=app-1}]' > /dev/null
sleep 90
onprem create-site --name dc --prefixes 192.168.0.0/16 > /dev/null
onprem create-host --site dc --name pc --address 192.168.0.10 > /dev/null
sleep 60
`

let lab: Lab
const opened: FileToOpen[] = []
beforeAll(async () => {
  lab = await Lab.open({
    contract,
    turn: () => immediate(),
    terminal: { openFile: (file) => void opened.push(file) },
  })
  const { stderr } = await lab.terminal.runScript(setup)
  expect(stderr).toBe('')
})

const terminal = { columns: 80 }

describe('a name that DNS does not know', () => {
  const app =
    /hopwise: app-1 is the instance i-0[0-9a-f]{16} at 10\.0\.1\.10\. Names of instances are not in DNS\.\n$/

  it.each([
    'ping -c1 app-1',
    'curl http://app-1:8080/path',
    'curl -s https://me@app-1',
    'dig +short app-1',
    'nc -zv app-1 443',
    'ping -c1 app-1 2>/dev/null',
    'for i in 1 2; do ping -c1 app-1; done',
    'x=$(dig +short app-1)',
  ])('%s: says whose name it is', async (line) => {
    const { stderr } = await lab.run(line, { terminal })
    expect(stderr).toMatch(app)
    expect(stderr.match(/hopwise:/g)).toHaveLength(1)
  })

  it('says where it is on premises', async () => {
    expect((await lab.run('ping -c1 pc', { terminal })).stderr).toContain(
      'hopwise: pc is a host on premises at 192.168.0.10. The DNS that is asked from here does not know it.\n',
    )
  })

  it.each([
    ['in a script', 'ping -c1 app-1', {}],
    ['of a name that nothing has', 'ping -c1 app-9', { terminal }],
    ['of what is no host', 'curl -s http://amazon.com/app-1', { terminal }],
    ['where the machine is found by it', 'ssh -o ConnectTimeout=1 app-1', { terminal }],
  ])('is not spoken of %s', async (_, line, options) => {
    expect((await lab.run(line, options)).stderr).not.toContain('hopwise:')
  })

  it('is not spoken of where the machine knows it', async () => {
    await lab.run('echo 10.0.1.10 app-1 | sudo tee -a /etc/hosts')
    expect((await lab.run('ping -c1 -W1 app-1', { terminal })).stderr).toBe('')
    await lab.run('sudo rm /etc/hosts')
  })
})

describe('lab open', () => {
  it('hands the file to the editor beside the terminal', async () => {
    await lab.run('mkdir -p work; cd work; echo x > policy.json')
    expect(await lab.run('lab open policy.json; lab open new.sh; cd')).toMatchObject({
      stdout: '',
      stderr: '',
      exitCode: 0,
    })
    const path = '/home/learner/work'
    expect(opened).toEqual([
      { host: 'workstation', path: `${path}/policy.json`, isNew: false },
      { host: 'workstation', path: `${path}/new.sh`, isNew: true },
    ])
  })

  it.each([
    ['lab open', 'lab: open wants one file: lab open policy.json\n', 2],
    ['lab open /tmp', 'lab: /tmp is a directory\n', 1],
    ['lab open /nowhere/x', 'lab: There is no directory for /nowhere/x\n', 1],
    ['vim x', "bash: vim: command not found\nTry 'lab open FILE'.\n", 127],
  ])('%s', async (line, stderr, exitCode) => {
    expect(await lab.run(line)).toMatchObject({ stderr, exitCode })
  })

  it('says what to do where there is no editor', async () => {
    const alone = await Lab.open({ contract, turn: () => immediate() })
    await alone.run('echo x > policy.json')
    const { stderr, exitCode } = await alone.run('lab open policy.json')
    expect(exitCode).toBe(1)
    expect(stderr).toContain("the editor belongs to the lab's page in a browser")
    expect(stderr).toContain("cat >policy.json <<'END'")
  })
})

describe('long output', () => {
  const typed = async (line: string, keys: readonly string[] = [], rows = 6) => {
    const screen = screenWith(keys, 60, rows)
    const { stdout, stderr, exitCode } = await lab.run(line, { terminal: screen, screen })
    return { stdout, stderr, exitCode, pages: screen.pages }
  }

  const eightLines =
    "aws ec2 describe-vpcs --query 'Vpcs[0].[VpcId,State,CidrBlock,OwnerId,IsDefault,DhcpOptionsId]'"

  it.each([
    ['of aws is paged', 'aws ec2 describe-vpcs', 1],
    ['of aws is not where a terminal of the usual 24 lines holds it', eightLines, 0],
    ['but is where a pager is asked for', `AWS_PAGER='less -F' ${eightLines}`, 1],
    ['of its help, too', 'aws ec2 help', 1],
    ['of a manual', 'man ping', 1],
    ['of aws in a pipe is not', 'aws ec2 describe-vpcs | cat', 0],
    ['in a variable is not', 'x=$(aws ec2 describe-vpcs)', 0],
    ['is not where it is switched off', 'aws ec2 describe-vpcs --no-cli-pager', 0],
    ['nor where AWS_PAGER is nothing', 'AWS_PAGER= aws ec2 describe-vpcs', 0],
    ['nor where it is cat', 'AWS_PAGER=cat aws ec2 describe-vpcs', 0],
    ['nor where the configuration says so', 'aws configure set cli_pager ""; aws ec2 describe-vpcs', 0],
  ])('%s', async (_, line, pages) => {
    expect((await typed(line)).pages).toHaveLength(pages)
    await lab.run('sed -i /cli_pager/d .aws/config')
  })

  it('is printed where it fits', async () => {
    const { pages, stdout } = await typed("aws ec2 describe-vpcs --query 'Vpcs[].VpcId' --output text")
    expect(pages).toEqual([])
    expect(stdout).toMatch(/^vpc-/)
  })

  it('goes through another program', async () => {
    expect((await typed('AWS_PAGER="head -n 2" aws ec2 describe-vpcs')).stdout).toBe('{\n    "Vpcs": [\n')
  })

  it('says that there is no such pager', async () => {
    expect(await typed('AWS_PAGER=bat aws ec2 describe-vpcs')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining("No such file or directory: 'bat'"),
      exitCode: 253,
    })
  })

  it('has a title, of a manual', async () => {
    expect((await typed('man ping')).pages[0]).toMatch(
      /\[ Manual page ping\(8\) line 1 \(press h for help or q to quit\)\]$/,
    )
  })
})

describe('the Tab key', () => {
  it.each<[string, readonly string[]]>([
    ['pin', ['ping', 'ping6']],
    ['ping 10.0.', ['10.0.1.10']],
    ['curl http://10.0.', ['http://10.0.1.10']],
    ['nc -z ip-10-0-1', ['ip-10-0-1-10.ec2.internal']],
    ['dig @192.168.0.1', ['@192.168.0.10']],
    ['ssh a', ['app-1']],
    ['man pin', ['ping', 'ping6']],
    ['lab op', ['open']],
    ['sudo tcpd', ['tcpdump']],
    ['x=$(aws ec2 describe-vpcs --vpc', ['--vpc-ids']],
    ['echo $HOM', ['HOME']],
    ['cat /etc/hostn', ['/etc/hostname']],
    ['grep --col', ['--color', '--colour']],
    ['ls --group', ['--group-directories-first']],
    ['nc -', ['-4', '-6']],
    ['wget --no-ch', ['--no-check-certificate']],
    ['curl --connect-ti', ['--connect-timeout']],
    ['jq --raw-o', ['--raw-output']],
    ['no-such-command --x', []],
  ])('offers, of %s', async (line, some) => {
    const { candidates } = await lab.terminal.complete(line)
    expect(some.filter((one) => !candidates.includes(one))).toEqual([])
    if (!some.length) expect(candidates).toEqual([])
  })
})

describe('help', () => {
  it.each([40, 80])('fits a screen of %i columns', async (columns) => {
    const { stdout } = await lab.run('help', { terminal: { columns } })
    expect(stdout.split('\n').filter((line) => line.length > columns)).toEqual([])
    expect(stdout).toContain('traceroute6')
  })
})

describe('what lab tells', () => {
  const at = async (line: string, columns: number) => (await lab.run(line, { terminal: { columns } })).stdout

  it('breaks between words at the edge of the terminal', async () => {
    const told = await at('lab status', 40)
    expect(told).toContain('Scenario     none is open: this is a lab\n             of your own\n')
    expect(told.split('\n').filter((line) => line.length > 40)).toEqual([])
  })

  it('is whole in a pipe', async () => {
    expect(await at('lab status | cat', 40)).toContain('none is open: this is a lab of your own\n')
  })

  it('leaves what a machine prints as it is', async () => {
    const long = 'one two three four five six seven eight nine ten'
    expect(await at(`lab on workstation echo ${long}`, 20)).toBe(`${long}\n`)
  })
})
