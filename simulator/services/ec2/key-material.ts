import { scramble } from '../../kernel/random.ts'

// Keys that have the form of real ones. The public part follows from the private one, so that whoever has the private
// key can be told from whoever has not; nothing is secret here.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The public key that belongs to a private one, as files of OpenSSH write it, without the comment. */
export function publicKeyOf(privateKey: string, type: string): string {
  const core = privateKey.replace(/-----[^-]+-----|\s/g, '')
  // RFC 4253, 6.6 and RFC 8709, 4: the name of the type comes first, and, for RSA, the exponent 65537.
  return type === 'rsa'
    ? `ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ${textOf(core, 338)}`
    : `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${textOf(core, 43)}`
}

/** The type of a private key, as its first line tells. Undefined where the text is no key. */
export function typeOfPrivateKey(text: string): 'rsa' | 'ed25519' | undefined {
  if (/^-----BEGIN RSA PRIVATE KEY-----/m.test(text)) return 'rsa'
  return /^-----BEGIN (OPENSSH )?PRIVATE KEY-----/m.test(text) ? 'ed25519' : undefined
}

/** So many characters that depend on the text alone. */
function textOf(seed: string, length: number): string {
  let made = ''
  for (let i = 0; made.length < length; i++) {
    for (const part of scramble(`${i} ${seed} ${i}`)) {
      for (let shift = 0; shift < 30; shift += 6) made += alphabet[(part >>> shift) & 63]
    }
  }
  return made.slice(0, length)
}
