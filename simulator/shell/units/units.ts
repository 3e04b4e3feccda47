import type { Listener } from '../../api/private/host.ts'
import { unitNameOf } from '../../services/host/listeners.ts'
import { describeServer, tellServe } from '../../services/host/tell-server.ts'
import { readServe, wordsOf } from '../../services/host/user-data.ts'
import type { Files } from '../files.ts'
import type { Machine } from '../machine.ts'
import { hostService } from './host-service.ts'

// Units as systemd names them: the servers that somebody started, and what every machine runs.

export interface Unit {
  /** `serve-443.service` */
  readonly name: string
  readonly description: string
  /** The server, where it is one that can be stopped. */
  readonly listener?: Listener
  /** The line that starts it. */
  readonly command: string
  readonly isActive: boolean
}

const folder = '/etc/systemd/system'

export const serverUnit = (listener: Listener, isActive = true): Unit => ({
  name: unitNameOf(listener),
  description: describeServer(listener),
  listener,
  command: tellServe(listener),
  isActive,
})

/** Everything that the machine runs, and the servers that it could start again. */
export function unitsOn(machine: Machine, files: Files): Unit[] {
  const running = hostService(machine)
    .listeners()
    .map((one) => serverUnit(one))
  const names = new Set(running.map(({ name }) => name))
  const written = files.stat(folder)?.kind === 'directory' ? files.list(folder) : []
  const stopped = written.flatMap((name) => {
    const listener = names.has(name) ? undefined : listenerIn(files, name, machine.id)
    return listener ? [serverUnit(listener, false)] : []
  })
  const own: Unit[] =
    machine.kind === 'workstation' ? [] : [always('sshd', 'OpenSSH server daemon', '/usr/sbin/sshd -D')]
  if (machine.kind === 'instance') {
    own.push(always('amazon-ssm-agent', 'Amazon SSM Agent', '/usr/bin/amazon-ssm-agent'))
  }
  if (hostService(machine).appliance())
    own.push(always('appliance', 'Passes on packets of others', '/usr/local/bin/appliance'))
  return [...own, ...running, ...stopped].sort((a, b) => (a.name < b.name ? -1 : 1))
}

const always = (name: string, description: string, command: string): Unit => ({
  name: `${name}.service`,
  description,
  command,
  isActive: true,
})

/** Keeps how the server is started, so that it can be started again. */
export function writeUnit(files: Files, { name, description, command }: Unit): void {
  if (!files.stat(folder)) files.makeDirectory(folder, true)
  files.write(`${folder}/${name}`, new TextEncoder().encode(unitText(description, command)))
}

export const unitText = (description: string, command: string): string =>
  `[Unit]\nDescription=${description}\n\n[Service]\nExecStart=/usr/local/bin/${command}\n\n[Install]\nWantedBy=multi-user.target\n`

function listenerIn(files: Files, name: string, host: string): Listener | undefined {
  const bytes = /^serve-.*\.service$/.test(name) ? files.read(`${folder}/${name}`) : undefined
  const [, line] =
    /^ExecStart=\/usr\/local\/bin\/serve (.*)$/m.exec(bytes ? new TextDecoder().decode(bytes) : '') ?? []
  const listener = line === undefined ? undefined : readServe(host, wordsOf(line))
  return typeof listener === 'string' ? undefined : listener
}

export const unitPath = ({ name }: Unit): string => `${folder}/${name}`
