/** The number of a unit's process: always the same for the same unit, whoever tells it. */
export function pidOf(unit: string): number {
  const name = unit.replace(/\.service$/, '')
  if (name === 'sshd') return 1187
  const salt = [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 900, 0)
  return name.startsWith('serve-') ? 2000 + salt : 1000 + salt
}
