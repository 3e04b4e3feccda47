// CRC-64/NVME, the checksum that S3 gives every object. NVM Express NVM command set specification 1.0d, 5.2.1.3.4.

/** The polynomial, reflected, in two halves: JavaScript's bits come 32 at a time. */
const polynomialHigh = 0x9a6c9329
const polynomialLow = 0xac4bc9b5

const high = new Uint32Array(256)
const low = new Uint32Array(256)
for (let byte = 0; byte < 256; byte++) {
  let upper = 0
  let lower = byte
  for (let bit = 0; bit < 8; bit++) {
    const isOdd = lower & 1
    lower = (lower >>> 1) | (upper << 31)
    upper >>>= 1
    if (isOdd) {
      upper ^= polynomialHigh
      lower ^= polynomialLow
    }
  }
  high[byte] = upper
  low[byte] = lower
}

/** The 8 bytes of the checksum, the most significant first. */
export function crc64(bytes: Uint8Array): Uint8Array {
  let upper = 0xffffffff
  let lower = 0xffffffff
  for (const byte of bytes) {
    const index = (lower ^ byte) & 0xff
    lower = ((lower >>> 8) | (upper << 24)) ^ low[index]!
    upper = (upper >>> 8) ^ high[index]!
  }
  const sum = new Uint8Array(8)
  const view = new DataView(sum.buffer)
  view.setUint32(0, ~upper >>> 0)
  view.setUint32(4, ~lower >>> 0)
  return sum
}
