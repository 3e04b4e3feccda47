import { gunzipSync as gunzip, gzipSync as gzip } from 'fflate'

// What the shell's library wants of Node's `node:zlib`, for browsers.

export const constants = { Z_BEST_COMPRESSION: 9, Z_BEST_SPEED: 1, Z_DEFAULT_COMPRESSION: 6 }

type Level = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

export const gzipSync = (bytes: Uint8Array, { level = 6 }: { level?: Level } = {}): Uint8Array =>
  gzip(bytes, { level })

export const gunzipSync = (bytes: Uint8Array): Uint8Array => gunzip(bytes)
