/** What can be said of a way to fail, whoever reports it. */
export interface Failure {
  /** What it means, in a sentence or two. */
  readonly means: string
  /** What commonly causes it here, the most frequent first. */
  readonly causes: readonly string[]
  /** Commands that look into it. Words in capitals are to be replaced. */
  readonly look: readonly string[]
  /** What mends it. */
  readonly mend: string
  /** A topic of the curriculum. */
  readonly topic: string
}

/** A failure under the name that somebody met it by. */
export interface Named {
  readonly title: string
  readonly failure: Failure
  /** More about this one case: what its text gives away. */
  readonly remark?: string
}

/** Who is asking, and with which settings: half of all refusals are looked into with these. */
export const whoAmI = 'aws sts get-caller-identity'
export const profiles = 'aws configure list'
