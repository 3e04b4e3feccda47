// The command line of curl 8. Options that change nothing that can be seen here are known and let pass.

export interface DataPart {
  readonly kind: 'ascii' | 'binary' | 'raw' | 'urlencode' | 'json' | 'form'
  readonly text: string
}

export interface Output {
  readonly kind: 'file' | 'remote-name'
  readonly path: string
}

/** What holds for the URLs of one part of the line; `--next` begins another. */
export interface Operation {
  urls: string[]
  outputs: Output[]
  data: DataPart[]
  headers: string[]
  resolve: string[]
  connectTo: string[]
  isVerbose: boolean
  isSilent: boolean
  showsError: boolean
  includesHeaders: boolean
  isHead: boolean
  isGet: boolean
  fails: boolean
  failsWithBody: boolean
  follows: boolean
  isInsecure: boolean
  isCompressed: boolean
  isGlobbing: boolean
  retriesRefused: boolean
  retriesAll: boolean
  isHttp10: boolean
  takesHttp09: boolean
  createsDirectories: boolean
  hasBar: boolean
  keepsPost: boolean
  failsEarly: boolean
  method?: string
  writeOut?: string
  maxTime?: number
  connectTimeout?: number
  family?: 4 | 6
  interfaceName?: string
  userAgent?: string
  referer?: string
  user?: string
  bearer?: string
  upload?: string
  cookie?: string
  range?: string
  dumpHeaders?: string
  outputDirectory?: string
  signing?: string
  authorities?: string
  retries: number
  retryDelay: number
  maxRedirects: number
}

export type Parsed =
  | { readonly operations: readonly Operation[]; readonly warnings: string }
  | { readonly problem: string }
  | { readonly wants: 'help' | 'version' }
  | { readonly unsupported: string }

const fresh = (): Operation => ({
  urls: [],
  outputs: [],
  data: [],
  headers: [],
  resolve: [],
  connectTo: [],
  isVerbose: false,
  isSilent: false,
  showsError: false,
  includesHeaders: false,
  isHead: false,
  isGet: false,
  fails: false,
  failsWithBody: false,
  follows: false,
  isInsecure: false,
  isCompressed: false,
  isGlobbing: true,
  retriesRefused: false,
  retriesAll: false,
  isHttp10: false,
  takesHttp09: false,
  createsDirectories: false,
  hasBar: false,
  keepsPost: false,
  failsEarly: false,
  retries: 0,
  retryDelay: 0,
  maxRedirects: 50,
})

type Change = Partial<Operation>

interface Option {
  readonly names: readonly string[]
  readonly takes?: 'text' | 'number' | 'count'
  readonly change: (value: string, isOn: boolean, operation: Operation) => Change
}

const flag = (names: string, change: (isOn: boolean, operation: Operation) => Change): Option => ({
  names: names.split(' '),
  change: (_, isOn, operation) => change(isOn, operation),
})
const text = (names: string, change: (value: string, operation: Operation) => Change): Option => ({
  names: names.split(' '),
  takes: 'text',
  change: (value, _, operation) => change(value, operation),
})
const number = (names: string, change: (value: number) => Change): Option => ({
  names: names.split(' '),
  takes: 'number',
  change: (value) => change(Number(value)),
})
const count = (names: string, change: (value: number) => Change): Option => ({
  ...number(names, change),
  takes: 'count',
})
const data = (names: string, kind: DataPart['kind']): Option =>
  text(names, (value, one) => ({ data: [...one.data, { kind, text: value }] }))
const ignored = (names: string): Option => flag(names, () => ({}))

const options: readonly Option[] = [
  flag('-v --verbose', (isOn) => ({ isVerbose: isOn })),
  flag('-s --silent', (isOn) => ({ isSilent: isOn })),
  flag('-S --show-error', (isOn) => ({ showsError: isOn })),
  flag('-i --show-headers --include', (isOn) => ({ includesHeaders: isOn })),
  flag('-I --head', (isOn) => ({ isHead: isOn })),
  flag('-G --get', (isOn) => ({ isGet: isOn })),
  flag('-f --fail', (isOn) => ({ fails: isOn })),
  flag('--fail-with-body', (isOn) => ({ failsWithBody: isOn })),
  flag('--fail-early', (isOn) => ({ failsEarly: isOn })),
  flag('-L --location --location-trusted', (isOn) => ({ follows: isOn })),
  flag('--post301 --post302 --post303', (isOn) => ({ keepsPost: isOn })),
  flag('-k --insecure', (isOn) => ({ isInsecure: isOn })),
  flag('--compressed', (isOn) => ({ isCompressed: isOn })),
  flag('-g --globoff', (isOn) => ({ isGlobbing: !isOn })),
  flag('--retry-connrefused', (isOn) => ({ retriesRefused: isOn })),
  flag('--retry-all-errors', (isOn) => ({ retriesAll: isOn })),
  flag('-0 --http1.0', (isOn) => ({ isHttp10: isOn })),
  flag('--http0.9', (isOn) => ({ takesHttp09: isOn })),
  flag('--create-dirs', (isOn) => ({ createsDirectories: isOn })),
  flag('-# --progress-bar', (isOn) => ({ hasBar: isOn })),
  flag('-4 --ipv4', () => ({ family: 4 })),
  flag('-6 --ipv6', () => ({ family: 6 })),
  flag('-O --remote-name', (_, one) => ({ outputs: [...one.outputs, { kind: 'remote-name', path: '' }] })),
  text('-o --output', (path, one) => ({ outputs: [...one.outputs, { kind: 'file', path }] })),
  text('--output-dir', (value) => ({ outputDirectory: value })),
  text('-w --write-out', (value) => ({ writeOut: value })),
  number('-m --max-time', (value) => ({ maxTime: value })),
  number('--connect-timeout', (value) => ({ connectTimeout: value })),
  number('--retry-delay', (value) => ({ retryDelay: value })),
  number('--retry-max-time', () => ({})),
  count('--retry', (value) => ({ retries: value })),
  count('--max-redirs', (value) => ({ maxRedirects: value })),
  text('--resolve', (value, one) => ({ resolve: [...one.resolve, value] })),
  text('--connect-to', (value, one) => ({ connectTo: [...one.connectTo, value] })),
  text('-H --header', (value, one) => ({ headers: [...one.headers, value] })),
  text('-X --request', (value) => ({ method: value })),
  data('-d --data --data-ascii', 'ascii'),
  data('--data-binary', 'binary'),
  data('--data-raw', 'raw'),
  data('--data-urlencode', 'urlencode'),
  data('--json', 'json'),
  data('-F --form --form-string', 'form'),
  text('-T --upload-file', (value) => ({ upload: value })),
  text('--interface', (value) => ({ interfaceName: value })),
  text('-A --user-agent', (value) => ({ userAgent: value })),
  text('-e --referer', (value) => ({ referer: value })),
  text('-u --user', (value) => ({ user: value })),
  text('--oauth2-bearer', (value) => ({ bearer: value })),
  text('-b --cookie', (value) => ({ cookie: value })),
  text('-r --range', (value) => ({ range: value })),
  text('-D --dump-header', (value) => ({ dumpHeaders: value })),
  text('--url', (value, one) => ({ urls: [...one.urls, value] })),
  text('--aws-sigv4', (value) => ({ signing: value })),
  text('--cacert', (value) => ({ authorities: value })),
  ignored(
    '-N --no-buffer -Z --parallel -n --netrc -q --disable --http1.1 --http2 --http2-prior-knowledge --http3 --tlsv1 --tlsv1.0 --tlsv1.1 --tlsv1.2 --tlsv1.3 --tcp-nodelay --tcp-fastopen --no-keepalive --no-sessionid --no-progress-meter --styled-output --trace-time --trace-ids --path-as-is --basic --anyauth --raw --sslv2 --sslv3 --ssl-no-revoke --disable-eprt --disable-epsv --no-alpn --haproxy-protocol --false-start --remote-name-all --remove-on-error --stderr-none',
  ),
  text(
    '--cert --key --capath --ciphers --tls-max --tls13-ciphers --keepalive-time --limit-rate --noproxy --happy-eyeballs-timeout-ms --dns-servers --dns-interface --local-port --proto --proto-default --proto-redir -y --speed-time -Y --speed-limit -z --time-cond -c --cookie-jar --expect100-timeout --max-filesize -C --continue-at --curves --pinnedpubkey --rate --parallel-max --trace --trace-ascii --stderr --variable -E',
    () => ({}),
  ),
]

const known = new Map(options.flatMap((option) => option.names.map((name) => [name, option] as const)))

/** Options that would lead elsewhere than the network that is simulated. */
const notSimulated = new Set([
  '-x',
  '--proxy',
  '--socks5',
  '--socks5-hostname',
  '--preproxy',
  '-K',
  '--config',
  '--unix-socket',
  '--doh-url',
  '-Q',
  '--quote',
])

export function parseCurl(args: readonly string[]): Parsed {
  const operations = [fresh()]
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const operation = operations.at(-1)!
    if (!arg.startsWith('-') || arg === '-') {
      if (arg === '') return { problem: 'option : blank argument where content is expected' }
      operation.urls.push(arg)
      continue
    }
    if (arg === '--') continue
    if (arg.startsWith('--')) {
      if (arg === '--next') {
        operations.push(fresh())
        continue
      }
      if (arg === '--help' || arg === '--manual') return { wants: 'help' }
      if (arg === '--version') return { wants: 'version' }
      if (notSimulated.has(arg)) return { unsupported: arg }
      const off = arg.startsWith('--no-') && !known.has(arg)
      const option = known.get(off ? `--${arg.slice(5)}` : arg)
      if (!option || (off && option.takes)) return { problem: `option ${arg}: is unknown` }
      const value = option.takes ? args[++i] : ''
      const problem = use(option, operation, arg, value, !off)
      if (problem) return { problem }
      continue
    }
    for (let at = 1; at < arg.length; at++) {
      const name = `-${arg[at]}`
      if (name === '-h') return { wants: 'help' }
      if (name === '-V') return { wants: 'version' }
      if (name === '-:') {
        operations.push(fresh())
        continue
      }
      if (notSimulated.has(name)) return { unsupported: name }
      const option = known.get(name)
      if (!option) return { problem: `option ${name}: is unknown` }
      const rest = arg.slice(at + 1)
      const value = option.takes ? (rest !== '' ? rest : args[++i]) : ''
      const problem = use(option, operation, name, value, true)
      if (problem) return { problem }
      if (option.takes) break
    }
  }
  const [first] = operations
  if (!first?.urls.length) return { problem: args.length ? '(2) no URL specified' : '' }
  return { operations, warnings: '' }
}

function use(
  { takes, change }: Option,
  operation: Operation,
  name: string,
  value: string | undefined,
  isOn: boolean,
): string | undefined {
  if (value === undefined) return `option ${name}: requires parameter`
  if (takes === 'number' && !/^\d+(\.\d+)?$/.test(value))
    return `option ${name}: expected a proper numerical parameter`
  if (takes === 'count' && !/^-?\d+$/.test(value))
    return `option ${name}: expected a proper numerical parameter`
  Object.assign(operation, change(value, isOn, operation))
  return undefined
}

export const optionNames: readonly string[] = [...known.keys()].filter((name) => name.startsWith('--')).sort()
