import type { Appliance, Listener } from '../../api/private/host.ts'
import type { Response } from '../../api/request.ts'
import type { Machine } from '../machine.ts'

/** What the lab's service `host` does for the machine that a tool runs on. A text is why it did not. */
export interface HostService {
  listeners(): readonly Listener[]
  put(listener: Listener): Listener | string
  remove(listener: Listener): string | undefined
  appliance(): Appliance | undefined
  putAppliance(appliance: Appliance): string | undefined
  removeAppliance(): string | undefined
}

export function hostService({ cloud, id }: Machine): HostService {
  const send = (operation: string, input: object): Response =>
    cloud.send({
      service: 'host',
      operation,
      input: { ...input },
      region: 'us-east-1',
      credentials: undefined,
    })
  const outputOf = (response: Response): Readonly<Record<string, unknown>> | string => {
    if ('output' in response) return response.output
    return 'error' in response ? response.error.message : 'It is not simulated.'
  }
  const problemOf = (response: Response): string | undefined => {
    const output = outputOf(response)
    return typeof output === 'string' ? output : undefined
  }
  const list = (operation: string, member: string): readonly unknown[] => {
    const output = outputOf(send(operation, { Hosts: [id] }))
    return typeof output === 'string' ? [] : ((output[member] as readonly unknown[] | undefined) ?? [])
  }
  return {
    listeners: () => list('DescribeListeners', 'Listeners') as readonly Listener[],
    put(listener) {
      const output = outputOf(send('PutListener', listener))
      return typeof output === 'string' ? output : (output['Listener'] as Listener)
    },
    remove: ({ Port, Protocol, Address }) =>
      problemOf(
        send('DeleteListener', {
          Host: id,
          Port,
          ...(Protocol !== undefined && { Protocol }),
          ...(Address !== undefined && { Address }),
        }),
      ),
    appliance: () => list('DescribeAppliances', 'Appliances')[0] as Appliance | undefined,
    putAppliance: (appliance) => problemOf(send('PutAppliance', appliance)),
    removeAppliance: () => problemOf(send('DeleteAppliance', { Host: id })),
  }
}
