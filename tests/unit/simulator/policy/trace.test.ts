import { describe, expect, it } from 'vitest'
import type { Policies } from '../../../../simulator/policy/layers.ts'
import { sayMismatch, traceDecision } from '../../../../simulator/policy/trace.ts'
import { alice, allow, attached, deny, request } from './notation.ts'

const everyone = { Principal: '*' }
const secure = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }

const policies: Policies = {
  scps: [[attached('scp', allow('*'))], [attached('scp', deny('ec2:*'))]],
  endpoint: {
    policy: attached('endpoint', allow('*', '*', { Principal: { AWS: alice.arn } })),
    isGateway: true,
  },
  resource: [attached('resource', allow('s3:*', 'arn:aws:s3:::other/*', everyone))],
  identity: [attached('identity', allow('s3:*', '*', secure))],
}

describe('the trace of a decision', () => {
  it('tells what each statement of each policy says', () => {
    const trace = traceDecision(request({ keys: { 'aws:securetransport': 'false' } }), policies)
    expect(
      trace.map(({ layer, level, statements }) => [
        layer,
        level,
        statements.map(({ mismatch }) => mismatch?.element),
      ]),
    ).toEqual([
      ['scp', 0, [undefined]],
      ['scp', 1, ['Action']],
      ['endpoint', undefined, ['Principal']],
      ['resource', undefined, ['Resource']],
      ['identity', undefined, ['Condition']],
    ])
  })

  it.each<[string, object, string]>([
    ['scp', {}, 'It does not speak of s3:GetObject.'],
    ['resource', {}, 'It does not speak of arn:aws:s3:::reports/march.pdf.'],
    ['endpoint', {}, 'It does not name the caller.'],
    [
      'identity',
      {},
      'Its condition Bool on aws:SecureTransport wants ["true"]; the key is not in the request.',
    ],
    [
      'identity',
      { 'aws:securetransport': 'false' },
      'Its condition Bool on aws:SecureTransport wants ["true"]; the key is "false".',
    ],
  ])('says in words what is against a statement: %s %j', (layer, keys, expected) => {
    const asked = request({ keys: keys as Record<string, string> })
    const statements = traceDecision(asked, policies)
      .filter((one) => one.layer === layer)
      .at(-1)!.statements
    expect(sayMismatch(statements[0]!.mismatch!, asked)).toBe(expected)
  })
})
