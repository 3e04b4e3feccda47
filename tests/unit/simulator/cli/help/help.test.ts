import { beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { CliError } from '../../../../../simulator/cli/errors.ts'
import { help } from '../../../../../simulator/cli/help/help.ts'
import type { CliHost } from '../../../../../simulator/cli/host.ts'
import { ownSubcommands } from '../../../../../simulator/cli/names.ts'
import { needsOf } from '../../../../../simulator/cli/needs.ts'
import { argumentsOfS3 } from '../../../../../simulator/cli/s3/options.ts'

const host: CliHost = {
  contract,
  env: {},
  cwd: '/',
  home: '/',
  files: { read: () => undefined, write: () => {} },
  stdin: new Uint8Array(),
  now: () => 0,
  sleep: () => {},
  uuid: () => '',
  send: () => ({ output: {} }),
  simulates: (_, operation) => operation !== 'CreateFleet',
}

beforeAll(async () => {
  await contract.need('ec2')
  await contract.needDocs('ec2')
  await contract.need('s3api')
})

const read = (...path: string[]) => help(path, host).stdout
const headings = (text: string) => text.split('\n').filter((line) => /^[A-Z][A-Z ]+$/.test(line))

/** The lines below a heading, up to the next. */
function section(text: string, heading: string): string[] {
  const lines = text.split('\n')
  const start = lines.indexOf(heading) + 1
  const length = lines.slice(start).findIndex((line) => /^\S/.test(line))
  return lines.slice(start, length < 0 ? undefined : start + length)
}

describe('each command has a page', () => {
  test.each([
    [[], ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'GLOBAL OPTIONS', 'AVAILABLE SERVICES', 'SEE ALSO']],
    [['ec2'], ['NAME', 'DESCRIPTION', 'AVAILABLE COMMANDS']],
    [
      ['ec2', 'create-vpc'],
      ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'OPTIONS', 'GLOBAL OPTIONS', 'EXAMPLES', 'OUTPUT'],
    ],
    [
      ['ec2', 'wait'],
      ['NAME', 'DESCRIPTION', 'AVAILABLE COMMANDS'],
    ],
    [
      ['ec2', 'wait', 'vpc-available'],
      ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'OPTIONS', 'GLOBAL OPTIONS', 'EXAMPLES', 'OUTPUT'],
    ],
    [
      ['configure', 'set'],
      ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'OPTIONS', 'GLOBAL OPTIONS', 'EXAMPLES'],
    ],
    [['s3'], ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'OPTIONS', 'AVAILABLE COMMANDS']],
    [
      ['s3', 'sync'],
      ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'OPTIONS', 'GLOBAL OPTIONS', 'EXAMPLES'],
    ],
    [
      ['configure'],
      [
        'NAME',
        'DESCRIPTION',
        'CONFIGURATION VARIABLES',
        'SYNOPSIS',
        'OPTIONS',
        'AVAILABLE COMMANDS',
        'EXAMPLES',
      ],
    ],
    [['lambda'], ['NAME', 'DESCRIPTION', 'SYNOPSIS', 'GLOBAL OPTIONS']],
    [['topics'], ['NAME', 'DESCRIPTION', 'AVAILABLE TOPICS']],
    [['return-codes'], ['NAME', 'DESCRIPTION']],
  ])('aws %j', (path, expected) => {
    expect(headings(read(...path))).toEqual(expected)
  })
})

describe('a command on objects', () => {
  test.each(ownSubcommands('s3')!)(
    '%s: every option of its synopsis is explained, and it takes them',
    (name) => {
      const words = section(read('s3', name), 'SYNOPSIS').join(' ')
      const explained = section(read('s3', name), 'OPTIONS').join('\n')
      const own = words.slice(0, words.indexOf('[--debug]')).match(/--[a-z0-9-]+/g) ?? []
      for (const option of own) expect(explained).toContain(option)
      expect(own).toEqual(argumentsOfS3(name)?.options.map((option) => `--${option.name}`))
    },
  )

  test('says which option does nothing here', () => {
    expect(section(read('s3', 'cp'), 'OPTIONS').join(' ')).toMatch(
      /--grants +\(string\)(?:(?! --).)*Not +simulated +here\./,
    )
  })
})

describe('an operation', () => {
  test('shows in its synopsis what it cannot do without', () => {
    expect(section(read('ec2', 'create-route'), 'SYNOPSIS')).toEqual(
      expect.arrayContaining([
        '            create-route',
        '          --route-table-id <value>',
        '          [--gateway-id <value>]',
      ]),
    )
  })

  test('shows the two forms of a switch as one option', () => {
    expect(section(read('ec2', 'create-vpc'), 'OPTIONS')).toContain(
      '       --dry-run | --no-dry-run (boolean)',
    )
  })

  test('shows where its positional argument goes', () => {
    expect(section(read('s3api', 'get-object'), 'SYNOPSIS')).toContain('          <outfile>')
  })

  test('shows how to write a list of structures', () => {
    const lines = section(read('ec2', 'describe-vpcs'), 'OPTIONS')
    const from = lines.indexOf('       Shorthand Syntax:')
    expect(lines.slice(from, from + 13)).toEqual([
      '       Shorthand Syntax:',
      '',
      '          Name=string,Values=string,string ...',
      '',
      '       JSON Syntax:',
      '',
      '          [',
      '            {',
      '              "Name": "string",',
      '              "Values": ["string", ...]',
      '            }',
      '            ...',
      '          ]',
    ])
  })

  test('leaves out the options that paging replaces', () => {
    const text = read('ec2', 'describe-vpcs')
    expect(text).toContain('--starting-token (string)')
    expect(text).not.toContain('--next-token')
  })

  test('has an example with all that is required', () => {
    expect(section(read('ec2', 'create-subnet'), 'EXAMPLES')).toContain(
      '          aws ec2 create-subnet --vpc-id vpc-0123456789abcdef0',
    )
  })

  test('says when it is not simulated', () => {
    expect(read('ec2', 'create-fleet')).toContain('hopwise does not simulate ec2 create-fleet')
    expect(read('ec2', 'create-vpc')).not.toContain('does not simulate ec2')
  })

  test('says whose words it shows', () => {
    expect(read('ec2', 'create-vpc').replace(/\s+/g, ' ')).toMatch(/Apache Li-? ?cense, Version 2\.0/)
  })
})

test('no line of text is wider than the page', () => {
  const text = read('ec2', 'run-instances')
  const wide = text
    .split('\n')
    .filter((line) => line.length > 78 && line.trim().includes(' ') && !/["=|]/.test(line))
  expect(wide).toEqual([])
})

test.each([
  [['foo'], "argument subcommand: Found invalid choice 'foo'"],
  [['__proto__'], "argument subcommand: Found invalid choice '__proto__'"],
  [['constructor'], "argument subcommand: Found invalid choice 'constructor'"],
  [['foo', 'bar'], "argument command: Found invalid choice 'foo'"],
  [['ec2', 'foo'], "argument operation: Found invalid choice 'foo'"],
  [['ec2', 'import-volume'], "argument operation: Found invalid choice 'import-volume'"],
  [['ec2', 'wait', 'foo'], "argument subcommand: Found invalid choice 'foo'"],
  [['configure', 'foo'], "argument subcommand: Found invalid choice 'foo'"],
])('aws %j has no page', (path, message) => {
  const open = () => read(...path)
  expect(open).toThrow(CliError)
  expect(open).toThrow(message)
})

describe('what a line needs loaded', () => {
  test.each([
    ['ec2 describe-vpcs', ['ec2'], []],
    ['--region eu-west-1 ec2 describe-vpcs', ['ec2'], []],
    ['--region=eu-west-1 --debug ec2 describe-vpcs', ['ec2'], []],
    ['ec2 create-vpc help', ['ec2'], ['ec2']],
    ['ec2 wait vpc-available help', ['ec2'], ['ec2']],
    ['ec2 create-vpc --generate-cli-skeleton yaml-input', ['ec2'], ['ec2']],
    ['ec2 create-vpc --generate-cli-skeleton=yaml-input', ['ec2'], ['ec2']],
    ['s3 ls', ['s3api'], []],
    ['configure set help', [], []],
    ['help', [], []],
    ['--region', [], []],
    ['', [], []],
  ])('aws %s', (line, services, docs) => {
    expect(needsOf(line.split(' ').filter(Boolean))).toMatchObject({ services, docs })
  })

  test.each([
    ['ec2 create-vpc', { operation: 'CreateVpc', listed: [], help: false, own: false, yaml: false }],
    ['ec2 create-vpc help', { listed: ['ec2'], help: true, own: false, yaml: false }],
    ['ec2 wait vpc-available', { listed: ['ec2'], help: false, own: false, yaml: false }],
    [
      'ec2 create-vpc --cli-input-yaml file://vpc.yaml',
      { operation: 'CreateVpc', listed: [], help: false, own: false, yaml: true },
    ],
    ['s3 ls', { listed: [], help: false, own: true, yaml: false }],
    ['configure list', { listed: [], help: false, own: true, yaml: false }],
    ['my-alias', { listed: [], help: true, own: true, yaml: true }],
  ])('aws %s: of which as little as will do', (line, needs) => {
    const { services: _, docs: __, ...others } = needsOf(line.split(' '))
    expect(others).toEqual(needs)
  })
})
