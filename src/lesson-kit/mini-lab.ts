export interface MiniLabProps {
  title: string
  /** What is to be reached, in a sentence. */
  goal: string
  /** The world that it begins with, if it is one of those that are shared. */
  world?: string
  /** The commands that make its world, or go on from the one that is named. */
  setup: string
  /** Commands that are offered, one press each. */
  commands: readonly string[]
  /** A command of bash that succeeds when the goal is reached. */
  reached?: string
}
