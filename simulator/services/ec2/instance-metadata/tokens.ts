import { scramble } from '../../../kernel/random.ts'

// Session tokens of the metadata service. A token says itself whose it is and how long it lasts, so that none is kept.

export function newToken(instance: string, now: number, seconds: number): string {
  const end = (now + seconds * 1000).toString(36)
  return `AQAEA${btoa(`${end}.${sealOf(instance, end)}`)
    .replaceAll('+', '-')
    .replaceAll('/', '_')}`
}

/** "The token can only be used directly from the EC2 instance where the session began." */
export function isToken(token: string, instance: string, now: number): boolean {
  const [end = '', seal = ''] = partsOf(token)
  return seal !== '' && seal === sealOf(instance, end) && Number.parseInt(end, 36) > now
}

export const secondsLeft = (token: string, now: number): number =>
  Math.max(0, Math.floor((Number.parseInt(partsOf(token)[0] ?? '', 36) - now) / 1000))

function partsOf(token: string): string[] {
  const core = token.slice('AQAEA'.length).replaceAll('-', '+').replaceAll('_', '/')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(core) && core.length % 4 === 0 ? atob(core).split('.') : []
}

const sealOf = (instance: string, end: string): string =>
  scramble(`metadata token ${instance} ${end}`)
    .map((part) => part.toString(36))
    .join('')
