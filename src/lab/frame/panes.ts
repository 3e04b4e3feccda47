import type { Component } from 'svelte'
import type { AttemptView } from '../../../simulator/views/attempt/attempt-view.ts'
import { words } from '../../messages/words.ts'
import { workspaceWords } from '../../messages/workspace-words.ts'
import BriefPane from '../checks/BriefPane.svelte'
import ChecksPane from '../checks/ChecksPane.svelte'
import type { LabClient } from '../lab-client.ts'
import Terminals from '../terminal/Terminals.svelte'
import TopologyPane from '../topology/TopologyPane.svelte'
import type { Placed } from './arrangement.ts'

// THE TABLE OF PANES. A new pane is one row here, and its label in messages/workspace-words.ts.

/** What every pane is handed; each takes what it needs. */
export interface PaneProps {
  readonly lab: LabClient
  /** Runs a command in a terminal on the workstation, where the person sees it. */
  readonly run: (command: string) => void
  /** Opens what makes a link to this lab. */
  readonly share: () => void
  /** Brings a pane to the front. */
  readonly reveal: (pane: PaneId) => void
  /** Whether it is in front. A pane that was shown once stays as it was while others are in front of it. */
  readonly isShown: boolean
  /** Under which name the lab is kept on this browser. */
  readonly keptAs: string | undefined
  /** Its id; empty in a lab without one. */
  readonly scenario: string
}

/** What a pane can be asked to do from outside. */
export interface PaneExports {
  run?(command: string): void
  runHere?(command: string): void
  type?(text: string): void
  /** Opens a terminal on a machine. */
  open?(host: string): Promise<void>
  /** Where the keyboard goes; without it, to the pane itself. */
  focus?(): void
}

export type PaneComponent = Component<PaneProps, PaneExports>

interface PaneRow extends Placed {
  readonly label: string
  /** The label where it tells how things stand. */
  title?(attempt: AttemptView): string
  /** Its component: there from the start, or loaded when it is first shown. */
  readonly source:
    | { readonly component: PaneComponent }
    | { load(): Promise<{ readonly default: PaneComponent }> }
  /** Whether it is there before anybody looks at it. */
  readonly isAtOnce?: true
  /** Whether a lab has it; each does unless this says otherwise. */
  isThere?(about: LabNow): boolean
}

/** What decides which panes there are. */
interface LabNow {
  readonly hasScenario: boolean
  readonly attempt: AttemptView | undefined
  /** The resource that all panes point at. */
  readonly selected: string | undefined
}

const labels = workspaceWords.panes
const ofScenarios: PaneRow['isThere'] = ({ hasScenario }) => hasScenario

const rows = {
  brief: {
    label: labels.brief,
    place: 'left',
    source: { component: BriefPane },
    isFirstOnNarrow: true,
    isThere: ofScenarios,
  },
  checks: {
    label: labels.checks,
    title: ({ goals }) => words.checks.goals(goals.filter(({ verdict }) => verdict.met).length, goals.length),
    place: 'left',
    source: { component: ChecksPane },
    isThere: ofScenarios,
  },
  debrief: {
    label: labels.debrief,
    place: 'left',
    source: { load: () => import('../checks/DebriefPane.svelte') },
    isThere: ({ attempt }) => attempt?.debrief !== undefined,
  },
  topology: { label: labels.topology, place: 'upper', source: { component: TopologyPane } },
  inspector: {
    label: labels.inspector,
    place: 'left',
    placeOnWidest: 'right',
    source: { load: () => import('../inspector/InspectorPane.svelte') },
    isThere: ({ selected }) => selected !== undefined,
  },
  hands: {
    label: labels.hands,
    place: 'left',
    placeOnWidest: 'right',
    source: { load: () => import('../by-hand/HandPane.svelte') },
  },
  trace: {
    label: labels.trace,
    place: 'upper',
    placeOnWidest: 'right',
    source: { load: () => import('../trace/TracePane.svelte') },
  },
  timeline: {
    label: labels.timeline,
    place: 'upper',
    placeOnWidest: 'right',
    source: { load: () => import('../timeline/TimelinePane.svelte') },
  },
  difference: {
    label: labels.difference,
    place: 'upper',
    placeOnWidest: 'right',
    source: { load: () => import('../difference/DifferencePane.svelte') },
  },
  editor: {
    label: labels.editor,
    place: 'upper',
    source: { load: () => import('../editor/EditorPane.svelte') },
  },
  terminal: {
    label: labels.terminal,
    place: 'lower',
    source: { component: Terminals },
    isAtOnce: true,
    isFirstOnNarrow: true,
  },
} satisfies Record<string, Omit<PaneRow, 'id'>>

export type PaneId = keyof typeof rows
export interface Pane extends PaneRow {
  readonly id: PaneId
}

/** In the order of their tabs. */
export const panes: readonly Pane[] = Object.entries(rows).map(([id, row]) => ({ ...row, id: id as PaneId }))
