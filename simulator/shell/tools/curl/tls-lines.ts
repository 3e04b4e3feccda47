import type { Handshake } from '../../../network/session/certificates.ts'
import { covers } from '../../../network/session/certificates.ts'
import { certificateDate, type Shown } from '../http/certificate.ts'
import { isLiteral } from '../http/visit.ts'

// What `curl -v` tells of a TLS handshake, line by line as curl 8.14 with OpenSSL 3.5 does.

export interface Secured {
  readonly handshake: Handshake
  readonly shown: Shown | undefined
  readonly host: string
  readonly port: number
  readonly isInsecure: boolean
  /** Whether the sizes of what was sent are told too: where the answer is not shown on the terminal. */
  readonly hasSizes: boolean
}

export interface Failed {
  readonly code: number
  readonly problem: string
}

export function tellHandshake(secured: Secured): {
  readonly lines: readonly string[]
  readonly failed?: Failed
} {
  const { handshake, shown, host, port, isInsecure, hasSizes } = secured
  const lines = ['* ALPN: curl offers h2,http/1.1']
  const sent = (text: string, size: number) => {
    lines.push(`* TLSv1.3 (OUT), ${text}:`, ...(hasSizes ? [`} [${size} bytes data]`] : []))
  }
  const got = (text: string, size: number) => {
    lines.push(`* TLSv1.3 (IN), ${text}:`, ...(hasSizes ? [`{ [${size} bytes data]`] : []))
  }
  if (hasSizes) lines.push('} [5 bytes data]')
  sent('TLS handshake, Client hello (1)', 1555 + host.length)
  const stores = ['*  CAfile: /etc/ssl/certs/ca-certificates.crt', '*  CApath: /etc/ssl/certs']
  if (handshake.kind === 'reset') {
    const problem = 'Recv failure: Connection reset by peer'
    lines.push(
      ...(isInsecure ? [] : stores),
      `* ${problem}`,
      '* TLS connect error: error:00000000:lib(0)::reason(0)',
      `* OpenSSL SSL_connect: Connection reset by peer in connection to ${host}:${port} `,
    )
    return { lines, failed: { code: 35, problem } }
  }
  if (!isInsecure) lines.push(...stores)
  if (handshake.kind === 'not-tls' || !shown) {
    const problem = 'TLS connect error: error:0A00010B:SSL routines::wrong version number'
    lines.push(`* ${problem}`)
    return { lines, failed: { code: 35, problem } }
  }
  if (hasSizes) lines.push('{ [5 bytes data]')
  got('TLS handshake, Server hello (2)', 122)
  got('TLS change cipher, Change cipher spec (1)', 1)
  got('TLS handshake, Encrypted Extensions (8)', 21)
  got('TLS handshake, Certificate (11)', shown.root === undefined ? 837 : 3811)
  if (handshake.kind === 'untrusted' && !isInsecure) {
    sent('TLS alert, unknown CA (560)', 2)
    const problem = `SSL certificate problem: ${shown.flaw?.words ?? 'self-signed certificate'}`
    lines.push(`* ${problem}`)
    return { lines, failed: { code: 60, problem } }
  }
  got('TLS handshake, CERT verify (15)', 264)
  got('TLS handshake, Finished (20)', 52)
  sent('TLS change cipher, Change cipher spec (1)', 1)
  sent('TLS handshake, Finished (20)', 52)
  lines.push(
    '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384 / x25519 / RSASSA-PSS',
    '* ALPN: server accepted http/1.1',
    '* Server certificate:',
    `*  subject: ${semicolons(shown.subject)}`,
    `*  start date: ${certificateDate(shown.from)}`,
    `*  expire date: ${certificateDate(shown.to)}`,
  )
  if (handshake.kind === 'mismatch' && !isInsecure) {
    const what = isLiteral(host) ? (host.includes(':') ? 'ipv6 address' : 'ipv4 address') : 'hostname'
    const bare = host.replace(/^\[(.*)\]$/, '$1')
    const problem = `SSL: no alternative certificate subject name matches target ${isLiteral(host) ? what : 'hostname'} '${bare}'`
    lines.push(`*  subjectAltName does not match ${what} ${bare}`, `* ${problem}`)
    return { lines, failed: { code: 60, problem } }
  }
  if (!isInsecure) {
    const matching = shown.names.find((name) => covers({ names: [name], issuer: 'trusted' }, host)) ?? host
    lines.push(`*  subjectAltName: host "${host}" matched cert's "${matching}"`)
  }
  lines.push(`*  issuer: ${semicolons(shown.issuer)}`)
  const flaw = shown.flaw ?? { number: 20, words: 'unable to get local issuer certificate' }
  lines.push(
    isInsecure
      ? `*  SSL certificate verify result: ${flaw.words} (${flaw.number}), continuing anyway.`
      : '*  SSL certificate verify ok.',
  )
  const levels = shown.root === undefined ? 1 : isInsecure ? 2 : 3
  for (let level = 0; level < levels; level++) {
    lines.push(
      `*   Certificate level ${level}: Public key type RSA (2048/112 Bits/secBits), signed using sha256WithRSAEncryption`,
    )
  }
  return { lines }
}

const semicolons = (name: string): string => name.replaceAll(', ', '; ')

export const tickets = '* TLSv1.3 (IN), TLS handshake, Newsession Ticket (4):'

export const moreOnCertificates =
  'More details here: https://curl.se/docs/sslcerts.html\n' +
  '\n' +
  'curl failed to verify the legitimacy of the server and therefore could not\n' +
  'establish a secure connection to it. To learn more about this situation and\n' +
  'how to fix it, please visit the webpage mentioned above.\n'
