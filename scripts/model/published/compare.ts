import { join } from 'node:path'
import type { Type } from '../ir.ts'
import { readService } from '../read-service.ts'
import { services } from '../services.ts'
import { wireDifference } from './compare-wire.ts'
import { type PublishedShape, readPublished } from './published.ts'
import { walkTogether } from './walk.ts'

// Compares what the generator understands with the service models that botocore publishes.
// Run it where Python and botocore are at hand: `node scripts/model/published/compare.ts [service ...]`.

const root = join(import.meta.dirname, '..', '..', '..')
const chosen = services.filter(
  ({ package: client, name }) =>
    client &&
    (!process.argv.some((word) => services.some((one) => one.name === word)) || process.argv.includes(name)),
)
const published = readPublished(chosen.map(({ name }) => name))
const verbose = process.argv.includes('--verbose')
const totals: Record<string, number> = {}

for (const about of chosen) {
  const { service, wire } = readService(root, about)
  const counts: Record<string, number> = {}
  const details: string[] = []
  const count = (what: string, detail?: string) => {
    counts[what] = (counts[what] ?? 0) + 1
    totals[what] = (totals[what] ?? 0) + 1
    if (detail !== undefined) details.push(`  ${what}: ${detail}`)
  }
  walkTogether(service, published.get(about.name)!, {
    lone: (name, side, ours) => count('other end', `${name} (${side}): ${ours}`),
    missingOperation: (name) => count('operation only published', name),
    extraOperation: (name) => count('operation only ours', name),
    missing: (structure, member, use, side) =>
      count('member only published', `${structure.name}.${member} (${side}, ${use.shape})`),
    extra: (structure, member, side) => count('member only ours', `${structure.name}.${member} (${side})`),
    structure(ours, other, name, side) {
      count('structures')
      const own = ours.members.map((member) => member.name)
      const names = Object.keys(other.members ?? {})
      if (ours.name !== name) count('other name', `${ours.name} is ${name} (${side})`)
      if (Boolean(other.union || other.eventstream) !== ours.union) count('other union', ours.name)
      const ordered = own.filter((member) => names.includes(member))
      if (ordered.join() !== names.filter((member) => own.includes(member)).join()) {
        count('other order', `${ours.name}: ${ordered.join(' ')} | ${names.join(' ')}`)
      }
      const required = ours.members.filter((member) => member.required).map((member) => member.name)
      const theirs = other.required ?? []
      if (side === 'input' && [...required].sort().join() !== [...theirs].sort().join()) {
        count('other required', `${ours.name}: ${required.join(' ')} | ${theirs.join(' ')}`)
      } else if (side === 'input' && required.join() !== theirs.join()) {
        count('other order of required', `${ours.name}: ${required.join(' ')} | ${theirs.join(' ')}`)
      }
    },
    member(ours, use, structure, _, holder) {
      count('members')
      const written = wireDifference(published.get(about.name)!, wire, structure.name, ours.name, use, holder)
      if (written) count('other wire', written)
      if (ours.token !== Boolean(use.idempotencyToken)) count('other token', `${structure.name}.${ours.name}`)
    },
    type(ours, other, path, use, side) {
      if (kindOf(ours) !== publishedKind(other))
        count('other kind', `${path}: ${kindOf(ours)} | ${publishedKind(other)} (${side})`)
      if (ours.kind === 'string' && Boolean(ours.enum) !== Boolean(other.enum))
        count('other enum', `${path} (${side})`)
      if (ours.kind === 'string' && ours.enum) {
        const known = service.enums.get(ours.enum) ?? []
        const lacking = (other.enum ?? []).filter((value) => !known.includes(value))
        const common = known.filter((value) => other.enum?.includes(value))
        const theirs = other.enum?.filter((value) => known.includes(value))
        if (common.join('\n') !== theirs?.join('\n')) count('other order of values', path)
        if (lacking.length) count('values only published', `${path}: ${lacking.join(' ')}`)
      }
      const own = 'limits' in ours ? ours.limits : undefined
      const min = other.min ?? (use?.hostLabel ? 1 : undefined)
      if (side === 'input' && checked(other) && (own?.min ?? undefined) !== min)
        count('other minimum', `${path}: ${own?.min} | ${min}`)
    },
  })
  console.log(`${about.name}: ${JSON.stringify(counts)}`)
  if (verbose && details.length) console.log(details.join('\n'))
}
console.log(`all: ${JSON.stringify(totals, undefined, 1)}`)

function kindOf(type: Type): string {
  return type.kind
}

function publishedKind(shape: PublishedShape): string {
  if (shape.document) return 'document'
  return shape.type === 'character' ? 'string' : shape.type
}

// Lower bounds of anything else are never looked at by the CLI.
function checked(shape: PublishedShape): boolean {
  return ['string', 'list', 'integer', 'long', 'float', 'double'].includes(shape.type)
}
