import { grouped } from './grouped.ts'
import type { Frame, Thing, Topology } from './parts.ts'

// Where everything is drawn. The picture is nested by nature, so each frame is as large as what is in it, and what is in
// it stands in the order in which it was made: a new thing moves as little as can be.

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Accounts one below the other, or in rows. */
export type Arrangement = 'high' | 'wide'

/** What a picture is for. */
export interface Wanted {
  /** How many times wider than high the pane is that it has to fit. */
  readonly room?: number | undefined
  /** How it was arranged before: it stays so, unless it could clearly be shown larger. */
  readonly before?: Arrangement | undefined
  /** Whether all begins at the top, for those who have only the left part before them. */
  readonly fromTop?: boolean
}

export interface Layout {
  readonly arrangement: Arrangement
  readonly width: number
  readonly height: number
  /** By the ids of frames and things. */
  readonly boxes: ReadonlyMap<string, Box>
}

const thingSize = { width: 168, height: 48 }
const gap = 12
const margin = 14
const header = 26
/** Frames that stand side by side begin a new row beyond this. */
const widest: Readonly<Record<string, number>> = { region: 1400, account: 1600, world: 2000 }
const tallestColumn = 6

/** Room for a frame's name and detail, as long as they are not very long. */
const headWidth = ({ label, detail }: Frame): number =>
  Math.min(8 * label.length + (detail === label ? 0 : 7 * detail.length) + 40, 360)

interface Size {
  readonly width: number
  readonly height: number
}

/** A part that knows its size, and where its own parts are once it has a place. */
interface Part extends Size {
  place(x: number, y: number): void
}

export function layoutOf(
  { frames, things }: Topology,
  isCollapsed: (frame: string) => boolean = () => false,
  { room, before, fromTop = false }: Wanted = {},
): Layout {
  const boxes = new Map<string, Box>()
  const framesIn = grouped(frames, ({ parent }) => parent ?? '')
  const thingsIn = grouped(things, ({ frame }) => frame ?? '')

  const put = ({ width, height }: Size, id: string): Part => ({
    width,
    height,
    place: (x, y) => boxes.set(id, { x, y, width, height }),
  })
  const thingPart = ({ id }: Thing): Part => put(thingSize, id)

  const framePart = (frame: Frame): Part => {
    const inner = isCollapsed(frame.id) ? undefined : contents(frame)
    const width = Math.max(inner ? inner.width : 0, thingSize.width, headWidth(frame)) + 2 * margin
    const height = header + (inner?.height ? inner.height + margin : margin / 2)
    return {
      width,
      height,
      place(x, y) {
        boxes.set(frame.id, { x, y, width, height })
        inner?.place(x + margin, y + header)
      },
    }
  }

  const contents = ({ id, kind }: Frame): Part => {
    const inside = (framesIn.get(id) ?? []).map(framePart)
    const own = (thingsIn.get(id) ?? []).map(thingPart)
    if (kind === 'subnet' || kind === 'site') return columns(own)
    if (kind === 'zone') return stack(inside)
    const row = kind === 'account' ? stack(inside) : wrap(inside, widest[kind])
    return stack([row, wrap(own, Math.max(row.width, 3 * (thingSize.width + gap)))])
  }

  // What is the customer's stands on the left, what is AWS's for everybody on the right.
  const top = framesIn.get('') ?? []
  const free = thingsIn.get('') ?? []
  const isCustomers = ({ kind }: Thing) => kind === 'customer-gateway'
  const isLine = ({ kind }: Thing) => kind === 'virtual-interface' || kind === 'direct-connect-gateway'
  const accounts = top.filter(({ kind }) => kind !== 'site').map(framePart)
  const sites = stack([
    ...top.filter(({ kind }) => kind === 'site').map(framePart),
    ...free.filter(isCustomers).map(thingPart),
  ])
  const lines = stack(free.filter(isLine).map(thingPart), 2 * gap)
  const others = stack(free.filter((one) => !isCustomers(one) && !isLine(one)).map(thingPart), 2 * gap)
  const around = (middle: Part) => beside([sites, lines, middle, others], 4 * gap, fromTop ? 'top' : 'middle')
  const ways: Readonly<Record<Arrangement, Part>> = {
    high: around(stack(accounts, 2 * gap)),
    wide: around(wrap(accounts, widest['world'], 2 * gap)),
  }
  const arrangement = room === undefined ? 'high' : arrangementIn(room, ways, before)
  const whole = ways[arrangement]
  whole.place(margin, margin)
  return { arrangement, width: whole.width + 2 * margin, height: whole.height + 2 * margin, boxes }
}

/** How much larger all has to become before it changes places: nobody finds their things again for a hair more. */
const worthMoving = 1.25

function arrangementIn(
  room: number,
  ways: Readonly<Record<Arrangement, Size>>,
  before: Arrangement | undefined,
): Arrangement {
  const kept = before ?? 'high'
  const other = kept === 'high' ? 'wide' : 'high'
  const gain = scaleIn(room, ways[other]) / scaleIn(room, ways[kept])
  return gain > (before ? worthMoving : 1) ? other : kept
}

/** How large a picture can be shown, compared with others in the same room. */
const scaleIn = (room: number, { width, height }: Size) => Math.min(room / width, 1 / height)

const filled = (parts: readonly Part[]) => parts.filter(({ width, height }) => width > 0 && height > 0)

/** One below the other. */
function stack(all: readonly Part[], between = gap): Part {
  const parts = filled(all)
  return {
    width: Math.max(0, ...parts.map(({ width }) => width)),
    height: parts.reduce((sum, { height }) => sum + height, 0) + between * Math.max(0, parts.length - 1),
    place(x, y) {
      let at = y
      for (const part of parts) {
        part.place(x, at)
        at += part.height + between
      }
    },
  }
}

/** One beside the other, each in the middle of the height. */
function beside(all: readonly Part[], between = gap, align: 'middle' | 'top' = 'middle'): Part {
  const parts = filled(all)
  const height = Math.max(0, ...parts.map((part) => part.height))
  return {
    width: parts.reduce((sum, { width }) => sum + width, 0) + between * Math.max(0, parts.length - 1),
    height,
    place(x, y) {
      let at = x
      for (const part of parts) {
        part.place(at, align === 'middle' ? y + (height - part.height) / 2 : y)
        at += part.width + between
      }
    },
  }
}

/** Rows of what fits beside each other. */
function wrap(all: readonly Part[], most = Number.POSITIVE_INFINITY, between = gap): Part {
  const rows: Part[][] = []
  let width = 0
  for (const part of filled(all)) {
    const row = rows.at(-1)
    if (!row || width + between + part.width > most) {
      rows.push([part])
      width = part.width
    } else {
      row.push(part)
      width += between + part.width
    }
  }
  return stack(
    rows.map((row) => beside(row, between, 'top')),
    between,
  )
}

/** Columns of equal things, filled one after the other: one more thing moves none of the others. */
function columns(parts: readonly Part[]): Part {
  const count = Math.ceil(parts.length / tallestColumn)
  const all = Array.from({ length: count }, (_, i) =>
    stack(parts.slice(i * tallestColumn, (i + 1) * tallestColumn)),
  )
  return beside(all, gap, 'top')
}
