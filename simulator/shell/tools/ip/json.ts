/** As iproute2 writes JSON: in one line; or prettily, in a manner of its own. */
export function json(objects: readonly object[], isPretty: boolean): string {
  if (!isPretty) return `${JSON.stringify(objects)}\n`
  if (!objects.length) return '[ ]\n'
  return `[ ${objects.map((one) => prettyObject(one, 8)).join(',')} ]\n`
}

function prettyObject(object: object, indent: number): string {
  const lines = Object.entries(object).map(
    ([key, value]) => `${' '.repeat(indent)}"${key}": ${prettyValue(value, indent)}`,
  )
  return `{\n${lines.join(',\n')}\n${' '.repeat(indent - 4)}}`
}

function prettyValue(value: unknown, indent: number): string {
  if (Array.isArray(value)) {
    const parts = value.map((one) =>
      typeof one === 'object' && one !== null ? prettyObject(one, indent + 8) : JSON.stringify(one),
    )
    return parts.length ? `[ ${parts.join(',')} ]` : '[ ]'
  }
  if (typeof value === 'object' && value !== null) return prettyObject(value, indent + 4)
  return JSON.stringify(value)
}
