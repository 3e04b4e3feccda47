export interface MiniLabProps {
  title: string
  /** What is to be reached, in a sentence. */
  goal: string
  /** The commands that make its world. */
  setup: string
  /** Commands that are offered, one press each. */
  commands: readonly string[]
  /** A command of bash that succeeds when the goal is reached. */
  reached?: string
}
