import type { MomentChange } from '../../simulator/views/timeline/moments.ts'
import { kindName } from './kind-words.ts'

// What the panes of moments say: the time line, and what is different between two of them.

const signs = { added: '+', changed: '~', removed: '−' } as const

const verbs = { added: 'added', changed: 'changed', removed: 'removed' } as const

const counted = ({ kind, count, name }: MomentChange): string =>
  count === 1 ? `${kindName(kind)} ${name ?? ''}`.trim() : `${count} × ${kindName(kind)}`

export const timelineWords = {
  signs,
  verbs,
  counted,
  moments: 'Moments, the newest first',
  keys: 'Arrow keys go from moment to moment, Enter goes to it.',
  undo: 'Undo',
  redo: 'Redo',
  clock: 'Simulated time',
  start: 'The start',
  onlyChanges: 'Only what changed something',
  current: 'now',
  branch: 'another branch',
  nothing: 'changed nothing',
  name: 'Name of this moment',
  keep: 'Keep it under this name',
  compare: (line: string) => `Compare with now: ${line}`,
  compareShort: 'Compare',
  gone: 'Earlier moments are gone: only the newest ones are kept.',
  shown: 'Shown page by page in the terminal, and a moment of its own when you leave its pages:',
  went: (line: string) => `Now at: ${line}`,
  from: 'From',
  to: 'To',
  lastChange: 'The last change',
  comparing: 'Comparing …',
  none: 'Nothing has been changed yet. What the next command changes will be shown here.',
  same: 'Nothing is different.',
  ways: 'Ways',
  opened: 'Opened',
  closed: 'Closed',
  noWays: 'No way between machines, endpoints, sites and the internet has opened or closed.',
  resources: (count: number) => `Resources (${count})`,
  noResources: 'No resource is different.',
  cost: 'Costs',
  month: 'A month of what is there, without traffic',
  usd: (usd: number) => `$${usd.toFixed(2)}`,
  more: (usd: number) => (usd > 0 ? `$${usd.toFixed(2)} more` : `$${(-usd).toFixed(2)} less`),
  sameCost: 'the same',
  fields: 'Fields',
  wasField: 'was',
  isField: 'is',
  clear: 'Take it off the map',
}
