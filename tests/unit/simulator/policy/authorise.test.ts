import { describe, expect, it } from 'vitest'
import { authorise, type Decision, firstRefusal } from '../../../../simulator/policy/authorise.ts'
import type { Policies } from '../../../../simulator/policy/layers.ts'
import type { AccessRequest } from '../../../../simulator/policy/request.ts'
import { abroad, alice, allow, attached, auditor, auditRole, deny, home, request, root } from './notation.ts'

/** `allowed by identity 0`: who decided, and which statement. */
function told(decision: Decision, policies: Policies): string {
  if (decision.outcome === 'denied') {
    const statement = decision.statement ? ` ${decision.statement.index}` : ''
    return `${decision.kind} ${decision.layer}${statement}`
  }
  if (decision.by === 'root') return 'allowed as root'
  const layer = policies.resource?.includes(decision.by.policy) ? 'resource' : 'identity'
  return `allowed by ${layer} ${decision.by.statement.index}`
}

const ask = (policies: Policies, changes: Partial<AccessRequest> = {}) =>
  told(authorise(request(changes), policies), policies)

const none = { identity: [] }
const reads = attached('identity', allow('ec2:*'), allow('s3:Get*'))
const writes = attached('identity', allow('s3:Put*'))
const forbids = attached('identity', allow('s3:*'), deny('s3:GetObject'))
const bucket = (principal: unknown, ...more: Record<string, unknown>[]) =>
  attached('resource', allow('s3:GetObject', '*', { Principal: principal }), ...more)
const anyone = bucket('*')
const scp = (...statements: Record<string, unknown>[]) => attached('scp', ...statements)
const fullScp = scp(allow('*'))
const endpoint = (...statements: Record<string, unknown>[]) => ({
  policy: attached('endpoint', ...statements),
})

describe('in one account', () => {
  it.each<[string, Policies, Partial<AccessRequest>, string]>([
    ['no policy at all', none, {}, 'implicit identity'],
    ['an identity policy', { identity: [writes, reads] }, {}, 'allowed by identity 1'],
    ['policies on other actions', { identity: [writes] }, {}, 'implicit identity'],
    ['a deny beside an allow', { identity: [reads, forbids] }, {}, 'explicit identity 1'],
    [
      'a bucket policy that names the user',
      { identity: [], resource: [bucket({ AWS: alice.arn })] },
      {},
      'allowed by resource 0',
    ],
    ['a bucket policy for everybody', { identity: [], resource: [anyone] }, {}, 'allowed by resource 0'],
    [
      'a bucket policy for the account',
      { identity: [], resource: [bucket({ AWS: home })] },
      {},
      'implicit identity',
    ],
    [
      'the same, and an identity policy',
      { identity: [reads], resource: [bucket({ AWS: home })] },
      {},
      'allowed by identity 1',
    ],
    [
      'a bucket policy for somebody else',
      { identity: [], resource: [bucket({ AWS: abroad })] },
      {},
      'implicit identity',
    ],
    [
      'a bucket policy that denies',
      { identity: [reads], resource: [bucket('*', deny('s3:*', '*', { Principal: '*' }))] },
      {},
      'explicit resource 1',
    ],
    ['root, without a policy', none, { caller: root }, 'allowed as root'],
    [
      'root, and a bucket policy that denies',
      { identity: [], resource: [bucket('*', deny('s3:*', '*', { Principal: '*' }))] },
      { caller: root },
      'explicit resource 1',
    ],
    [
      'root, and a guardrail',
      { identity: [], scps: [[scp(allow('ec2:*'))]] },
      { caller: root },
      'implicit scp',
    ],
    ['a session, by its role’s policy', { identity: [reads] }, { caller: auditor }, 'allowed by identity 1'],
    [
      'a session, by the bucket policy for its role',
      { identity: [], resource: [bucket({ AWS: auditRole })] },
      { caller: auditor },
      'allowed by resource 0',
    ],
    [
      'nobody, and a public bucket',
      { identity: [], resource: [anyone] },
      { caller: { type: 'anonymous' } },
      'allowed by resource 0',
    ],
    ['nobody, and a bucket without policy', none, { caller: { type: 'anonymous' } }, 'implicit resource'],
    [
      'a service that is named',
      { identity: [], resource: [bucket({ Service: 'logs.amazonaws.com' })] },
      { caller: { type: 'service', service: 'logs.amazonaws.com' } },
      'allowed by resource 0',
    ],
    [
      'a service that is not',
      { identity: [], resource: [bucket({ AWS: home })] },
      { caller: { type: 'service', service: 'logs.amazonaws.com' } },
      'implicit resource',
    ],
  ])('%s', (_, policies, changes, expected) => {
    expect(ask(policies, changes)).toBe(expected)
  })
})

// reference_policies_evaluation-logic: how a resource-based policy fares against implicit denies elsewhere.
describe('a bucket policy against what is attached to the caller', () => {
  const boundary = attached('boundary', allow('ec2:*'))
  const session = [attached('session', allow('ec2:*'))]
  it.each<[string, Partial<AccessRequest>, unknown, Partial<Policies>, string]>([
    ['a user, named', {}, { AWS: alice.arn }, { boundary }, 'allowed by resource 0'],
    ['a user, by everybody', {}, '*', { boundary }, 'allowed by resource 0'],
    [
      'a session, named',
      { caller: auditor },
      { AWS: auditor.arn },
      { boundary, session },
      'allowed by resource 0',
    ],
    ['a session, by its role', { caller: auditor }, { AWS: auditRole }, { boundary }, 'implicit boundary'],
    ['a session, by its role', { caller: auditor }, { AWS: auditRole }, { session }, 'implicit session'],
    [
      'a session, by its account',
      { caller: auditor },
      { AWS: home },
      { boundary, session, identity: [reads] },
      'implicit boundary',
    ],
  ])('%s %j', (_, changes, principal, limits, expected) => {
    expect(ask({ identity: [], resource: [bucket(principal)], ...limits }, changes)).toBe(expected)
  })

  it('counts the statement that names the caller most closely, wherever it stands', () => {
    const byName = allow('s3:*', '*', { Principal: { AWS: auditor.arn } })
    const resource = [bucket({ AWS: home }, byName), bucket({ AWS: auditRole })]
    expect(ask({ identity: [], resource, boundary, session }, { caller: auditor })).toBe(
      'allowed by resource 1',
    )
  })

  it.each<[string, Partial<Policies>, string]>([
    ['boundary', { boundary: attached('boundary', allow('*'), deny('s3:Get*')) }, 'explicit boundary 1'],
    ['session', { session: [attached('session', deny('s3:Get*'))] }, 'explicit session 0'],
    ['identity', { identity: [forbids] }, 'explicit identity 1'],
  ])('an explicit deny in the %s policy wins', (_, limits, expected) => {
    expect(ask({ identity: [], resource: [bucket({ AWS: alice.arn })], ...limits })).toBe(expected)
  })
})

describe('with limits on the caller', () => {
  const yes = attached('boundary', allow('s3:*'))
  const no = attached('boundary', allow('ec2:*'))
  const given = (...actions: string[]) => actions.map((action) => attached('session', allow(action)))
  it.each<[string, Policies, string]>([
    ['a boundary that allows too', { identity: [reads], boundary: yes }, 'allowed by identity 1'],
    ['a boundary that does not', { identity: [reads], boundary: no }, 'implicit boundary'],
    ['a boundary alone', { identity: [], boundary: yes }, 'implicit identity'],
    [
      'a session policy that allows too',
      { identity: [reads], session: given('ec2:*', 's3:*') },
      'allowed by identity 1',
    ],
    [
      'session policies that do not',
      { identity: [reads], session: given('ec2:*', 's3:Put*') },
      'implicit session',
    ],
    [
      'a boundary and a session policy that do not',
      { identity: [reads], boundary: no, session: given('ec2:*') },
      'implicit boundary',
    ],
  ])('%s', (_, policies, expected) => {
    expect(ask(policies)).toBe(expected)
  })
})

describe('in an organization', () => {
  it.each<[string, Partial<Policies>, string]>([
    ['all levels allow', { scps: [[fullScp], [fullScp], [scp(allow('s3:*'))]] }, 'allowed by identity 1'],
    [
      'one level in between does not',
      { scps: [[fullScp], [scp(allow('ec2:*'))], [fullScp]] },
      'implicit scp',
    ],
    [
      'several policies at one level',
      { scps: [[scp(allow('ec2:*')), scp(allow('s3:*'))]] },
      'allowed by identity 1',
    ],
    ['a level without any policy', { scps: [[fullScp], []] }, 'implicit scp'],
    ['a deny at the top', { scps: [[scp(allow('*'), deny('s3:*'))], [fullScp]] }, 'explicit scp 1'],
    [
      'a deny below a level that does not allow',
      { scps: [[scp(allow('ec2:*'))], [scp(deny('s3:*'))]] },
      'explicit scp 0',
    ],
    [
      'a guardrail for resources',
      { rcps: [[attached('rcp', allow('*', '*', { Principal: '*' }))]] },
      'allowed by identity 1',
    ],
    [
      'a guardrail for resources that denies',
      {
        rcps: [
          [
            attached('rcp', allow('*', '*', { Principal: '*' })),
            attached('rcp', deny('s3:*', '*', { Principal: '*' })),
          ],
        ],
      },
      'explicit rcp 0',
    ],
  ])('%s', (_, policies, expected) => {
    expect(ask({ identity: [reads], ...policies })).toBe(expected)
  })

  it('lets nobody in by a guardrail alone', () => {
    expect(ask({ identity: [], scps: [[fullScp]] })).toBe('implicit identity')
  })
})

// The table of the VPC guide on S3 over an endpoint: identity, bucket and endpoint policy, same and other account.
describe('through a VPC endpoint', () => {
  const open = endpoint(allow('*', '*', { Principal: '*' }))
  const other = endpoint(allow('s3:Put*', '*', { Principal: '*' }))
  const barred = bucket('*', deny('s3:*', '*', { Principal: '*' }))
  const mine = bucket({ AWS: alice.arn })
  const grants = [reads]
  it.each<[string, Policies, string, string]>([
    ['allow none allow', { identity: grants, endpoint: open }, 'allowed by identity 1', 'implicit resource'],
    [
      'none allow allow',
      { identity: [], resource: [mine], endpoint: open },
      'allowed by resource 0',
      'implicit identity',
    ],
    [
      'allow allow allow',
      { identity: grants, resource: [mine], endpoint: open },
      'allowed by resource 0',
      'allowed by identity 1',
    ],
    [
      'allow allow none',
      { identity: grants, resource: [mine], endpoint: other },
      'implicit endpoint',
      'implicit endpoint',
    ],
    [
      'allow deny allow',
      { identity: grants, resource: [barred], endpoint: open },
      'explicit resource 1',
      'explicit resource 1',
    ],
    ['none none allow', { identity: [], endpoint: open }, 'implicit identity', 'implicit resource'],
  ])('identity, bucket, endpoint: %s', (_, policies, same, cross) => {
    expect(ask(policies)).toBe(same)
    expect(ask(policies, { resourceAccount: abroad })).toBe(cross)
  })

  it('holds back root too', () => {
    expect(ask({ identity: [], endpoint: other }, { caller: root })).toBe('implicit endpoint')
  })

  it.each<[string, unknown, Partial<AccessRequest>, string, string]>([
    ['everybody', '*', {}, 'allowed by identity 1', 'allowed by identity 1'],
    ['the account', { AWS: home }, {}, 'allowed by identity 1', 'implicit endpoint'],
    ['the account, for its root', { AWS: home }, { caller: root }, 'allowed as root', 'allowed as root'],
    ['the user', { AWS: alice.arn }, {}, 'allowed by identity 1', 'implicit endpoint'],
  ])(
    'an interface endpoint may name %s, a gateway endpoint need not know it',
    (_, Principal, changes, of, gateway) => {
      const named = endpoint(allow('s3:*', '*', { Principal }))
      expect(ask({ identity: [reads], endpoint: named }, changes)).toBe(of)
      expect(ask({ identity: [reads], endpoint: { ...named, isGateway: true } }, changes)).toBe(gateway)
    },
  )
})

describe('across accounts', () => {
  const there = { resourceAccount: abroad }
  it.each<[string, Policies, Partial<AccessRequest>, string]>([
    [
      'both sides allow, the account by name',
      { identity: [reads], resource: [bucket({ AWS: home })] },
      there,
      'allowed by identity 1',
    ],
    [
      'both sides allow, the user by name',
      { identity: [reads], resource: [bucket({ AWS: alice.arn })] },
      there,
      'allowed by identity 1',
    ],
    [
      'the owner alone allows',
      { identity: [], resource: [bucket({ AWS: alice.arn })] },
      there,
      'implicit identity',
    ],
    ['the caller’s side alone allows', { identity: [reads] }, there, 'implicit resource'],
    [
      'both, and a boundary that does not',
      { identity: [reads], resource: [anyone], boundary: attached('boundary', allow('ec2:*')) },
      there,
      'implicit boundary',
    ],
    [
      'root, by the owner',
      { identity: [], resource: [bucket({ AWS: home })] },
      { ...there, caller: root },
      'allowed by resource 0',
    ],
    ['root, without the owner', none, { ...there, caller: root }, 'implicit resource'],
  ])('%s', (_, policies, changes, expected) => {
    expect(ask(policies, changes)).toBe(expected)
  })
})

describe('a key or a role that only its own policy opens', () => {
  const locked = { needsResourcePolicy: true }
  it.each<[string, Policies, Partial<AccessRequest>, string]>([
    ['no policy', { identity: [reads] }, locked, 'implicit resource'],
    [
      'a policy for the account, and an identity policy',
      { identity: [reads], resource: [bucket({ AWS: home })] },
      locked,
      'allowed by identity 1',
    ],
    [
      'a policy for the account alone',
      { identity: [], resource: [bucket({ AWS: home })] },
      locked,
      'implicit identity',
    ],
    [
      'a policy for the user',
      { identity: [], resource: [bucket({ AWS: alice.arn })] },
      locked,
      'allowed by resource 0',
    ],
    ['root, without one', none, { ...locked, caller: root }, 'implicit resource'],
  ])('%s', (_, policies, changes, expected) => {
    expect(ask(policies, changes)).toBe(expected)
  })
})

describe('a call on several resources', () => {
  it('is decided by the first that is refused', () => {
    const identity = [attached('identity', allow('ec2:*', 'arn:aws:ec2:*:*:vpc/*'))]
    const part = (resource: string) => ({
      request: request({ action: 'ec2:CreateSubnet', resource: `arn:aws:ec2:us-east-1:${home}:${resource}` }),
      policies: { identity },
    })
    const refused = firstRefusal([part('vpc/vpc-1'), part('subnet/*'), part('route-table/*')])
    expect(refused?.decision).toMatchObject({ kind: 'implicit', layer: 'identity' })
    expect(refused?.request.resource).toMatch(/subnet/)
    expect(firstRefusal([part('vpc/vpc-1'), part('vpc/vpc-2')])).toBeUndefined()
    expect(firstRefusal([])).toBeUndefined()
  })
})
