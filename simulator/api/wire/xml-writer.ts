/** Builds a document as text, indented the way the service does it (not at all with an empty unit). */
export class XmlWriter {
  #text: string
  #depth = 0
  readonly #unit: string

  constructor(unit = '', declaration = '<?xml version="1.0" encoding="UTF-8"?>') {
    this.#unit = unit
    this.#text = unit ? declaration : `${declaration}\n`
  }

  get text(): string {
    return this.#text
  }

  /** `attributes` are written out, with a space in front. */
  open(name: string, attributes = ''): void {
    this.#line()
    this.#text += `<${name}${attributes}>`
    this.#depth++
  }

  close(name: string): void {
    this.#depth--
    this.#line()
    this.#text += `</${name}>`
  }

  leaf(name: string, text: string, attributes = ''): void {
    this.#line()
    this.#text += text ? `<${name}${attributes}>${escapeXml(text)}</${name}>` : `<${name}${attributes}/>`
  }

  #line(): void {
    if (this.#unit) this.#text += `\n${this.#unit.repeat(this.#depth)}`
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
}

export function escapeXml(text: string): string {
  return /[&<>"\r]/.test(text) ? text.replace(/[&<>"\r]/g, (char) => escapes[char]!) : text
}
