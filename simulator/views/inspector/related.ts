import type { Cloud } from '../../cloud.ts'
import type { AnyFamily } from '../../services/context.ts'
import type { Related } from './inspection.ts'
import { kindName } from './kind-names.ts'

// What is joined to a thing, as every family declares it: what the thing names, and what names the thing.

/** More of one kind are a list to ask AWS for. */
const atMost = 40

type AnyHeld = NonNullable<ReturnType<AnyFamily['get']>>

export function relatedOf({ families, fabric }: Cloud, family: AnyFamily, id: string): Related[] {
  const held = family.get(fabric, id)
  if (!held) return []
  const found = new Map<string, Related>()
  const add = (other: AnyFamily, one: AnyHeld | undefined, way: Related['way']) => {
    const key = one && other.idOf(one)
    if (!one || key === undefined || key === id || found.has(key) || quiet.has(other.name)) return
    found.set(key, { id: key, kind: kindName(other.name), name: nameFor(other, one), way })
  }
  for (const { to, read } of Object.values(family.spec.references ?? {})) {
    const other = families.all.find(({ name }) => name === to)
    for (const one of [read(held) ?? []].flat()) if (other) add(other, other.get(fabric, one), 'names')
  }
  for (const { family: other, reference } of families.referringTo(family.name)) {
    for (const one of other.by(fabric, reference, id).slice(0, atMost)) add(other, one, 'named-by')
  }
  return [...found.values()]
}

/** What has a chapter of its own wherever it matters. */
const quiet: ReadonlySet<string> = new Set([
  'ec2:security-group-rule',
  'ec2:network-acl-association',
  'ec2:vpc-endpoint-service-permission',
  'ec2:vpc-endpoint-connection',
])

/** What people call it: its Name tag, or the name that its record has. */
export function nameFor(family: AnyFamily, held: AnyHeld): string {
  const { record } = held
  const tagged = family.tagsOf(held).find(({ Key }) => Key === 'Name')?.Value
  const own = ['GroupName', 'Name', 'name', 'LoadBalancerName', 'TargetGroupName', 'virtualInterfaceName']
  const found = tagged ?? own.map((member) => record[member]).find((one) => typeof one === 'string')
  return String(found ?? '')
}
