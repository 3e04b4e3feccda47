import { CliError, invalid, misused, ServiceError } from '../errors.ts'
import { fileExists, filesUnder, isFolder, objectsUnder } from './file-lists.ts'
import { readLine, type S3Line, told } from './line.ts'
import { isIncluded } from './patterns.ts'
import { type LocalPlace, type Place, readPlace, type S3Place, uriOf } from './places.ts'
import { type End, Transfer } from './transfer.ts'

/** AWS CLI reference, s3 cp and s3 mv. */
export function copy(line: S3Line): number {
  const { host, command } = line
  const { paths, values, filters } = readLine(line)
  const [source, target] = twoPlaces(paths, line)
  const isRecursive = values.has('recursive')
  if (source.kind === 'local' && source.typed !== '-' && !fileExists(host, source.path)) {
    throw new CliError(`The user-provided path ${source.typed} does not exist.`)
  }
  const transfer = new Transfer(line, values)
  if (source.kind === 'local' && source.typed === '-') return uploadStdin(line, transfer, target)
  if (target.kind === 'local' && target.typed === '-') return downloadToStdout(line, source)
  try {
    if (isRecursive) {
      const root = asFolder(source)
      const into = asFolder(target)
      const items = root.kind === 's3' ? objectsUnder(line.s3, root) : filesUnder(host, root)
      for (const { name } of items) {
        if (isIncluded(name, filters)) transfer.run(within(root, name), within(into, name))
      }
    } else {
      const from = oneFile(line, source)
      const name = nameOf(source)
      if (command === 'mv' && isSame(from, targetOf(line, target, name))) {
        throw invalid(`Cannot mv a file onto itself: '${paths[0]}' - '${paths[1]}'`)
      }
      if (isIncluded(name, filters)) transfer.run(from, targetOf(line, target, name))
    }
  } catch (error) {
    line.out.warn(`fatal error: ${told(error)}\n`)
    return 1
  }
  return transfer.status
}

function twoPlaces(paths: readonly string[], { command, host }: S3Line): [Place, Place] {
  const [from, to] = paths
  if (from === undefined || to === undefined) throw misused('the following arguments are required: paths')
  const places: [Place, Place] = [readPlace(from, host), readPlace(to, host)]
  if (places.every(({ kind }) => kind === 'local')) {
    const usage = '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>'
    throw invalid(`usage: aws s3 ${command} ${usage}\nError: Invalid argument type`)
  }
  return places
}

export { twoPlaces }

const endOfName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

const nameOf = (place: Place): string => endOfName(place.kind === 's3' ? place.key : place.path)

/** The same place, with a slash behind it if it is S3's. */
export function asFolder<P extends Place>(place: P): P {
  if (place.kind === 'local' || place.key === '' || place.key.endsWith('/')) return place
  return { ...place, key: `${place.key}/` }
}

/** What has this name in a folder. */
export function within(place: Place, name: string): End {
  if (place.kind === 's3') return { kind: 's3', bucket: place.bucket, key: place.key + name }
  return { kind: 'local', path: `${place.path === '/' ? '' : place.path}/${name}` }
}

/** The one object or file that a command without `--recursive` works on. */
function oneFile({ s3, host }: S3Line, place: Place): End {
  if (place.kind === 'local') {
    if (isFolder(host, place.path)) {
      throw new CliError(`[Errno 21] Is a directory: '${place.path}/'`)
    }
    return place
  }
  try {
    s3.call('HeadObject', { Bucket: place.bucket, Key: place.key })
  } catch (error) {
    // The answer to HEAD has no words, so the command has its own.
    if (!(error instanceof ServiceError) || error.code !== '404') throw error
    throw new ServiceError('404', `Key "${place.key}" does not exist`, 'HeadObject')
  }
  return place
}

/** Where a single file goes: into a folder it goes under its own name. */
function targetOf({ host }: S3Line, place: Place, name: string): End {
  if (place.kind === 's3') {
    return place.key === '' || place.key.endsWith('/') ? within(place, name) : place
  }
  return isFolder(host, place.path) || place.typed.endsWith('/') ? within(place, name) : place
}

const isSame = (a: End, b: End): boolean =>
  a.kind === 's3' && b.kind === 's3' && a.bucket === b.bucket && a.key === b.key

function uploadStdin({ host, out }: S3Line, transfer: Transfer, target: Place): number {
  if (target.kind !== 's3') throw invalid('Error: Invalid argument type')
  try {
    transfer.upload(host.stdin, '-', target)
    return 0
  } catch (error) {
    out.warn(`upload failed: - to ${uriOf(target.bucket, target.key)} ${told(error)}\n`)
    return 1
  }
}

function downloadToStdout({ s3, out }: S3Line, source: Place): number {
  const { bucket, key } = source as S3Place
  try {
    const { Body } = s3.call('GetObject', { Bucket: bucket, Key: key })
    out.write(Body instanceof Uint8Array ? new TextDecoder().decode(Body) : '')
    return 0
  } catch (error) {
    out.warn(`download failed: ${uriOf(bucket, key)} to - ${told(error)}\n`)
    return 1
  }
}

/** AWS CLI reference, s3 rm. */
export function remove(line: S3Line): number {
  const { paths, values, filters } = readLine(line)
  const [path] = paths
  if (path === undefined) throw misused('the following arguments are required: paths')
  const place: S3Place | LocalPlace = readPlace(path, line.host)
  if (place.kind !== 's3') throw invalid('usage: aws s3 rm <S3Uri>\nError: Invalid argument type')
  const transfer = new Transfer(line, values)
  try {
    if (!values.has('recursive')) transfer.delete(place)
    else {
      const root = asFolder(place)
      for (const { name } of objectsUnder(line.s3, root, true)) {
        if (isIncluded(name, filters)) transfer.delete(within(root, name))
      }
    }
  } catch (error) {
    line.out.warn(`fatal error: ${told(error)}\n`)
    return 1
  }
  return transfer.status
}
