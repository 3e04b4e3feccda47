import type { Fabric } from '../../network/fabric.ts'
import { instances } from '../../services/ec2/instances.ts'
import { registrationsOf } from '../../services/elbv2/targets.ts'
import { listenersOn, unitNameOf } from '../../services/host/listeners.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { forwards } from '../../world/forwards.ts'
import { pidOf } from '../units/pids.ts'

// What listens on a machine.

export interface Socket {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** The one address that it listens on; all of them where it is not said. */
  readonly address?: string
  readonly program: string
  readonly pid: number
}

const programs: Readonly<Record<string, string>> = {
  http: 'serve',
  tcp: 'serve',
  echo: 'serve',
  ssh: 'sshd',
  postgres: 'postgres',
  mysql: 'mysqld',
  redis: 'redis-server',
  dns: 'named',
}

export function socketsOn(fabric: Fabric, host: string): Socket[] {
  const told = listenersOn(fabric, host).map((listener) => {
    const { Protocol = 'tcp', Port, Address, Kind = 'http' } = listener
    return {
      protocol: Protocol,
      port: Port,
      ...(Address !== undefined && { address: Address }),
      program: programs[Kind] ?? 'serve',
      pid: pidOf(unitNameOf(listener)),
    }
  })
  const isMachine = instances.get(fabric, host) !== undefined || fabric.store.has(siteHosts, host)
  const hasShell = told.some(({ protocol, port }) => protocol === 'tcp' && port === 22)
  const shell =
    isMachine && !hasShell
      ? [{ protocol: 'tcp' as const, port: 22, program: 'sshd', pid: pidOf('sshd') }]
      : []
  // Where nobody said what runs on a target, the application of its target group is taken to run.
  const assumed = told.length
    ? []
    : [...new Set(registrationsOf(fabric, host).map(({ port }) => port))]
        .filter((port) => port !== 22)
        .map((port) => ({ protocol: 'tcp' as const, port, program: 'serve', pid: pidOf(`serve-${port}`) }))
  const led = fabric.store.by(forwards, 'host', host).map(({ port, by }) => ({
    protocol: 'tcp' as const,
    port,
    address: '127.0.0.1',
    program: by === 'ssh' ? 'ssh' : 'session-manager',
    pid: pidOf(`${by}-${port}`),
  }))
  return [...shell, ...told, ...assumed, ...led]
}
