// AWS CLI reference, s3, "Use of Exclude and Include Filters": what comes later on the line wins.

export interface Filter {
  readonly includes: boolean
  readonly pattern: string
}

/** Whether a name, relative to where the command works, is to be worked on. */
export function isIncluded(name: string, filters: readonly Filter[]): boolean {
  const last = filters.findLast(({ pattern }) => expressionOf(pattern.replace(/^\.?\//, '')).test(name))
  return last?.includes ?? true
}

/** `*` is any text, slashes too; `?` any character; `[…]` one of those in it, `[!…]` one that is not. */
function expressionOf(pattern: string): RegExp {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    const end = char === '[' ? pattern.indexOf(']', at + 2) : -1
    if (char === '*') source += '.*'
    else if (char === '?') source += '.'
    else if (end > 0) {
      const inside = pattern.slice(at + 1, end).replaceAll('\\', '\\\\')
      source += `[${inside.startsWith('!') ? `^${inside.slice(1)}` : inside.replace(/^\^/, '\\^')}]`
      at = end
    } else source += char.replace(/[.+^${}()|[\]\\]/, '\\$&')
  }
  return new RegExp(`^${source}$`, 's')
}
