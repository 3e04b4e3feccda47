// Text for a page. Whatever came from a stranger is text and nothing else.

/** Markup that was made here, and is safe as it is. */
export interface Markup {
  readonly markup: string
}

export type Content = string | number | Markup | undefined | readonly Content[]

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters, and those that turn the direction of what stands around them, are shown as what they are. */
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (one) => special[one]!).replace(unseen, '\ufffd')

function rendered(content: Content): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return escaped(content)
  if (typeof content === 'number') return String(content)
  return 'markup' in content ? content.markup : content.map(rendered).join('')
}

/** Markup with holes: what is put in is escaped, unless it was made by this. */
export const html = (parts: TemplateStringsArray, ...holes: readonly Content[]): Markup => ({
  markup: parts.map((part, i) => part + rendered(holes[i])).join(''),
})
