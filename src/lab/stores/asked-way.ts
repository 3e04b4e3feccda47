import { atom } from 'nanostores'
import type { GoalWay } from '../../../simulator/views/attempt/way-of-goal.ts'
import type { LabClient } from '../lab-client.ts'
import { selection } from './selection.ts'

// Which way the pane of ways shows. Other panes ask it to show one.

export type AskedWay =
  | GoalWay
  /** One of those that tools went lately, as it went. */
  | { readonly kind: 'recent'; readonly id: number }

export const askedWay = atom<AskedWay | undefined>(undefined)

/** Shows the way that a goal is about in the pane of ways; the frame brings that to the front. */
export async function showWayOfGoal(lab: LabClient, goal: string): Promise<void> {
  const way = await lab.worker.wayOfGoal(goal)
  if (way) askedWay.set(way)
}

/** What stands in the form before it is asked. It stays while other panes are looked at. */
export interface WayDraft {
  readonly kind: 'packet' | 'lookup'
  readonly from: string
  readonly to: string
  readonly protocol: string
  readonly port: number
  readonly name: string
  readonly type: string
  readonly server: string
}

export const wayDraft = atom<WayDraft>({
  kind: 'packet',
  from: '',
  to: '',
  protocol: 'tcp',
  port: 443,
  name: '',
  type: 'A',
  server: '',
})

type PickedEnd = 'from' | 'to'

/** The end that the next thing that is selected becomes. */
export const pickingEnd = atom<PickedEnd | undefined>(undefined)

selection.listen((id) => {
  const end = pickingEnd.get()
  if (!end || id === undefined) return
  pickingEnd.set(undefined)
  wayDraft.set({ ...wayDraft.get(), [end]: id })
})
