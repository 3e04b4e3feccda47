import type { Ec2 } from '../../api/generated/types.d.ts'

/** What `describe-instances` does not tell of an instance. */
export interface InstanceSide {
  readonly reservation: string
  /** Who launched it, when that was a service for the account. */
  readonly requesterId?: string
  /** In base64, as it was given. */
  readonly userData?: string | undefined
  /** The key that it was launched with, as its user's authorized_keys says it. */
  readonly publicKey?: string
  readonly mayNotBeTerminated: boolean
  readonly mayNotBeStopped: boolean
  readonly onShutdown: Ec2.ShutdownBehavior
  readonly hasBeenRunning: boolean
  readonly passesChecks: boolean
  /** Counts changes of state, so that what was planned for an earlier state does nothing. */
  readonly turn: number
}
