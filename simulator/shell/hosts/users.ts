import type { Fabric } from '../../network/fabric.ts'
import { instances } from '../../services/ec2/instances.ts'
import { amiOf } from '../../world/catalogue/amis.ts'
import type { HostRef } from './find-host.ts'

// Who has an account on a machine.

export interface User {
  readonly name: string
  readonly uid: number
  readonly home: string
  /** Groups beside the user's own. */
  readonly groups: readonly string[]
}

const root: User = { name: 'root', uid: 0, home: '/root', groups: [] }

/** What EC2's images give to whom they are made for (EC2 user guide, managing-users). */
const usual = (name: string, groups: readonly string[]): User => ({
  name,
  uid: 1000,
  home: `/home/${name}`,
  groups,
})

/** Systems Manager guide, session-manager: sessions run as this user, who may use sudo. */
const ssmUser: User = { name: 'ssm-user', uid: 1001, home: '/home/ssm-user', groups: [] }

/** Everybody who can have a shell on the machine, whom people sign in as first. */
export function usersOf(fabric: Fabric, host: HostRef): readonly [User, ...User[]] {
  if (host.kind === 'workstation') return [usual('learner', ['27(sudo)']), root]
  if (host.kind === 'site-host') return [usual('admin', ['27(sudo)']), root]
  const name = imageOf(fabric, host)?.defaultUser ?? 'ec2-user'
  const groups =
    name === 'ec2-user' ? ['4(adm)', '10(wheel)', '190(systemd-journal)'] : ['4(adm)', '27(sudo)']
  return [usual(name, groups), ssmUser, root]
}

export const userNamed = (fabric: Fabric, host: HostRef, name: string): User | undefined =>
  usersOf(fabric, host).find((user) => user.name === name)

/** What the machine runs: it decides what its prompt looks like, and whether there is one. */
export type System = 'amazon' | 'debian' | 'windows'

export function systemOf(fabric: Fabric, host: HostRef): System {
  if (host.kind !== 'instance') return 'debian'
  const image = imageOf(fabric, host)
  if (image?.platformDetails === 'Windows') return 'windows'
  return image && !/^(al\d|amzn)/.test(image.name) ? 'debian' : 'amazon'
}

function imageOf(fabric: Fabric, { id }: HostRef) {
  const held = instances.get(fabric, id)
  return held && amiOf(held.region, held.record.ImageId ?? '')
}
