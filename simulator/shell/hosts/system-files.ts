import type { Fabric } from '../../network/fabric.ts'
import type { FileEntry } from '../files.ts'
import type { HostRef } from './find-host.ts'
import { hostnameOf } from './hostnames.ts'
import { authorizedKeys, companyKey } from './key-pairs.ts'
import { logAt, logFolder, logsOn } from './log-files.ts'
import { systemOf, usersOf } from './users.ts'
import { usualResolver } from './usual-resolver.ts'

// What every machine has on its disk before anybody writes there. It follows from the world each time it is read, so
// that a change of the DHCP options shows in /etc/resolv.conf; whoever writes such a file has it to himself from then on.

export interface SystemFiles {
  get(path: string): FileEntry | undefined
  /** The names directly inside a directory. */
  list(path: string): readonly string[]
}

type Text = (fabric: Fabric, host: HostRef) => string | undefined

interface Known {
  readonly text?: Text
  readonly mode: number
}

export function systemFiles(fabric: () => Fabric, host: HostRef): SystemFiles {
  const known = pathsOf(fabric(), host)
  return {
    get(path) {
      const log = logAt(fabric(), host, path)
      if (log) return log
      const { text, mode = 0 } = known.get(path) ?? {}
      if (!known.has(path)) return undefined
      if (!text) return { kind: 'directory', mode, modified: installed }
      const content = text(fabric(), host)
      if (content === undefined) return undefined
      return { kind: 'file', bytes: new TextEncoder().encode(content), mode, modified: installed }
    },
    list(path) {
      const folder = path === '/' ? '/' : `${path}/`
      const logs = path === logFolder ? logsOn(fabric(), host) : []
      const names = [...known.keys()]
        .filter((one) => one !== '/' && one.startsWith(folder) && !one.slice(folder.length).includes('/'))
        .filter((one) => known.get(one)?.text?.(fabric(), host) !== undefined || !known.get(one)?.text)
        .map((one) => one.slice(folder.length))
      return [...names, ...logs]
    },
  }
}

/** 1 October 2026: when the systems were installed. */
const installed = Date.UTC(2026, 9, 1)

function pathsOf(fabric: Fabric, host: HostRef): ReadonlyMap<string, Known> {
  const folders = [
    '/',
    '/etc',
    '/etc/ssh',
    '/home',
    '/opt',
    '/root',
    '/srv',
    '/tmp',
    '/var',
    '/var/log',
    '/var/tmp',
  ]
  const known = new Map<string, Known>(folders.map((path) => [path, { mode: modes[path] ?? 0o755 }]))
  for (const { home } of usersOf(fabric, host)) {
    known.set(home, { mode: 0o700 })
    known.set(`${home}/.ssh`, { mode: 0o700 })
  }
  const [first] = usersOf(fabric, host)
  known.set('/etc/hostname', { text: hostname, mode: 0o644 })
  known.set('/etc/hosts', { text: hosts, mode: 0o644 })
  known.set('/etc/nsswitch.conf', {
    text: () => 'passwd: files\ngroup: files\nhosts: files dns\n',
    mode: 0o644,
  })
  known.set('/etc/os-release', { text: release, mode: 0o644 })
  known.set('/etc/passwd', { text: passwd, mode: 0o644 })
  known.set('/etc/shadow', { text: shadow, mode: systemOf(fabric, host) === 'amazon' ? 0 : 0o640 })
  known.set('/etc/resolv.conf', { text: resolver, mode: 0o644 })
  known.set('/etc/ssh/ssh_config', { text: () => secureShellSettings, mode: 0o644 })
  if (host.kind !== 'workstation') {
    known.set(`${first.home}/.ssh/authorized_keys`, { text: authorizedKeys, mode: 0o600 })
  }
  if (host.kind !== 'instance') {
    known.set(`${first.home}/.ssh/id_ed25519`, { text: () => companyKey.secret, mode: 0o600 })
    known.set(`${first.home}/.ssh/id_ed25519.pub`, { text: () => `${companyKey.published}\n`, mode: 0o644 })
  }
  return known
}

const modes: Readonly<Record<string, number>> = { '/root': 0o700, '/tmp': 0o1777, '/var/tmp': 0o1777 }

/** Whoever knows a lab does not want to be asked about every machine in it; one that changed is told all the same. */
const secureShellSettings = `# ssh knows the machines of the lab by their names, too: ssh app-1
Host *
    StrictHostKeyChecking accept-new
`

const hostname: Text = (fabric, host) => `${hostnameOf(fabric, host)}\n`

const shortName = (fabric: Fabric, host: HostRef): string => hostnameOf(fabric, host).split('.')[0] ?? ''

const hosts: Text = (fabric, host) =>
  systemOf(fabric, host) === 'amazon'
    ? '127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n::1         localhost6 localhost6.localdomain6\n'
    : `127.0.0.1\tlocalhost\n127.0.1.1\t${shortName(fabric, host)}\n\n::1\tlocalhost ip6-localhost ip6-loopback\n`

const resolver: Text = (fabric, host) => {
  const { servers, search } = usualResolver(fabric, host)
  const lines = [
    ...servers.map((one) => `nameserver ${one}`),
    ...(search.length ? [`search ${search.join(' ')}`] : []),
  ]
  return lines.length ? `${lines.join('\n')}\n` : '# No DNS server is known.\n'
}

const release: Text = (fabric, host) =>
  systemOf(fabric, host) === 'amazon'
    ? 'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPRETTY_NAME="Amazon Linux 2023"\n'
    : 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nNAME="Debian GNU/Linux"\nVERSION_ID="13"\nVERSION="13 (trixie)"\nID=debian\n'

/** Nobody has a password: people come with keys. */
const shadow: Text = (fabric, host) =>
  [...usersOf(fabric, host)]
    .sort((a, b) => a.uid - b.uid)
    .map(({ name, uid }) => `${name}:${uid === 0 ? '*' : '!!'}:${installed / 86_400_000}:0:99999:7:::\n`)
    .join('')

const passwd: Text = (fabric, host) =>
  [...usersOf(fabric, host)]
    .sort((a, b) => a.uid - b.uid)
    .map(({ name, uid, home }) => `${name}:x:${uid}:${uid}:${name}:${home}:/bin/bash\n`)
    .join('')
