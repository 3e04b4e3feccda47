import { expect, it } from 'vitest'
import type { Client } from '../../../../../simulator/network/session/client.ts'
import { type Visit, visit } from '../../../../../simulator/network/session/visit.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * A table of HTTP requests, a line each, with what changes the world between the bars as in `flows`:
 *
 *   client > https://api.example.com/                              | 200
 *   client > https://api.example.com/ | revoke vpce-sg in tcp 443  | timeout
 *
 * It ends with a status, with `service s3` (`via vpce` where it came through an endpoint), or with how it failed. A
 * `{name}` in the address stands for the DNS name that `names-of` found.
 */
export function visits(world: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    it(line, () => {
      base ??= worldOf(world)
      const [request = '', ...rest] = line.split(/\s+\|\s+/)
      const expected = rest.pop() ?? ''
      const version = base.cloud.store.version
      const { where } = base
      try {
        for (const change of rest.flatMap((part) => part.split(/\s*;\s*/))) {
          say(base, change.replaceAll(' / ', ' | '))
        }
        const [from = '', to = ''] = request.split(/\s*>\s*/)
        const url = new URL(
          to.replace(/\{(.+?)\}/g, (_, name: string) => base!.known.get(`name of ${name}`) ?? base!.id(name)),
        )
        expect(tellVisit(base, visit(base.fabric, clientOf(base, from), url))).toBe(expected)
      } finally {
        base.cloud.store.goto(version)
        base.where = where
      }
    })
  }
}

/** `internet`, `onprem:server`, or the name of a host. */
export function clientOf(world: World, name: string): Client {
  if (name === 'internet') return { kind: 'internet' }
  if (name.startsWith('onprem:')) return { kind: 'site-host', id: name.slice('onprem:'.length) }
  return { kind: 'interface', id: world.id(name) }
}

function tellVisit(world: World, { connection, handshake, answer, service }: Visit): string {
  if (connection.outcome !== 'connected') return connection.outcome
  if (service) {
    const via = service.endpoint === undefined ? '' : ` via ${world.nameOf(service.endpoint)}`
    return `service ${service.name}${via}`
  }
  if (answer) return answer.kind === 'answer' ? String(answer.status) : answer.kind
  return handshake?.kind ?? 'nothing'
}
