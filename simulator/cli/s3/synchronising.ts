import { CliError } from '../errors.ts'
import { asFolder, twoPlaces, within } from './copying.ts'
import { fileExists, filesUnder, type Item, objectsUnder } from './file-lists.ts'
import { readLine, type S3Line, told } from './line.ts'
import { isIncluded } from './patterns.ts'
import type { Place } from './places.ts'
import { Transfer } from './transfer.ts'

/** AWS CLI reference, s3 sync. */
export function synchronise(line: S3Line): number {
  const { paths, values, filters } = readLine(line)
  const [source, target] = twoPlaces(paths, line)
  if (source.kind === 'local' && !fileExists(line.host, source.path)) {
    throw new CliError(`The user-provided path ${source.typed} does not exist.`)
  }
  const from = asFolder(source)
  const to = asFolder(target)
  const transfer = new Transfer(line, values)
  try {
    const wanted = itemsIn(line, from).filter(({ name }) => isIncluded(name, filters))
    const there = itemsIn(line, to).filter(({ name }) => isIncluded(name, filters))
    const known = new Map(there.map((item) => [item.name, item]))
    const names = new Set(wanted.map(({ name }) => name))
    const isDownload = to.kind === 'local'
    const work = [
      ...wanted
        .filter((item) => differs(item, known.get(item.name)))
        .map(({ name }) => ({ name, act: () => transfer.run(within(from, name), within(to, name)) })),
      ...there
        .filter(({ name }) => values.has('delete') && !names.has(name))
        .map(({ name }) => ({ name, act: () => transfer.delete(within(to, name)) })),
    ]
    for (const { act } of work.sort((a, b) => (a.name < b.name ? -1 : 1))) act()

    function differs(item: Item, other: Item | undefined): boolean {
      if (!other) return true
      if (values.has('no-overwrite')) return false
      if (item.size !== other.size) return true
      if (values.has('size-only')) return false
      if (!isDownload) return seconds(item) > seconds(other)
      return values.has('exact-timestamps')
        ? seconds(item) !== seconds(other)
        : seconds(item) < seconds(other)
    }
  } catch (error) {
    line.out.warn(`fatal error: ${told(error)}\n`)
    return 1
  }
  return transfer.status
}

const seconds = ({ modified }: Item): number => Math.floor(modified / 1000)

const itemsIn = ({ s3, host }: S3Line, place: Place): Item[] =>
  place.kind === 's3' ? objectsUnder(s3, place) : filesUnder(host, place)
