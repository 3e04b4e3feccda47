// The CLI is written in Python and its messages show values as Python prints them.

/** As `str()` prints it: text as it is, everything else as `repr()` does. */
export function pythonStr(value: unknown): string {
  return typeof value === 'string' ? value : pythonRepr(value)
}

export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Uint8Array) return bytesText(value)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return `{${entries.map(([key, inner]) => `${quoted(key)}: ${pythonRepr(inner)}`).join(', ')}}`
}

/** As `type()` prints it: `<class 'str'>`. */
export function pythonType(value: unknown): string {
  return `<class '${typeName(value)}'>`
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (typeof value === 'string') return 'str'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (value instanceof Uint8Array) return 'bytes'
  return Array.isArray(value) ? 'list' : 'dict'
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  // Python writes the exponent with two digits at least, JavaScript with as many as it needs.
  return value.toString().replace(/e([+-])(\d)$/, 'e$10$2')
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let written = ''
  for (const char of text) written += char === quote ? `\\${char}` : (escapes[char] ?? printable(char))
  return quote + written + quote
}

// Unicode's "other" and "separator" characters, except the space, are not printable to Python.
function printable(char: string): string {
  if (char === ' ' || !/[\p{C}\p{Z}]/u.test(char)) return char
  const code = char.codePointAt(0)!
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`
  return `\\U${code.toString(16).padStart(8, '0')}`
}

function bytesText(bytes: Uint8Array): string {
  const text = String.fromCharCode(...bytes)
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let written = ''
  for (const char of text) {
    if (char === quote) written += `\\${char}`
    else if (escapes[char]) written += escapes[char]
    else if (char < ' ' || char > '~') written += `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
    else written += char
  }
  return `b${quote}${written}${quote}`
}
