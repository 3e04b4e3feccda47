import { contract } from '../../../simulator/api/contract.ts'
import type { Listener } from '../../../simulator/api/private/host.ts'
import { type World, worldOf } from '../../unit/simulator/network/notation/world.ts'

await contract.need('host')

// The network in which the real tools were recorded, as a world: the resolver at 10.0.0.2, servers at 10.0.2.10, and
// nobody at 10.0.0.9 and behind port 81.

const network = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet app-a main a 10.0.1.0/24
  subnet app-b main b 10.0.2.0/24
  group client-sg main | out all 0.0.0.0/0
  group server-sg main | in tcp 0-80 10.0.0.0/16 | in tcp 82-65535 10.0.0.0/16 | in udp 0-65535 10.0.0.0/16 | out all 0.0.0.0/0
  host client app-a 10.0.1.10 client-sg
  host server app-b 10.0.2.10 server-sg
  zone corp corp.example private main
  zone dead dead.example private main
  record dead x.dead.example NS ns.nowhere.example
  record corp www.corp.example A 10.0.2.10
  record corp alias.corp.example CNAME www.corp.example
  record corp far.corp.example CNAME missing.corp.example
  record corp text.corp.example TXT "v=spf1_-all","two"_"parts"
  record corp corp.example MX 10_mail.corp.example
  record corp _http._tcp.corp.example SRV 0_5_80_www.corp.example
  record corp six.corp.example AAAA 2001:db8::10
  record corp corp.example CAA 0_issue_"amazon.com"
`

const plain = { Body: 'hello' }
const tls = (Issuer: 'trusted' | 'self-signed') => ({
  ...plain,
  Tls: { Names: ['www.corp.example'], Issuer },
})

const servers: readonly (Omit<Partial<Listener>, 'Host'> & { readonly Port: number })[] = [
  { Port: 80, ...plain },
  { Port: 443, ...tls('trusted') },
  { Port: 8443, ...tls('self-signed') },
  { Port: 8404, Status: 404, Body: 'sorry' },
  { Port: 8503, Status: 503, Body: 'sorry' },
  { Port: 8301, Status: 301, Body: '', Headers: { Location: 'http://www.corp.example/' } },
  { Port: 8302, Status: 302, Body: '', Headers: { Location: 'http://www.corp.example:8302/' } },
  { Port: 8010, ...plain, Delay: 10 },
  { Port: 5432, Kind: 'tcp' },
  { Port: 9000, Kind: 'tcp', ProxyProtocol: 'v2' },
  { Port: 5000, Protocol: 'udp', Kind: 'echo' },
]

export function recordedNetwork(): World {
  const world = worldOf(network)
  const Host = world.id('server:instance')
  for (const server of servers) world.call('host', 'PutListener', { Host, ...server }, world.where)
  return world
}
