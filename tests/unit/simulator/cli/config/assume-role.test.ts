import { describe, expect, it } from 'vitest'
import type { Response } from '../../../../../simulator/api/request.ts'
import { resolveSession } from '../../../../../simulator/cli/config/session.ts'
import { ServiceError } from '../../../../../simulator/cli/errors.ts'
import { machine, options } from './machine.ts'

const role = 'role_arn = arn:aws:iam::111122223333:role/r\n'
const keys = 'aws_access_key_id = AKIASOURCE\naws_secret_access_key = s\n'
const assumed: Response = {
  output: {
    Credentials: {
      AccessKeyId: 'ASIA1',
      SecretAccessKey: 'x',
      SessionToken: 't',
      Expiration: '2026-01-02T04:04:05.000Z',
    },
  },
}

function assume(config: string, env: Readonly<Record<string, string>> = {}, answer: Response = assumed) {
  const { host, sent } = machine({ files: { '.aws/config': config }, env, answer: () => answer })
  const session = resolveSession(options({ profile: 'p' }), host)
  return { find: () => session.findCredentials(), sent }
}

describe('a profile with role_arn', () => {
  it('assumes the role with the keys of its source profile', () => {
    const { find, sent } = assume(
      `[profile p]\n${role}source_profile = q\nregion = eu-west-1\n[profile q]\n${keys}`,
    )
    expect(find()).toEqual({
      accessKeyId: 'ASIA1',
      secretAccessKey: 'x',
      sessionToken: 't',
      expiration: '2026-01-02T04:04:05+00:00',
      method: 'assume-role',
    })
    expect(sent).toEqual([
      {
        service: 'sts',
        operation: 'AssumeRole',
        input: {
          RoleArn: 'arn:aws:iam::111122223333:role/r',
          RoleSessionName: 'botocore-session-1767323045',
        },
        region: 'eu-west-1',
        credentials: { accessKeyId: 'AKIASOURCE', secretAccessKey: 's' },
        url: 'https://sts.eu-west-1.amazonaws.com/',
      },
    ])
  })

  it('is asked once for many requests', () => {
    const { find, sent } = assume(`[profile p]\n${role}source_profile = q\n[profile q]\n${keys}`)
    expect(find()).toBe(find())
    expect(sent).toHaveLength(1)
  })

  it('hands on what else it says', () => {
    const more = 'external_id = e\nrole_session_name = n\nduration_seconds = 900\n'
    const { find, sent } = assume(`[profile p]\n${role}${more}source_profile = q\n[profile q]\n${keys}`)
    find()
    expect(sent[0]?.input).toEqual({
      RoleArn: 'arn:aws:iam::111122223333:role/r',
      RoleSessionName: 'n',
      ExternalId: 'e',
      DurationSeconds: 900,
    })
  })

  it('may be its own source, with keys', () => {
    const { find, sent } = assume(`[profile p]\n${role}source_profile = p\n${keys}`)
    find()
    expect(sent[0]?.credentials?.accessKeyId).toBe('AKIASOURCE')
  })

  it('may stand on another role', () => {
    const chain = `[profile p]\n${role}source_profile = q\n[profile q]\n${role}source_profile = s\n[profile s]\n${keys}`
    const { find, sent } = assume(chain)
    find()
    expect(sent.map((request) => request.credentials?.accessKeyId)).toEqual(['AKIASOURCE', 'ASIA1'])
  })

  it('may take the environment’s keys', () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' }
    const { find, sent } = assume(`[profile p]\n${role}credential_source = Environment\n`, env)
    find()
    expect(sent[0]?.credentials?.accessKeyId).toBe('AKIAENV')
  })

  it('shows the refusal of STS', () => {
    const refused: Response = { error: { code: 'AccessDenied', message: 'no', status: 403 } }
    const { find } = assume(`[profile p]\n${role}source_profile = q\n[profile q]\n${keys}`, {}, refused)
    expect(find).toThrow(new ServiceError('AccessDenied', 'no', 'AssumeRole'))
  })

  const faults: Record<string, { config: string; message: string }> = {
    'has no source': {
      config: `[profile p]\n${role}`,
      message: 'Partial credentials found in assume-role, missing: source_profile or credential_source',
    },
    'has two sources': {
      config: `[profile p]\n${role}source_profile = q\ncredential_source = Environment\n`,
      message: 'The profile "p" contains both source_profile and credential_source.',
    },
    'has a source that is not there': {
      config: `[profile p]\n${role}source_profile = q\n`,
      message: 'The source_profile "q" referenced in the profile "p" does not exist.',
    },
    'has a source without keys': {
      config: `[profile p]\n${role}source_profile = q\n[profile q]\nregion = r\n`,
      message: 'The source profile "q" must have credentials.',
    },
    'is its own source, without keys': {
      config: `[profile p]\n${role}source_profile = p\n`,
      message:
        "Infinite loop in credential configuration detected. Attempting to load from profile p which has already been visited. Visited profiles: ['p']",
    },
    'goes round in a circle': {
      config: `[profile p]\n${role}source_profile = q\n[profile q]\n${role}source_profile = p\n`,
      message:
        "Infinite loop in credential configuration detected. Attempting to load from profile p which has already been visited. Visited profiles: ['p', 'q']",
    },
    'has a credential source of its own invention': {
      config: `[profile p]\n${role}credential_source = Thin air\n`,
      message: 'The credential source "Thin air" referenced in profile "p" is not valid.',
    },
    'has a credential source with nothing in it': {
      config: `[profile p]\n${role}credential_source = Environment\n`,
      message:
        'Error when retrieving credentials from Environment: No credentials found in credential_source referenced in profile p',
    },
  }
  it.each(Object.entries(faults))('that %s is refused', (_, { config, message }) => {
    const { find, sent } = assume(config)
    expect(find).toThrow(expect.objectContaining({ message, exitCode: 255 }))
    expect(sent).toEqual([])
  })

  it('and a second factor is not simulated', () => {
    const { find } = assume(`[profile p]\n${role}mfa_serial = m\nsource_profile = q\n[profile q]\n${keys}`)
    expect(find).toThrow(/^hopwise does not simulate multi-factor authentication/)
  })
})
