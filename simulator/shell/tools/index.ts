import type { Tool } from '../host.ts'
import { type AwsPorts, awsTool } from './aws.ts'

/** What every tool together needs from the lab. */
export interface ToolPorts extends AwsPorts {}

/** The commands beside bash's own. A new tool is one line here. */
export const createTools = (ports: ToolPorts): readonly Tool[] => [awsTool(ports)]
