import type { Arrangement, LaidOut, Zone } from './arrangement.ts'

// How zones lie in the grid of the workspace. In each there is a strip of tabs and, below or beside it, the pane in front.

export interface Grid {
  readonly areas: string
  readonly columns: string
  readonly rows: string
}

const share = (fraction: number) => `minmax(0, ${Math.round(fraction * 1000) / 10}fr)`

export function gridOf(laidOut: readonly LaidOut[], { sizes }: Pick<Arrangement, 'sizes'>): Grid {
  const find = (zone: Zone | 'narrow') => laidOut.find((one) => one.zone === zone)
  if (find('narrow'))
    return { areas: '"narrow-tabs" "narrow"', columns: 'minmax(0, 1fr)', rows: 'auto minmax(0, 1fr)' }
  const [left, upper, lower, right] = [find('left'), find('upper'), find('lower'), find('right')]
  const isOpen = (zone: LaidOut | undefined) => zone !== undefined && !zone.isCollapsed
  const middle = [
    ...(upper ? ['upper-tabs', 'upper'] : []),
    ...(upper && lower ? ['upper-split'] : []),
    ...(lower ? ['lower-tabs', 'lower'] : []),
  ]
  const hasMiddle = middle.length > 0
  const rowsOfMiddle = hasMiddle ? middle : ['none', 'none']
  const side = (zone: LaidOut | undefined, row: number) =>
    zone ? [row === 0 || zone.isCollapsed ? `${zone.zone}-tabs` : zone.zone] : []
  const split = (zone: LaidOut | undefined) => (isOpen(zone) && hasMiddle ? [`${zone!.zone}-split`] : [])
  const areas = rowsOfMiddle.map((area, row) => [
    ...side(left, row),
    ...split(left),
    ...(hasMiddle ? [area] : []),
    ...split(right),
    ...side(right, row),
  ])
  const across = (isOpen(left) ? sizes.left : 0) + (isOpen(right) ? sizes.right : 0)
  const column = (zone: LaidOut | undefined, size: number) =>
    zone ? [zone.isCollapsed ? 'auto' : share(size)] : []
  const up = isOpen(upper) ? (isOpen(lower) ? sizes.upper : 1) : 0
  const row: Readonly<Record<string, string>> = {
    upper: up ? share(up) : '0',
    lower: isOpen(lower) ? share(1 - (isOpen(upper) ? sizes.upper : 0)) : '0',
  }
  return {
    areas: areas.map((names) => `"${names.join(' ')}"`).join(' '),
    columns: [
      ...column(left, sizes.left),
      ...split(left).map(() => 'auto'),
      ...(hasMiddle ? [share(1 - across)] : []),
      ...split(right).map(() => 'auto'),
      ...column(right, sizes.right),
    ].join(' '),
    rows: hasMiddle ? middle.map((name) => row[name] ?? 'auto').join(' ') : 'auto minmax(0, 1fr)',
  }
}
