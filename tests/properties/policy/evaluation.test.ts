import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorise } from '../../../simulator/policy/authorise.ts'
import { encodeRefusal } from '../../../simulator/policy/encoded-message.ts'
import { refusal } from '../../../simulator/policy/explain.ts'
import type { Policies } from '../../../simulator/policy/layers.ts'
import type { AttachedPolicy, PolicyKind } from '../../../simulator/policy/policy.ts'
import { readPolicy } from '../../../simulator/policy/read-policy.ts'
import { simulate } from '../../../simulator/policy/simulate.ts'
import { traceDecision } from '../../../simulator/policy/trace.ts'
import { runs } from '../arbitraries.ts'
import { attach, policies, request, statement } from './policies.ts'

/** Puts one more policy into a layer of its kind. */
function add(all: Policies, kind: PolicyKind, policy: AttachedPolicy): Policies {
  switch (kind) {
    case 'session':
      return { ...all, session: [...(all.session ?? []), policy] }
    case 'resource':
      return { ...all, resource: [...(all.resource ?? []), policy] }
    case 'scp':
      return { ...all, scps: all.scps?.map((level) => [...level, policy]) ?? [[policy]] }
    default:
      return { ...all, identity: [...all.identity, policy] }
  }
}

/** A first session policy, or a first guardrail, limits whatever it says; so there is one already. */
function withLayer(all: Policies, kind: PolicyKind): Policies {
  if (kind === 'session') return { ...all, session: all.session ?? [] }
  return kind === 'scp' ? { ...all, scps: all.scps?.length ? all.scps : [[]] } : all
}

/** Adds a statement of an effect somewhere, and hands over the outcomes before and after. */
function whenAdding(Effect: 'Allow' | 'Deny', judge: (before: string, after: string) => void): void {
  const added = fc
    .constantFrom<PolicyKind>('identity', 'resource', 'session', 'scp')
    .chain((kind) => statement(kind).map((text) => ({ kind, policy: attach(kind, [{ ...text, Effect }]) })))
  fc.assert(
    fc.property(policies, request, added, (some, asked, { kind, policy }) => {
      const all = withLayer(some, kind)
      judge(authorise(asked, all).outcome, authorise(asked, add(all, kind, policy)).outcome)
    }),
    runs(1000),
  )
}

describe('the evaluation', () => {
  it('never allows more after a Deny is added', () => {
    whenAdding('Deny', (before, after) => {
      if (before === 'denied') expect(after).toBe('denied')
    })
  })

  it('never denies more after an Allow is added', () => {
    whenAdding('Allow', (before, after) => {
      if (before === 'allowed') expect(after).toBe('allowed')
    })
  })

  it('does not care for the order of statements and policies', () => {
    const turned = (list: readonly AttachedPolicy[]): AttachedPolicy[] =>
      list.toReversed().map(({ policy, ...rest }) => ({
        ...rest,
        policy: { ...policy, statements: policy.statements.toReversed() },
      }))
    fc.assert(
      fc.property(policies, request, (all, asked) => {
        const { identity, boundary, session, scps, resource, endpoint } = all
        const other: Policies = {
          identity: turned(identity),
          ...(boundary && { boundary: turned([boundary])[0]! }),
          ...(session && { session: turned(session) }),
          ...(scps && { scps: scps.map(turned) }),
          ...(resource && { resource: turned(resource) }),
          ...(endpoint && { endpoint: { ...endpoint, policy: turned([endpoint.policy])[0]! } }),
        }
        const before = authorise(asked, all)
        const after = authorise(asked, other)
        const gist = ({ outcome, ...rest }: typeof before) =>
          'layer' in rest ? [outcome, rest.kind, rest.layer] : [outcome, rest.by === 'root']
        expect(gist(after)).toEqual(gist(before))
      }),
      runs(),
    )
  })

  it('lets nobody in whom no statement names', () => {
    fc.assert(
      fc.property(policies, request, (all, asked) => {
        const decision = authorise(asked, all)
        if (decision.outcome === 'denied') return
        if (decision.by === 'root') expect(asked.caller.type).toBe('root')
        else {
          const { by } = decision
          const said = traceDecision(asked, all).find(({ policy }) => policy === by.policy)
          expect(by.statement.effect).toBe('Allow')
          expect(
            said?.statements.find(({ statement: one }) => one === by.statement)?.mismatch,
          ).toBeUndefined()
        }
        const denies = traceDecision(asked, all).flatMap(({ statements }) =>
          statements.filter(({ statement: one, mismatch }) => !mismatch && one.effect === 'Deny'),
        )
        expect(denies).toEqual([])
      }),
      runs(),
    )
  })

  it('has an answer to everything, and can say it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('*', 's3:*', 'arn:aws:s3:::a', '', `\${`, `\${aws:Key}`),
    )
    fc.assert(
      fc.property(policies, request, text, text, (all, asked, action, resource) => {
        const strange = { ...asked, action, resource }
        const decision = authorise(strange, all)
        if (decision.outcome === 'denied') {
          expect(refusal(decision, strange, { encoded: encodeRefusal(decision, strange) }).message).not.toBe(
            '',
          )
        }
        expect(simulate(strange, all).decision === 'allowed').toBe(decision.outcome === 'allowed')
      }),
      runs(),
    )
  })
})

describe('reading a policy', () => {
  const kinds = ['identity', 'resource', 'trust', 'endpoint', 'scp', 'rcp', 'boundary', 'session'] as const

  it('gives a policy or problems for any text, and never both', () => {
    const names = [
      'Version',
      'Statement',
      'Effect',
      'Action',
      'Resource',
      'Principal',
      'Condition',
      'AWS',
      'Sid',
    ]
    const words = ['Allow', 'Deny', '*', 's3:*', '2012-10-17', 'arn:aws:s3:::a', 'StringLike', '']
    const { document } = fc.letrec((tie) => ({
      document: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>(...words, 1, true, null),
        fc.array(tie('document'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('document'), { maxKeys: 5 }),
      ),
    }))
    const texts = fc.oneof(
      fc.string(),
      document.map((value) => JSON.stringify(value)),
      fc.tuple(document, fc.nat(40)).map(([value, cut]) => JSON.stringify(value).slice(0, -cut)),
    )
    fc.assert(
      fc.property(texts, fc.constantFrom(...kinds), (text, kind) => {
        const { policy, problems } = readPolicy(text, kind)
        expect(policy === undefined).toBe(problems.length > 0)
        for (const { at } of problems) expect(at).toBeLessThanOrEqual(text.length)
      }),
      runs(),
    )
  })
})
