import { expect, it } from 'vitest'
import { serveWorld } from '../serve-world.ts'
import { openLab, openWorld } from '../several-accounts.ts'
import { tellInTerminal } from '../story/in-terminal.ts'
import { installedVersion } from './find-aws.ts'
import { openInstalledAws, type Ran } from './installed-aws.ts'

// The same world, once in the terminal and once served to the installed AWS CLI: both print the same. Worlds go the
// same way for the same requests, so what is created has the same ids.

const lines = [
  'sts get-caller-identity',
  'ec2 describe-vpcs',
  'ec2 describe-vpcs --vpc-ids vpc-0123456789abcdef0',
  'ec2 describe-subnets --filters Name=cidr-block,Values=10.0.*',
  'ec2 describe-security-groups --group-names api',
  'ec2 describe-instances',
  'ec2 describe-vpc-endpoint-connections',
  'ec2 describe-vpc-endpoint-service-configurations',
  'ec2 describe-vpc-endpoint-services --service-names com.amazonaws.us-east-1.s3',
  'elbv2 describe-load-balancers',
  'elbv2 describe-target-groups --names nobody',
  'iam create-user --user-name ann',
  's3api create-bucket --bucket hopwise-example',
  's3api put-object --bucket hopwise-example --key empty',
  // From here on a served world lets time pass until what was begun is done.
  'ec2 create-vpc --cidr-block 10.9.0.0/16 --tag-specifications ResourceType=vpc,Tags=[{Key=Name,Value=new}]',
  'route53 create-hosted-zone --name example.com --caller-reference once',
]

it(`prints what the installed AWS CLI prints (${installedVersion()})`, async () => {
  const { world } = await tellInTerminal(await openWorld())
  const served = await serveWorld(world)
  const aws = await openInstalledAws(served.url)
  const lab = await openLab(world)
  const print = installedVersion()?.startsWith('2.') ? exactly : inVersion1
  for (const line of lines) {
    const there = await aws.run(['--profile', 'provider', ...line.split(' ')])
    const { exitCode, stdout, stderr } = await lab.terminal.run(
      `aws --profile provider '${line.replaceAll(' ', "' '")}'`,
    )
    expect(print({ status: exitCode, stdout, stderr }), line).toEqual(print(there))
  }
  aws.close()
  await served.stop()
})

const exactly = (ran: Ran) => ran

/** Version 1 has one exit status for all that is refused, and words its complaints without saying who complains. */
const inVersion1 = ({ status, stdout, stderr }: Ran) => ({
  refused: status > 0,
  stdout,
  stderr: stderr.replace('aws: [ERROR]: ', ''),
})
