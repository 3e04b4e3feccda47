import type { Fabric } from '../../network/fabric.ts'
import { instances } from '../../services/ec2/instances.ts'
import { publicKeyOf } from '../../services/ec2/key-material.ts'
import type { HostRef } from './find-host.ts'

// Who may sign in where: the key pair that an instance was launched with; on premises, the key of the people there.

const lines = (seed: string, count: number): string =>
  Array.from({ length: count }, (_, i) =>
    publicKeyOf(`${seed} ${i}`, 'ed25519').split(' ')[1]!.slice(-64),
  ).join('\n')

const secret = `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines('company', 5)}\n-----END OPENSSH PRIVATE KEY-----\n`

/** The learner's own key, which hosts on premises know. */
export const companyKey = { secret, published: `${publicKeyOf(secret, 'ed25519')} learner@workstation` }

/** What the usual user's authorized_keys says; undefined where the machine was given no key. */
export function authorizedKeys(fabric: Fabric, { kind, id }: HostRef): string | undefined {
  if (kind === 'site-host') return `${companyKey.published}\n`
  const published = instances.get(fabric, id)?.side.publicKey
  return published === undefined ? undefined : `${published}\n`
}
