/** As much of a text as there is room for: whole words, as long as these are not next to nothing. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const words = text.slice(0, most).replace(/[\s·,]*\s\S*$/, '')
  return words.length > most / 3 && words.length < most ? `${words} …` : `${text.slice(0, most - 1)}…`
}

/** What something is called: what is seen of its name, by which people speak of it, and then all of it. */
export function spoken(kind: string, label: string, most: number, detail: string): string {
  const seen = shorten(label, most)
  return [kind, seen, detail === label ? '' : detail, seen === label ? '' : label].filter(Boolean).join(' ')
}
