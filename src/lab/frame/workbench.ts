import type { LabClient } from '../lab-client.ts'
import type { Opening } from '../worker/protocol.ts'
import type { Pane, PaneId } from './panes.ts'

/** What can be done with a workspace from its palette. */
export interface Workbench {
  readonly lab: LabClient
  readonly opening: Opening
  /** Those that this lab has now. */
  readonly panes: readonly Pane[]
  /** Brings a pane to the front, and the keyboard into it. */
  focus(pane: PaneId): void
  /** Runs a command of the page's in a terminal on the workstation. */
  run(command: string): void
  /** Runs what somebody typed in the terminal in front. */
  runHere(command: string): void
  /** Puts text on the terminal's line. */
  type(text: string): void
  openTerminal(host: string): void
  undo(): void
  redo(): void
  share(): void
  help(): void
  resetLayout(): void
}

/** What lies over the workspace for a while: its palette, its help, what makes a link. */
export interface OverProps {
  readonly workbench: Workbench
  readonly close: () => void
  /** What was typed before it was there. */
  readonly typed: string
}
