import { expect, it } from 'vitest'
import { Store } from '../../../../simulator/kernel/store.ts'
import { type Principal, rootOf } from '../../../../simulator/world/accounts.ts'
import { enter, type LedgerEntry, ledger } from '../../../../simulator/world/ledger.ts'

const root = rootOf('123456789012')
const call: Omit<LedgerEntry, 'number'> = {
  at: 0,
  eventId: 'e',
  region: 'us-east-1',
  service: 'ec2',
  operation: 'DescribeVpcs',
  principal: root,
  accessKeyId: 'AKIA1',
  origin: { userAgent: 'Boto3/1.43', requestId: 'r' },
  input: {},
}
const user: Principal = { ...root, arn: 'arn:aws:iam::123456789012:user/a', userId: 'AIDA1', type: 'user' }

it.each<[string, Partial<LedgerEntry>]>([
  ['the same caller', {}],
  ['the same caller, told anew', { principal: { ...root } }],
  ['another account', { principal: rootOf('210987654321') }],
  ['a user', { principal: user }],
  ['nobody known', { principal: undefined, accessKeyId: undefined }],
  ['another key', { accessKeyId: 'AKIA2' }],
  ['another client', { origin: { userAgent: 'aws-sdk-js/3', requestId: 's' } }],
  ['an address', { origin: { sourceIp: '198.51.100.7' } }],
  ['the workstation', { origin: undefined }],
])('after one call, the ledger has another one as it was: %s', (_, change) => {
  const store = new Store()
  enter(store, call)
  enter(store, { ...call, ...change })
  const [first, second] = store.all(ledger)
  expect(first).toEqual({ ...call, number: 1 })
  expect(second).toEqual({ ...call, ...change, number: 2 })
})

it('tells a user from a later one of the same name', () => {
  const store = new Store()
  for (const userId of ['AIDA1', 'AIDA2']) enter(store, { ...call, principal: { ...user, userId } })
  expect(store.all(ledger).map(({ principal }) => principal?.userId)).toEqual(['AIDA1', 'AIDA2'])
})

it('keeps what callers say of themselves once', () => {
  const store = new Store()
  enter(store, call)
  enter(store, { ...call, principal: { ...root } })
  const [first, second] = store.all(ledger)
  expect(second!.principal).toBe(first!.principal)
})

it('forgets the oldest calls', () => {
  const store = new Store()
  for (let n = 0; n < 20_010; n++) enter(store, call)
  expect(store.size(ledger)).toBe(20_000)
  expect(store.all(ledger)[0]!.number).toBe(11)
})
