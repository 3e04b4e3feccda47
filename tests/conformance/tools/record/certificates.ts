import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

// An authority that the machines trust, called as Amazon's is, and what it signs.

export interface Certificates {
  /** A folder to take the place of /etc/ssl/certs. */
  readonly trusted: string
  certify(names: readonly string[], isSelfSigned: boolean): { certificate: string; key: string }
}

export function startAuthority(folder: string): Certificates {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => path.join(folder, name)
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const root = '/C=US/O=Amazon/CN=Amazon Root CA 1'
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '3650',
    '-subj',
    root,
    '-keyout',
    at('root.key'),
    '-out',
    at('root.pem'),
  )
  sign(
    'middle',
    '/C=US/O=Amazon/CN=Amazon RSA 2048 M02',
    'root',
    'basicConstraints=critical,CA:true\nkeyUsage=keyCertSign',
  )
  const trusted = at('trusted')
  mkdirSync(trusted, { recursive: true })
  copyFileSync(at('root.pem'), path.join(trusted, 'ca-certificates.crt'))
  const hash = String(openssl('x509', '-in', at('root.pem'), '-noout', '-hash')).trim()
  copyFileSync(at('root.pem'), path.join(trusted, `${hash}.0`))

  function sign(name: string, subject: string, by: string, extensions: string): void {
    openssl(
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      subject,
      '-keyout',
      at(`${name}.key`),
      '-out',
      at(`${name}.csr`),
    )
    writeFileSync(at(`${name}.ext`), extensions)
    openssl(
      ...[
        'x509',
        '-req',
        '-in',
        at(`${name}.csr`),
        '-CA',
        at(`${by}.pem`),
        '-CAkey',
        at(`${by}.key`),
        '-CAcreateserial',
      ],
      ...['-days', '395', '-extfile', at(`${name}.ext`), '-out', at(`${name}.pem`)],
    )
  }

  return {
    trusted,
    certify(names, isSelfSigned) {
      const file = `${names.join('+').replaceAll('*', 'any')}${isSelfSigned ? '-self' : ''}`
      const [first = ''] = names
      const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
      if (isSelfSigned) {
        openssl(
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '395',
          '-subj',
          `/CN=${first}`,
          '-addext',
          alternatives,
          '-keyout',
          at(`${file}.key`),
          '-out',
          at(`${file}.pem`),
        )
      } else {
        sign(file, `/CN=${first}`, 'middle', alternatives)
        writeFileSync(
          at(`${file}.pem`),
          readFileSync(at(`${file}.pem`), 'utf8') + readFileSync(at('middle.pem'), 'utf8'),
        )
      }
      return { certificate: at(`${file}.pem`), key: at(`${file}.key`) }
    },
  }
}
