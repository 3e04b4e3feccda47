/** Whether a version, as `1.10.0`, comes after another. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) =>
    one.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0),
  )
  for (let at = 0; at < 3; at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0)
    if (difference) return difference > 0
  }
  return false
}
