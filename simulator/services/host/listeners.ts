import type { Listener } from '../../api/private/host.ts'
import { now } from '../../kernel/clock.ts'
import { table } from '../../kernel/store.ts'
import { writeJournal } from '../../world/journal.ts'
import type { Context } from '../context.ts'
import { describeServer } from './tell-server.ts'

/** Servers that listen on hosts: on instances by their ids, and on hosts on premises by their names. */
export const listeners = table<Listener>('host:listener', keyOf, { host: ({ Host }) => Host })

/** What two servers cannot both have. */
export function keyOf({ Host, Protocol = 'tcp', Port, Address = '*' }: Listener): string {
  return `${Host}/${Protocol}/${Port}/${Address}`
}

/** The servers of a host, the one that was started first in front. */
export const listenersOn = (ctx: Pick<Context, 'store'>, host: string): readonly Listener[] =>
  ctx.store.by(listeners, 'host', host)

/** The server that takes what comes to an address and port of a host: rather one that names the address. */
export function listenerAt(
  ctx: Pick<Context, 'store'>,
  host: string,
  at: { readonly protocol: 'tcp' | 'udp'; readonly address: string; readonly port: number },
): Listener | undefined {
  const on = (address: string) => ctx.store.get(listeners, `${host}/${at.protocol}/${at.port}/${address}`)
  return on(at.address) ?? on('*')
}

/** A server with all that it is, where it was not said. */
export const withUsualSettings = (asked: Listener): Listener => ({
  ...asked,
  Protocol: asked.Protocol ?? 'tcp',
  Kind: asked.Kind ?? (asked.Protocol === 'udp' ? 'echo' : 'http'),
  ...(asked.Tls && { Tls: { Names: asked.Tls.Names ?? [], Issuer: asked.Tls.Issuer ?? 'trusted' } }),
})

/** What systemd calls it: `serve-443.service`. */
export function unitNameOf({ Port, Protocol = 'tcp', Address }: Listener): string {
  const at = Address === undefined ? '' : `-${Address.replaceAll(':', '_')}`
  return `serve-${Protocol === 'udp' ? 'udp-' : ''}${Port}${at}.service`
}

/** Starts a server, with a line in the journal of its host. */
export function startListener(ctx: Pick<Context, 'store'>, asked: Listener): Listener {
  const { store } = ctx
  const listener = withUsualSettings(asked)
  const unit = unitNameOf(listener)
  const message = `Started ${unit} - ${describeServer(listener)}.`
  writeJournal(store, { host: listener.Host, unit, at: now(store), message })
  return store.put(listeners, listener)
}

export function stopListener({ store }: Pick<Context, 'store'>, listener: Listener): void {
  const unit = unitNameOf(listener)
  const message = `Stopped ${unit} - ${describeServer(listener)}.`
  writeJournal(store, { host: listener.Host, unit, at: now(store), message })
  store.delete(listeners, keyOf(listener))
}
