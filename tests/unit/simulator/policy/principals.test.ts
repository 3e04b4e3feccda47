import { describe, expect, it } from 'vitest'
import type { Caller, IamCaller } from '../../../../simulator/policy/callers.ts'
import { readJson } from '../../../../simulator/policy/json-text.ts'
import { type Closeness, closeness, isExempt } from '../../../../simulator/policy/principals.ts'
import { readPrincipal } from '../../../../simulator/policy/read-principal.ts'
import { abroad, alice, auditor, auditRole, home, root } from './notation.ts'

function namesIn(principal: unknown) {
  const node = readJson(JSON.stringify(principal))
  if ('fault' in node) throw new Error('Not JSON')
  return readPrincipal(node).names
}

const accountRoot = `arn:aws:iam::${home}:root`
const bob = `arn:aws:iam::${home}:user/bob`
const nobody: Caller = { type: 'anonymous' }
const endpoints: Caller = {
  type: 'service',
  service: 'vpce.amazonaws.com',
  names: ['vpce.us-east-1.amazonaws.com'],
}
const pathless: IamCaller = { ...auditor, roleArn: undefined }
const federated: IamCaller = {
  type: 'federated-user',
  account: home,
  arn: `arn:aws:sts::${home}:federated-user/ann`,
  userId: `${home}:ann`,
  userArn: alice.arn,
}
const canonical = '0123456789abcdef'.repeat(4)

describe('a Principal names', () => {
  it.each<[string, unknown, Caller, Closeness]>([
    ['everybody', '*', alice, 'caller'],
    ['everybody, also who did not sign', '*', nobody, 'caller'],
    ['everybody, also services', { AWS: '*' }, endpoints, 'caller'],
    ['the account of a user, by id', { AWS: home }, alice, 'account'],
    ['the account of a session, by ARN', { AWS: accountRoot }, auditor, 'account'],
    ['the root user itself', { AWS: accountRoot }, root, 'caller'],
    ['the root user by its id', { AWS: home }, root, 'caller'],
    ['another account', { AWS: abroad }, alice, 'none'],
    ['a user', { AWS: [bob, alice.arn] }, alice, 'caller'],
    ['a user by unique id', { AWS: alice.userId }, alice, 'caller'],
    ['another user', { AWS: bob }, alice, 'none'],
    ['a role’s session', { AWS: auditor.arn }, auditor, 'caller'],
    ['a session’s role', { AWS: auditRole }, auditor, 'role'],
    ['a session’s role by unique id', { AWS: 'AROAAUDITAUDITAUDIT00' }, auditor, 'role'],
    ['a role with another path', { AWS: `arn:aws:iam::${home}:role/audit` }, auditor, 'none'],
    ['a role whose path nobody knows', { AWS: `arn:aws:iam::${home}:role/audit` }, pathless, 'role'],
    ['another session', { AWS: `arn:aws:sts::${home}:assumed-role/audit/friday` }, auditor, 'none'],
    ['the user behind a federated session', { AWS: alice.arn }, federated, 'role'],
    ['the federated session', { AWS: federated.arn }, federated, 'caller'],
    ['the role and its session: the closer counts', { AWS: [auditRole, auditor.arn] }, auditor, 'caller'],
    [
      'an account by canonical id',
      { CanonicalUser: canonical },
      { ...alice, canonicalUser: canonical },
      'account',
    ],
    ['a service', { Service: ['sns.amazonaws.com', 'vpce.amazonaws.com'] }, endpoints, 'caller'],
    ['a service by its other name', { Service: 'vpce.us-east-1.amazonaws.com' }, endpoints, 'caller'],
    ['another service', { Service: 'sns.amazonaws.com' }, endpoints, 'none'],
    ['a service, and not its accounts', { Service: 'vpce.amazonaws.com' }, alice, 'none'],
    ['accounts, and not who did not sign', { AWS: home }, nobody, 'none'],
    ['somebody from outside', { Federated: 'accounts.google.com' }, alice, 'none'],
  ])('%s', (_, principal, caller, expected) => {
    expect(closeness(namesIn(principal), caller)).toBe(expected)
  })
})

// What is above the caller must be named too: the account, and the role of a session.
describe('a NotPrincipal leaves out', () => {
  it.each<[string, unknown, Caller, boolean]>([
    ['everybody', '*', alice, true],
    ['a user with its account', { AWS: [alice.arn, accountRoot] }, alice, true],
    ['no user without its account', { AWS: alice.arn }, alice, false],
    ['no user by the account alone', { AWS: accountRoot }, alice, false],
    ['the root user by its account', { AWS: home }, root, true],
    ['a session with role and account', { AWS: [auditor.arn, auditRole, home] }, auditor, true],
    ['no session without its role', { AWS: [auditor.arn, home] }, auditor, false],
    ['no session by its role alone', { AWS: [auditRole, home] }, auditor, false],
    ['no other user of a named account', { AWS: [bob, accountRoot] }, alice, false],
    ['a service', { Service: 'vpce.amazonaws.com' }, endpoints, true],
    ['nobody who did not sign', { AWS: home }, nobody, false],
  ])('%s', (_, principal, caller, expected) => {
    expect(isExempt(namesIn(principal), caller)).toBe(expected)
  })
})
