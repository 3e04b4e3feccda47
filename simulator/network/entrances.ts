import { memory } from './flow.ts'

/** By which gateway, connection or attachment a flow came into a VPC. */
export const entrances = memory<string>('entrance')
