import { memory } from './flow.ts'

/** Devices that chose one of several equal ways by the flow's header: another flow may have gone another way. */
export const spreadFlows = memory<true>('spread')
