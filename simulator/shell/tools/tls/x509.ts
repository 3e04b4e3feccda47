import { base64Of, bytesOfBase64 } from '../../../kernel/base64.ts'
import { sha256 } from '../../../kernel/sha256.ts'
import { certificateDate, type Shown } from '../http/certificate.ts'
import { concatenated } from '../output.ts'

// Certificates as they are written in files: X.509 in DER (RFC 5280), in the letters of PEM. Key and signature are made
// of the names alone: they say whose the certificate is and prove nothing.

const tlv = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const content = concatenated(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return concatenated([new Uint8Array([tag, ...size]), content])
}

const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts)
const text = (tag: number, value: string) => tlv(tag, new TextEncoder().encode(value))
const bytes = (...values: readonly number[]) => new Uint8Array(values)

const oids = {
  C: [0x55, 0x04, 0x06],
  O: [0x55, 0x04, 0x0a],
  CN: [0x55, 0x04, 0x03],
  rsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
  sha256WithRsa: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b],
  subjectAltName: [0x55, 0x1d, 0x11],
} as const

const oid = (name: keyof typeof oids) => tlv(6, bytes(...oids[name]))

/** `C=US, O=Amazon, CN=Amazon Root CA 1` */
const nameOf = (shown: string): Uint8Array =>
  sequence(
    ...shown.split(', ').map((part) => {
      const [key = 'CN', value = ''] = part.split(/=(.*)/s)
      return tlv(0x31, sequence(oid(key as 'CN'), text(key === 'C' ? 0x13 : 0x0c, value)))
    }),
  )

const time = (at: number) =>
  text(0x17, `${new Date(at).toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`)

/** So many bytes that follow from a text. */
function derived(seed: string, length: number): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let i = 0; i * 32 < length; i++) blocks.push(sha256(new TextEncoder().encode(`${seed} ${i}`)))
  return concatenated(blocks).slice(0, length)
}

export interface Named {
  readonly subject: string
  readonly issuer: string
  readonly from: number
  readonly to: number
  readonly names: readonly string[]
}

function der({ subject, issuer, from, to, names }: Named): Uint8Array {
  const algorithm = sequence(oid('sha256WithRsa'), bytes(5, 0))
  const serial = tlv(2, bytes(0x0c), derived(`serial ${subject}`, 15))
  const modulus = derived(`key ${subject}`, 256)
  const key = sequence(
    tlv(
      2,
      bytes(0),
      modulus.map((byte, i) => (i === 0 ? byte | 0x80 : i === 255 ? byte | 1 : byte)),
    ),
    tlv(2, bytes(1, 0, 1)),
  )
  const info = sequence(sequence(oid('rsa'), bytes(5, 0)), tlv(3, bytes(0), key))
  const alternatives = sequence(...names.map((name) => text(0x82, name)))
  const extensions = names.length
    ? [tlv(0xa3, sequence(sequence(oid('subjectAltName'), tlv(4, alternatives))))]
    : []
  const body = sequence(
    tlv(0xa0, bytes(2, 1, 2)),
    serial,
    algorithm,
    nameOf(issuer),
    sequence(time(from), time(to)),
    nameOf(subject),
    info,
    ...extensions,
  )
  return sequence(body, algorithm, tlv(3, bytes(0), derived(`signature ${subject} ${issuer}`, 256)))
}

/** A certificate as PEM. */
export function pemOf(named: Named): string {
  const lines = base64Of(der(named)).match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** The certificates of a chain, the server's own first, without the root. */
export function chainOf({ subject, issuer, root, from, to, names }: Shown): readonly Named[] {
  const own = { subject, issuer, from, to, names }
  if (root === undefined) return [own]
  const years = 365 * 86_400_000
  return [own, { subject: issuer, issuer: root, from: from - 4 * years, to: from + 5 * years, names: [] }]
}

interface Node {
  readonly tag: number
  readonly content: Uint8Array
}

function nodesIn(data: Uint8Array): Node[] {
  const nodes: Node[] = []
  for (let at = 0; at + 1 < data.length; ) {
    const tag = data[at]!
    const first = data[at + 1]!
    const extra = first & 0x80 ? first & 0x7f : 0
    let length = extra ? 0 : first
    for (let i = 0; i < extra; i++) length = length * 256 + (data[at + 2 + i] ?? 0)
    const start = at + 2 + extra
    nodes.push({ tag, content: data.slice(start, start + length) })
    at = start + length
  }
  return nodes
}

/** Reads the first certificate of a PEM text; undefined where there is none. */
export function readPem(
  pem: string,
): (Named & { readonly serial: string; readonly der: Uint8Array }) | undefined {
  const [, body] =
    /-----BEGIN CERTIFICATE-----\s+([\sA-Za-z0-9+/=]+?)-----END CERTIFICATE-----/.exec(pem) ?? []
  if (body === undefined) return undefined
  try {
    const data = bytesOfBase64(body.replaceAll(/\s/g, ''))
    const [whole] = nodesIn(data)
    const [part] = nodesIn(whole?.content ?? new Uint8Array())
    const fields = nodesIn(part?.content ?? new Uint8Array())
    const [, serial, , issuer, validity, subject] = fields
    if (!serial || !issuer || !validity || !subject) return undefined
    const [from, to] = nodesIn(validity.content).map(({ content }) => readTime(content))
    return {
      subject: readName(subject.content),
      issuer: readName(issuer.content),
      from: from ?? 0,
      to: to ?? 0,
      names: readNames(fields.find(({ tag }) => tag === 0xa3)?.content),
      serial: [...serial.content].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(''),
      der: data,
    }
  } catch {
    return undefined
  }
}

const decode = (content: Uint8Array): string => new TextDecoder().decode(content)

function readTime(content: Uint8Array): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    decode(content).match(/\d\d/g) ?? []
  ).map(Number)
  return Date.UTC(2000 + year, month - 1, day, hour, minute, second)
}

const keys: Readonly<Record<number, string>> = { 6: 'C', 10: 'O', 3: 'CN', 11: 'OU', 7: 'L', 8: 'ST' }

const readName = (content: Uint8Array): string =>
  nodesIn(content)
    .flatMap((set) => nodesIn(set.content))
    .map((pair) => {
      const [key, value] = nodesIn(pair.content)
      return `${keys[key?.content.at(-1) ?? 0] ?? 'UNKNOWN'}=${decode(value?.content ?? new Uint8Array())}`
    })
    .join(', ')

function readNames(extensions: Uint8Array | undefined): string[] {
  const [list] = nodesIn(extensions ?? new Uint8Array())
  return nodesIn(list?.content ?? new Uint8Array()).flatMap((extension) => {
    const [id, ...rest] = nodesIn(extension.content)
    if (!id || decode(id.content) !== decode(bytes(...oids.subjectAltName))) return []
    const [names] = nodesIn(rest.at(-1)?.content ?? new Uint8Array())
    return nodesIn(names?.content ?? new Uint8Array()).flatMap(({ tag, content }) =>
      tag === 0x82 ? decode(content) : [],
    )
  })
}

/** `openssl x509 -noout …`: what is asked for, in the order in which it is asked for. */
export function tellCertificate(pem: string, wanted: readonly string[]): string | undefined {
  const read = readPem(pem)
  if (!read) return undefined
  return wanted
    .map((what) => {
      switch (what) {
        case '-subject':
          return `subject=${read.subject}\n`
        case '-issuer':
          return `issuer=${read.issuer}\n`
        case '-startdate':
          return `notBefore=${certificateDate(read.from)}\n`
        case '-enddate':
          return `notAfter=${certificateDate(read.to)}\n`
        case '-dates':
          return `notBefore=${certificateDate(read.from)}\nnotAfter=${certificateDate(read.to)}\n`
        case '-serial':
          return `serial=${read.serial}\n`
        case '-fingerprint':
          return `sha256 Fingerprint=${[...sha256(read.der)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':')}\n`
        case '-ext':
          return read.names.length
            ? `X509v3 Subject Alternative Name: \n    ${read.names.map((name) => `DNS:${name}`).join(', ')}\n`
            : 'No extensions matched\n'
        default:
          return ''
      }
    })
    .join('')
}
