/** What can be wrong with a policy's text. Each service says it in its own words. */
export type PolicyFault =
  | 'bad-json'
  /** An element, or a condition key in any capitals, that is there twice. */
  | 'duplicate-element'
  /** Something else than the text, list or object that belongs there. */
  | 'bad-type'
  | 'unknown-element'
  /** Both of `Action` and `NotAction`, or another such pair. */
  | 'both-of-a-pair'
  | 'bad-version'
  /** 2008-10-17, or none, where the newer language is asked for. */
  | 'old-version'
  | 'missing-statement'
  | 'missing-effect'
  | 'bad-effect'
  /** `allow` for `Allow`. */
  | 'effect-capitals'
  | 'effect-not-supported'
  | 'bad-sid'
  | 'duplicate-sid'
  | 'missing-principal'
  | 'principal-not-allowed'
  | 'bad-principal'
  /** A wildcard in part of a principal's name. */
  | 'principal-wildcard'
  /** Another principal than everybody, where only that can be named. */
  | 'principal-not-everyone'
  | 'not-principal-not-supported'
  | 'missing-action'
  /** An action without the service in front. */
  | 'action-without-service'
  | 'action-with-two-colons'
  | 'bad-service'
  /** An action of a service to which this kind of policy does not apply. */
  | 'service-not-supported'
  | 'not-action-not-supported'
  | 'missing-resource'
  | 'resource-not-allowed'
  | 'resource-not-arn'
  | 'bad-arn'
  | 'bad-partition'
  | 'region-in-arn'
  | 'bad-iam-path'
  /** An ARN that does not say of which service. */
  | 'arn-without-service'
  | 'unknown-operator'
  | 'bad-condition-value'
  /** A pattern where only a whole id can be compared. */
  | 'pattern-for-id'

export interface PolicyProblem {
  readonly fault: PolicyFault
  /** `Statement[1].Condition.StringLike`. */
  readonly path: string
  /** What stands there. */
  readonly found?: string
  /** Where in the text. */
  readonly at: number
}
