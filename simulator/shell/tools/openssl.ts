import { covers, handshake } from '../../network/session/certificates.ts'
import { connectErrors, failureWords } from '../connect-errors.ts'
import { resolve } from '../files.ts'
import type { Tool, ToolContext, ToolResult } from '../host.ts'
import { certificateDate, type Shown, showCertificate } from './http/certificate.ts'
import { open } from './http/visit.ts'
import { Output } from './output.ts'
import { type Heard, talk } from './talk.ts'
import { chainOf, pemOf, tellCertificate } from './tls/x509.ts'

export const openssl: Tool = {
  name: 'openssl',
  summary:
    "Shows certificates: 'openssl s_client -connect HOST:443 -servername NAME', 'openssl x509 -noout -dates'.",
  run(args, context) {
    const [command, ...rest] = args
    switch (command) {
      case 's_client':
        return connect(rest, context)
      case 'x509':
        return showFile(rest, context)
      case 'version':
        return {
          stdout: 'OpenSSL 3.5.7 9 Jun 2026 (Library: OpenSSL 3.5.7 9 Jun 2026)\n',
          stderr: '',
          exitCode: 0,
        }
      case undefined:
      case 'help':
        return {
          stdout: '',
          stderr: 'help:\n\nCommands that are simulated: s_client, version, x509\n',
          exitCode: 0,
        }
      default:
        if (known.has(command))
          return { stdout: '', stderr: `openssl: ${command} is not simulated\n`, exitCode: 1 }
        return { stdout: '', stderr: `Invalid command '${command}'; type "help" for a list.\n`, exitCode: 1 }
    }
  },
}

const known = new Set([
  'req',
  'rsa',
  'genrsa',
  'genpkey',
  'pkey',
  'enc',
  'dgst',
  'rand',
  'verify',
  's_server',
  'ciphers',
  'ca',
  'crl',
  'ocsp',
  'pkcs12',
  'ec',
  'ecparam',
  'passwd',
  'speed',
  'sha256',
  'md5',
  'base64',
  'list',
])

const flags = new Set([
  '-brief',
  '-showcerts',
  '-quiet',
  '-ign_eof',
  '-no_ign_eof',
  '-verify_return_error',
  '-verify_quiet',
  '-noservername',
  '-tls1_2',
  '-tls1_3',
  '-no_tls1_3',
  '-4',
  '-6',
  '-msg',
  '-state',
  '-debug',
  '-crlf',
  '-prexit',
  '-status',
  '-nbio',
  '-no_ssl3',
  '-no_tls1',
  '-no_tls1_1',
  '-no_tls1_2',
])
const valued = new Set([
  '-connect',
  '-servername',
  '-verify_hostname',
  '-verify_ip',
  '-CAfile',
  '-CApath',
  '-verify',
  '-alpn',
  '-starttls',
  '-cert',
  '-key',
  '-host',
  '-port',
  '-bind',
  '-cipher',
  '-ciphersuites',
  '-groups',
  '-sess_out',
  '-sess_in',
  '-proxy',
  '-timeout',
])

interface Settings {
  readonly has: (flag: string) => boolean
  readonly valueFor: (option: string) => string | undefined
}

function readOptions(args: readonly string[]): Settings | string {
  const given = new Map<string, string>()
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    const name = arg.replace(/^--/, '-')
    if (flags.has(name)) given.set(name, '')
    else if (valued.has(name)) {
      const value = args[++i]
      if (value === undefined) return `s_client: Option ${arg} needs a value\n`
      given.set(name, value)
    } else if (arg.startsWith('-')) return `s_client: Unknown option: ${arg}\n`
    else if (!given.has('-connect')) given.set('-connect', arg)
    else return `s_client: Extra (unknown) options: ${arg}\n`
  }
  return { has: (flag) => given.has(flag), valueFor: (option) => given.get(option) }
}

/** What openssl cannot say without the address of the place in its own memory. */
const thread = '40676D890F7F0000'

async function connect(args: readonly string[], context: ToolContext): Promise<ToolResult> {
  const settings = readOptions(args)
  if (typeof settings === 'string') {
    return { stdout: '', stderr: `${settings}s_client: Use -help for summary.\n`, exitCode: 1 }
  }
  const { has, valueFor } = settings
  const { machine, stdin } = context
  const target = valueFor('-connect') ?? `${valueFor('-host') ?? 'localhost'}:${valueFor('-port') ?? 4433}`
  const [, host = target, portText = '4433'] = /^(.*?|\[.*\]):(\d+)$/.exec(target) ?? []
  const port = Number(portText)
  const asked = has('-noservername') ? host : (valueFor('-servername') ?? host)
  const output = new Output(context)
  const wanted = {
    isTls: false,
    host,
    port,
    ...(has('-4') && { family: 4 as const }),
    ...(has('-6') && { family: 6 as const }),
  }
  const opened = open(machine, wanted)
  const { connection, times, remote, peer } = opened
  const finish = (exitCode: number, { bytes, requests = [] }: Partial<Heard> = {}) => {
    const received = bytes ? 2272 + bytes.length : 0
    const isMade = remote !== undefined
    if (!isMade) machine.advance(times.total)
    machine.observeConnection(connection, {
      sent: 1638 + stdin.length,
      received,
      seconds: times.total,
      ending: 'closed',
      patience: times.connect - times.lookup,
      requests,
    })
    if (isMade) machine.advance(times.total)
    return output.result(exitCode)
  }
  const fails = (text: string) => {
    output.error(text)
    return finish(1)
  }
  const { outcome } = connection
  if (outcome === 'no-such-name' || outcome === 'no-dns-answer') {
    const why = failureWords[outcome]
    return fails(
      `${thread}:error:10080002:BIO routines:BIO_lookup_ex:system lib:../crypto/bio/bio_addr.c:767:${why}\nconnect:errno=0\n`,
    )
  }
  if (remote === undefined || !peer) {
    const { number, text: why } = connectErrors[outcome === 'connected' ? 'refused' : outcome]
    // Errors of the system are numbered from 0x80000000 on.
    const code = (0x8000_0000 + number).toString(16).toUpperCase()
    const tried = connection.attempts.map(
      () =>
        `${thread}:error:${code}:system library:BIO_connect:${why}:../crypto/bio/bio_sock2.c:183:calling connect()\n` +
        `${thread}:error:10000067:BIO routines:BIO_connect:connect error:../crypto/bio/bio_sock2.c:185:\n`,
    )
    return fails(`${tried.join('')}connect:errno=${number}\n`)
  }
  const isBrief = has('-brief')
  const isQuiet = has('-quiet')
  output.error(`Connecting to ${remote}\n`)
  if (!isBrief && !isQuiet) output.out('CONNECTED(00000003)\n')
  const shaken = handshake(machine.fabric, peer, asked)
  if (!('certificate' in shaken)) {
    output.error(
      shaken.kind === 'reset'
        ? 'write:errno=104\n'
        : `${thread}:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../ssl/record/methods/tlsany_meth.c:77:\n`,
    )
    if (!isBrief && !isQuiet) output.out(nothingSecured(shaken.kind === 'reset' ? 0 : 5))
    return finish(1)
  }
  const shown = showCertificate(shaken.certificate, peer, machine.fabric.now, asked)
  const expected = valueFor('-verify_hostname')
  const isNamed = expected === undefined || covers(shaken.certificate, expected)
  const flaw = shown.flaw ?? (isNamed ? undefined : { number: 62, words: 'hostname mismatch' })
  const isRefused = flaw !== undefined && has('-verify_return_error')
  if (!isBrief || flaw) output.error(depths(shown, flaw, isBrief, isRefused))
  if (isRefused) {
    output.error(
      `${thread}:error:0A000086:SSL routines:tls_post_process_server_certificate:certificate verify failed:../ssl/statem/statem_clnt.c:2124:\n`,
    )
  }
  if (isBrief && !isRefused) output.error(inBrief(shown, flaw, has('-tls1_2')))
  else if (!isQuiet && !isBrief) {
    output.out(`---\nCertificate chain\n${chain(shown, has('-showcerts'))}---\n`)
    output.out(isRefused ? 'no peer certificate available\n' : ownCertificate(shown, has('-showcerts')))
    output.out(
      session(flaw, {
        isRefused,
        isOld: has('-tls1_2'),
        size: shown.root === undefined ? 1380 : 2272,
        alpn: valueFor('-alpn'),
      }),
    )
  }
  if (isRefused) return finish(1)
  const heard = await talk(
    machine,
    { ...opened, handshake: shaken },
    { ...wanted, isTls: true, host: asked },
    stdin,
  )
  output.out(heard.bytes)
  if (isQuiet) return finish(0, heard)
  if (heard.ending === 'closed' && stdin.length) output.out('closed\n')
  else output.error('DONE\n')
  return finish(0, heard)
}

type Flaw = NonNullable<Shown['flaw']> | undefined

function depths(shown: Shown, flaw: Flaw, isBrief: boolean, isRefused: boolean): string {
  const names = [
    shown.subject,
    ...(shown.root === undefined ? [] : [shown.issuer, ...(flaw?.number === 19 ? [] : [shown.root])]),
  ]
  const last = names.length - 1
  const lines: string[] = []
  const say = (depth: number) => {
    lines.push(`depth=${depth} ${names[depth]}\n`)
  }
  const wrongAt = flaw?.number === 62 || flaw?.number === 18 ? 0 : last
  if (flaw) {
    say(wrongAt)
    lines.push(`verify error:num=${flaw.number}:${flaw.words}\n`)
    if (isRefused || isBrief) return lines.join('')
    lines.push('verify return:1\n')
  }
  for (let depth = last; depth >= 0; depth--) {
    say(depth)
    lines.push('verify return:1\n')
  }
  return lines.join('')
}

const inBrief = (shown: Shown, flaw: Flaw, isOld: boolean): string =>
  'CONNECTION ESTABLISHED\n' +
  `Protocol version: TLSv1.${isOld ? 2 : 3}\n` +
  `Ciphersuite: ${isOld ? 'ECDHE-RSA-AES256-GCM-SHA384' : 'TLS_AES_256_GCM_SHA384'}\n` +
  `Peer certificate: ${shown.subject}\n` +
  'Hash used: SHA256\n' +
  'Signature type: rsa_pss_rsae_sha256\n' +
  `${verification(flaw)}\n` +
  (isOld
    ? 'Supported Elliptic Curve Point Formats: uncompressed:ansiX962_compressed_prime:ansiX962_compressed_char2\n'
    : '') +
  'Peer Temp Key: X25519, 253 bits\n'

const verification = (flaw: Flaw): string => (flaw ? `Verification error: ${flaw.words}` : 'Verification: OK')

function chain(shown: Shown, withBodies: boolean): string {
  return chainOf(shown)
    .map(
      (one, i) =>
        ` ${i} s:${one.subject}\n   i:${one.issuer}\n   a:PKEY: RSA, 2048 (bit); sigalg: sha256WithRSAEncryption\n` +
        `   v:NotBefore: ${certificateDate(one.from)}; NotAfter: ${certificateDate(one.to)}\n${withBodies ? pemOf(one) : ''}`,
    )
    .join('')
}

function ownCertificate(shown: Shown, isShownBefore: boolean): string {
  const [own] = chainOf(shown)
  const body = own && !isShownBefore ? pemOf(own) : ''
  return `Server certificate\n${body}subject=${shown.subject}\nissuer=${shown.issuer}\n`
}

interface SessionFacts {
  readonly isRefused: boolean
  readonly isOld: boolean
  readonly size: number
  readonly alpn: string | undefined
}

function session(flaw: Flaw, { isRefused, isOld, size, alpn }: SessionFacts): string {
  const keys = isRefused
    ? 'Peer Temp Key: X25519, 253 bits\n'
    : 'Peer signing digest: SHA256\nPeer signature type: rsa_pss_rsae_sha256\nPeer Temp Key: X25519, 253 bits\n'
  const protocol = isOld ? 'TLSv1.2' : 'TLSv1.3'
  const cipher = isOld ? 'ECDHE-RSA-AES256-GCM-SHA384' : 'TLS_AES_256_GCM_SHA384'
  const agreed = alpn?.split(',').includes('http/1.1') ? 'ALPN protocol: http/1.1\n' : 'No ALPN negotiated\n'
  return (
    `---\nNo client certificate CA names sent\n${keys}---\n` +
    `SSL handshake has read ${isRefused ? size - 360 : size} bytes and written ${isRefused ? 1565 : 1638} bytes\n` +
    `${verification(flaw)}\n---\n` +
    `New, ${protocol}, Cipher is ${cipher}\nProtocol: ${protocol}\n` +
    (isRefused ? '' : 'Server public key is 2048 bit\n') +
    (isOld ? 'Secure Renegotiation IS supported\n' : 'This TLS version forbids renegotiation.\n') +
    `Compression: NONE\nExpansion: NONE\n${agreed}` +
    (isOld ? '' : 'Early data was not sent\n') +
    `Verify return code: ${flaw ? `${flaw.number} (${flaw.words})` : '0 (ok)'}\n---\n`
  )
}

const nothingSecured = (read: number): string =>
  '---\nno peer certificate available\n---\nNo client certificate CA names sent\nNegotiated TLS1.3 group: <NULL>\n---\n' +
  `SSL handshake has read ${read} bytes and written 1558 bytes\nVerification: OK\n---\n` +
  'New, (NONE), Cipher is (NONE)\nProtocol: TLSv1.3\nThis TLS version forbids renegotiation.\n' +
  'Compression: NONE\nExpansion: NONE\nNo ALPN negotiated\nEarly data was not sent\nVerify return code: 0 (ok)\n---\n'

/** `openssl x509`, for what `s_client` showed. */
function showFile(args: readonly string[], { files, cwd, stdin }: ToolContext): ToolResult {
  const wanted: string[] = []
  let path: string | undefined
  let isSilent = false
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg === '-in') path = args[++i]
    else if (arg === '-noout') isSilent = true
    else if (arg === '-ext') {
      i++
      wanted.push('-ext')
    } else if (['-inform', '-outform', '-nameopt', '-dateopt', '-certopt'].includes(arg)) i++
    else if (
      ['-subject', '-issuer', '-dates', '-startdate', '-enddate', '-serial', '-fingerprint'].includes(arg)
    )
      wanted.push(arg)
    else if (arg === '-text')
      return {
        stdout: '',
        stderr:
          'openssl: x509 -text is not simulated; -subject, -issuer, -dates and -ext subjectAltName are\n',
        exitCode: 1,
      }
    else if (arg.startsWith('-') && !/^-(sha\d+|md5|pubkey)$/.test(arg)) {
      return {
        stdout: '',
        stderr: `x509: Unknown option: ${arg}\nx509: Use -help for summary.\n`,
        exitCode: 1,
      }
    }
  }
  const bytes = path === undefined ? stdin : files.read(resolve(cwd, path))
  if (!bytes) {
    return {
      stdout: '',
      stderr: `Could not open file or uri for loading certificate from ${path}\nUnable to load certificate\n`,
      exitCode: 1,
    }
  }
  const pem = new TextDecoder().decode(bytes)
  const told = tellCertificate(pem, wanted)
  if (told === undefined) {
    return {
      stdout: '',
      stderr: `Could not find certificate from ${path ?? '<stdin>'}\nUnable to load certificate\n`,
      exitCode: 1,
    }
  }
  const [body = ''] = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----\n?/.exec(pem) ?? []
  return { stdout: told + (isSilent ? '' : body), stderr: '', exitCode: 0 }
}
