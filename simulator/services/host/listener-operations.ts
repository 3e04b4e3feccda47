import { invalid, notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { requireAddress, requireHost } from './known-hosts.ts'
import { keyOf, listeners, startListener, stopListener } from './listeners.ts'

const own = { fidelity: 'exact', source: 'the lab' } as const

export const putListener = operation('host', 'PutListener', own, (input, ctx) => {
  requireHost(ctx, input.Host)
  requireAddress(input.Address)
  const udpKinds: readonly (string | undefined)[] = ['dns', 'echo', undefined]
  if (input.Protocol === 'udp' && !udpKinds.includes(input.Kind)) {
    throw invalid(`A server of the kind ${input.Kind} does not speak UDP. Use echo or dns.`)
  }
  return { Listener: startListener(ctx, input) }
})

export const deleteListener = operation('host', 'DeleteListener', own, (input, ctx) => {
  const listener = ctx.store.get(listeners, keyOf(input))
  if (!listener) {
    const { Host, Protocol = 'tcp', Port } = input
    throw notFound(`Nothing listens on ${Protocol} port ${Port} of ${Host}.`)
  }
  stopListener(ctx, listener)
  return {}
})

export const describeListeners = operation('host', 'DescribeListeners', own, ({ Hosts }, ctx) => ({
  Listeners: ctx.store.all(listeners).filter(({ Host }) => !Hosts?.length || Hosts.includes(Host)),
}))
