import { describe, expect, it } from 'vitest'
import type { Globals } from '../../../../../simulator/cli/arguments/global-options.ts'
import { resolveSession, type Session } from '../../../../../simulator/cli/config/session.ts'
import { endpointUrl } from '../../../../../simulator/cli/endpoints.ts'
import { machine, options } from './machine.ts'

interface Setup {
  readonly given?: Partial<Globals>
  readonly env?: Readonly<Record<string, string>>
  readonly config?: string
  readonly credentials?: string
  readonly columns?: number
}

function session({ given, env = {}, config, credentials, columns }: Setup): Session {
  const files = {
    ...(config === undefined ? {} : { '.aws/config': config }),
    ...(credentials === undefined ? {} : { '.aws/credentials': credentials }),
  }
  return resolveSession(options(given), machine({ env, files, ...(columns ? { columns } : {}) }).host)
}

const keys = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' }
const inFile = (name: string, id: string) =>
  `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = s\n`

describe('the Region', () => {
  const config = '[default]\nregion = r-default\n[profile p]\nregion = r-p\n'
  const cases: Record<string, Setup & { region: string | undefined }> = {
    'from the default profile': { config, region: 'r-default' },
    'from a named profile': { config, given: { profile: 'p' }, region: 'r-p' },
    'from AWS_DEFAULT_REGION before that': { config, env: { AWS_DEFAULT_REGION: 'e' }, region: 'e' },
    'from AWS_REGION before that': {
      config,
      env: { AWS_DEFAULT_REGION: 'e', AWS_REGION: 'f' },
      region: 'f',
    },
    'from the option before everything': {
      config,
      env: { AWS_REGION: 'f' },
      given: { region: 'g' },
      region: 'g',
    },
    nowhere: { config: '[profile p]\nregion = r-p\n', region: undefined },
  }
  it.each(Object.entries(cases))('%s', (_, { region, ...setup }) => {
    expect(session(setup).region).toBe(region)
  })
})

describe('the profile', () => {
  const config = '[profile a]\n[profile b]\n[profile "with blank"]\nregion = r\n[plain]\nregion = x\n'
  const cases: Record<string, Setup & { profile: string | undefined }> = {
    'is none': { config, profile: undefined },
    'is AWS_DEFAULT_PROFILE': { config, env: { AWS_DEFAULT_PROFILE: 'a' }, profile: 'a' },
    'is AWS_PROFILE before that': {
      config,
      env: { AWS_DEFAULT_PROFILE: 'a', AWS_PROFILE: 'b' },
      profile: 'b',
    },
    'is the option before that': { config, env: { AWS_PROFILE: 'b' }, given: { profile: 'a' }, profile: 'a' },
    'may have blanks': { config, given: { profile: 'with blank' }, profile: 'with blank' },
    'may be in the credentials file alone': { credentials: '[c]\n', given: { profile: 'c' }, profile: 'c' },
  }
  it.each(Object.entries(cases))('%s', (_, { profile, ...setup }) => {
    expect(session(setup).profile).toBe(profile)
  })

  it.each(['none', 'plain', 'default'])('%s cannot be found', (profile) => {
    expect(() => session({ config, given: { profile } })).toThrow(
      expect.objectContaining({
        message: `The config profile (${profile}) could not be found`,
        exitCode: 255,
      }),
    )
  })

  it('in another file, when a variable names it', () => {
    const { host } = machine({
      env: { AWS_CONFIG_FILE: 'mine/c' },
      files: { 'mine/c': '[default]\nregion = r\n' },
    })
    expect(resolveSession(options(), host).region).toBe('r')
  })

  it('in a file that cannot be read', () => {
    expect(() => session({ config: '[default\n' })).toThrow(
      'Unable to parse config file: /home/learner/.aws/config',
    )
  })
})

describe('credentials', () => {
  const credentials = inFile('default', 'AKIADEFAULT') + inFile('c', 'AKIAC')
  const cases: Record<string, Setup & { id: string; method: string }> = {
    'from the environment': { env: keys, credentials, id: 'AKIAENV', method: 'env' },
    'from the environment, though AWS_PROFILE names a profile': {
      env: { ...keys, AWS_PROFILE: 'c' },
      credentials,
      id: 'AKIAENV',
      method: 'env',
    },
    'from the profile that --profile names, though the environment has some': {
      env: keys,
      credentials,
      given: { profile: 'c' },
      id: 'AKIAC',
      method: 'shared-credentials-file',
    },
    'from the credentials file': { credentials, id: 'AKIADEFAULT', method: 'shared-credentials-file' },
    'from the config file': {
      config: inFile('default', 'AKIACONFIG'),
      id: 'AKIACONFIG',
      method: 'config-file',
    },
    'from the credentials file before the config file': {
      config: inFile('default', 'AKIACONFIG'),
      credentials,
      id: 'AKIADEFAULT',
      method: 'shared-credentials-file',
    },
  }
  it.each(Object.entries(cases))('%s', (_, { id, method, ...setup }) => {
    expect(session(setup).findCredentials()).toMatchObject({ accessKeyId: id, method })
  })

  it('with a session token', () => {
    const env = { ...keys, AWS_SESSION_TOKEN: 't' }
    expect(session({ env }).credentials()).toEqual({
      accessKeyId: 'AKIAENV',
      secretAccessKey: 's',
      sessionToken: 't',
    })
  })

  it('that are nowhere', () => {
    expect(session({}).findCredentials()).toBeUndefined()
    expect(() => session({}).credentials()).toThrow(
      expect.objectContaining({ code: 'NoCredentials', exitCode: 253 }),
    )
  })

  const halves: Record<string, Setup & { message: string }> = {
    env: {
      env: { AWS_ACCESS_KEY_ID: 'A' },
      message: 'Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY',
    },
    'credentials file': {
      credentials: '[default]\naws_access_key_id = A\n',
      message: 'Partial credentials found in shared-credentials-file, missing: aws_secret_access_key',
    },
    'config file': {
      config: '[default]\naws_access_key_id = A\n',
      message: 'Partial credentials found in config-file, missing: aws_secret_access_key',
    },
  }
  it.each(Object.entries(halves))('of which half is in the %s', (_, { message, ...setup }) => {
    expect(() => session(setup).credentials()).toThrow(expect.objectContaining({ message, exitCode: 255 }))
  })

  const unsimulated: Record<string, string> = {
    sso_session: 'single sign-on',
    sso_start_url: 'single sign-on',
    credential_process: 'an external process',
    login_session: 'aws login',
    web_identity_token_file: 'a web identity',
  }
  it.each(Object.entries(unsimulated))('that %s would give are not simulated', (setting, what) => {
    const setup = { config: `[profile p]\n${setting} = x\n`, given: { profile: 'p' } }
    expect(() => session(setup).credentials()).toThrow(new RegExp(`^hopwise does not simulate .*${what}`))
  })
})

describe('how the answer is printed', () => {
  it.each([
    ['as JSON when nobody says', {}, 'json'],
    ['as the profile says', { config: '[default]\noutput = yaml\n' }, 'yaml'],
    [
      'as the environment says',
      { config: '[default]\noutput = yaml\n', env: { AWS_DEFAULT_OUTPUT: 'text' } },
      'text',
    ],
    ['as the option says', { env: { AWS_DEFAULT_OUTPUT: 'text' }, given: { output: 'table' } }, 'table'],
  ])('%s', (_, setup, output) => {
    expect(session(setup).output).toBe(output)
  })

  it('in no format that there is not', () => {
    expect(() => session({ env: { AWS_DEFAULT_OUTPUT: 'xml' } })).toThrow('Unknown output type: xml')
  })

  const config = '[default]\ncli_pager = C\n'
  it.each([
    ['with less', {}, 'less'],
    ['with PAGER', { env: { PAGER: 'P' } }, 'P'],
    ['with cli_pager before that', { config, env: { PAGER: 'P' } }, 'C'],
    ['with AWS_PAGER before that', { config, env: { AWS_PAGER: 'A' } }, 'A'],
    ['not at all, when it is empty', { config, env: { AWS_PAGER: '' } }, undefined],
    ['not at all, when the option says so', { given: { pager: false } }, undefined],
  ])('paged %s on a terminal', (_, setup, pager) => {
    expect(session({ columns: 80, ...setup }).pager).toBe(pager)
  })

  it('never paged elsewhere', () => {
    expect(session({ env: { AWS_PAGER: 'A' } }).pager).toBeUndefined()
  })
})

describe('the endpoint', () => {
  const at = (setup: Setup, service: string) => endpointUrl({ name: service }, session(setup))
  const region = { AWS_REGION: 'eu-west-1' }
  const cases: Record<string, Setup & { service: string; url: string }> = {
    'of a service of a Region': { service: 'ec2', env: region, url: 'https://ec2.eu-west-1.amazonaws.com/' },
    'with another name than the service': {
      service: 'cloudwatch',
      env: region,
      url: 'https://monitoring.eu-west-1.amazonaws.com/',
    },
    'of a global service': { service: 'iam', url: 'https://iam.amazonaws.com/' },
    'of STS in a Region': { service: 'sts', env: region, url: 'https://sts.eu-west-1.amazonaws.com/' },
    'of STS without one': { service: 'sts', url: 'https://sts.amazonaws.com/' },
    'in China': {
      service: 'ec2',
      env: { AWS_REGION: 'cn-north-1' },
      url: 'https://ec2.cn-north-1.amazonaws.com.cn/',
    },
    'for FIPS': {
      service: 'sqs',
      env: { ...region, AWS_USE_FIPS_ENDPOINT: 'true' },
      url: 'https://sqs-fips.eu-west-1.amazonaws.com/',
    },
    'for IPv6': {
      service: 'ec2',
      env: { ...region, AWS_USE_DUALSTACK_ENDPOINT: 'true' },
      url: 'https://ec2.eu-west-1.api.aws/',
    },
    'for IPv6, of S3 alone': {
      service: 's3api',
      env: region,
      config: '[default]\ns3 =\n  use_dualstack_endpoint = true\n',
      url: 'https://s3.dualstack.eu-west-1.amazonaws.com/',
    },
    'that the option gives': {
      service: 'ec2',
      env: region,
      given: { endpointUrl: 'http://10.0.0.1:80' },
      url: 'http://10.0.0.1:80/',
    },
    'that a variable gives': {
      service: 'ec2',
      env: { ...region, AWS_ENDPOINT_URL: 'http://a/b' },
      url: 'http://a/b',
    },
    'that a variable gives for the service': {
      service: 'elbv2',
      env: {
        ...region,
        AWS_ENDPOINT_URL: 'http://a',
        AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: 'http://e',
      },
      url: 'http://e/',
    },
    'that the profile gives for the service': {
      service: 'ec2',
      env: region,
      config:
        '[default]\nendpoint_url = http://a\nservices = s\n[services s]\nec2 =\n  endpoint_url = http://e\n',
      url: 'http://e/',
    },
    'that is configured and to be ignored': {
      service: 'ec2',
      env: { ...region, AWS_ENDPOINT_URL: 'http://a', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      url: 'https://ec2.eu-west-1.amazonaws.com/',
    },
  }
  it.each(Object.entries(cases))('%s', (_, { service, url, ...setup }) => {
    expect(at(setup, service)).toBe(url)
  })

  const refusals: Record<string, Setup & { message: string; exitCode: number }> = {
    'without a Region': {
      message: 'You must specify a region. You can also configure your region by running "aws configure".',
      exitCode: 253,
    },
    'in what cannot be a Region': {
      env: { AWS_REGION: 'us east' },
      message: "Provided region_name 'us east' doesn't match a supported format.",
      exitCode: 255,
    },
    'in a Region without a name': {
      env: { AWS_REGION: '' },
      message: 'Invalid endpoint: https://ec2..amazonaws.com',
      exitCode: 255,
    },
    'that is no URL': {
      env: region,
      given: { endpointUrl: 'localhost:9' },
      message: 'Invalid endpoint: localhost:9',
      exitCode: 255,
    },
  }
  it.each(Object.entries(refusals))('%s is refused', (_, { message, exitCode, ...setup }) => {
    expect(() => at(setup, 'ec2')).toThrow(expect.objectContaining({ message, exitCode }))
  })
})

describe('how often a request is sent', () => {
  it.each([
    [{}, 3],
    [{ AWS_MAX_ATTEMPTS: '1' }, 1],
    [{ AWS_RETRY_MODE: 'legacy' }, 5],
  ])('%j: %i times at most', (env, attempts) => {
    expect(session({ env }).maxAttempts).toBe(attempts)
  })

  it.each(['0', 'many'])('%s is refused', (attempts) => {
    expect(() => session({ env: { AWS_MAX_ATTEMPTS: attempts } })).toThrow(/max_attempts/)
  })
})
