import { ec2 } from './ec2/index.ts'
import type { Service } from './service.ts'
import { sts } from './sts/index.ts'

/** Every simulated service. */
export const services: readonly Service[] = [ec2, sts]
