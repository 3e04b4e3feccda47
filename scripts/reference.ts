import { readFileSync, writeFileSync } from 'node:fs'
import { checkExamples } from '../simulator/authoring/check-examples.ts'
import { mutators } from '../simulator/authoring/mutation/mutators/index.ts'
import { checkKinds } from '../simulator/grading/checks/index.ts'
import { outcomeReasons } from '../simulator/grading/verdict.ts'
import { dnsReasons } from '../simulator/network/dns/reasons.ts'
import { dropReasons, explainDrop } from '../simulator/network/reasons.ts'
import { jsonSchemas } from '../simulator/packs/json-schema.ts'
import { packLimits } from '../simulator/packs/limits.ts'

// Writes content/REFERENCE.md out of the schemas of packs, which the loader reads packs with.

const place = new URL('../content/REFERENCE.md', import.meta.url)

export const readReference = (): string => readFileSync(place, 'utf8')

interface Schema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
}

export function printReference(): string {
  const { pack, scenario, question } = jsonSchemas() as unknown as Record<string, Schema>
  const check = valuesOf(scenario?.properties?.['checks'])
  const types = new Set(checkKinds.types.map(({ type }) => type))
  return [
    '# Reference of packs',
    '',
    'Every member that a pack’s files may have. Generated from the schemas that the loader reads packs with, by',
    '`npm run reference`; a test holds it against them. [AUTHORS.md](AUTHORS.md) tells how to begin.',
    '',
    '## pack.yaml',
    '',
    ...table(pack),
    '',
    '## scenario.yaml',
    '',
    ...table(scenario),
    ...['people', 'variables', 'stages', 'locked', 'budget', 'accepts', 'hint-costs'].flatMap((name) =>
      inside(`\`${name}\``, scenario?.properties?.[name]),
    ),
    '',
    '### `hints`',
    '',
    ...(scenario?.properties?.['hints']?.items?.anyOf ?? []).flatMap((one) =>
      one.properties ? [...table(one), ''] : [`An entry is ${kindOf(one)}, or one of these:`, ''],
    ),
    '## Checks',
    '',
    'Beside one of the types below, each check may have:',
    '',
    ...table(check, (name) => !types.has(name)),
    '',
    '`$NAME` in a check is what `setup.sh` exported, or `variables` drew.',
    ...checkKinds.types.flatMap(({ type }) => [
      '',
      `### \`${type}\``,
      '',
      check?.properties?.[type]?.description ?? '',
      '',
      ...table(check?.properties?.[type]),
      ...partsOf(check?.properties?.[type]),
      '',
      '```yaml',
      checkExamples[type] ?? '',
      '```',
    ]),
    '',
    '## Questions',
    '',
    'Files of `questions/`, by the `type` of question:',
    ...(question?.oneOf ?? question?.anyOf ?? []).flatMap((one) => [
      '',
      `### \`${String(one.properties?.['type']?.const)}\``,
      '',
      ...table(one),
    ]),
    '',
    '## Reasons',
    '',
    'What `says` of a check may speak to, and `because` of `denies` may ask for: why packets are dropped,',
    '',
    '| Reason | Said of it |',
    '|---|---|',
    ...[...dropReasons].sort().map((reason) => `| \`${reason}\` | ${cell(explainDrop(reason).sentence)} |`),
    '',
    'why something else happens than what a check wants,',
    '',
    '| Reason | Said of it |',
    '|---|---|',
    ...Object.entries(outcomeReasons)
      .sort()
      .map(([reason, sentence]) => `| \`${reason}\` | ${cell(sentence)} |`),
    '',
    `and how names are decided: ${[...dnsReasons]
      .sort()
      .map((one) => `\`${one}\``)
      .join(', ')}.`,
    '',
    '## Mutants',
    '',
    `\`hopwise pack test\` changes what a solution leaves: ${mutators.map(({ name }) => `\`${name}\``).join(', ')}.`,
    '',
    '## Limits',
    '',
    '| Limit | At most |',
    '|---|---:|',
    ...Object.entries(packLimits).map(
      ([name, most]) => `| ${wordsOf(name)} | ${most.toLocaleString('en')} |`,
    ),
    '',
  ].join('\n')
}

function inside(title: string, schema: Schema | undefined): string[] {
  const of = valuesOf(schema)
  return of?.properties ? ['', `### ${title}`, '', ...table(of)] : []
}

/** Tables of what is written inside: of members that have members, and words to say about them. */
const partsOf = (schema: Schema | undefined): string[] =>
  Object.entries(schema?.properties ?? {}).flatMap(([name, one]) => {
    const of = valuesOf(one)
    const isTold = Object.values(of?.properties ?? {}).some(({ description }) => description !== undefined)
    return of && isTold ? ['', `In \`${name}\`:`, '', ...table(of)] : []
  })

/** What a map, a list, or the thing itself is made of. */
function valuesOf(schema: Schema | undefined): Schema | undefined {
  if (typeof schema?.additionalProperties === 'object') return schema.additionalProperties
  if (schema?.items) return schema.items
  return schema?.properties ? schema : undefined
}

function table(schema: Schema | undefined, isShown: (name: string) => boolean = () => true): string[] {
  const members = Object.entries(schema?.properties ?? {}).filter(([name]) => isShown(name))
  return [
    '| Member | Is | Unless it is said | |',
    '|---|---|---|---|',
    ...members.map(([name, one]) => {
      const isNeeded = schema?.required?.includes(name) && one.default === undefined
      const otherwise =
        one.default === undefined ? (isNeeded ? 'has to be said' : '') : `\`${JSON.stringify(one.default)}\``
      return `| \`${name}\` | ${cell(kindOf(one))} | ${cell(otherwise)} | ${cell(one.description ?? '')} |`
    }),
  ]
}

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.enum) return schema.enum.map((one) => `\`${String(one)}\``).join(', ')
  const ways = schema.anyOf ?? schema.oneOf
  if (ways) return [...new Set(ways.map(kindOf))].join(' or ')
  switch (schema.type) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return range(schema)
    case 'boolean':
      return '`true` or `false`'
    case 'array':
      return schema.items ? `list of ${kindOf(schema.items)}` : 'list'
    case 'object': {
      if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`
      const values =
        typeof schema.additionalProperties === 'object' ? kindOf(schema.additionalProperties) : 'anything'
      return `map of ${values}`
    }
    default:
      return 'anything'
  }
}

function range({ minimum, maximum }: Schema): string {
  const isBound = (one: number | undefined): one is number =>
    one !== undefined && Math.abs(one) < Number.MAX_SAFE_INTEGER
  if (isBound(minimum) && isBound(maximum)) return `number, ${minimum} to ${maximum}`
  return isBound(minimum) ? `number from ${minimum}` : isBound(maximum) ? `number up to ${maximum}` : 'number'
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const wordsOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

if (process.argv[1]?.endsWith('reference.ts')) writeFileSync(place, printReference())
