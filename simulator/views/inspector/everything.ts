import type { Cloud } from '../../cloud.ts'
import type { AnyFamily } from '../../services/context.ts'
import { routers, siteHosts, sites } from '../../services/onprem/tables.ts'
import { shownVpcs } from '../topology/frames.ts'
import { onPremisesId, siteFrame } from '../topology/on-premises.ts'
import { isGone } from '../topology/standing.ts'
import { topologyOf } from '../topology/topology.ts'
import { kindName } from './kind-names.ts'
import { looks } from './looks.ts'
import { nameFor } from './related.ts'

// Everything that can be looked into, on the map or not: what people look for by name.

export interface Resource {
  readonly id: string
  /** `ec2:route-table`. */
  readonly family: string
  readonly kind: string
  /** Its name; its id, where it has none. */
  readonly name: string
  /** What tells it apart: its VPC, and where it is. */
  readonly detail: string
  /** Whether it has a place on the map. What joins two things is drawn as a line, and a line is no place. */
  readonly isOnMap: boolean
}

export function everything(cloud: Cloud): readonly Resource[] {
  const { fabric, families } = cloud
  const { frames, things } = topologyOf(fabric)
  const onMap = new Set([...frames.map(({ id }) => id), ...things.map(({ resource }) => resource)])
  const shown = new Set(shownVpcs(fabric).map(({ record }) => record.VpcId))
  const ofAws = families.all
    .filter(({ name }) => looks[name])
    .flatMap((family) =>
      family.everyone(fabric).flatMap((held): readonly Resource[] => {
        const { record, account, region } = held
        const vpc = vpcOf(record)
        if (isGone(stateOf(record)) || (vpc !== undefined && !shown.has(vpc))) return []
        const id = family.idOf(held)
        const around = vpc === undefined || vpc === id ? '' : nameIn(cloud, 'ec2:vpc', vpc)
        return [
          {
            id,
            family: family.name,
            kind: kindName(family.name),
            name: nameFor(family, held) || id,
            detail: [around, region === 'global' ? '' : region, account].filter(Boolean).join(' · '),
            isOnMap: onMap.has(id) || onMap.has(family.arnOf(held)),
          },
        ]
      }),
    )
  return [...ofAws, ...onPremises(cloud)]
}

function onPremises({ store }: Cloud): readonly Resource[] {
  const listed = (
    family: string,
    idOf: (name: string) => string,
    all: readonly { Name: string; Site?: string }[],
  ) =>
    all.map(({ Name, Site = '' }) => ({
      id: idOf(Name),
      family,
      kind: kindName(family),
      name: Name,
      detail: Site,
      isOnMap: true,
    }))
  return [
    ...listed('onprem:site', siteFrame, store.all(sites)),
    ...listed('onprem:host', onPremisesId, store.all(siteHosts)),
    ...listed('onprem:router', onPremisesId, store.all(routers)),
  ]
}

type RecordOf = ReturnType<AnyFamily['everyone']>[number]['record']

/** The VPC that something is in: a gateway's is in its attachment. */
function vpcOf(record: RecordOf): string | undefined {
  const [attached] = (record['Attachments'] ?? []) as readonly { readonly VpcId?: string }[]
  const own = record['VpcId'] ?? attached?.VpcId
  return typeof own === 'string' ? own : undefined
}

function stateOf({ State, state }: Record<string, unknown>): string | undefined {
  const said = State ?? state
  const name = typeof said === 'object' ? (said as { readonly Name?: string } | null)?.Name : said
  return typeof name === 'string' ? name : undefined
}

function nameIn({ families, fabric }: Cloud, of: string, id: string): string {
  const family = families.all.find(({ name }) => name === of)
  const held = family?.get(fabric, id)
  return (family && held && nameFor(family, held)) || id
}
