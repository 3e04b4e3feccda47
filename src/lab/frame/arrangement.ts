// Where the panes of a workspace are. It knows no pane: their table is panes.ts.

export const zones = ['left', 'upper', 'lower', 'right'] as const
export type Zone = (typeof zones)[number]

/** How much room there is: for one pane at a time, for three zones, for four. */
export type Room = 'narrow' | 'wide' | 'widest'

/** What can be dragged: how wide `left` and `right` are, and how high `upper` is, as shares of the whole. */
export const splits = ['left', 'upper', 'right'] as const
export type Split = (typeof splits)[number]

export interface Placed {
  readonly id: string
  readonly place: Zone
  /** Where it begins instead where there is room for a column of its own. */
  readonly placeOnWidest?: Zone
  /** Whether it is in front at first where one pane is shown at a time: the first that says so. */
  readonly isFirstOnNarrow?: true
}

/** What somebody has made of it. Whatever is not said here is as the table of panes has it. */
export interface Arrangement {
  readonly places: Readonly<Record<string, Zone>>
  /** The pane in front in each zone. */
  readonly shown: Readonly<Partial<Record<Zone | 'narrow', string>>>
  readonly collapsed: readonly Zone[]
  readonly sizes: Readonly<Record<Split, number>>
}

export const defaultSizes: Arrangement['sizes'] = { left: 0.27, upper: 0.54, right: 0.3 }

export const untouched: Arrangement = { places: {}, shown: {}, collapsed: [], sizes: defaultSizes }

export const limits: Readonly<Record<Split, { readonly least: number; readonly most: number }>> = {
  left: { least: 0.12, most: 0.45 },
  upper: { least: 0.12, most: 0.88 },
  right: { least: 0.12, most: 0.45 },
}

/** A zone as it is drawn; `narrow` is the only one there, and holds every pane. */
export interface LaidOut {
  readonly zone: Zone | 'narrow'
  readonly panes: readonly string[]
  /** The pane in front. */
  readonly shown: string
  readonly isCollapsed: boolean
}

export function zoneOf({ places }: Arrangement, pane: Placed, room: Room): Zone {
  return places[pane.id] ?? (room === 'widest' ? pane.placeOnWidest : undefined) ?? pane.place
}

/** The zones that have a pane, in the order in which they are read. */
export function layOut(arrangement: Arrangement, panes: readonly Placed[], room: Room): LaidOut[] {
  if (room === 'narrow') return zoneWith(arrangement, 'narrow', panes)
  return zones.flatMap((zone) =>
    zoneWith(
      arrangement,
      zone,
      panes.filter((pane) => zoneOf(arrangement, pane, room) === zone),
    ),
  )
}

function zoneWith(
  { shown, collapsed }: Arrangement,
  zone: LaidOut['zone'],
  panes: readonly Placed[],
): LaidOut[] {
  const ids = panes.map(({ id }) => id)
  const first = (zone === 'narrow' ? panes.find((one) => one.isFirstOnNarrow)?.id : undefined) ?? ids[0]
  if (first === undefined) return []
  const wanted = shown[zone]
  return [
    {
      zone,
      panes: ids,
      shown: wanted !== undefined && ids.includes(wanted) ? wanted : first,
      isCollapsed: zone !== 'narrow' && collapsed.includes(zone),
    },
  ]
}

/** Brings a pane to the front, wherever it is. */
export function reveal(arrangement: Arrangement, pane: Placed, room: Room): Arrangement {
  const zone = room === 'narrow' ? 'narrow' : zoneOf(arrangement, pane, room)
  return {
    ...arrangement,
    shown: { ...arrangement.shown, [zone]: pane.id },
    collapsed: arrangement.collapsed.filter((one) => one !== zone),
  }
}

/** Puts a pane into a zone, in front of what is there. */
export function move(arrangement: Arrangement, pane: Placed, to: Zone): Arrangement {
  const places = { ...arrangement.places, [pane.id]: to }
  return reveal({ ...arrangement, places }, pane, 'wide')
}

/** Closes or opens a zone. Of the two that share a column one stays open. */
export function toggle(arrangement: Arrangement, zone: Zone): Arrangement {
  const { collapsed } = arrangement
  const others = collapsed.filter((one) => one !== zone && one !== facing[zone])
  const facingIsClosed = collapsed.filter((one) => one === facing[zone])
  if (!collapsed.includes(zone)) return { ...arrangement, collapsed: [...others, zone] }
  return { ...arrangement, collapsed: [...others, ...facingIsClosed] }
}

const facing: Readonly<Partial<Record<Zone, Zone>>> = { upper: 'lower', lower: 'upper' }

export function resize(arrangement: Arrangement, split: Split, share: number): Arrangement {
  const { least, most } = limits[split]
  const clamped = Math.min(most, Math.max(least, share))
  return { ...arrangement, sizes: { ...arrangement.sizes, [split]: Math.round(clamped * 1000) / 1000 } }
}

/** What was kept, as far as it still makes sense. */
export function readArrangement(kept: unknown): Arrangement {
  if (typeof kept !== 'object' || kept === null) return untouched
  const { places, shown, collapsed, sizes } = kept as Partial<Record<keyof Arrangement, unknown>>
  const isZone = (one: unknown): one is Zone => zones.includes(one as Zone)
  const share = (split: Split) => {
    const given = (sizes as Partial<Record<Split, unknown>> | undefined)?.[split]
    return typeof given === 'number' && Number.isFinite(given) ? given : defaultSizes[split]
  }
  const read: Arrangement = {
    places: Object.fromEntries(
      Object.entries(places ?? {}).filter((entry): entry is [string, Zone] => isZone(entry[1])),
    ),
    shown: Object.fromEntries(
      Object.entries(shown ?? {}).filter(
        ([zone, pane]) => (isZone(zone) || zone === 'narrow') && typeof pane === 'string',
      ),
    ),
    collapsed: Array.isArray(collapsed) ? collapsed.filter(isZone) : [],
    sizes: defaultSizes,
  }
  return splits.reduce((all, split) => resize(all, split, share(split)), read)
}
