import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { partOf } from '../../../scripts/model/part.ts'
import type { CompiledModel } from '../../../simulator/api/compiled.ts'
import { decode } from '../../../simulator/api/decode.ts'
import type { Shape } from '../../../simulator/api/model.ts'
import { allServices } from '../../../simulator/services/index.ts'

// Browsers get what the cloud answers of a service's model by itself: it has to say the same of it.

const services = (await allServices()).filter(({ name }) => !['fault', 'host', 'onprem'].includes(name))

const wholeModel = (service: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../simulator/api/generated/${service}.model.json`, import.meta.url), 'utf8'),
  ) as CompiledModel

/** All that a shape says; a structure inside of itself is only named. */
function told(shape: Shape | undefined, outside: readonly string[] = []): unknown {
  if (shape?.kind === 'list') return { ...shape, member: told(shape.member, outside) }
  if (shape?.kind === 'map')
    return { ...shape, key: told(shape.key, outside), value: told(shape.value, outside) }
  if (shape?.kind !== 'structure') return shape
  if (outside.includes(shape.name)) return shape.name
  const members = [...shape.members.values()].map(({ shape: inner, ...member }) => ({
    ...member,
    shape: told(inner, [...outside, shape.name]),
  }))
  return { name: shape.name, union: shape.union, members }
}

describe.each(services.map((one) => [one.name, one] as const))(
  'the part of %s that is answered',
  (name, service) => {
    const whole = decode(name, wholeModel(name))
    const part = decode(
      name,
      partOf(wholeModel(name), (operation) => service.operations.has(operation)),
    )

    it('has the operations that are answered, and no others', () => {
      expect(part.operations.map((one) => one.name).sort()).toEqual([...service.operations.keys()].sort())
    })

    it('says the same of each of them', () => {
      for (const { name: operation, input, output, paginator } of part.operations) {
        const same = whole.operation(operation)!
        expect([told(input), told(output), paginator], operation).toEqual([
          told(same.input),
          told(same.output),
          same.paginator,
        ])
      }
    })

    it('knows every waiter', () => expect(part.waiters).toEqual(whole.waiters))
  },
)
