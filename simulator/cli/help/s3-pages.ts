import { argumentsOfS3, type S3Command, type S3Option, s3Arguments } from '../s3/options.ts'
import { globalSynopsis } from './common-parts.ts'
import type { OwnPage, Part } from './own-page.ts'

// AWS CLI user guide, "Using high-level (s3) commands"; AWS CLI reference, s3.

const s3Page: OwnPage = {
  description: [
    'Commands that work on files and objects, many at a time, where aws s3api has one command for each operation of the API. Each sends the requests of aws s3api.',
    { title: 'Path Argument Type' },
    'A path is local, as the shell has it, or an S3 URI: s3://bucket/key, with the name of a bucket, the ARN of an access point, or its alias in place of bucket.',
    { title: 'Order of Path Arguments' },
    'A command takes one or two paths. Where there are two, the first is where things come from and the second where they go to; at least one of them is an S3 URI. A command with one path works on what is there.',
    { title: 'Use of Exclude and Include Filters' },
    'Commands that work on many objects take --exclude and --include, as often as needed, with patterns in which * is any text, ? any character and [...] any character in the brackets. What comes later on the line wins, and everything is included to begin with.',
  ],
  synopsis: ['aws s3 <Command> [<Arg> ...]'],
  options: [],
}

interface About {
  readonly description: readonly string[]
  readonly examples: readonly Part[]
}

const abouts: Readonly<Record<S3Command, About>> = {
  ls: {
    description: [
      'List the buckets, or what is in one: objects with the time of their last change and their size, and prefixes, marked PRE, as if they were folders. Without a path it lists the buckets of the account.',
    ],
    examples: [
      'To list the buckets:',
      ['$ aws s3 ls', '2026-11-02 09:00:00 my-bucket'],
      'To list everything in a bucket, with a sum at the end:',
      ['$ aws s3 ls s3://my-bucket --recursive --human-readable --summarize'],
    ],
  },
  cp: {
    description: [
      'Copy a file or an object to another place: up, down, or from one place in S3 to another. A hyphen in place of a local path stands for standard input or output.',
    ],
    examples: [
      'To upload a file:',
      ['$ aws s3 cp report.txt s3://my-bucket/', 'upload: ./report.txt to s3://my-bucket/report.txt'],
      'To download a whole prefix, but for its logs:',
      ['$ aws s3 cp s3://my-bucket/site . --recursive --exclude "*.log"'],
      'To print an object:',
      ['$ aws s3 cp s3://my-bucket/report.txt -'],
    ],
  },
  mv: {
    description: ['Move a file or an object to another place: it is copied, and then deleted where it was.'],
    examples: [
      'To give an object another name:',
      [
        '$ aws s3 mv s3://my-bucket/old.txt s3://my-bucket/new.txt',
        'move: s3://my-bucket/old.txt to s3://my-bucket/new.txt',
      ],
    ],
  },
  rm: {
    description: [
      'Delete an object, or with --recursive all objects of a prefix. In a bucket with versions this leaves the versions and puts a delete marker above them.',
    ],
    examples: [
      'To delete an object:',
      ['$ aws s3 rm s3://my-bucket/report.txt', 'delete: s3://my-bucket/report.txt'],
      'To delete all images of a prefix:',
      ['$ aws s3 rm s3://my-bucket/site --recursive --exclude "*" --include "*.png"'],
    ],
  },
  sync: {
    description: [
      'Make a folder or prefix hold what another one holds: what is new or has changed is copied, and what is there already stays. A file has changed when its size is another or its time is newer. Empty folders are not copied.',
    ],
    examples: [
      'To upload what has changed, and delete what is no more:',
      [
        '$ aws s3 sync . s3://my-bucket --delete',
        'upload: ./report.txt to s3://my-bucket/report.txt',
        'delete: s3://my-bucket/old.txt',
      ],
    ],
  },
  mb: {
    description: [
      'Create a bucket, in the Region that the command goes to. Names are one for all accounts of AWS.',
    ],
    examples: [
      'To create a bucket in Ireland:',
      ['$ aws s3 mb s3://my-bucket --region eu-west-1', 'make_bucket: my-bucket'],
    ],
  },
  rb: {
    description: [
      'Delete a bucket. It has to be empty, or --force empties it, but for versions and delete markers.',
    ],
    examples: [
      'To delete a bucket with all that is in it:',
      ['$ aws s3 rb s3://my-bucket --force', 'delete: s3://my-bucket/report.txt', 'remove_bucket: my-bucket'],
    ],
  },
  presign: {
    description: [
      'Print a URL with which anybody can read an object for a while, with the permissions of whoever signed it. No request is sent: whether the object exists turns out when the URL is used.',
    ],
    examples: [
      'To let somebody read an object for five minutes:',
      ['$ aws s3 presign s3://my-bucket/report.txt --expires-in 300'],
    ],
  },
  website: {
    description: ['Make a website of a bucket, with a page for folders and one for errors.'],
    examples: [
      'To name both pages:',
      ['$ aws s3 website s3://my-bucket --index-document index.html --error-document error.html'],
    ],
  },
}

export const s3Pages: Readonly<Record<string, OwnPage>> = {
  s3: s3Page,
  ...Object.fromEntries(
    Object.keys(s3Arguments).map((name) => [`s3 ${name}`, pageOf(name, abouts[name as S3Command])]),
  ),
}

function pageOf(name: string, { description, examples }: About): OwnPage {
  const { paths = '', options = [] } = argumentsOfS3(name) ?? {}
  const rows = rowsOf(options)
  return {
    description,
    synopsis: [`  ${name}`, paths, ...rows.map(synopsisOf), ...globalSynopsis()],
    options: [`paths (string) ${paths}`, ...rows.map(textOf)],
    global: true,
    examples,
  }
}

/** Options that exclude each other are one row. */
type Row = readonly [S3Option, ...S3Option[]]

function rowsOf(options: readonly S3Option[]): Row[] {
  const rows = new Map<string, Row>()
  for (const option of options) {
    const key = option.group ?? option.name
    const row = rows.get(key)
    rows.set(key, row ? [...row, option] : [option])
  }
  return [...rows.values()]
}

function namesIn(row: Row): string {
  return row.map(({ name }) => `--${name}`).join(' | ')
}

function synopsisOf(row: Row): string {
  const [{ takes, values = '<value>' }] = row
  return `[${namesIn(row)}${takes === 'none' ? '' : ` ${values}`}]`
}

function textOf(row: Row): string {
  const [{ kind, isMissing }] = row
  const text = row.map((option) => option.text).join(' ')
  return `${namesIn(row)} (${kind}) ${text}${isMissing ? ' Not simulated here.' : ''}`
}
