import type { WireFailure } from './on-the-wire.ts'

// What stands behind `status:` in an answer of dig.

export const dnsStatuses: Readonly<Record<string, { readonly means: string; readonly see: WireFailure }>> = {
  NXDOMAIN: {
    means: 'Whoever is responsible for the domain says that the name does not exist, of no type at all.',
    see: 'no-such-name',
  },
  NODATA: {
    means:
      'The status is NOERROR and there are no answers: the name exists, and has no record of the type that was asked for.',
    see: 'no-such-name',
  },
  SERVFAIL: {
    means:
      'The server that was asked got no usable answer itself: whoever it forwards to is silent, or answers wrongly.',
    see: 'no-dns-answer',
  },
  REFUSED: {
    means: 'The server does not answer questions about this name, or not to this asker.',
    see: 'no-dns-answer',
  },
}
