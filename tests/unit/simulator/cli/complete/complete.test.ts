import { beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { awsCompleter, complete, suggest } from '../../../../../simulator/cli/complete/complete.ts'
import type { CliHost } from '../../../../../simulator/cli/host.ts'

const encoder = new TextEncoder()

const files: Readonly<Record<string, string>> = {
  '/home/.aws/config':
    '[default]\nregion = eu-west-1\n[profile testing]\nregion = eu-north-1\n[sso-session corp]\n',
  '/home/.aws/credentials': '[default]\n[ops]\n',
}

const ids: Readonly<Record<string, readonly string[]>> = {
  VpcIds: ['vpc-1a', 'vpc-1b', 'vpc-2'],
  VpcId: ['vpc-1a', 'vpc-1b', 'vpc-2'],
  SubnetId: ['subnet-1'],
  SourceGroup: ['web'],
}

const host: CliHost = {
  contract,
  env: {},
  cwd: '/home',
  home: '/home',
  files: {
    read: (path) => (files[path] === undefined ? undefined : encoder.encode(files[path])),
    write: () => {},
  },
  stdin: new Uint8Array(),
  now: () => 0,
  sleep: () => {},
  uuid: () => '',
  send: () => ({ output: {} }),
  candidates: ({ member, region }) => (region === 'eu-north-1' ? [] : (ids[member] ?? [])),
}

beforeAll(async () => {
  await Promise.all(['ec2', 'sts', 's3api'].map((service) => contract.need(service)))
})

const completed = (line: string, point = line.length) => complete(line, point, host)
const suggested = (line: string) => suggest(line, line.length, host)

describe('the line is completed as aws_completer completes it', () => {
  test.each([
    ['a service', 'aws ec', ['ec2', 'ec2-instance-connect', 'ecr', 'ecr-public', 'ecs']],
    [
      'a service after a global option and its value',
      'aws --region us-east-1 st',
      ['stepfunctions', 'storagegateway', 'sts'],
    ],
    ['a service after a global option with =', 'aws --region=us-east-1 sts get-c', ['get-caller-identity']],
    ['a service after a switch', 'aws --debug sts get-c', ['get-caller-identity']],
    ['an operation', 'aws ec2 describe-vpcs', ['describe-vpcs']],
    ['nothing that the CLI leaves out', 'aws ec2 import-v', []],
    ['nothing newer than the CLI', 'aws ec2 create-metric', []],
    ['a waiter', 'aws ec2 wait vpc-a', ['vpc-available']],
    ['options of a waiter', 'aws ec2 wait vpc-available --v', ['--vpc-ids', '--version']],
    ["the CLI's own subcommands", 'aws configure l', ['list', 'list-profiles']],
    ['options of its own commands', 'aws configure set --s', ['--sso-session', '--services']],
    ['an option', 'aws ec2 describe-vpcs --f', ['--filters']],
    [
      "an option after another one's values",
      'aws ec2 describe-vpcs --vpc-ids vpc-1 vpc-2 --f',
      ['--filters'],
    ],
    ['an option that was given', 'aws ec2 describe-vpcs --filters x --f', ['--filters']],
    ['a global option before a service', 'aws --re', ['--region']],
    ['ids that exist', 'aws ec2 describe-vpcs --vpc-ids vpc-1', ['vpc-1a', 'vpc-1b']],
    ['no id twice', 'aws ec2 describe-vpcs --vpc-ids vpc-1a ', ['vpc-1b', 'vpc-2']],
    ['ids of the Region that is named', 'aws ec2 describe-vpcs --region eu-north-1 --vpc-ids ', []],
    ["ids of the profile's Region", 'aws ec2 describe-vpcs --profile testing --vpc-ids ', []],
    ['ids whatever the profile', 'aws ec2 describe-vpcs --profile nobody --vpc-ids vpc-2', ['vpc-2']],
    ['no enum value', 'aws ec2 create-vpc --instance-tenancy ', []],
    ['no output format', 'aws sts get-caller-identity --output ', []],
    ['nothing after an unknown command', 'aws foo ', []],
    ['nothing after an unknown option', 'aws sts get-caller-identity --foo ', []],
    ['nothing after a word too many', 'aws sts get-caller-identity foo ', []],
    ['no help', 'aws ec2 h', []],
    ['nothing of another command', 'ls', []],
    ['nothing of nothing', '', []],
  ])('%s: %s', (_, line, expected) => {
    expect(completed(line)).toEqual(expected)
  })

  test('what is right of the cursor does not count', () => {
    expect(completed('aws sts get-caller-identity --output', 12)).toEqual(completed('aws sts get-'))
  })

  test("an operation's options come in the model's order, then those of every command", () => {
    const options = completed('aws ec2 describe-vpcs ')
    expect(options.slice(0, 7)).toEqual([
      '--filters',
      '--vpc-ids',
      '--next-token',
      '--max-results',
      '--dry-run',
      '--no-dry-run',
      '--cli-input-json',
    ])
    expect(options.at(-1)).toBe('--cli-error-format')
  })

  test('the positional argument of an operation is not an option', () => {
    expect(completed('aws s3api get-object --out')).toEqual(['--output'])
    expect(completed('aws s3api get-object file --buck')).toEqual(['--bucket'])
  })

  test('the options of commands on objects', () => {
    expect(completed('aws s3 cp a s3://b --rec')).toEqual(['--recursive'])
    expect(completed('aws s3 sync a s3://b --del')).toEqual(['--delete'])
  })
})

describe('the terminal suggests more', () => {
  test.each([
    ['enum values', 'aws ec2 create-vpc --instance-tenancy ded', ['dedicated']],
    ['output formats', 'aws sts get-caller-identity --output y', ['yaml', 'yaml-stream']],
    ['Regions', 'aws --region eu-we', ['eu-west-3', 'eu-west-2', 'eu-west-1']],
    ['profiles of both files', 'aws --profile ', ['default', 'testing', 'ops']],
    ['kinds of skeleton', 'aws ec2 create-vpc --generate-cli-skeleton y', ['yaml-input']],
    ['keys of shorthand', 'aws ec2 create-vpc --tag-specifications Reso', ['ResourceType=']],
    [
      'its enum values',
      'aws ec2 create-vpc --tag-specifications ResourceType=vpc-p',
      ['ResourceType=vpc-peering-connection'],
    ],
    [
      'keys further in',
      'aws ec2 create-vpc --tag-specifications ResourceType=vpc,Tags=[{K',
      ['ResourceType=vpc,Tags=[{Key='],
    ],
    [
      'keys after the inner ones',
      'aws ec2 create-vpc --tag-specifications Tags=[{Key=a}],R',
      ['Tags=[{Key=a}],ResourceType='],
    ],
    [
      'ids in shorthand',
      'aws ec2 create-vpc-endpoint --subnet-configurations SubnetId=',
      ['SubnetId=subnet-1'],
    ],
    [
      'what a filter wants',
      'aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-1a,vpc-1',
      ['Name=vpc-id,Values=vpc-1a,vpc-1a', 'Name=vpc-id,Values=vpc-1a,vpc-1b'],
    ],
    ['no option twice, nor its twin', 'aws ec2 create-vpc --dry-run --dr', []],
    ['no twin of a given option', 'aws ec2 create-vpc --dry-run --no-dr', []],
  ])('%s: %s', (_, line, expected) => {
    expect(suggested(line)).toEqual(expected)
  })

  test('names for an option that fills no single member', () => {
    expect(suggested('aws ec2 authorize-security-group-ingress --source-group w')).toEqual(['web'])
  })

  test('filter names once the documentation is there', async () => {
    await contract.needDocs('ec2')
    expect(suggested('aws ec2 describe-vpcs --filters Name=owner')).toEqual(['Name=owner-id'])
  })
})

describe('aws_completer', () => {
  const run = (env: CliHost['env']) => awsCompleter({ ...host, env })

  test('prints one name a line', () => {
    expect(run({ COMP_LINE: 'aws ec2 wait vpc-', COMP_POINT: '17' }).stdout).toBe(
      'vpc-available\nvpc-exists\nvpc-peering-connection-deleted\nvpc-peering-connection-exists\n',
    )
  })

  test('prints one empty line for nothing', () => {
    expect(run({ COMP_LINE: 'aws foo ', COMP_POINT: '8' }).stdout).toBe('\n')
  })
})
