import { memory } from './flow.ts'

/** The transit gateway that did not let security groups on its far side see whose the packet is. */
export const hiddenSenders = memory<string>('hidden-sender')
