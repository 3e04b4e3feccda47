import type { InstanceSource } from '../../cli/host.ts'
import type { Machine } from '../machine.ts'

/** Where the AWS CLI on an instance finds its credentials and its Region: in the instance's metadata, by version 2 of it. */
export function instanceSource(machine: Machine): InstanceSource {
  let token: string | undefined
  const read = (path: string): string | undefined => {
    token ??= machine.metadata({
      method: 'PUT',
      path: '/latest/api/token',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' },
    })?.body
    if (token === undefined) return undefined
    const headers = { 'x-aws-ec2-metadata-token': token }
    const answer = machine.metadata({ method: 'GET', path: `/latest/meta-data/${path}`, headers })
    return answer?.status === 200 ? answer.body : undefined
  }
  return {
    credentials() {
      const [role] = read('iam/security-credentials/')?.split('\n') ?? []
      if (!role) return undefined
      const text = read(`iam/security-credentials/${role}`)
      const said = text === undefined ? {} : (JSON.parse(text) as Readonly<Record<string, string>>)
      const { Code, AccessKeyId, SecretAccessKey, Token, Expiration } = said
      if (Code !== 'Success' || AccessKeyId === undefined || SecretAccessKey === undefined) return undefined
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: Token ?? '',
        expiration: (Expiration ?? '').replace(/Z$/, '+00:00'),
      }
    },
    region: () => read('placement/region'),
  }
}
