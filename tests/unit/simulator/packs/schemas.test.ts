import { describe, expect, it } from 'vitest'
import { parsePrefix } from '../../../../simulator/kernel/address.ts'
import { jsonSchemas } from '../../../../simulator/packs/json-schema.ts'
import { migrate } from '../../../../simulator/packs/migrations.ts'
import { drawVariables } from '../../../../simulator/packs/variables.ts'

describe('the schemas for editors', () => {
  it('describe every member of a scenario and every type of check', () => {
    const { scenario } = jsonSchemas() as unknown as Record<
      string,
      { properties: Record<string, { description?: string; additionalProperties?: { properties: object } }> }
    >
    for (const [name, { description }] of Object.entries(scenario?.properties ?? {}))
      expect(description, name).toBeTruthy()
    expect(Object.keys(scenario?.properties['checks']?.additionalProperties?.properties ?? {})).toEqual(
      expect.arrayContaining([
        'audit',
        'cost',
        'denies',
        'matrix',
        'policy',
        'probe',
        'query',
        'quiz',
        'resolve',
        'survives',
        'tidy',
      ]),
    )
  })
})

describe('migrations', () => {
  const steps = {
    1: (old: object) => ({ ...old, format: 2, name: 'new' }),
    2: (old: object) => ({ ...old, format: 3 }),
  }
  it('go step by step to the newest format', () => {
    expect(migrate({ format: 1, id: 'a' }, steps, 3)).toEqual({
      document: { format: 3, id: 'a', name: 'new' },
    })
  })
  it('leave the newest as it is', () =>
    expect(migrate({ format: 3 }, steps, 3)).toEqual({ document: { format: 3 } }))
  it('refuse what is newer', () =>
    expect(migrate({ format: 4 }, steps, 3)).toMatchObject({ found: 'format 4' }))
})

describe('variables', () => {
  const block = { BLOCK: { 'block-in': '10.0.0.0/8', length: 16 } }
  it('are the same for the same seed', () =>
    expect(drawVariables(block, 'ann')).toEqual(drawVariables(block, 'ann')))
  it('differ from learner to learner', () => {
    const drawn = Array.from({ length: 20 }, (_, i) => drawVariables(block, `learner-${i}`)['BLOCK'])
    expect(new Set(drawn).size).toBeGreaterThan(10)
    for (const one of drawn) expect(parsePrefix(one ?? '')?.prefix).toMatchObject({ length: 16, family: 4 })
  })
  it('are one of what they may be', () => {
    expect(['a', 'b']).toContain(drawVariables({ ZONE: { 'one-of': ['a', 'b'] } }, 'x')['ZONE'])
  })
})
