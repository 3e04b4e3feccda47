import { access, type RequestInput, type Touched } from '../access.ts'
import type { Context } from '../context.ts'
import { instances } from '../ec2/instances.ts'
import { findParameter, isPublicName, parameterArn } from './parameters.ts'

/** Parameters are named by name, by ARN, or many by the path that they lie under. */
export const touched = access((operation, input, ctx) => {
  if (operation.endsWith('Session')) return [touchedBySession(operation, input, ctx)]
  const { Name, Names, Path, ResourceId } = input
  const one = (name: string) => {
    const bare = name.startsWith('arn:') ? name : name.split(':', 1)[0]!
    const held = findParameter(ctx, bare)
    const owner = isPublicName(bare) ? { ...ctx, account: '' } : ctx
    const arn = bare.startsWith('arn:') ? bare : parameterArn(owner, bare)
    return { arn, ...(held && { account: held.account, tags: held.side.tags }) }
  }
  if (Array.isArray(Names)) return Names.map((name) => one(String(name)))
  const name = [Name, Path, ResourceId].find((text) => typeof text === 'string')
  return typeof name === 'string' ? [one(name)] : [{ arn: '*' }]
})

/** Service authorization reference, AWS Systems Manager: StartSession is about the instance. */
function touchedBySession(operation: string, { Target, SessionId }: RequestInput, ctx: Context): Touched {
  if (operation !== 'StartSession')
    return { arn: `arn:aws:ssm:${ctx.region}:${ctx.account}:session/${SessionId}` }
  const held = instances.find(ctx, String(Target))
  const arn = `arn:aws:ec2:${ctx.region}:${ctx.account}:instance/${Target}`
  return { arn, ...(held?.record.Tags && { tags: held.record.Tags }) }
}
