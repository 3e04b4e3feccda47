import { isArray, isFields, JqError, print, told, typeOf, type Value } from './values.ts'

const textOf = (value: Value): string => (typeof value === 'string' ? value : print(value))

/** `@csv` and the like. */
export function formatted(name: string, value: Value): string {
  switch (name) {
    case 'text':
      return textOf(value)
    case 'json':
      return print(value)
    case 'csv':
      return row(value, 'csv', ',', (text) => `"${text.replaceAll('"', '""')}"`)
    case 'tsv':
      return row(value, 'tsv', '\t', (text) =>
        text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r'),
      )
    case 'html':
      return textOf(value).replace(
        /[<>&'"]/g,
        (one) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&#39;', '"': '&quot;' })[one]!,
      )
    case 'uri':
      return bytesIn(textOf(value))
        .map((byte) =>
          /[A-Za-z0-9_.~-]/.test(String.fromCharCode(byte))
            ? String.fromCharCode(byte)
            : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        )
        .join('')
    case 'sh':
      return (isArray(value) ? value : [value]).map(shellWord).join(' ')
    case 'base64':
      return btoa(String.fromCharCode(...bytesIn(textOf(value))))
    case 'base64d':
      try {
        return new TextDecoder().decode(
          Uint8Array.from(atob(textOf(value).replace(/=+$/, '')), (one) => one.charCodeAt(0)),
        )
      } catch {
        throw new JqError(`${told(textOf(value))} is not valid base64 data`)
      }
    default:
      throw new JqError(`${name} is not a valid format`)
  }
}

const bytesIn = (text: string): number[] => [...new TextEncoder().encode(text)]

function row(value: Value, name: string, separator: string, quote: (text: string) => string): string {
  if (!isArray(value)) throw new JqError(`${told(value)} cannot be ${name}-formatted, only an array can be`)
  return value
    .map((one) => {
      if (typeof one === 'string') return quote(one)
      if (one === null) return ''
      if (typeof one === 'object') throw new JqError(`${told(one)} is not valid in a ${name} row`)
      return print(one)
    })
    .join(separator)
}

function shellWord(value: Value): string {
  if (isArray(value) || isFields(value))
    throw new JqError(`${typeOf(value)} (${print(value)}) can not be escaped for shell`)
  return typeof value === 'string' ? `'${value.replaceAll("'", "'\\''")}'` : print(value)
}
