import { memory } from './flow.ts'

/** Network interfaces whose security groups let the first packet of the flow pass, and so let its answer pass. */
export const trackedFlows = memory<true>('tracked')
