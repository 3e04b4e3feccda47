import type { Cloud } from '../../cloud.ts'
import { roll } from '../../kernel/random.ts'
import { Files } from '../files.ts'
import type { ShellHost, Tool } from '../host.ts'
import { Machine } from '../machine.ts'
import { filesOf } from './host-files.ts'
import type { Place } from './places.ts'
import { systemOf, userNamed, usersOf } from './users.ts'

/** What a shell needs of the machine that it runs on. */
export function shellHostAt(
  cloud: Cloud,
  { host, user: name, env = {}, promptStyle }: Place,
  tools: readonly Tool[],
  turn: () => Promise<void>,
): ShellHost {
  const { fabric, store } = cloud
  const files = filesOf(cloud, host)
  const machine = new Machine(cloud, host, new Files(files, () => cloud.now))
  const user = userNamed(fabric, host, name) ?? usersOf(fabric, host)[0]
  const system = systemOf(fabric, host)
  const style = promptStyle ?? (system === 'amazon' ? 'amazon' : 'debian')
  return {
    machine,
    files,
    tools,
    user: user.name,
    uid: user.uid,
    groups: user.groups,
    hostname: machine.hostname,
    home: user.home,
    promptStyle: style,
    env,
    now: () => cloud.now,
    advance: (seconds) => machine.advance(seconds),
    random: () => roll(store) / 0x1_0000_0000,
    turn,
  }
}
