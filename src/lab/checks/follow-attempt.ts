import type { AttemptView } from '../../../simulator/views/attempt/attempt-view.ts'
import { words } from '../../messages/words.ts'
import { keepProgress } from '../../storage/progress.ts'
import type { LabClient } from '../lab-client.ts'

/**
 * Looks at the goals after every command and tells what is new. Keeps how far somebody has come under this name; without
 * one it keeps nothing.
 */
export function followAttempt(
  lab: LabClient,
  keptAs: string | undefined,
  tell: (news: string) => void,
  /** Whether the goals could not be had. */
  miss: (isMissed: boolean) => void,
): () => void {
  let newest = 0
  return lab.state.subscribe((state) => {
    if (!state) return
    const asked = ++newest
    const missed = () => asked === newest && miss(true)
    void lab.worker.attempt().then((view) => {
      if (asked !== newest || !view) return
      miss(false)
      if (keptAs !== undefined) void keepProgress(keptAs, view.standing.percent, view.score.passed)
      const news = newsOf(lab.attempt.get(), view)
      if (news) tell(news)
      lab.attempt.set(view)
    }, missed)
  })
}

function newsOf(before: AttemptView | undefined, after: AttemptView): string | undefined {
  if (!before) return undefined
  if (after.score.passed && !before.score.passed) return words.checks.passed
  const reached = after.goals.filter((goal, i) => goal.verdict.met && !before.goals[i]?.verdict.met)
  return reached.length ? words.checks.reached(reached.map(({ title }) => title).join('. ')) : undefined
}
