import type { S3api } from '../../api/generated/types.d.ts'
import { readLine, type S3Line } from './line.ts'
import { readUri } from './places.ts'

// AWS CLI reference, s3 ls: when it was last changed, how large it is, its name.

export function list(line: S3Line): number {
  const { s3, out } = line
  const { paths, values } = readLine(line)
  const { bucket, key } = readUri(paths[0] ?? 's3://')
  if (bucket === '') {
    const asked = {
      ...(values.has('bucket-name-prefix') && { Prefix: String(values.get('bucket-name-prefix')) }),
      ...(values.has('bucket-region') && { BucketRegion: String(values.get('bucket-region')) }),
    }
    for (const { Name, CreationDate } of s3.call('ListBuckets', asked).Buckets ?? []) {
      out.write(`${timeOf(CreationDate)} ${Name}\n`)
    }
    return 0
  }
  const isRecursive = values.has('recursive')
  const size = values.has('human-readable') ? humanSize : String
  let count = 0
  let bytes = 0
  let found = false
  for (const page of pagesOf(s3, bucket, key, isRecursive)) {
    for (const { Prefix = '' } of page.CommonPrefixes ?? []) {
      found = true
      out.write(`${'PRE'.padStart(30)} ${Prefix.split('/').at(-2)}/\n`)
    }
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
      found = true
      count++
      bytes += Size
      const name = isRecursive ? Key : Key.slice(Key.lastIndexOf('/') + 1)
      out.write(`${timeOf(LastModified)} ${size(Size).padStart(10)} ${name}\n`)
    }
  }
  if (values.has('summarize')) {
    out.write(`\nTotal Objects: ${count}\n${'Total Size: '.padStart(15)}${size(bytes)}\n`)
  }
  // The same page: with a key, status 1 says that there is nothing of that name.
  return key !== '' && !found ? 1 : 0
}

function* pagesOf(
  s3: S3Line['s3'],
  bucket: string,
  key: string,
  isRecursive: boolean,
): Generator<S3api.ListObjectsV2Output> {
  let token: string | undefined
  do {
    const page = s3.call('ListObjectsV2', {
      Bucket: bucket,
      Prefix: key,
      ...(!isRecursive && { Delimiter: '/' }),
      ...(token !== undefined && { ContinuationToken: token }),
    })
    yield page
    token = page.NextContinuationToken
  } while (token !== undefined)
}

const timeOf = (time: string | undefined): string => (time ?? '').slice(0, 19).replace('T', ' ')

const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']

export function humanSize(bytes: number): string {
  if (bytes === 1) return '1 Byte'
  if (bytes < 1024) return `${bytes} Bytes`
  let value = bytes / 1024
  let unit = 0
  while (Math.round(value) >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(1)} ${units[unit]}`
}
