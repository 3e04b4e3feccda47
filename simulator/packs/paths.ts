import { packLimits } from './limits.ts'

/** The kinds of files that a pack may hold; whatever could run anywhere else is not among them. */
const kinds = /\.(yaml|md|sh|json|png|jpg|jpeg|webp|txt)$/

const inherited: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype)
    .map((name) => name.toLowerCase())
    .concat('prototype'),
)

/** What is wrong with the path of a file in a pack; undefined where nothing is. */
export function problemInPath(path: string): string | undefined {
  if (path.length > packLimits.pathLength) return `a path of at most ${packLimits.pathLength} characters`
  const parts = path.split('/')
  if (parts.length > packLimits.pathDepth) return `a path of at most ${packLimits.pathDepth} parts`
  // Nothing that leads out of the folder, that some system reads as something else, or that is hidden.
  if (
    !parts.every(
      (part) => /^[a-z0-9][a-z0-9._-]*$/i.test(part) && !part.includes('..') && !part.endsWith('.'),
    )
  ) {
    return 'a path inside the pack, of letters, digits, dots, dashes and underscores'
  }
  if (parts.some((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part)))
    return 'a name that every system can have'
  // What every object of JavaScript's has, so that nobody has to wonder whether a name is one of those.
  if (parts.some((part) => inherited.has(part.replace(/\.[^.]*$/, '').toLowerCase())))
    return 'a name that stands for nothing in programs'
  if (!kinds.test(path) && path !== 'LICENSE') return 'one of .yaml, .md, .sh, .json, .txt, .png, .jpg, .webp'
  return undefined
}
