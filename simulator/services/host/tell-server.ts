import type { Appliance, ApplianceRule, Listener } from '../../api/private/host.ts'

// Servers and appliances as the lines that make them.

/** `serve --port 443 --tls api.example.com --body hello` */
export function tellServe(listener: Listener): string {
  const {
    Port,
    Protocol = 'tcp',
    Kind,
    Address,
    Tls,
    Status,
    Body,
    Headers = {},
    Delay,
    ProxyProtocol,
  } = listener
  const usualKind = Protocol === 'udp' ? 'echo' : 'http'
  const [first, ...names] = Tls?.Names ?? []
  const words = [
    'serve',
    ...['--port', String(Port)],
    ...(Protocol === 'udp' ? ['--udp'] : []),
    ...(Kind !== undefined && Kind !== usualKind ? ['--kind', Kind] : []),
    ...(Address === undefined ? [] : ['--address', Address]),
    ...(Tls ? ['--tls', ...(first === undefined ? [] : [first])] : []),
    ...names.flatMap((name) => ['--name', name]),
    ...(Tls?.Issuer === 'self-signed' ? ['--self-signed'] : []),
    ...(Status === undefined ? [] : ['--status', String(Status)]),
    ...(Body === undefined ? [] : ['--body', Body]),
    ...Object.entries(Headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(Delay === undefined ? [] : ['--delay', String(Delay)]),
    ...(ProxyProtocol === undefined ? [] : ['--proxy-protocol', ProxyProtocol]),
  ]
  return words.map(quoted).join(' ')
}

/** `https on 0.0.0.0:443` */
export function describeServer({
  Port,
  Protocol = 'tcp',
  Kind = 'http',
  Address = '0.0.0.0',
  Tls,
}: Listener): string {
  const kind = Tls ? (Kind === 'http' ? 'https' : `${Kind} over TLS`) : Kind
  return `${kind} on ${Address}:${Port}${Protocol === 'udp' ? ' (UDP)' : ''}`
}

/** `allow tcp 443 10.0.0.0/8 0.0.0.0/0`; parts that are not said are anything. */
export const tellRule = ({ Action, Protocol = 'all', Ports, Source, Destination }: ApplianceRule): string =>
  [Action, Protocol, Ports, Source, Destination].filter((one) => one !== undefined).join(' ')

export function tellAppliance({
  Mode,
  DefaultAction = 'allow',
  Rules = [],
  Stateful = true,
  Log = false,
}: Appliance): string {
  const lines = [
    `mode: ${Mode}`,
    `keeps state: ${Stateful ? 'yes' : 'no'}`,
    `log: ${Log ? 'on' : 'off'}`,
    'rules, of which the first that matches decides:',
    ...Rules.map((rule, i) => `  ${i + 1}  ${tellRule(rule)}`),
    `  *  ${DefaultAction} all else`,
  ]
  return `${lines.join('\n')}\n`
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
