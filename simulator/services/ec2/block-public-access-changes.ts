import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Scope, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { describe } from '../describe.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import {
  blockPublicAccess,
  blockPublicAccessExclusions,
  type Exclusion,
  exclusionOf,
  isInForce,
} from './block-public-access.ts'
import { invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { subnets } from './subnets.ts'
import { vpcs } from './vpcs.ts'

const noDeclarativePolicies = 'Declarative policies of AWS Organizations do not set the options.'

const optionsOf = (ctx: Pick<Context, 'store'> & Scope): Ec2.VpcBlockPublicAccessOptions =>
  ctx.store.get(blockPublicAccess, scopeKey(ctx))?.options ?? {
    AwsAccountId: ctx.account,
    AwsRegion: ctx.region,
    State: 'default-state',
    InternetGatewayBlockMode: 'off',
    ManagedBy: 'account',
    ExclusionsAllowed: 'allowed',
  }

export const describeVpcBlockPublicAccessOptions = operation(
  'ec2',
  'DescribeVpcBlockPublicAccessOptions',
  {
    fidelity: { simplified: noDeclarativePolicies },
    source: 'EC2 API reference, DescribeVpcBlockPublicAccessOptions',
  },
  (_, ctx) => ({ VpcBlockPublicAccessOptions: optionsOf(ctx) }),
)

const modes: readonly string[] = ['off', 'block-bidirectional', 'block-ingress']

export const modifyVpcBlockPublicAccessOptions = operation(
  'ec2',
  'ModifyVpcBlockPublicAccessOptions',
  {
    fidelity: { simplified: noDeclarativePolicies },
    source: 'EC2 API reference, ModifyVpcBlockPublicAccessOptions',
  },
  ({ InternetGatewayBlockMode }, ctx) => {
    if (!modes.includes(InternetGatewayBlockMode)) {
      throw invalidParameter(
        `Value (${InternetGatewayBlockMode}) for parameter internetGatewayBlockMode is invalid.`,
      )
    }
    const options = putOptions(ctx, { InternetGatewayBlockMode, State: 'update-in-progress' })
    ctx.after('block-public-access-changed', 'block-public-access-changed', {})
    return { VpcBlockPublicAccessOptions: options }
  },
)

export const blockPublicAccessChanged = due<Record<string, never>>(
  'block-public-access-changed',
  (_, ctx) => {
    putOptions(ctx, { State: 'update-complete' })
  },
)

function putOptions(
  ctx: Context,
  change: Partial<Ec2.VpcBlockPublicAccessOptions>,
): Ec2.VpcBlockPublicAccessOptions {
  const options = { ...optionsOf(ctx), ...change, LastUpdateTimestamp: timestamp(ctx.now) }
  ctx.store.put(blockPublicAccess, { account: ctx.account, region: ctx.region, options })
  return options
}

export const describeVpcBlockPublicAccessExclusions = describe(
  'ec2',
  'DescribeVpcBlockPublicAccessExclusions',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcBlockPublicAccessExclusions' },
  blockPublicAccessExclusions,
  { ids: 'ExclusionIds', list: 'VpcBlockPublicAccessExclusions' },
)

const noQuota = 'The number of exclusions is not limited.'

export const createVpcBlockPublicAccessExclusion = operation(
  'ec2',
  'CreateVpcBlockPublicAccessExclusion',
  { fidelity: { simplified: noQuota }, source: 'EC2 API reference, CreateVpcBlockPublicAccessExclusion' },
  ({ VpcId, SubnetId, InternetGatewayExclusionMode: mode, TagSpecifications }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'vpc-block-public-access-exclusion')
    requireMode(mode)
    const { arn, side } = requireResource(ctx, VpcId, SubnetId)
    if (exclusionOf(ctx, SubnetId ?? VpcId ?? '')) {
      throw invalidParameter(`There is an exclusion for ${SubnetId ?? VpcId} already.`)
    }
    const created = blockPublicAccessExclusions.create(
      ctx,
      {
        ExclusionId: ctx.newId('vpcbpa-exclude'),
        InternetGatewayExclusionMode: mode,
        ResourceArn: arn,
        State: 'create-in-progress',
        CreationTimestamp: timestamp(ctx.now),
        LastUpdateTimestamp: timestamp(ctx.now),
        Tags,
      },
      side,
    )
    return answer(ctx, created)
  },
)

function requireMode(mode: string): void {
  if (mode === 'allow-bidirectional' || mode === 'allow-egress') return
  throw invalidParameter(`Value (${mode}) for parameter internetGatewayExclusionMode is invalid.`)
}

function requireResource(ctx: Context, vpc: string | undefined, subnet: string | undefined) {
  if (vpc !== undefined && subnet !== undefined) {
    throw invalidCombination('Only one of vpcId and subnetId can be specified.')
  }
  if (subnet !== undefined) {
    return { arn: subnets.require(ctx, subnet).record.SubnetArn ?? '', side: { subnet } }
  }
  if (vpc === undefined) throw missingParameter('vpcId')
  return { arn: vpcs.spec.arn?.(vpcs.require(ctx, vpc)) ?? '', side: { vpc } }
}

/** The exclusion as it stands, which is complete in a while. */
function answer(ctx: Context, held: Exclusion) {
  const id = blockPublicAccessExclusions.idOf(held)
  ctx.after('block-public-access-changed', 'block-public-access-exclusion-changed', { id })
  return { VpcBlockPublicAccessExclusion: blockPublicAccessExclusions.print(ctx, held) }
}

export const blockPublicAccessExclusionChanged = due<{ id: string }>(
  'block-public-access-exclusion-changed',
  ({ id }, ctx) => {
    const held = blockPublicAccessExclusions.get(ctx, id)
    const verb = held?.record.State?.replace(/-in-progress$/, '')
    if (!held || !verb || verb === held.record.State) return
    const State = `${verb}-complete` as Ec2.VpcBlockPublicAccessExclusionState
    const at = timestamp(ctx.now)
    blockPublicAccessExclusions.update(ctx, held, {
      State,
      LastUpdateTimestamp: at,
      ...(verb === 'delete' && { DeletionTimestamp: at }),
    })
    if (verb === 'delete') {
      ctx.after('block-public-access-forgotten', 'block-public-access-exclusion-forgotten', { id })
    }
  },
)

export const blockPublicAccessExclusionForgotten = due<{ id: string }>(
  'block-public-access-exclusion-forgotten',
  ({ id }, ctx) => {
    const held = blockPublicAccessExclusions.get(ctx, id)
    if (held) blockPublicAccessExclusions.remove(ctx, held)
  },
)

export const modifyVpcBlockPublicAccessExclusion = operation(
  'ec2',
  'ModifyVpcBlockPublicAccessExclusion',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyVpcBlockPublicAccessExclusion' },
  ({ ExclusionId, InternetGatewayExclusionMode: mode }, ctx) => {
    requireMode(mode)
    const held = requireSettled(ctx, ExclusionId)
    const changed = blockPublicAccessExclusions.update(ctx, held, {
      InternetGatewayExclusionMode: mode,
      State: 'update-in-progress',
      LastUpdateTimestamp: timestamp(ctx.now),
    })
    return answer(ctx, changed)
  },
)

export const deleteVpcBlockPublicAccessExclusion = operation(
  'ec2',
  'DeleteVpcBlockPublicAccessExclusion',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpcBlockPublicAccessExclusion' },
  ({ ExclusionId }, ctx) => {
    const held = requireSettled(ctx, ExclusionId)
    const leaving = blockPublicAccessExclusions.update(ctx, held, {
      State: 'delete-in-progress',
      LastUpdateTimestamp: timestamp(ctx.now),
    })
    return answer(ctx, leaving)
  },
)

function requireSettled(ctx: Context, id: string): Exclusion {
  const held = blockPublicAccessExclusions.require(ctx, id)
  if (isInForce(held) && held.record.State?.endsWith('-complete')) return held
  throw new AwsError('IncorrectState', `The exclusion ${id} is in the state ${held.record.State}.`)
}
