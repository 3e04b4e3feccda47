import { refused } from './errors.ts'

/** Amazon's own number, at the far side of every public virtual interface. */
export const publicAsn = 7224

export const defaultGatewayAsn = 64512

// API reference, VirtualInterface: the largest number that the older member can hold, and the largest there is.
const mostShort = 2147483646
const mostLong = 4294967294

interface Asked {
  readonly asn?: number | undefined
  readonly asnLong?: number | undefined
}

/** The customer's number as records hold it: the older member is 0 when it cannot hold the number. */
export function customerAsn({ asn, asnLong }: Asked): { asn: number; asnLong: number } {
  // "If you provide a value in the same API call for both asn and asnLong, the API will only accept the value for
  // asnLong."
  const number = asnLong ?? asn
  if (number === undefined) throw refused('Either asn or asnLong must be provided.')
  const most = asnLong === undefined ? mostShort : mostLong
  if (number < 1 || number > most)
    throw refused(`ASN ${number} is not valid. It must be between 1 and ${most}.`)
  return { asn: number > mostShort ? 0 : number, asnLong: number }
}

// API reference, CreateDirectConnectGateway.
const privateAsns = [
  [64512, 65534],
  [4200000000, 4294967294],
] as const

export function requirePrivateAsn(number: number): void {
  if (privateAsns.some(([first, last]) => first <= number && number <= last)) return
  throw refused(
    `Amazon side ASN ${number} is not valid. It must be in the private range of 64512 to 65534 or 4200000000 to 4294967294.`,
  )
}
