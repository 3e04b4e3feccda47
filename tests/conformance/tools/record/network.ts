import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Certificates, startAuthority } from './certificates.ts'
import { filterRules } from './filters.ts'
import type { Zone, ZoneRecord } from './name-server.ts'
import type { Server } from './servers.ts'

// A VPC out of network namespaces, built from the same statements as the simulated one, for the real tools to run in: a
// namespace for each machine, and one in their midst that routes as a VPC does. It is seen in no traceroute, answers for
// the gateways and the resolver of the subnets, filters as security groups and network ACLs do, and is silent otherwise.

export interface Subnet {
  readonly cidr: string
  readonly base: string
}

export interface Rule {
  readonly isIn: boolean
  readonly protocol: string
  readonly ports?: string
  readonly peer: string
}

export interface Entry extends Rule {
  readonly number: number
  readonly isAllowed: boolean
}

export interface MachineThere {
  readonly name: string
  readonly namespace: string
  readonly device: string
  readonly address: string
  readonly groups: readonly string[]
  readonly servers: Map<number, Server>
  isStopped: boolean
  running?: ChildProcess
  watching?: { readonly process: ChildProcess; readonly file: string }
}

export class Network {
  readonly subnets = new Map<string, Subnet>()
  readonly groups = new Map<string, Rule[]>()
  readonly machines = new Map<string, MachineThere>()
  readonly acls = new Map<string, { subnets: string[]; entries: Entry[] }>()
  hasResolver = true
  readonly certificates: Certificates
  readonly folder: string
  readonly #prefix: string
  readonly #zones = new Map<string, { name: string; records: ZoneRecord[] }>()
  #hasHostnames = false
  #captures = 0
  #resolver: ChildProcess | undefined

  constructor(prefix: string, folder: string) {
    this.#prefix = prefix
    this.folder = folder
    this.certificates = startAuthority(path.join(folder, 'certificates'))
    this.#addNamespace(this.router)
    this.#inRouter('sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.conf.all.send_redirects=0')
    this.#inRouter('ip', 'route', 'add', 'blackhole', 'default')
    this.#inRouter('ip', 'address', 'add', '10.0.0.2/32', 'dev', 'lo')
    this.#resolver = spawn(
      'ip',
      ['netns', 'exec', this.router, process.execPath, file('name-server.ts'), '10.0.0.2'],
      {
        stdio: ['pipe', 'ignore', 'inherit'],
      },
    )
    this.#tellResolver()
  }

  get router(): string {
    return `${this.#prefix}-router`
  }

  /** Says a statement; false where there is no such thing here. */
  say(text: string): boolean {
    const [head = '', ...clauses] = text.split('|').map((part) => part.trim().split(/\s+/))
    const [verb = '', ...words] = head
    const statement = Object.hasOwn(this.#statements, verb) ? this.#statements[verb] : undefined
    statement?.(words, clauses)
    if (statement) this.#filter()
    return statement !== undefined
  }

  /** Captures all that passes a machine from now on. */
  async watch(name: string): Promise<void> {
    const machine = this.machines.get(name)
    if (!machine) return
    const file = path.join(this.folder, `${name}-${this.#captures++}.pcap`)
    const args = [
      'netns',
      'exec',
      machine.namespace,
      'tcpdump',
      '-n',
      '-U',
      '-Z',
      'root',
      '-i',
      'ens5',
      '-w',
      file,
    ]
    const process = spawn('ip', args, { stdio: 'ignore' })
    machine.watching = { process, file }
    await moments(700)
  }

  /** The file with what was captured since the last time. */
  async capture(machine: MachineThere): Promise<string> {
    await moments(700)
    const { process, file = '' } = machine.watching ?? {}
    process?.kill('SIGINT')
    await moments(300)
    await this.watch(machine.name)
    return file
  }

  end(): void {
    for (const { running, watching } of this.machines.values()) {
      running?.kill()
      watching?.process.kill()
    }
    this.#resolver?.kill()
    for (const name of [this.router, ...[...this.machines.values()].map(({ namespace }) => namespace)]) {
      execFileSync('ip', ['netns', 'delete', name])
      rmSync(path.join('/etc/netns', name), { recursive: true })
    }
  }

  readonly #statements: Readonly<Record<string, (words: string[], clauses: string[][]) => void>> = {
    vpc: () => {},
    'vpc-dns': ([, attribute, value]) => {
      if (attribute === 'support') this.hasResolver = value === 'on'
      else this.#hasHostnames = value === 'on'
      this.#tellResolver()
    },
    subnet: ([name = '', , , cidr = '']) => {
      const base = cidr.replace(/\.\d+\/\d+$/, '')
      this.subnets.set(name, { cidr, base })
      this.#inRouter('ip', 'address', 'add', `${base}.1/32`, 'dev', 'lo')
    },
    group: ([name = ''], clauses) => void this.groups.set(name, clauses.map(ruleOf)),
    allow: ([group = '', ...clause]) => void this.groups.get(group)?.push(ruleOf(clause)),
    revoke: ([group = '', ...clause]) => {
      const gone = JSON.stringify(ruleOf(clause))
      const rules = this.groups.get(group) ?? []
      this.groups.set(
        group,
        rules.filter((one) => JSON.stringify(one) !== gone),
      )
    },
    acl: ([name = '', , ...subnets], clauses) =>
      void this.acls.set(name, { subnets, entries: clauses.map(entryOf) }),
    entry: ([acl = '', ...clause]) => void this.acls.get(acl)?.entries.push(entryOf(clause)),
    unentry: ([acl = '', direction, number]) => {
      const one = this.acls.get(acl)
      if (one)
        one.entries = one.entries.filter(
          (entry) => entry.isIn !== (direction === 'in') || entry.number !== Number(number),
        )
    },
    host: ([name = '', subnet = '', address = '', groups = '']) =>
      this.#addMachine(name, subnet, address, groups),
    stop: ([name = '']) => {
      const machine = this.machines.get(name)
      if (!machine) return
      machine.isStopped = true
      machine.running?.kill()
      this.#inRouter('ip', 'route', 'delete', `${machine.address}/32`)
    },
    serve: ([name = '', wire = '', ...flags]) => this.#serve(name, wire, flags),
    unserve: ([name = '', port]) => {
      const machine = this.machines.get(name)
      machine?.servers.delete(Number(port))
      if (machine) this.#restart(machine)
    },
    zone: ([name = '', domain = '']) => {
      this.#zones.set(name, { name: domain, records: [] })
      this.#tellResolver()
    },
    record: ([zone = '', name = '', type = '', values = '', ...settings]) => {
      const ttl = Number(settings.find((one) => one.startsWith('ttl='))?.slice(4) ?? 300)
      const one = this.#zones.get(zone)
      one?.records.push({
        name,
        type,
        ttl,
        values: values.split(',').map((value) => value.replaceAll('_', ' ')),
      })
      this.#tellResolver()
    },
    unrecord: ([zone = '', name = '', type = '']) => {
      const one = this.#zones.get(zone)
      if (one) one.records = one.records.filter((record) => record.name !== name || record.type !== type)
      this.#tellResolver()
    },
    wait: () => {},
  }

  #addMachine(name: string, subnet: string, address: string, groups: string): void {
    const namespace = `${this.#prefix}-${name}`
    const device = `v${this.machines.size}`
    const { base = '' } = this.subnets.get(subnet) ?? {}
    this.#addNamespace(namespace)
    const inside = (...args: string[]) => execFileSync('ip', ['-n', namespace, ...args])
    execFileSync('ip', [
      '-n',
      this.router,
      'link',
      'add',
      device,
      'type',
      'veth',
      'peer',
      'name',
      'ens5',
      'netns',
      namespace,
    ])
    inside('link', 'set', 'ens5', 'mtu', '9001', 'up')
    const lease = ['valid_lft', '3000', 'preferred_lft', '3000']
    inside('address', 'add', `${address}/24`, 'brd', '+', 'dev', 'ens5', 'metric', '512', ...lease)
    const byDhcp = ['dev', 'ens5', 'proto', 'dhcp', 'src', address, 'metric', '512']
    inside('route', 'add', `${base}.1`, ...byDhcp, 'scope', 'link')
    inside('route', 'add', '10.0.0.2', 'via', `${base}.1`, ...byDhcp)
    inside('route', 'add', 'default', 'via', `${base}.1`, ...byDhcp)
    inNamespace(namespace, 'sysctl', '-qw', 'net.ipv4.ping_group_range=0 2147483647')
    // Kernels from 6.5 on repeat the first four SYN packets each second; Amazon Linux 2023 has 6.1.
    inNamespace(namespace, 'sysctl', '-qw', 'net.ipv4.tcp_syn_linear_timeouts=0')
    this.#inRouter('ip', 'link', 'set', device, 'mtu', '9001', 'up')
    this.#inRouter(
      'sysctl',
      '-qw',
      `net.ipv4.conf.${device}.proxy_arp=1`,
      `net.ipv4.neigh.${device}.proxy_delay=0`,
    )
    this.#inRouter('ip', 'route', 'add', `${address}/32`, 'dev', device)
    const machine: MachineThere = {
      name,
      namespace,
      device,
      address,
      groups: groups.split(','),
      servers: new Map([[22, { port: 22, kind: 'ssh', status: 0, body: '', delay: 0 }]]),
      isStopped: false,
    }
    this.machines.set(name, machine)
    this.#restart(machine)
    this.#tellResolver()
  }

  #serve(name: string, wire: string, flags: readonly string[]): void {
    const machine = this.machines.get(name)
    const [kind = '', port = ''] = wire.split('/')
    const said = (word: string) => flags.find((flag) => flag.startsWith(`${word}=`))?.slice(word.length + 1)
    const isTls = flags.some((flag) => flag.startsWith('tls'))
    const tls = isTls
      ? this.certificates.certify((said('tls') ?? name).split(','), flags.includes('self-signed'))
      : undefined
    machine?.servers.set(Number(port), {
      port: Number(port),
      kind,
      status: Number(said('status') ?? 200),
      body: said('body') ?? (kind === 'http' ? name : ''),
      delay: Number(said('delay') ?? 0),
      ...(tls && { tls }),
    })
    if (machine) this.#restart(machine)
  }

  #restart(machine: MachineThere): void {
    machine.running?.kill()
    const args = [process.execPath, file('servers.ts'), JSON.stringify([...machine.servers.values()])]
    machine.running = spawn('ip', ['netns', 'exec', machine.namespace, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }

  #tellResolver(): void {
    const machines = [...this.machines.values()]
    const own = (address: string) => `ip-${address.replaceAll('.', '-')}.ec2.internal`
    const zones: Zone[] = [...this.#zones.values()]
    if (this.#hasHostnames) {
      const names = machines.map(({ address }) => ({
        name: own(address),
        type: 'A',
        ttl: 60,
        values: [address],
      }))
      const back = machines.map(({ address }) => ({
        name: `${address.split('.').reverse().join('.')}.in-addr.arpa`,
        type: 'PTR',
        ttl: 60,
        values: [own(address)],
      }))
      zones.push({ name: 'ec2.internal', records: names }, { name: '10.in-addr.arpa', records: back })
    }
    this.#resolver?.stdin?.write(`${JSON.stringify(zones)}\n`)
  }

  #filter(): void {
    execFileSync('ip', ['netns', 'exec', this.router, 'iptables-restore'], { input: filterRules(this) })
  }

  #addNamespace(name: string): void {
    const settings = path.join('/etc/netns', name)
    mkdirSync(settings, { recursive: true })
    writeFileSync(path.join(settings, 'resolv.conf'), 'nameserver 10.0.0.2\nsearch ec2.internal\n')
    writeFileSync(
      path.join(settings, 'hosts'),
      '127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n',
    )
    writeFileSync(path.join(settings, 'passwd'), users())
    execFileSync('ip', ['netns', 'add', name])
    execFileSync('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
  }

  #inRouter(...args: readonly string[]): void {
    inNamespace(this.router, ...args)
  }
}

/** The machine's own users, but for the first person among them. */
const users = (): string =>
  readFileSync('/etc/passwd', 'utf8').replace(/^[^:\n]+:x:1000:.*\n/m, '') +
  'ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash\n'

const moments = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const inNamespace = (namespace: string, ...args: readonly string[]) =>
  execFileSync('ip', ['netns', 'exec', namespace, ...args])

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** `in tcp 443 10.0.0.0/16`, `out all 0.0.0.0/0` */
function ruleOf([direction, protocol = '', ...rest]: readonly string[]): Rule {
  const ports = protocol === 'all' ? undefined : rest[0]
  const peer = (protocol === 'all' ? rest[0] : rest[1]) ?? ''
  return { isIn: direction === 'in', protocol, ...(ports !== undefined && { ports }), peer }
}

/** `in 100 allow tcp 443 10.0.0.0/16` */
function entryOf([direction = '', number, action, ...rest]: readonly string[]): Entry {
  return { ...ruleOf([direction, ...rest]), number: Number(number), isAllowed: action === 'allow' }
}
