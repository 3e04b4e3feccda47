import { type OperationSpec, privateService } from './private-service.ts'
import {
  choice,
  flag,
  list,
  optional,
  required,
  structure,
  type Type,
  text,
  textLike,
  whole,
} from './types.ts'

// Everything on the customer's side of a VPN connection or a Direct Connect connection.

/** Sites, hosts and routers share one set of names, by which faults and traces know them as `onprem:NAME`. */
const name = textLike('(?!i-)[a-z0-9][a-z0-9-]{0,62}')
const cidr = text
const address = text
const asn = whole(1, 4294967294)

const siteMembers = {
  Name: required(name, 'The name of the site.'),
  Prefixes: required(list(cidr), 'The CIDR blocks of the site.'),
  Asn: optional(asn, 'The autonomous system number of its routers: 65000 unless you say otherwise.'),
  PublicIp: optional(
    address,
    'The public address under which the site reaches the internet. Without it, it has no internet access.',
  ),
} as const
const site = structure('Site', siteMembers)

const hostMembers = {
  Name: required(name, 'The name of the host.'),
  Site: required(name, 'The site that it is at.'),
  Address: required(address, 'Its address, within a CIDR block of the site.'),
  DnsServers: optional(list(address), 'The DNS servers that it asks.'),
} as const
const siteHost = structure('Host', hostMembers)

const route = structure('Route', {
  Destination: required(cidr, 'The CIDR block.'),
  Target: required(
    text,
    'The VPN connection, virtual interface or site that it leads to; `internet`, or `blackhole`.',
  ),
})

const routerMembers = {
  Name: required(name, 'The name of the router.'),
  Site: required(name, 'The site that it is at.'),
  Asn: optional(asn, "Its autonomous system number: the site's unless you say otherwise."),
  PublicIp: optional(
    address,
    "The address that its VPN tunnels start from, as customer gateways name it: the site's unless you say otherwise.",
  ),
  AdvertisedPrefixes: optional(
    list(cidr),
    "The CIDR blocks that it announces over BGP: the site's unless you say otherwise.",
  ),
  StaticRoutes: optional(
    list(route),
    'Routes that it has without BGP; they win over routes of the same length.',
  ),
} as const
const router = structure('Router', routerMembers)

const uplinkMembers = {
  Router: required(name, 'The router.'),
  Target: required(text, 'The VPN connection or virtual interface.'),
  Tunnels: optional(
    list(address),
    "The tunnels of the VPN connection that are set up, by AWS's outside addresses: both unless you say otherwise.",
  ),
  AdvertisedPrefixes: optional(
    list(cidr),
    "The CIDR blocks that the router announces here: the router's unless you say otherwise.",
  ),
  LocalPreference: optional(
    whole(0, 4294967295),
    'How much the router likes what it learns here: 100 unless you say otherwise; the highest wins.',
  ),
  AsPathPrepend: optional(
    whole(0, 10),
    'How many times the router puts its own number in front of the path that it announces here.',
  ),
  Med: optional(
    whole(0, 4294967295),
    'The multi-exit discriminator of what it announces here; the lowest wins.',
  ),
  Communities: optional(
    list(textLike('\\d+:\\d+')),
    'The BGP communities of what it announces here, such as 7224:7300.',
  ),
} as const
const uplink = structure('Uplink', {
  ...uplinkMembers,
  Status: optional(choice('up', 'down'), 'Whether packets pass.'),
  StatusReason: optional(text, 'Why they do not.'),
  LearnedPrefixes: optional(list(cidr), 'What AWS announces here.'),
})

const knownRoute = structure('KnownRoute', {
  Site: required(name, 'The site.'),
  Destination: required(cidr, 'The CIDR block.'),
  Target: required(text, 'Where it leads.'),
  Origin: required(
    choice('static', 'bgp', 'site-link', 'provider'),
    'How the routers know it: told, over BGP, from another site, or as the way to the internet.',
  ),
  Router: optional(name, 'The router that it came by.'),
  LocalPreference: optional(whole(0, 4294967295), 'How much the router likes it; the highest wins.'),
  PathLength: optional(whole(0, 1000), 'How many networks are on the path; the lowest wins.'),
  Chosen: required(flag, 'Whether it is the one that is used for its destination.'),
})

const firewallRule = structure('FirewallRule', {
  Direction: required(choice('in', 'out'), 'Into the site, or out of it.'),
  Action: required(choice('allow', 'deny'), 'What becomes of packets that match.'),
  Protocol: optional(choice('tcp', 'udp', 'icmp', 'all'), 'The protocol: `all` unless you say otherwise.'),
  Ports: optional(text, 'A destination port, or a range such as `1024-65535`.'),
  Source: optional(cidr, 'The CIDR block that packets come from.'),
  Destination: optional(cidr, 'The CIDR block that packets are for.'),
})

const firewallMembers = {
  Site: required(name, 'The site that it guards.'),
  DefaultAction: optional(
    choice('allow', 'deny'),
    'What becomes of packets that no rule matches: `deny` unless you say otherwise.',
  ),
  Rules: optional(list(firewallRule), 'The rules, of which the first that matches decides.'),
} as const
const firewall = structure('Firewall', firewallMembers)

const dnsRecord = structure('DnsRecord', {
  Name: required(text, 'The whole name, or `*.` and a name.'),
  Type: required(choice('A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'SRV', 'TXT'), 'The type.'),
  Values: required(list(text), 'What is answered.'),
  Ttl: optional(whole(0, 604800), 'Seconds that the answer may be kept: 300 unless you say otherwise.'),
})

const dnsZone = structure('DnsZone', {
  Name: required(text, 'The name of the zone, such as corp.example.com.'),
  Records: optional(list(dnsRecord), 'Its records.'),
})

const forwarder = structure('Forwarder', {
  Domain: required(text, 'The domain; `.` stands for all that nothing else is said of.'),
  Addresses: required(list(address), 'The DNS servers that are asked.'),
})

const dnsServerMembers = {
  Host: required(text, 'The host on premises, by its name, or the instance that it runs on.'),
  Zones: optional(list(dnsZone), 'The zones that it answers for by itself.'),
  Forwarders: optional(list(forwarder), 'Whom it asks for which domains; the longest that fits decides.'),
  Recursion: optional(
    flag,
    'Whether it finds out for itself, on the internet, what no zone and no forwarder tells: it does unless you say otherwise.',
  ),
} as const
const dnsServer = structure('DnsServer', dnsServerMembers)

const crossConnectMembers = {
  ConnectionId: required(text, 'The Direct Connect connection.'),
  Site: optional(name, 'The site that it leads to.'),
} as const
const crossConnect = structure('CrossConnect', crossConnectMembers)

const siteLinkMembers = {
  Sites: required(list(name), 'The two sites.'),
} as const
const siteLink = structure('SiteLink', siteLinkMembers)

const names = { Names: optional(list(name), 'Only those of these names.') }

/** What may be changed later: all but the name, none of it required. */
const changes = <M extends Readonly<Record<string, { type: Type<unknown>; doc: string }>>>(members: M) =>
  Object.fromEntries(Object.entries(members).map(([key, { type, doc }]) => [key, optional(type, doc)])) as {
    readonly [N in keyof M]: M[N] extends { type: Type<infer T> } ? ReturnType<typeof optional<T>> : never
  }

const { Name: _siteName, ...siteChanges } = siteMembers
const { Name: _hostName, Site: _hostSite, ...hostChanges } = hostMembers
const { Name: _routerName, Site: _routerSite, ...routerChanges } = routerMembers

const operations = {
  CreateSite: {
    doc: 'Makes a site: a data centre, an office, a factory.',
    input: siteMembers,
    output: { Site: optional(site, 'The site.') },
  },
  ModifySite: {
    doc: 'Changes what is said of a site; what is not said stays.',
    input: { Name: siteMembers.Name, ...changes(siteChanges) },
    output: { Site: optional(site, 'The site.') },
  },
  DeleteSite: {
    doc: 'Deletes a site that has no hosts and routers any more.',
    input: { Name: siteMembers.Name },
    output: {},
  },
  DescribeSites: {
    doc: 'Lists sites.',
    input: names,
    output: { Sites: optional(list(site), 'The sites.') },
  },
  CreateHost: {
    doc: 'Puts a host into a site.',
    input: hostMembers,
    output: { Host: optional(siteHost, 'The host.') },
  },
  ModifyHost: {
    doc: 'Changes what is said of a host; what is not said stays.',
    input: { Name: hostMembers.Name, ...changes(hostChanges) },
    output: { Host: optional(siteHost, 'The host.') },
  },
  DeleteHost: { doc: 'Deletes a host.', input: { Name: hostMembers.Name }, output: {} },
  DescribeHosts: {
    doc: 'Lists hosts.',
    input: { ...names, Site: optional(name, 'Only those at this site.') },
    output: { Hosts: optional(list(siteHost), 'The hosts.') },
  },
  CreateRouter: {
    doc: 'Puts a router at the edge of a site.',
    input: routerMembers,
    output: { Router: optional(router, 'The router.') },
  },
  ModifyRouter: {
    doc: 'Changes what is said of a router; what is not said stays.',
    input: { Name: routerMembers.Name, ...changes(routerChanges) },
    output: { Router: optional(router, 'The router.') },
  },
  DeleteRouter: {
    doc: 'Deletes a router with its uplinks.',
    input: { Name: routerMembers.Name },
    output: {},
  },
  DescribeRouters: {
    doc: 'Lists routers.',
    input: { ...names, Site: optional(name, 'Only those at this site.') },
    output: { Routers: optional(list(router), 'The routers.') },
  },
  PutUplink: {
    doc: "Sets up a router's end of a VPN connection or of a virtual interface. What was said of it before is replaced.",
    input: uplinkMembers,
    output: { Uplink: optional(uplink, 'The uplink.') },
  },
  DeleteUplink: {
    doc: "Takes a router's end of a VPN connection or of a virtual interface down.",
    input: { Router: uplinkMembers.Router, Target: uplinkMembers.Target },
    output: {},
  },
  DescribeUplinks: {
    doc: 'Lists uplinks, with what AWS announces over each.',
    input: { Routers: optional(list(name), 'Only those of these routers.') },
    output: { Uplinks: optional(list(uplink), 'The uplinks.') },
  },
  DescribeRoutes: {
    doc: 'Lists the routes that the routers of sites know at this moment, and which of them they use.',
    input: { Sites: optional(list(name), 'Only those of these sites.') },
    output: { Routes: optional(list(knownRoute), 'The routes.') },
  },
  PutFirewall: {
    doc: 'Puts a stateful firewall at the edge of a site. One that is there is replaced.',
    input: firewallMembers,
    output: { Firewall: optional(firewall, 'The firewall.') },
  },
  DeleteFirewall: {
    doc: 'Takes the firewall of a site away: everything passes.',
    input: { Site: firewallMembers.Site },
    output: {},
  },
  DescribeFirewalls: {
    doc: 'Lists firewalls.',
    input: { Sites: optional(list(name), 'Only those of these sites.') },
    output: { Firewalls: optional(list(firewall), 'The firewalls.') },
  },
  PutDnsServer: {
    doc: 'Lets a DNS server run on a host. One that is there is replaced.',
    input: dnsServerMembers,
    output: { DnsServer: optional(dnsServer, 'The DNS server.') },
  },
  DeleteDnsServer: {
    doc: 'Ends the DNS server of a host.',
    input: { Host: dnsServerMembers.Host },
    output: {},
  },
  DescribeDnsServers: {
    doc: 'Lists DNS servers.',
    input: { Hosts: optional(list(text), 'Only those on these hosts.') },
    output: { DnsServers: optional(list(dnsServer), 'The DNS servers.') },
  },
  PutCrossConnect: {
    doc: "Plugs the cable in between AWS's port and the customer's, so that the Direct Connect connection comes up.",
    input: crossConnectMembers,
    output: { CrossConnect: optional(crossConnect, 'The cross-connect.') },
  },
  DeleteCrossConnect: {
    doc: 'Pulls the cable out.',
    input: { ConnectionId: crossConnectMembers.ConnectionId },
    output: {},
  },
  DescribeCrossConnects: {
    doc: 'Lists cross-connects.',
    input: {},
    output: { CrossConnects: optional(list(crossConnect), 'The cross-connects.') },
  },
  PutSiteLink: {
    doc: 'Joins two sites by a private line, over which each also reaches what the other reaches.',
    input: siteLinkMembers,
    output: { SiteLink: optional(siteLink, 'The line.') },
  },
  DeleteSiteLink: {
    doc: 'Takes the private line between two sites away.',
    input: siteLinkMembers,
    output: {},
  },
  DescribeSiteLinks: {
    doc: 'Lists the private lines between sites.',
    input: {},
    output: { SiteLinks: optional(list(siteLink), 'The lines.') },
  },
} as const satisfies Readonly<Record<string, OperationSpec>>

export const onprem = privateService(
  'onprem',
  {
    fullName: 'On premises',
    doc: "Sites with their hosts, routers, firewalls and DNS servers, on the customer's side of every line to AWS.",
  },
  operations,
)

type Content<T> = T extends Type<infer V> ? V : never

export type Site = Content<typeof site>
export type SiteHost = Content<typeof siteHost>
export type SiteRouter = Content<typeof router>
export type KnownRoute = Content<typeof knownRoute>
export type Uplink = Content<typeof uplink>
export type SiteFirewall = Content<typeof firewall>
export type DnsServer = Content<typeof dnsServer>
export type DnsZone = Content<typeof dnsZone>
export type DnsServerRecord = Content<typeof dnsRecord>
export type CrossConnect = Content<typeof crossConnect>
export type SiteLink = Content<typeof siteLink>
