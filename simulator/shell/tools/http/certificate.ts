import { scramble } from '../../../kernel/random.ts'
import type { Certificate } from '../../../network/session/certificates.ts'
import type { Peer } from '../../../network/session/peers.ts'

// A certificate as tools print it: whose it is, who signed it, from when to when.

export interface Shown {
  /** `CN=www.example.com` */
  readonly subject: string
  readonly issuer: string
  /** Who signed the issuer's own certificate; none where the certificate signed itself. */
  readonly root?: string
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly names: readonly string[]
  /** OpenSSL's number and words for what is wrong with the chain. */
  readonly flaw?: { readonly number: number; readonly words: string }
}

const day = 86_400_000

/** ACM user guide, acm-certificate-characteristics: good for 395 days, which begin at midnight. */
export function showCertificate(
  { names, issuer }: Certificate,
  peer: Peer,
  now: number,
  asked: string,
): Shown {
  const [first = asked] = names
  const name = first === '*' ? asked : first
  const age = 30 + (scramble(`certificate ${name}`)[0] % 200)
  const from = Math.floor(now / day) * day - age * day
  const dates = { from, to: from + 395 * day - 1000, names: names.map((one) => (one === '*' ? asked : one)) }
  const subject = `CN=${name}`
  if (issuer === 'trusted') {
    const number = 1 + (scramble(`issuer ${name}`)[0] % 4)
    const amazon = (common: string) => `C=US, O=Amazon, CN=${common}`
    return {
      subject,
      issuer: amazon(`Amazon RSA 2048 M0${number}`),
      root: amazon('Amazon Root CA 1'),
      ...dates,
    }
  }
  // RDS user guide, UsingWithRDS.SSL: the authority for RDS signs itself, and no system knows it by itself.
  if (peer.kind === 'database') {
    const authority = 'Amazon RDS us-east-1 Root CA RSA2048 G1'
    return {
      subject,
      issuer: `CN=${authority}`,
      root: `CN=${authority}`,
      ...dates,
      flaw: { number: 19, words: 'self-signed certificate in certificate chain' },
    }
  }
  return { subject, issuer: subject, ...dates, flaw: { number: 18, words: 'self-signed certificate' } }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Nov  2 09:10:00 2026 GMT` */
export function certificateDate(time: number): string {
  const at = new Date(time)
  const clock = at.toISOString().slice(11, 19)
  return `${months[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2)} ${clock} ${at.getUTCFullYear()} GMT`
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** `Mon, 02 Nov 2026 09:10:00 GMT`, as HTTP writes it. */
export function httpDate(time: number): string {
  const at = new Date(time)
  const date = `${String(at.getUTCDate()).padStart(2, '0')} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`
  return `${days[at.getUTCDay()]}, ${date} ${at.toISOString().slice(11, 19)} GMT`
}
