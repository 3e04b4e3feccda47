import { expect, it } from 'vitest'
import type { Client } from '../../../../../simulator/network/session/client.ts'
import { type Visit, type VisitOptions, visit } from '../../../../../simulator/network/session/visit.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * A table of HTTP requests, a line each, with what changes the world between the bars as in `flows`:
 *
 *   client > https://api.example.com/                              | 200
 *   client > https://api.example.com/ | revoke vpce-sg in tcp 443  | timeout
 *
 * It ends with a status, with `service s3` (`via vpce` where it came through an endpoint), or with how it failed. A
 * `{name}` in the address stands for the DNS name that `names-of` found. Behind the address may stand a method and headers:
 * `client > http://{lb}/ POST x-team=red`; behind what is expected, words that the answer has in it: `200 with "from a"`.
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
        const [outcome, words] = expected.split(' with ')
        const made = makeVisit(base, request)
        expect(tellVisit(base, made)).toBe(outcome)
        if (words !== undefined) expect(JSON.stringify(made.answer)).toContain(words)
      } finally {
        base.cloud.store.goto(version)
        base.where = where
      }
    })
  }
}

/** `client > https://{api-ep}/path POST x-team=red` */
export function makeVisit(world: World, request: string): Visit {
  const [from = '', what = ''] = request.split(/\s*>\s*/)
  const [to = '', ...options] = what.split(/\s+/)
  const url = to.replace(
    /\{(.+?)\}/g,
    (_, name: string) => world.known.get(`name of ${name}`) ?? world.id(name),
  )
  return visit(world.fabric, clientOf(world, from), new URL(url), optionsIn(options))
}

function optionsIn(words: readonly string[]): VisitOptions {
  const headers = Object.fromEntries(words.filter((one) => one.includes('=')).map((one) => one.split('=')))
  const method = words.find((one) => /^[A-Z]+$/.test(one))
  return { headers, ...(method !== undefined && { method }) }
}

/** `internet`, `onprem:server`, or the name of a host. */
export function clientOf(world: World, name: string): Client {
  if (name === 'internet') return { kind: 'internet' }
  if (name.startsWith('onprem:')) return { kind: 'site-host', id: name.slice('onprem:'.length) }
  return { kind: 'interface', id: world.id(name) }
}

export function tellVisit(world: World, { connection, handshake, answer, service }: Visit): string {
  if (connection.outcome !== 'connected') return connection.outcome
  if (service) {
    const via = service.endpoint === undefined ? '' : ` via ${world.nameOf(service.endpoint)}`
    return `service ${service.name}${via}`
  }
  if (answer) return answer.kind === 'answer' ? String(answer.status) : answer.kind
  return handshake?.kind ?? 'nothing'
}
