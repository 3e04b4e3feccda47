// Commands that read standard input where nothing else is said.

/** Programs, which read all of it. */
export const filters: ReadonlySet<string> = new Set(
  'base64 cat md5sum nl rev sha1sum sha256sum sort tac tee wc'.split(' '),
)

export const readers: ReadonlySet<string> = new Set([...filters, 'mapfile', 'read', 'readarray'])
