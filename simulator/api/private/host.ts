import { type OperationSpec, privateService } from './private-service.ts'
import {
  choice,
  flag,
  list,
  map,
  optional,
  required,
  structure,
  type Type,
  text,
  textLike,
  whole,
} from './types.ts'

// What runs on hosts: servers that listen, and machines that pass on what is not for them.

const hostId = textLike('(i-[0-9a-f]+|[a-z0-9][a-z0-9-]*)')
const port = whole(1, 65535)

const tls = structure('Tls', {
  Names: optional(list(text), 'The names in the certificate. One may start with `*.`.'),
  Issuer: optional(
    choice('trusted', 'self-signed'),
    'Whether clients trust who issued the certificate: `trusted` unless you say otherwise.',
  ),
})

const listenerMembers = {
  Host: required(hostId, 'The instance id, or the name of a host on premises.'),
  Port: required(port, 'The port to listen on.'),
  Protocol: optional(choice('tcp', 'udp'), 'The protocol: `tcp` unless you say otherwise.'),
  Address: optional(text, 'The one address of the host to listen on. Without it, on all of them.'),
  Kind: optional(
    choice('tcp', 'http', 'echo', 'ssh', 'postgres', 'mysql', 'redis', 'dns'),
    'What answers: `http` unless you say otherwise. `tcp` takes connections and says only its body.',
  ),
  Tls: optional(tls, 'The certificate. Without it, the server speaks in the clear.'),
  Status: optional(whole(100, 599), 'The HTTP status of each answer: 200 unless you say otherwise.'),
  Body: optional(text, 'What the server answers. Without it, it says which host it is.'),
  Headers: optional(map(text), 'Further headers of each HTTP answer.'),
  Delay: optional(whole(0, 3600), 'Seconds that the server thinks before it answers.'),
  ProxyProtocol: optional(
    choice('none', 'v1', 'v2'),
    'Which header of the proxy protocol the server expects in front of each connection. One that comes unexpected, or does not come, spoils the connection.',
  ),
} as const

const listener = structure('Listener', listenerMembers)

const rule = structure('ApplianceRule', {
  Action: required(choice('allow', 'deny'), 'What becomes of packets that match.'),
  Protocol: optional(choice('tcp', 'udp', 'icmp', 'all'), 'The protocol: `all` unless you say otherwise.'),
  Ports: optional(text, 'A destination port, or a range such as `1024-65535`.'),
  Source: optional(text, 'The CIDR block that packets come from.'),
  Destination: optional(text, 'The CIDR block that packets are for.'),
})

const applianceMembers = {
  Host: required(hostId, 'The instance id, or the name of a host on premises.'),
  Mode: required(
    choice('forward', 'nat', 'inspect'),
    '`forward` sends packets on by the route table of its subnet, `nat` does so under its own address, `inspect` gives them back to the Gateway Load Balancer that they came from.',
  ),
  DefaultAction: optional(
    choice('allow', 'deny'),
    'What becomes of packets that no rule matches: `allow` unless you say otherwise.',
  ),
  Rules: optional(list(rule), 'The rules, of which the first that matches decides.'),
  Stateful: optional(
    flag,
    'Whether it lets answers pass to what it let pass, and knows only flows whose first packet it saw: it does unless you say otherwise.',
  ),
  Log: optional(
    flag,
    'Whether it writes down each packet, with the rule that decided: it does not unless you say so. `journalctl` and `appliance log` on the host show it.',
  ),
} as const

const appliance = structure('Appliance', applianceMembers)

const hosts = { Hosts: optional(list(hostId), 'Only those of these hosts.') }

const operations = {
  PutListener: {
    doc: 'Lets a server listen on a host. One that listens on the same address and port is replaced.',
    input: listenerMembers,
    output: { Listener: optional(listener, 'The server as it runs now.') },
  },
  DeleteListener: {
    doc: 'Ends a server.',
    input: {
      Host: listenerMembers.Host,
      Port: listenerMembers.Port,
      Protocol: listenerMembers.Protocol,
      Address: listenerMembers.Address,
    },
    output: {},
  },
  DescribeListeners: {
    doc: 'Lists the servers that run on hosts.',
    input: hosts,
    output: { Listeners: optional(list(listener), 'The servers.') },
  },
  PutAppliance: {
    doc: 'Makes a host pass on packets that are not for itself: as a router, a NAT instance or an inspecting appliance.',
    input: applianceMembers,
    output: { Appliance: optional(appliance, 'How the host treats them now.') },
  },
  DeleteAppliance: {
    doc: 'Ends that a host passes on packets that are not for itself.',
    input: { Host: applianceMembers.Host },
    output: {},
  },
  DescribeAppliances: {
    doc: 'Lists the hosts that pass on packets that are not for themselves.',
    input: hosts,
    output: { Appliances: optional(list(appliance), 'The hosts.') },
  },
} as const satisfies Readonly<Record<string, OperationSpec>>

export const host = privateService(
  'host',
  { fullName: 'Servers on hosts', doc: 'What runs on instances and on hosts on premises.' },
  operations,
)

type Content<T> = T extends Type<infer V> ? V : never

/** A server that listens on a host. */
export type Listener = Content<typeof listener>
/** How a host treats packets that are not for itself. */
export type Appliance = Content<typeof appliance>
export type ApplianceRule = Content<typeof rule>
