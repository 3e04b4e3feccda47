import type { Argument } from '../arguments/option.ts'

// What `aws s3` commands take (AWS CLI reference, version 2, s3): the commands read their lines by it, help and
// completion list it.

export interface S3Option extends Argument {
  /** What kind of value help says that it takes. */
  readonly kind: 'boolean' | 'string' | 'integer' | 'blob' | 'map'
  /** What help says of it. */
  readonly text: string
  /** How a synopsis writes its values; `<value>` where nothing else is said. */
  readonly values?: string
  /** Options that exclude each other share a group; help prints them as one. */
  readonly group?: string
  /** It exists at AWS, and the command says that it does nothing here. */
  readonly isMissing?: boolean
}

export interface S3Arguments {
  /** The paths, as a synopsis writes them. */
  readonly paths: string
  readonly options: readonly S3Option[]
}

const flag = (name: string, text: string, more: Partial<S3Option> = {}): S3Option => ({
  name,
  key: name,
  takes: 'none',
  sets: true,
  kind: 'boolean',
  text,
  ...more,
})

const option = (name: string, text: string, more: Partial<S3Option> = {}): S3Option => ({
  name,
  key: name,
  takes: 'one',
  kind: 'string',
  text,
  ...more,
})

const whole = { kind: 'integer', integer: true } as const
const bytes = { kind: 'blob', isMissing: true } as const
/** Given without a word it means this. */
const alone = (value: string) => ({ takes: 'maybe', alone: value }) as const

const pageSize = option('page-size', 'How many results to ask for in one call. The default is 1000.', whole)
const requestPayer = option(
  'request-payer',
  'Say that the one who asks will pay for the request. The only value is requester.',
  { ...alone('requester'), choices: ['requester'] },
)
const recursive = flag('recursive', 'Work on everything below the folder or prefix.')

const said: readonly S3Option[] = [
  flag('dryrun', 'Print what would be done, and do nothing.'),
  flag('quiet', 'Print nothing.'),
]
const patterns: readonly S3Option[] = [
  option(
    'include',
    'Work on what matches this pattern after all, though an earlier --exclude leaves it out.',
  ),
  option('exclude', 'Leave out what matches this pattern.'),
]
const onlyErrors = flag('only-show-errors', 'Print errors and warnings, and nothing else.')

const acls = [
  'private',
  'public-read',
  'public-read-write',
  'authenticated-read',
  'aws-exec-read',
  'bucket-owner-read',
  'bucket-owner-full-control',
  'log-delivery-write',
]
const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]
const checksums = [
  'CRC64NVME',
  'CRC32',
  'SHA256',
  'SHA1',
  'CRC32C',
  'SHA512',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
]

const oneOf = (values: readonly string[]): string => `One of ${values.join(', ')}.`

/** What cp, mv and sync have in common, in the order of their synopses. */
const transfer: readonly S3Option[] = [
  ...said,
  ...patterns,
  option('acl', `The canned access control list that objects get. ${oneOf(acls)}`, { choices: acls }),
  flag('follow-symlinks', 'Upload what a symbolic link points to. This is the default.', {
    group: 'follow-symlinks',
  }),
  flag('no-follow-symlinks', 'Leave symbolic links out of an upload.', {
    key: 'follow-symlinks',
    sets: false,
    group: 'follow-symlinks',
  }),
  flag('no-guess-mime-type', 'Do not set the content type by the name of the file.', {
    key: 'guess-mime-type',
    sets: false,
  }),
  option('sse', 'How S3 encrypts the objects: AES256, which it is without a value, or aws:kms.', {
    ...alone('AES256'),
    choices: ['AES256', 'aws:kms'],
  }),
  option('sse-c', 'Encrypt with the key that is given in --sse-c-key. The only value is AES256.', {
    ...alone('AES256'),
    choices: ['AES256'],
    isMissing: true,
  }),
  option('sse-c-key', 'The key to encrypt with, for --sse-c.', bytes),
  option('sse-kms-key-id', 'The AWS KMS key to encrypt with, for --sse aws:kms.'),
  option('sse-c-copy-source', 'Read a source that was encrypted with such a key.', {
    ...alone('AES256'),
    choices: ['AES256'],
    isMissing: true,
  }),
  option('sse-c-copy-source-key', 'The key that the source was encrypted with.', bytes),
  option('storage-class', `The storage class of the objects. ${oneOf(storageClasses)}`, {
    choices: storageClasses,
  }),
  option('grants', 'Who is granted what on the objects, as Permission=Grantee_Type=Grantee_ID.', {
    takes: 'many',
    values: '<value> [<value>...]',
    isMissing: true,
  }),
  option('website-redirect', 'Where a website in the bucket sends those who ask for the object.'),
  option('content-type', 'The content type of the objects, in place of one by the name of the file.'),
  option('cache-control', 'How caches are to keep the objects.'),
  option('content-disposition', 'How programs are to present the objects.'),
  option('content-encoding', 'What encodings the content has been put through.'),
  option('content-language', 'The language of the content.'),
  option('expires', 'When the objects are stale for caches.'),
  option('source-region', 'The Region of the bucket that objects are copied from, if it is another one.'),
  onlyErrors,
  flag('no-progress', 'Do not show progress.', { key: 'progress', sets: false }),
  option('progress-frequency', 'How many seconds lie between two lines of progress.', whole),
  flag('progress-multiline', 'Print each line of progress below the one before.'),
  pageSize,
  flag('ignore-glacier-warnings', 'Do not warn of objects that have to be restored before they can be read.'),
  flag('force-glacier-transfer', 'Try archived objects too, as they may have been restored.'),
  requestPayer,
  option('checksum-mode', 'Have the checksum of each download verified. The only value is ENABLED.', {
    choices: ['ENABLED'],
  }),
  option('checksum-algorithm', `How the checksums of uploads are made. ${oneOf(checksums)}`, {
    choices: checksums,
  }),
  option('metadata', 'Metadata to keep with the objects, as name=value,name=value or in JSON.', {
    kind: 'map',
  }),
  option(
    'copy-props',
    'Which properties a copy takes over from its source: none, metadata-directive or default, which is all.',
    { choices: ['none', 'metadata-directive', 'default'] },
  ),
  option(
    'metadata-directive',
    'Whether a copy takes the metadata of its source along, COPY, or gets what the line says, REPLACE.',
    { choices: ['COPY', 'REPLACE'] },
  ),
]

const caseConflict = option(
  'case-conflict',
  'What to do when names of a download differ in case alone: ignore, skip, warn or error. The files here keep them apart.',
  { choices: ['ignore', 'skip', 'warn', 'error'] },
)
const noOverwrite = flag('no-overwrite', 'Leave alone what is already there.')

const fromTo = '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>'

export const s3Arguments = {
  ls: {
    paths: '<S3Uri> or NONE',
    options: [
      recursive,
      pageSize,
      flag('human-readable', 'Show sizes in units that people read.'),
      flag('summarize', 'End with how many objects there are and how large they are together.'),
      requestPayer,
      option('bucket-name-prefix', 'List the buckets whose names begin with this.'),
      option('bucket-region', 'List the buckets of this Region.'),
    ],
  },
  cp: {
    paths: fromTo,
    options: [
      ...transfer,
      option('expected-size', 'The size of what comes from standard input, in bytes.'),
      recursive,
      caseConflict,
      noOverwrite,
    ],
  },
  mv: {
    paths: fromTo,
    options: [
      ...transfer,
      recursive,
      flag(
        'validate-same-s3-paths',
        'Refuse if source and target may be one bucket under two names, as with an access point.',
        { isMissing: true },
      ),
      caseConflict,
      noOverwrite,
    ],
  },
  rm: {
    paths: '<S3Uri>',
    options: [...said, recursive, requestPayer, ...patterns, onlyErrors, pageSize],
  },
  sync: {
    paths: fromTo,
    options: [
      ...transfer,
      caseConflict,
      noOverwrite,
      flag('size-only', 'Take what has the same size for the same, whatever its time.'),
      flag('exact-timestamps', 'On the way down, fetch what has another time, older or newer.'),
      flag('delete', 'Delete at the target what is not at the source.'),
    ],
  },
  mb: {
    paths: '<S3Uri>',
    options: [
      option('tags', 'A tag of the new bucket. It may stand several times.', {
        takes: 'many',
        values: '<key> <value>',
      }),
    ],
  },
  rb: {
    paths: '<S3Uri>',
    options: [flag('force', 'Delete the objects in the bucket first. Older versions are not deleted.')],
  },
  presign: {
    paths: '<S3Uri>',
    options: [
      option('expires-in', 'How many seconds the URL holds. The default is 3600, the most 604800.', whole),
    ],
  },
  website: {
    paths: '<S3Uri>',
    options: [
      option('index-document', 'The object that stands for a folder, as index.html.'),
      option('error-document', 'The object that is shown in place of an error.'),
    ],
  },
} as const satisfies Readonly<Record<string, S3Arguments>>

export type S3Command = keyof typeof s3Arguments

export const argumentsOfS3 = (command: string): S3Arguments | undefined =>
  Object.hasOwn(s3Arguments, command) ? s3Arguments[command as S3Command] : undefined
