import { inWords } from '../inspector/kind-names.ts'
import { hybridActions } from './tables/hybrid.ts'
import { networkActions } from './tables/network.ts'
import { privateLinkActions } from './tables/private-link.ts'

// What can be done by hand, as lines of a table: each is one request to AWS, and so one command.
//
//   ec2:vpc add ec2 CreateSubnet: VpcId:=@ CidrBlock! AvailabilityZone #subnet
//
// On a thing of this family (`*`: on none), which kind of deed it is, the operation, and its input: paths into it, of
// which those with `:=` are fixed (`@` is the thing's id, `@Member` a member of its record), those with `=` begin with a
// value, those with `!` are required. `IpAddresses.*.SubnetId` takes several, an element each. `#subnet` is a Name tag.
// `$destination`, `$target` and `$peer` stand for whatever member takes such a value. After a slash is what tells two
// lines of one operation apart; `as Member` says whose account has to do it.

export type Deed = 'add' | 'connect' | 'change' | 'delete'

export interface Action {
  readonly id: string
  readonly on: string
  readonly deed: Deed
  readonly service: string
  readonly operation: string
  /** What it does, in AWS's words. */
  readonly label: string
  readonly as?: string
  readonly fixed: readonly { readonly path: string; readonly value: string }[]
  readonly fields: readonly FieldSpec[]
}

export interface FieldSpec {
  readonly path: string
  readonly isRequired: boolean
  readonly initial: string
}

const line =
  /^(?<on>\S+) (?<deed>add|connect|change|delete) (?<service>\S+) (?<operation>\w+)(?:\/(?<variant>\S+))?(?: as (?<as>\w+))?:(?<fields>.*)$/

function read(text: string): Action {
  const found = line.exec(text)?.groups
  if (!found) throw new Error(`This is no action: ${text}`)
  const { on = '', deed = '', service = '', operation = '', variant, as, fields = '' } = found
  const specs = fields.trim().split(/\s+/).filter(Boolean)
  return {
    id: `${on}/${operation}${variant === undefined ? '' : `/${variant}`}`,
    on,
    deed: deed as Deed,
    service,
    operation,
    label: labelOf(operation, variant),
    ...(as !== undefined && { as }),
    fixed: specs.flatMap((spec) => {
      const [path = '', value] = spec.split(':=')
      return value === undefined ? [] : [{ path, value }]
    }),
    fields: specs.filter((spec) => !spec.includes(':=')).map(fieldOf),
  }
}

function fieldOf(spec: string): FieldSpec {
  const isRequired = spec.endsWith('!')
  const [path = '', initial = ''] = (isRequired ? spec.slice(0, -1) : spec).split('=')
  return { path, isRequired, initial }
}

function labelOf(operation: string, variant: string | undefined): string {
  const told = inWords(operation)
  const label = told.charAt(0).toUpperCase() + told.slice(1)
  return variant === undefined ? label : `${label}: ${variant.replaceAll('-', ' ')}`
}

/** Whatever EC2 keeps can be named. */
const tagging = `
ec2:* change ec2 CreateTags: Resources.0:=@ Tags.0.Key=Name! Tags.0.Value!
ec2:* change ec2 DeleteTags: Resources.0:=@ Tags.0.Key=Name!
`

export const actions: readonly Action[] = [networkActions, privateLinkActions, hybridActions, tagging]
  .flatMap((table) => table.split('\n'))
  .filter((text) => text.trim())
  .map(read)

const byId = new Map(actions.map((action) => [action.id, action]))

export const actionOf = (id: string): Action | undefined => byId.get(id)

/** What can be done with a thing of a family, or with nothing in particular. */
export const actionsOn = (family: string | undefined): readonly Action[] =>
  actions.filter(({ on }) =>
    family === undefined
      ? on === '*'
      : on === family || (on.endsWith(':*') && family.startsWith(on.slice(0, -1))),
  )
