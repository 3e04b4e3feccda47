// Amounts as iperf3 writes them: bytes in powers of 1024, bits in powers of 1000, three digits of each.

const digits = (value: number): string =>
  (value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0)).padStart(4)

const prefixes = ['', 'K', 'M', 'G', 'T']

function scaled(value: number, base: number, unit: string): readonly [string, string] {
  const fixed = ['k', 'm', 'g', 't'].indexOf(unit.toLowerCase())
  let power = fixed + 1
  if (fixed < 0) {
    power = 0
    while (value / base ** power >= base && power < prefixes.length - 1) power++
  }
  return [digits(value / base ** power), prefixes[power]!]
}

/** `2.14 GBytes`; amounts have the unit that suits them best. */
export function bytes(value: number): string {
  const [number, prefix] = scaled(value, 1024, 'a')
  return `${number} ${prefix}Bytes`
}

/** `18.4 Gbits/sec`; `1991600 KBytes/sec` with -f K. */
export function bits(value: number, unit: string): string {
  if (/^[KMGT]$/.test(unit)) {
    const [number, prefix] = scaled(value / 8, 1024, unit)
    return `${number} ${prefix}Bytes/sec`
  }
  const [number, prefix] = scaled(value, 1000, unit)
  return `${number} ${prefix}bits/sec`
}
