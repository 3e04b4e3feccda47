import type { Cloud } from '../../cloud.ts'
import { labScope } from '../../world/held.ts'
import { estimateOf } from '../bill/bill.ts'
import { nameOfAccount, type Speaker } from '../mending/spell-repair.ts'
import { standing } from '../topology/standing.ts'
import { type Asking, askingAs } from './asking.ts'
import { fieldsOf } from './fields.ts'
import type { Chapter, Inspection } from './inspection.ts'
import { kindName } from './kind-names.ts'
import { foundOnPremises } from './kinds/on-premises.ts'
import { looks } from './looks.ts'
import { placeAt } from './places.ts'
import { nameFor, relatedOf } from './related.ts'
import type { Seen } from './seen.ts'
import { findSubject } from './subject.ts'

/** All that there is to know of one thing; undefined where nothing has that id. */
export async function inspect(cloud: Cloud, speaker: Speaker, id: string): Promise<Inspection | undefined> {
  const found = findSubject(cloud, id)
  if (found) {
    const { family, key } = found
    const held = family.get(cloud.fabric, key)!
    const asking = askingAs(cloud, speaker, key, held)
    const seen = (await looks[family.name]?.(asking)) ?? { record: held.record }
    const own = [...costChapters(cloud, [key, family.arnOf(held)])]
    const drawn = laidOut(asking, seen, own)
    return {
      ...drawn,
      id,
      kind: kindName(family.name),
      name: nameFor(family, held) || id,
      account: held.account,
      accountName: nameOfAccount(cloud, speaker, held.account),
      ...(held.region !== 'global' && { region: held.region }),
      related: relatedOf(cloud, family, key),
      tags: family.tagsOf(held),
      names: namesIn(cloud, drawn.chapters),
    }
  }
  const here = foundOnPremises(cloud, id)
  if (!here) {
    const place = placeAt(cloud, speaker, id)
    if (!place) return undefined
    const names = namesIn(cloud, place.chapters)
    return {
      condition: 'working',
      troubles: [],
      related: [],
      tags: [],
      commands: [],
      ...place,
      kind: kindName(place.kind),
      id,
      names,
    }
  }
  const asking = askingAs(cloud, speaker, here.id, labScope)
  const drawn = laidOut(asking, await looks[here.kind]!(asking), [])
  return {
    ...drawn,
    id: here.id,
    kind: kindName(here.kind),
    name: here.name,
    related: [],
    tags: [],
    names: namesIn(cloud, drawn.chapters),
  }
}

/** What is wrong with a thing or around it; its state in AWS's words aside. */
export async function troublesOf(cloud: Cloud, speaker: Speaker, id: string): Promise<readonly string[]> {
  const found = findSubject(cloud, id)
  const held = found?.family.get(cloud.fabric, found.key)
  const here = found ? undefined : foundOnPremises(cloud, id)
  const asking = askingAs(cloud, speaker, found?.key ?? here?.id ?? id, held ?? labScope)
  const look = looks[found?.family.name ?? here?.kind ?? '']
  const seen = await look?.(asking)
  // What is on its way cannot be as it should be yet.
  return standing(seen?.state).condition === 'pending' ? [] : (seen?.troubles ?? [])
}

function laidOut(
  { asked }: Asking,
  { record, state, chapters = [], troubles = [] }: Seen,
  own: readonly Chapter[],
) {
  const { condition, because } = standing(state)
  const isOdd = condition === 'broken' && because !== undefined
  return {
    condition: troubles.length ? ('broken' as const) : condition,
    ...(condition === 'pending' && { isPending: true }),
    troubles: isOdd ? [`Its state is ${state}.`, ...troubles] : troubles,
    chapters: [
      ...chapters.filter(({ table }) => !table || table.rows.length || table.columns.length),
      ...own,
      ...(record ? [{ kind: 'fields' as const, facts: fieldsOf(record) }] : []),
    ],
    commands: [...new Set(asked)],
  }
}

/** What a month of it costs, traffic aside. */
function costChapters(cloud: Cloud, ids: readonly string[]): Chapter[] {
  const { lines } = estimateOf(cloud.fabric)
  const own = lines.filter(({ resource }) =>
    ids.some((id) => resource === id || resource.startsWith(`${id}/`) || `/hostedzone/${resource}` === id),
  )
  if (!own.length) return []
  return [
    {
      kind: 'cost',
      table: {
        columns: ['name', 'amount', 'monthly'],
        rows: own.map(({ name, amount, unit, usd, why }) => ({
          cells: [
            name,
            `${Number(amount.toPrecision(4))} ${unit}`,
            usd === undefined ? (why ?? '') : `$${usd.toFixed(2)}`,
          ],
        })),
      },
    },
  ]
}

const idLike = /\b(?:[a-z][a-z-]{0,24}-[0-9a-f]{8,17}|arn:aws:[\w:/.-]+)\b/g

/** What people call the things that are mentioned. */
function namesIn(cloud: Cloud, chapters: readonly Chapter[]): Readonly<Record<string, string>> {
  const texts = chapters.flatMap(({ table, of = '' }) => [
    of,
    ...(table?.rows.flatMap(({ cells }) => cells) ?? []),
  ])
  const fields = JSON.stringify(chapters.flatMap(({ facts }) => facts ?? []))
  const ids = new Set([...texts, fields].flatMap((text) => text.match(idLike) ?? []))
  const named = [...ids].flatMap((id) => {
    const found = findSubject(cloud, id)
    const held = found?.family.get(cloud.fabric, found.key)
    return found && held ? [[id, nameFor(found.family, held)] as const] : []
  })
  return Object.fromEntries(named)
}
