// As much of X.509 as importing a certificate needs: the names that it is for.

export interface CertificateNames {
  readonly commonName: string | undefined
  readonly alternatives: readonly string[]
}

const block = /-----BEGIN CERTIFICATE-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END CERTIFICATE-----/g

/** The certificates in a PEM text, each as a string of bytes. */
export function certificatesIn(pem: string): string[] {
  return [...pem.matchAll(block)].flatMap(([, base64 = '']) => {
    try {
      const bytes = atob(base64.replace(/\s/g, ''))
      return bytes.startsWith('\x30') ? [bytes] : []
    } catch {
      // Not base64: no certificate.
      return []
    }
  })
}

// Object identifiers as DER writes them: id-at-commonName 2.5.4.3, id-ce-subjectAltName 2.5.29.17.
const commonNameId = '\x06\x03\x55\x04\x03'
const alternativeNameId = '\x06\x03\x55\x1d\x11'

export function namesIn(bytes: string): CertificateNames {
  // The issuer comes before the subject, so the last common name is the subject's.
  const at = bytes.lastIndexOf(commonNameId)
  const named = at < 0 ? undefined : valueAt(bytes, at + commonNameId.length)
  return { commonName: named?.value, alternatives: alternativesIn(bytes) }
}

function alternativesIn(bytes: string): string[] {
  const found = bytes.indexOf(alternativeNameId)
  if (found < 0) return []
  let at = found + alternativeNameId.length
  // An extension may say first that it is critical.
  if (bytes.charCodeAt(at) === 0x01) at += 3
  const wrapped = valueAt(bytes, at)
  const list = valueAt(wrapped.value, 0).value
  const names: string[] = []
  for (let position = 0; position < list.length; ) {
    const { tag, value, end } = valueAt(list, position)
    if (tag === 0x82) names.push(value)
    position = end
  }
  return names
}

/** One DER value: a tag, its length, its content. */
function valueAt(bytes: string, at: number): { tag: number; value: string; end: number } {
  const tag = bytes.charCodeAt(at)
  const first = bytes.charCodeAt(at + 1)
  const more = first > 0x80 ? first - 0x80 : 0
  let length = more ? 0 : first
  for (let i = 0; i < more; i++) length = length * 256 + bytes.charCodeAt(at + 2 + i)
  const start = at + 2 + more
  const end = start + (Number.isNaN(length) ? 0 : length)
  return { tag, value: bytes.slice(start, end), end: Math.max(end, at + 1) }
}
