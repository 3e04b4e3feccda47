import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'

// What a machine says that it runs on: all who ask hear the same.

const setup = `
set -e
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
NET=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --availability-zone us-east-1b --query Subnet.SubnetId --output text)
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.small \\
  --subnet-id $NET --private-ip-address 10.0.1.10 --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=app-1}]' > /dev/null
sleep 120
`

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open({ contract, seed: 'boot', turn: () => immediate() })
  const { exitCode, stderr } = await lab.terminal.runScript(setup)
  expect(stderr + exitCode).toBe('0')
})

async function typed(machine: string, line: string): Promise<string> {
  const own = lab.fork()
  const window = own.openTerminal(machine)
  const { stdout, stderr, exitCode } = await own.run(line, { window })
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]\n` : ''}`
}

const instanceId = async () => {
  const { stdout } = await lab
    .fork()
    .run('aws ec2 describe-instances --query "Reservations[0].Instances[0].InstanceId" --output text')
  return stdout.trim()
}

describe.each(['workstation', 'app-1'])('on %s', (machine) => {
  it('aws and uname name the same kernel, which /proc and dmesg do, too', async () => {
    const kernel = (await typed(machine, 'uname -r')).trim()
    expect(await typed(machine, 'aws --version')).toContain(` Linux/${kernel} `)
    expect(await typed(machine, 'cat /proc/version')).toContain(`Linux version ${kernel} `)
    expect(await typed(machine, 'sudo dmesg')).toContain(`Linux version ${kernel} `)
  })

  it('bash is of the 5.2 that it says it is', async () => {
    expect(await typed(machine, 'echo $BASH_VERSION')).toMatch(/^5\.2\.\d+\(1\)-release\n$/)
    expect(await typed(machine, 'bash --version')).toContain('version 5.2')
  })

  it.each([
    ['dmesg', 'dmesg: read kernel buffer failed: Operation not permitted\n[1]\n'],
    ['cat /sys/class/dmi/id/product_uuid', 'cat: /sys/class/dmi/id/product_uuid: Permission denied\n[1]\n'],
    ['echo a > /sys/class/dmi/id/sys_vendor', 'bash: /sys/class/dmi/id/sys_vendor: Permission denied\n[1]\n'],
  ])('only root may: %s', async (line, says) => {
    expect(await typed(machine, line)).toBe(says)
  })
})

describe('an instance of Amazon Linux', () => {
  it.each([
    ['ec2-metadata -t', 'instance-type: t3.small\n'],
    ['ec2-metadata -o --quiet', '10.0.1.10\n'],
    ['ec2-metadata -z', 'placement: us-east-1b\n'],
    ['ec2-metadata --region', 'region: us-east-1\n'],
    ['ec2-metadata -v', 'public-ipv4: not available\n'],
    ['cat /sys/devices/virtual/dmi/id/sys_vendor', 'Amazon EC2\n'],
    ['cat /sys/class/dmi/id/product_name', 't3.small\n'],
    ['sudo cut -c1-3 /sys/devices/virtual/dmi/id/product_uuid', 'ec2\n'],
  ])('%s', async (line, says) => {
    expect(await typed('app-1', line)).toBe(says)
  })

  it('is called in its metadata, and on its board, as AWS calls it', async () => {
    const id = await instanceId()
    expect(await typed('app-1', 'ec2-metadata -i; cat /sys/class/dmi/id/board_asset_tag')).toBe(
      `instance-id: ${id}\n${id}\n`,
    )
  })

  it('says so where its metadata is turned off', async () => {
    const own = lab.fork()
    await own.run(
      `aws ec2 modify-instance-metadata-options --instance-id ${await instanceId()} --http-endpoint disabled`,
    )
    const { stdout, exitCode } = await own.on('app-1', 'ec2-metadata -i')
    expect(stdout + exitCode).toMatch(/^\[ERROR\] Could not get IMDSv2 token.*\n1$/)
  })
})

it('a workstation has no ec2-metadata', async () => {
  expect(await typed('workstation', 'ec2-metadata')).toBe('bash: ec2-metadata: command not found\n[127]\n')
})
