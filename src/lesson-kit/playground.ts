import type { Approach, Trial, TriedKind, Verdict } from '../../simulator/views/policy-editing/verdict.ts'

/** A way on which requests come, by the name that readers see. */
export interface NamedWay extends Approach {
  readonly keys?: Readonly<Record<string, string>>
}

export interface Situation {
  readonly kind: TriedKind
  readonly region: string
  readonly now: number
  /** Roles by the names that readers see. */
  readonly callers: Readonly<Record<string, string>>
  readonly ways: Readonly<Record<string, NamedWay>>
}

export interface Asked {
  readonly who: string
  readonly way: string
  readonly action: string
  readonly resource: string
}

export interface PlaygroundCase extends Asked {
  /** What the reader is to bring about. */
  readonly wanted: 'allowed' | 'denied'
}

export interface PlaygroundProps {
  readonly title: string
  readonly task: string
  readonly situation: Situation
  readonly policy: string
  readonly cases: readonly PlaygroundCase[]
  readonly solution: string
  /** Of the policy as it stands at first, in the order of the cases. */
  readonly verdicts: readonly Verdict[]
}

/** Somebody's question, as the policy engine takes it. */
export function trialOf(
  { kind, region, now, callers, ways }: Situation,
  policy: string,
  { who, way, action, resource }: Asked,
  keys: Trial['keys'] = {},
): Trial {
  const { keys: own, ...approach } = ways[way] ?? {}
  return {
    ...approach,
    kind,
    region,
    now,
    policy,
    caller: callers[who] ?? who,
    action,
    resource,
    keys: { ...own, ...keys },
  }
}

export const isAsWanted = (verdict: Verdict | undefined, { wanted }: PlaygroundCase): boolean =>
  verdict !== undefined && 'allowed' in verdict && verdict.allowed === (wanted === 'allowed')
