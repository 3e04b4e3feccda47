import { z } from 'zod'
import type { Fabric } from '../../network/fabric.ts'
import { defineCheck } from '../define.ts'
import { listed, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'
import { type UnusedKind, unusedKindNames, unusedKinds } from '../unused.ts'

const params = z
  .strictObject({
    unused: oneOrMore(z.enum(unusedKindNames))
      .optional()
      .describe(
        'Kinds of things of which none may be left over. What nobody used at the start does not count.',
      ),
    tags: z
      .array(z.string().min(1).max(128))
      .min(1)
      .max(20)
      .optional()
      .describe('Keys of tags that everything new must have.'),
    on: oneOrMore(
      z
        .string()
        .regex(/^[a-z0-9]+:[a-z0-9-]+$/, { error: 'expected SERVICE:RESOURCE, such as ec2:vpc-endpoint' }),
    )
      .optional()
      .describe('Kinds of resources that need the tags, as SERVICE:RESOURCE: ec2:vpc-endpoint.'),
  })
  .refine(({ unused, tags }) => unused !== undefined || tags !== undefined, {
    error: 'expected unused or tags',
  })
  .refine(({ tags, on }) => (tags === undefined) === (on === undefined), {
    error: 'expected tags and on together',
  })

export const tidy = defineCheck({
  type: 'tidy',
  summary: 'Nothing unused is left over, and what was made has its tags.',
  params,

  expected({ unused, tags, on }) {
    const nothing = unused ? `no unused ${listed(unused, 'or')} left over` : ''
    const tagged = tags && on ? `every new ${listed(on, 'and')} tagged with ${listed(tags)}` : ''
    return [nothing, tagged].filter(Boolean).join(', ')
  },

  evaluate(subject, { unused = [], tags = [], on = [] }) {
    const left = unused.flatMap((kind) =>
      leftOver(subject, kind).map((id) => ({ id, why: `${id} is unused` })),
    )
    const bare = on.flatMap((family) => untagged(subject, family, tags))
    const wrong = [...left, ...bare]
    return {
      met: !wrong.length,
      observed: wrong.length
        ? listed(wrong.map(({ why }) => why))
        : 'Everything is used and tagged as it should be',
      resources: wrong.map(({ id }) => id),
    }
  },
})

function leftOver({ fabric, start }: Subject, kind: UnusedKind): readonly string[] {
  const before = new Set(start ? unusedKinds[kind](start) : [])
  return unusedKinds[kind](fabric).filter((id) => !before.has(id))
}

function untagged({ fabric, start }: Subject, name: string, keys: readonly string[]) {
  const family = fabric.families.all.find((one) => one.name === name)
  if (!family) return [{ id: '', why: `${name} is no kind of resource` }]
  const isOld = (id: string, world: Fabric | undefined) =>
    world !== undefined && family.get(world, id) !== undefined
  return family.everyone(fabric).flatMap((held) => {
    const id = family.idOf(held)
    const has = new Set(family.tagsOf(held).map(({ Key }) => Key))
    const missing = keys.filter((key) => !has.has(key))
    return missing.length && !isOld(id, start) ? [{ id, why: `${id} lacks ${listed(missing)}` }] : []
  })
}
