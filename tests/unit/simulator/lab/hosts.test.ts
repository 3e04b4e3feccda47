import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

const turn = () => immediate()

const image = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

/** A lab with an instance `app-1` that the workstation has the key of, in the default VPC. */
async function labWithHost(): Promise<Lab> {
  const lab = await Lab.open({ contract, seed: 'hosts', turn })
  await lab.run(`
    mkdir -p .ssh
    aws ec2 create-key-pair --key-name lab --query KeyMaterial --output text > .ssh/lab.pem; chmod 400 .ssh/lab.pem
    SG=$(aws ec2 describe-security-groups --filters Name=group-name,Values=default --query 'SecurityGroups[0].GroupId' --output text)
    aws ec2 authorize-security-group-ingress --group-id $SG --protocol tcp --port 22 --cidr 0.0.0.0/0 > /dev/null
    APP=$(aws ec2 run-instances --image-id ${image} --instance-type t3.micro --key-name lab --query 'Instances[0].InstanceId' --output text \\
      --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=app-1}]')
    sleep 60
    onprem create-site --name hq --prefixes 192.168.0.0/16 > /dev/null
    onprem create-host --name db-1 --site hq --address 192.168.1.5 > /dev/null`)
  return lab
}

async function said(lab: Lab, line: string): Promise<string> {
  const { stdout, stderr } = await lab.run(line)
  return stdout + stderr
}

describe('machines of a lab', () => {
  it('are the workstation, the instances and the hosts on premises', async () => {
    const lab = await labWithHost()
    expect(lab.hosts().map(({ kind, name }) => [kind, name])).toEqual([
      ['workstation', 'workstation'],
      ['instance', 'app-1'],
      ['site-host', 'db-1'],
    ])
  })

  it('have files of their own', async () => {
    const lab = await labWithHost()
    await lab.run('echo here > note')
    const there = await lab.on('app-1', 'ls note; echo there > note; hostname')
    expect(there.stdout).toMatch(/^ip-172-31-\d+-\d+\.ec2\.internal\n$/)
    expect(there.stderr).toBe("ls: cannot access 'note': No such file or directory\n")
    expect(await said(lab, 'cat note')).toBe('here\n')
    expect((await lab.on('app-1', 'cat note')).stdout).toBe('there\n')
  })

  it.each([
    ['app-1', /^\[ec2-user@ip-172-31-\d+-\d+ ~\]\$$/],
    ['db-1', /^admin@db-1:~\$$/],
    ['workstation', /^learner@workstation:~\$$/],
  ])('%s has a prompt that says where one is', async (name, prompt) => {
    expect((await labWithHost()).openTerminal(name).prompt).toMatch(prompt)
  })

  it.each([
    ['nobody', 'There is no machine called nobody.'],
    ['twin', /^Several machines are called twin: i-\w+, i-\w+\. Say which one by its id\.$/],
    ['asleep', /^asleep \(i-\w+\) does not run\.$/],
    ['windows', /^windows \(i-\w+\) runs Windows, whose shells are not simulated\.$/],
  ])('%s cannot be gone to', async (name, message) => {
    const lab = await labWithHost()
    const run = (tag: string, ami: string, type: string, count = 1) =>
      `aws ec2 run-instances --image-id ${ami} --instance-type ${type} --count ${count} --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=${tag}}]' --query 'Instances[0].InstanceId' --output text`
    await lab.run(run('twin', image, 't3.micro', 2))
    await lab.run(
      `ID=$(${run('asleep', image, 't3.micro')}); sleep 60; aws ec2 stop-instances --instance-ids $ID`,
    )
    await lab.run(
      run(
        'windows',
        'resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base',
        't3.large',
      ),
    )
    await lab.run('sleep 120')
    expect(() => lab.openTerminal(name)).toThrow(message)
  })
})

describe('several terminals', () => {
  it('are on machines of their own, with shells of their own', async () => {
    const lab = await labWithHost()
    const window = lab.openTerminal('app-1')
    await lab.run('X=far; cd /tmp', { window })
    await lab.run('X=near')
    expect((await lab.run('echo $X; pwd', { window })).stdout).toBe('far\n/tmp\n')
    expect(await said(lab, 'echo $X; pwd')).toBe('near\n/home/learner\n')
  })

  it('are in the log with the machine that each line ran on', async () => {
    const lab = await labWithHost()
    const window = lab.openTerminal('db-1')
    await lab.run('true', { window })
    await lab.run('ssh app-1')
    await lab.run('hostname')
    await lab.on('db-1', 'date')
    expect(lab.log.slice(1).map(({ host, terminal, line }) => [host, terminal, line])).toEqual([
      ['db-1', 1, 'true'],
      ['workstation', undefined, 'ssh app-1'],
      ['app-1', undefined, 'hostname'],
      ['db-1', undefined, 'date'],
    ])
  })

  it('are closed, all but the first', async () => {
    const lab = await labWithHost()
    const window = lab.openTerminal('app-1')
    lab.closeTerminal(window)
    lab.closeTerminal(lab.terminal)
    expect(lab.terminals).toEqual([lab.terminal])
  })
})

describe('undo', () => {
  it('takes back what a line did to the files of another machine', async () => {
    const lab = await labWithHost()
    await lab.run('ssh app-1 "echo text > file"')
    expect((await lab.on('app-1', 'cat file')).stdout).toBe('text\n')
    lab.undo()
    expect((await lab.on('app-1', 'cat file')).stderr).toBe('cat: file: No such file or directory\n')
  })

  it('of a machine leaves its shell', async () => {
    const lab = await labWithHost()
    lab.checkpoint('before')
    await lab.run('ssh app-1')
    await lab.run('touch x')
    while (lab.hosts().length > 1) lab.undo()
    expect(await said(lab, 'ls')).toMatch(/^Connection to [\d.]+ closed by remote host\.\n/)
    expect(lab.terminal.prompt).toBe('learner@workstation:~$')
  })
})

describe('a lab that is saved and opened again', () => {
  it('is in the same shells: on other machines, too', async () => {
    const lab = await labWithHost()
    const window = lab.openTerminal('db-1')
    await lab.run('V=kept', { window })
    await lab.run('ssh app-1')
    await lab.run('cd /etc; W=inner')
    const again = await Lab.open({ contract, turn, saved: lab.save() })
    expect(again.terminal.prompt).toBe(lab.terminal.prompt)
    expect(await said(again, 'echo $W; pwd; whoami')).toBe('inner\n/etc\nec2-user\n')
    expect((await again.run('echo $V; hostname', { window: again.terminals[1]! })).stdout).toBe(
      'kept\ndb-1\n',
    )
    await again.run('exit')
    expect(await said(again, 'hostname; echo $APP')).toMatch(/^workstation\ni-\w{17}\n$/)
  })
})
