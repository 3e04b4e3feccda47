import type { S3api } from '../../api/generated/types.d.ts'
import { invalid, misused } from '../errors.ts'
import { readLine, type S3Line, told } from './line.ts'
import { readUri, uriOf } from './places.ts'

/** AWS CLI reference, s3 mb. */
export function makeBucket(line: S3Line): number {
  const { s3, out } = line
  const tags: S3api.Tag[] = []
  const { paths } = readLine(line, (name, [Key, Value, ...more]) => {
    if (name !== 'tags') return
    if (Key === undefined || Value === undefined || more.length)
      throw misused('argument --tags: expected 2 arguments')
    tags.push({ Key, Value })
  })
  const bucket = bucketOf(paths)
  const region = s3.caller.session.region ?? 'us-east-1'
  const configuration: S3api.CreateBucketConfiguration = {
    ...(region !== 'us-east-1' && { LocationConstraint: region as S3api.BucketLocationConstraint }),
    ...(tags.length > 0 && { Tags: tags }),
  }
  try {
    s3.call('CreateBucket', {
      Bucket: bucket,
      ...(Object.keys(configuration).length > 0 && { CreateBucketConfiguration: configuration }),
    })
    out.write(`make_bucket: ${bucket}\n`)
    return 0
  } catch (error) {
    out.warn(`make_bucket failed: s3://${bucket} ${told(error)}\n`)
    return 1
  }
}

/** AWS CLI reference, s3 rb: with `--force` the objects go first, but not their older versions. */
export function removeBucket(line: S3Line): number {
  const { s3, out } = line
  const { paths, values } = readLine(line)
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

/** AWS CLI reference, s3 website. */
export function setWebsite(line: S3Line): number {
  const { paths, values } = readLine(line)
  const [index, error] = [values.get('index-document'), values.get('error-document')]
  line.s3.call('PutBucketWebsite', {
    Bucket: bucketOf(paths, 'paths'),
    WebsiteConfiguration: {
      ...(typeof error === 'string' && { ErrorDocument: { Key: error } }),
      ...(typeof index === 'string' && { IndexDocument: { Suffix: index } }),
    },
  })
  return 0
}

function bucketOf([path]: readonly string[], name = 'path'): string {
  if (path === undefined) throw misused(`the following arguments are required: ${name}`)
  if (!path.startsWith('s3://')) throw invalid(`${path}\nError: Invalid argument type`)
  return readUri(path).bucket
}
