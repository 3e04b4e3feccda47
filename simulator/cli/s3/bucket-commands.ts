import type { S3api } from '../../api/generated/types.d.ts'
import { invalid, misused } from '../errors.ts'
import { flag, option, readLine, type S3Line, told } from './line.ts'
import { readUri, uriOf } from './places.ts'

/** AWS CLI reference, s3 mb. */
export function makeBucket({ words, s3, out }: S3Line): number {
  const { paths } = readLine(words, [option('tags', { takes: 'many' })])
  const bucket = bucketOf(paths)
  const region = s3.caller.session.region ?? 'us-east-1'
  try {
    s3.call('CreateBucket', {
      Bucket: bucket,
      ...(region !== 'us-east-1' && {
        CreateBucketConfiguration: { LocationConstraint: region as S3api.BucketLocationConstraint },
      }),
    })
    out.write(`make_bucket: ${bucket}\n`)
    return 0
  } catch (error) {
    out.warn(`make_bucket failed: s3://${bucket} ${told(error)}\n`)
    return 1
  }
}

/** AWS CLI reference, s3 rb: with `--force` the objects go first, but not their older versions. */
export function removeBucket({ words, s3, out }: S3Line): number {
  const { paths, values } = readLine(words, [flag('force')])
  const bucket = bucketOf(paths)
  if (readUri(paths[0] ?? '').key !== '') {
    throw invalid(`Please specify a valid bucket name only. E.g. s3://${bucket}`)
  }
  try {
    if (values.has('force')) {
      for (const { Key = '' } of s3.objects(bucket, '')) {
        s3.call('DeleteObject', { Bucket: bucket, Key })
        out.write(`delete: ${uriOf(bucket, Key)}\n`)
      }
    }
    s3.call('DeleteBucket', { Bucket: bucket })
    out.write(`remove_bucket: ${bucket}\n`)
    return 0
  } catch (error) {
    out.warn(`remove_bucket failed: s3://${bucket} ${told(error)}\n`)
    return 1
  }
}

function bucketOf([path]: readonly string[]): string {
  if (path === undefined) throw misused('the following arguments are required: path')
  if (!path.startsWith('s3://')) throw invalid(`${path}\nError: Invalid argument type`)
  return readUri(path).bucket
}
