import type { Ec2 } from '../../api/generated/types.d.ts'
import { table } from '../../kernel/store.ts'
import { type Held, type Scope, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'

// The subnets' table by its name alone: what belongs to a subnet stands below the subnets' own module.
const subnets = table<Held<Ec2.Subnet>>('ec2:subnet', ({ record }) => record.SubnetId ?? '')

/** The subnets of others that are shared with an account. */
export const sharedSubnets = ({ store, ...viewer }: Pick<Context, 'store'> & Scope): Ec2.Subnet[] =>
  store.by(subnets, 'guest', scopeKey(viewer)).map(({ record }) => record)
