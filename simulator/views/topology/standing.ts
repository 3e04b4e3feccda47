import type { Condition } from './parts.ts'

/** What AWS's words for a state come to. */
export function standing(state: string | undefined): {
  readonly condition: Condition
  readonly because?: string
} {
  const word = state?.toLowerCase() ?? ''
  if (working.has(word)) return { condition: 'working' }
  const because = `its state is ${state}`
  return { condition: pending.has(word) ? 'pending' : 'broken', because }
}

const working = new Set([
  '',
  'available',
  'active',
  'running',
  'operational',
  'associated',
  'attached',
  'in-use',
  'up',
])
const pending = new Set([
  'pending',
  'pendingacceptance',
  'pending-acceptance',
  'initiating-request',
  'initiatingrequest',
  'provisioning',
  'creating',
  'modifying',
  'updating',
  'create_in_progress',
  'update_in_progress',
  'delete_in_progress',
  'stopping',
  'deleting',
  'requested',
  'ordering',
  'confirming',
  'verifying',
  'pendingverification',
])

/** Whether AWS still lists it, though it is gone. */
export const isGone = (state: string | undefined): boolean =>
  ['deleted', 'terminated', 'shutting-down'].includes(state?.toLowerCase() ?? '')
