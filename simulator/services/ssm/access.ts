import { access } from '../access.ts'
import { findParameter, isPublicName, parameterArn } from './parameters.ts'

/** Parameters are named by name, by ARN, or many by the path that they lie under. */
export const touched = access((_, { Name, Names, Path, ResourceId }, ctx) => {
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
