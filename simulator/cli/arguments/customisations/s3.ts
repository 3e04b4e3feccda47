import { invalid } from '../../errors.ts'
import { type Customisation, ownArgument } from './customisation.ts'

// The two expressions are quoted in the message, so they are kept as the AWS CLI prints them.
const bucketName = String.raw`^[a-zA-Z0-9.\-_]{1,255}$`
const bucketArn =
  String.raw`^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|` +
  String.raw`^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$`
const validBucket = new RegExp(bucketName)
const validArn = new RegExp(bucketArn)

const bucketNames: Customisation = {
  service: 's3api',
  prepare({ Bucket }) {
    if (typeof Bucket !== 'string' || validBucket.test(Bucket) || validArn.test(Bucket)) return
    throw invalid(
      `Parameter validation failed:\nInvalid bucket name "${Bucket}": Bucket name must match the regex ` +
        `"${bucketName}" or be an ARN matching the regex "${bucketArn}"`,
    )
  },
}

// Keys may hold characters that XML cannot, so lists are asked for URL-encoded and decoded again.
const encodedKeys: Customisation = {
  service: 's3api',
  commands: ['list-objects', 'list-objects-v2', 'list-object-versions'],
  prepare(input) {
    input.EncodingType ??= 'url'
  },
}

const checksums: Customisation = {
  service: 's3api',
  commands: ['get-object'],
  prepare(input) {
    input.ChecksumMode ??= 'ENABLED'
  },
}

const select: Customisation = {
  service: 's3api',
  commands: ['select-object-content'],
  shape(table) {
    const outfile = ownArgument('outfile', 'Filename where the records will be saved', undefined, {
      positional: true,
      required: true,
    })
    table.set('outfile', outfile)
  },
}

export const s3: readonly Customisation[] = [bucketNames, encodedKeys, checksums, select]
