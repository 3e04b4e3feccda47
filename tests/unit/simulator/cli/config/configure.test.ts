import { describe, expect, it } from 'vitest'
import type { Globals } from '../../../../../simulator/cli/arguments/global-options.ts'
import { configure } from '../../../../../simulator/cli/config/configure.ts'
import { CliError } from '../../../../../simulator/cli/errors.ts'
import { machine, options } from './machine.ts'

const config = `[default]
region = eu-west-1

[profile dev]
# where the team works
region = us-west-2
s3 =
    addressing_style = path

[services mine]
ec2 =
    endpoint_url = http://e
`
const credentials = `[default]
aws_access_key_id = AKIADEFAULT1
aws_secret_access_key = secretsecret
`
const files = { '.aws/config': config, '.aws/credentials': credentials }

interface Setup {
  readonly given?: Partial<Globals>
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly columns?: number
}

function run(words: readonly string[], { given, ...setup }: Setup = {}) {
  const computer = machine({ files, ...setup })
  return { ...configure(words, options(given), computer.host), file: computer.file }
}

describe('aws configure get', () => {
  const cases: Record<string, Setup & { words: string[]; value: string }> = {
    'a setting of the default profile': { words: ['region'], value: 'eu-west-1' },
    'a setting of the profile of the line': {
      words: ['region'],
      given: { profile: 'dev' },
      value: 'us-west-2',
    },
    'a setting of the profile of the environment': {
      words: ['region'],
      env: { AWS_PROFILE: 'dev' },
      value: 'us-west-2',
    },
    'a setting of a profile by its full name': { words: ['profile.dev.region'], value: 'us-west-2' },
    'a setting of a profile by its name': { words: ['dev.region'], value: 'us-west-2' },
    'a nested setting': { words: ['dev.s3.addressing_style'], value: 'path' },
    'a nested setting of the profile of the line': {
      words: ['s3.addressing_style'],
      given: { profile: 'dev' },
      value: 'path',
    },
    'a key': { words: ['aws_access_key_id'], value: 'AKIADEFAULT1' },
    'a setting of a services section': {
      words: ['ec2.endpoint_url', '--services', 'mine'],
      value: 'http://e',
    },
  }
  it.each(Object.entries(cases))('%s', (_, { words, value, ...setup }) => {
    expect(run(['get', ...words], setup)).toMatchObject({ stdout: `${value}\n`, stderr: '', exitCode: 0 })
  })

  it.each(['output', 'dev.output', 'profile.none.region', 'dev.region.more'])('%s is not set', (name) => {
    expect(run(['get', name])).toMatchObject({ stdout: '', exitCode: 1 })
  })

  it('prints no section', () => {
    expect(run(['get', 'dev.s3'])).toMatchObject({
      stdout: '',
      stderr: 'varname (dev.s3) must reference a value, not a section or sub-section.',
      exitCode: 1,
    })
  })
})

describe('aws configure set', () => {
  const changed = (words: readonly string[], setup?: Setup) =>
    run(['set', ...words], setup).file('.aws/config')

  it('changes the profile of the line, and nothing else', () => {
    expect(changed(['region', 'ca-central-1'], { given: { profile: 'dev' } })).toBe(
      config.replace('us-west-2', 'ca-central-1'),
    )
  })

  it('changes the profile that the name says', () => {
    expect(changed(['profile.dev.region', 'ca-central-1'])).toBe(config.replace('us-west-2', 'ca-central-1'))
    expect(changed(['default.region', 'ca-central-1'], { given: { profile: 'dev' } })).toBe(
      config.replace('eu-west-1', 'ca-central-1'),
    )
  })

  it('writes nested settings', () => {
    expect(changed(['dev.x', 'y'], { files: {}, given: { profile: 'p' } })).toBe(
      '[profile p]\ndev =\n    x = y\n',
    )
    expect(changed(['default.s3.addressing_style', 'auto'], { files: {} })).toBe(
      '[default]\ns3 =\n    addressing_style = auto\n',
    )
  })

  it('quotes a profile with a blank', () => {
    expect(changed(['region', 'r'], { files: {}, given: { profile: 'my own' } })).toBe(
      "[profile 'my own']\nregion = r\n",
    )
  })

  it.each(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'])(
    'writes %s into the credentials file',
    (name) => {
      const { file } = run(['set', name, 'x'], { files: {}, given: { profile: 'p' } })
      expect(file('.aws/credentials')).toBe(`[p]\n${name} = x\n`)
      expect(file('.aws/config')).toBeUndefined()
    },
  )

  it('writes into a section that is no profile', () => {
    expect(changed(['region', 'r', '--sso-session', 's'], { files: {} })).toBe(
      '[sso-session s]\nregion = r\n',
    )
    expect(changed(['preview.x', 'true'], { files: {} })).toBe('[preview]\nx = true\n')
  })

  it('takes no value that would begin another setting', () => {
    expect(() => run(['set', 'region', 'r\nrole_arn = x'])).toThrow(
      'Invalid value for key region: newline characters and carriage returns are not allowed.',
    )
  })
})

describe('aws configure', () => {
  it('asks four questions and writes the answers', () => {
    const { stdout, file } = run([], { files: {}, stdin: 'AKIA1\nsecret\neu-west-1\ntext\n' })
    expect(stdout).toContain('AWS Access Key ID [None]: AWS Secret Access Key [None]: ')
    expect(file('.aws/credentials')).toBe(
      '[default]\naws_access_key_id = AKIA1\naws_secret_access_key = secret\n',
    )
    expect(file('.aws/config')).toBe('[default]\nregion = eu-west-1\noutput = text\n')
  })

  it('shows what is there, keys masked, and keeps it when nothing is answered', () => {
    const { stdout, file } = run([], { stdin: '\n\n\n\n' })
    expect(stdout).toBe(
      'AWS Access Key ID [****************ULT1]: AWS Secret Access Key [****************cret]: ' +
        'Default region name [eu-west-1]: Default output format [None]: ',
    )
    expect(file('.aws/config')).toBe(config)
    expect(file('.aws/credentials')).toBe(credentials)
  })

  it('changes nothing when the answers end too early', () => {
    const computer = machine({ files: {}, stdin: 'AKIA1\n' })
    expect(() => configure([], options(), computer.host)).toThrow('EOF when reading a line')
    expect(computer.file('.aws/credentials')).toBeUndefined()
  })

  it('says on a terminal how to answer', () => {
    expect(() => run([], { columns: 80 })).toThrow(/^hopwise does not simulate questions on the terminal/)
  })
})

describe('aws configure import', () => {
  const csv = (text: string) => ({ files: { 'c.csv': text } })
  const head = 'User name,Access key ID,Secret access key\n'

  it('makes a profile of each user', () => {
    const { stdout, file } = run(
      ['import', '--csv', 'file://c.csv'],
      csv(`\ufeff${head}a,AKIA1,s1\nb,AKIA2,s2\n`),
    )
    expect(stdout).toBe('Successfully imported 2 profile(s)\n')
    expect(file('.aws/credentials')).toBe(
      '[a]\naws_access_key_id = AKIA1\naws_secret_access_key = s1\n' +
        '[b]\naws_access_key_id = AKIA2\naws_secret_access_key = s2\n',
    )
  })

  it('skips who has no keys, when asked to', () => {
    const incomplete = csv(`${head}a,,\nb,AKIA2,s2\n`)
    expect(run(['import', '--csv', 'file://c.csv', '--skip-invalid'], incomplete).stdout).toBe(
      'Successfully imported 1 profile(s)\n',
    )
    expect(() => run(['import', '--csv', 'file://c.csv'], incomplete)).toThrow(
      'Failed to parse entry #1: Row missing value for header "Access Key ID"',
    )
  })

  it.each([
    ['', 'Provided CSV contains no contents'],
    ['User name,Key\n', 'Expected header "Access Key ID" not found'],
  ])('refuses %j', (text, message) => {
    expect(() => run(['import', '--csv', 'file://c.csv'], csv(text))).toThrow(message)
  })

  it('refuses a file that is not there', () => {
    expect(() => run(['import', '--csv', 'file://none.csv'])).toThrow(
      expect.objectContaining({
        exitCode: 252,
        message: expect.stringContaining('No such file or directory'),
      }),
    )
  })
})

describe('aws configure export-credentials', () => {
  const env = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'S', AWS_SESSION_TOKEN: 'T' }
  it.each([
    ['env', 'export AWS_ACCESS_KEY_ID=A\n'],
    ['env-no-export', 'AWS_ACCESS_KEY_ID=A\n'],
    ['powershell', '$Env:AWS_ACCESS_KEY_ID="A"\n'],
    ['windows-cmd', 'set AWS_ACCESS_KEY_ID=A\n'],
    ['fish', 'set -gx AWS_ACCESS_KEY_ID "A"\n'],
  ])('as %s', (format, first) => {
    const { stdout } = run(['export-credentials', '--format', format], { env })
    expect(stdout.startsWith(first)).toBe(true)
    expect(stdout.split('\n')).toHaveLength(4)
  })

  it('as a process would, when nobody says', () => {
    expect(JSON.parse(run(['export-credentials'], { env }).stdout)).toEqual({
      Version: 1,
      AccessKeyId: 'A',
      SecretAccessKey: 'S',
      SessionToken: 'T',
    })
  })

  it('says why there are none', () => {
    expect(() => run(['export-credentials'], { files: {} })).toThrow(
      expect.objectContaining({
        code: 'Configuration',
        exitCode: 253,
        message: 'Unable to retrieve credentials: no credentials found',
      }),
    )
  })
})

describe('aws configure list', () => {
  it('prints what it knows before it fails', () => {
    expect(() => run(['list'], { given: { profile: 'none' } })).toThrow(
      expect.objectContaining({
        message: 'The config profile (none) could not be found',
        stdout: expect.stringContaining(
          'profile    : none                     : manual           : --profile\n',
        ),
      }),
    )
  })

  it('names the file that a variable names', () => {
    const { stdout } = run(['list'], {
      env: { AWS_CONFIG_FILE: '~/c' },
      files: { c: '[default]\nregion = r\n' },
    })
    expect(stdout).toContain('region     : r                        : config-file      : ~/c\n')
  })
})

describe('other subcommands', () => {
  it.each(['sso', 'sso-session', 'wizard', 'add-model', 'mfa-login', 'agent-toolkit'])(
    '%s exists and is not simulated',
    (name) => {
      expect(() => run([name])).toThrow(
        expect.objectContaining({
          message: expect.stringContaining(`hopwise does not simulate "aws configure ${name}"`),
          exitCode: 255,
        }),
      )
    },
  )

  it.each([[['nothing']], [['get']], [['set', 'region']], [['list', 'more']], [['--more']]])(
    '%j is refused',
    (words) => {
      expect(() => run(words)).toThrow(expect.objectContaining({ exitCode: 252 }))
    },
  )

  it('refuses with the error of the command itself', () => {
    expect(() => run(['toString'])).toThrow(CliError)
  })
})
