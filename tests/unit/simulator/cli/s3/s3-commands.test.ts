import { describe, expect, it } from 'vitest'
import { ledger } from '../../../../../simulator/world/ledger.ts'
import { machineWithBucket } from './machine.ts'

const tree = { 'a.txt': 'one', 'site/index.html': '<p>', 'site/img/x.png': 'png', 'site/notes.md': '#' }

describe('cp of one file', () => {
  it.each([
    ['a.txt s3://box', 'upload: ./a.txt to s3://box/a.txt\n', ['a.txt']],
    ['a.txt s3://box/', 'upload: ./a.txt to s3://box/a.txt\n', ['a.txt']],
    ['a.txt s3://box/b.txt', 'upload: ./a.txt to s3://box/b.txt\n', ['b.txt']],
    ['./a.txt s3://box/dir/', 'upload: ./a.txt to s3://box/dir/a.txt\n', ['dir/a.txt']],
    ['site/index.html s3://box', 'upload: site/index.html to s3://box/index.html\n', ['index.html']],
    ['a.txt s3://box --quiet', '', ['a.txt']],
    ['a.txt s3://box --dryrun', '(dryrun) upload: ./a.txt to s3://box/a.txt\n', []],
  ])('up: %s', (words, said, keys) => {
    const machine = machineWithBucket(tree)
    expect(machine.says(`aws s3 cp ${words}`)).toBe(said)
    if (keys.length) expect(machine.keys()).toEqual(keys)
    else expect(machine.says('aws s3 ls s3://box')).toBe('')
  })

  it.each([
    ['.', 'download: s3://box/k.txt to ./k.txt\n', 'k.txt'],
    ['got.txt', 'download: s3://box/k.txt to ./got.txt\n', 'got.txt'],
    ['site', 'download: s3://box/k.txt to site/k.txt\n', 'site/k.txt'],
    ['new/folder/', 'download: s3://box/k.txt to new/folder/k.txt\n', 'new/folder/k.txt'],
  ])('down: %s', (target, said, name) => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 cp a.txt s3://box/k.txt')
    expect(machine.says(`aws s3 cp s3://box/k.txt ${target}`)).toBe(said)
    expect(machine.text(name)).toBe('one')
  })

  it('from one object to another', () => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 cp a.txt s3://box/k')
    expect(machine.says('aws s3 cp s3://box/k s3://box/copy/')).toBe('copy: s3://box/k to s3://box/copy/k\n')
    expect(machine.keys()).toEqual(['copy/k', 'k'])
  })

  it('from standard input and to standard output says nothing of itself', () => {
    const machine = machineWithBucket()
    expect(machine.says('aws s3 cp - s3://box/k', 'piped')).toBe('')
    expect(machine.says('aws s3 cp s3://box/k -')).toBe('piped')
  })

  it('gives the type that the name has, or the one on the line', () => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 cp site/index.html s3://box')
    machine.says('aws s3 cp a.txt s3://box --content-type x/y --metadata k=v')
    const query = '--query [ContentType,Metadata] --output json'
    expect(machine.says(`aws s3api head-object --bucket box --key index.html ${query}`)).toContain(
      '"text/html"',
    )
    expect(JSON.parse(machine.says(`aws s3api head-object --bucket box --key a.txt ${query}`))).toEqual([
      'x/y',
      { k: 'v' },
    ])
  })

  it.each([
    ['none.txt s3://box', '\naws: [ERROR]: The user-provided path none.txt does not exist.\n', 255],
    [
      's3://box/none .',
      'fatal error: An error occurred (404) when calling the HeadObject operation: Key "none" does not exist\n',
      1,
    ],
    [
      'a.txt s3://nobody',
      'upload failed: ./a.txt to s3://nobody/a.txt An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist\n',
      1,
    ],
  ])('%s fails', (words, stderr, exitCode) => {
    expect(machineWithBucket(tree).type(`aws s3 cp ${words}`)).toEqual({ stdout: '', stderr, exitCode })
  })

  it.each([
    ['cp a.txt b.txt', 'Error: Invalid argument type'],
    ['cp a.txt', 'the following arguments are required: paths'],
    ['cp a.txt s3://box --colour', 'Unknown options: --colour'],
    ['fly a.txt', "argument subcommand: Found invalid choice 'fly'"],
  ])('%s is not understood', (words, text) => {
    const { stderr, exitCode } = machineWithBucket(tree).type(`aws s3 ${words}`)
    expect(stderr).toContain(text)
    expect(exitCode).toBe(252)
  })
})

describe('many files', () => {
  it.each([
    ['', ['img/x.png', 'index.html', 'notes.md']],
    ['--exclude *.md', ['img/x.png', 'index.html']],
    ['--exclude * --include *.md', ['notes.md']],
    ['--include *.md --exclude *', []],
    ['--exclude img/*', ['index.html', 'notes.md']],
    ['--exclude [in]*', []],
  ])('cp --recursive %s', (filters, names) => {
    const machine = machineWithBucket(tree)
    const said = machine.says(`aws s3 cp site s3://box/w --recursive ${filters}`)
    expect(said).toBe(names.map((name) => `upload: site/${name} to s3://box/w/${name}\n`).join(''))
  })

  it('come back with --recursive, and go with rm', () => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 cp site s3://box --recursive')
    machine.says('aws s3 cp s3://box back --recursive')
    expect(machine.text('back/img/x.png')).toBe('png')
    expect(machine.says('aws s3 rm s3://box --recursive --exclude *.md')).toBe(
      'delete: s3://box/img/x.png\ndelete: s3://box/index.html\n',
    )
    expect(machine.keys()).toEqual(['notes.md'])
  })

  it('are moved: they are no more where they were', () => {
    const machine = machineWithBucket(tree)
    expect(machine.says('aws s3 mv a.txt s3://box/b')).toBe('move: ./a.txt to s3://box/b\n')
    expect(machine.files.stat('/home/learner/a.txt')).toBeUndefined()
    expect(machine.says('aws s3 mv s3://box/b s3://box/c')).toBe('move: s3://box/b to s3://box/c\n')
    expect(machine.keys()).toEqual(['c'])
  })
})

describe('sync', () => {
  it('sends what is new or has changed, and nothing twice', () => {
    const machine = machineWithBucket(tree)
    expect(machine.says('aws s3 sync site s3://box').split('\n')).toHaveLength(4)
    expect(machine.says('aws s3 sync site s3://box')).toBe('')
    machine.files.write('/home/learner/site/notes.md', new TextEncoder().encode('longer'))
    expect(machine.says('aws s3 sync site s3://box')).toBe('upload: site/notes.md to s3://box/notes.md\n')
    machine.cloud.advance(60)
    machine.files.touch('/home/learner/site/index.html', machine.cloud.now)
    expect(machine.says('aws s3 sync site s3://box --size-only')).toBe('')
    expect(machine.says('aws s3 sync site s3://box')).toBe('upload: site/index.html to s3://box/index.html\n')
  })

  it('deletes what is no more, when told so', () => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 sync site s3://box')
    machine.files.remove('/home/learner/site/notes.md')
    expect(machine.says('aws s3 sync site s3://box')).toBe('')
    expect(machine.says('aws s3 sync site s3://box --delete')).toBe('delete: s3://box/notes.md\n')
  })

  it('brings down, and finds that nothing is left to bring', () => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 sync site s3://box')
    machine.cloud.advance(60)
    expect(machine.says('aws s3 sync s3://box copy').split('\n')).toHaveLength(4)
    expect(machine.says('aws s3 sync s3://box copy')).toBe('')
  })
})

describe('ls', () => {
  const listed = () => {
    const machine = machineWithBucket(tree)
    machine.says('aws s3 cp site s3://box/site --recursive --quiet')
    machine.says('aws s3 cp a.txt s3://box --quiet')
    return machine
  }
  const at = '2026-11-02 09:00:00'

  it.each([
    ['', `${at} box\n`],
    ['s3://box', `                           PRE site/\n${at}          3 a.txt\n`],
    [
      's3://box/site/',
      `                           PRE img/\n${at}          3 index.html\n${at}          1 notes.md\n`,
    ],
    ['s3://box/site', '                           PRE site/\n'],
    ['s3://box/site/img/ --recursive', `${at}          3 site/img/x.png\n`],
    [
      's3://box/a --summarize --human-readable',
      `${at}    3 Bytes a.txt\n\nTotal Objects: 1\n   Total Size: 3 Bytes\n`,
    ],
  ])('%s', (words, said) => {
    expect(listed().says(`aws s3 ls ${words}`)).toBe(said)
  })

  it('of a key that nothing begins with ends with 1', () => {
    expect(listed().type('aws s3 ls s3://box/none')).toEqual({ stdout: '', stderr: '', exitCode: 1 })
  })

  it('of a bucket that does not exist', () => {
    expect(listed().type('aws s3 ls s3://nobody')).toEqual({
      stdout: '',
      stderr:
        '\naws: [ERROR]: An error occurred (NoSuchBucket) when calling the ListObjectsV2 operation: The specified bucket does not exist\n\nAdditional error details:\nBucketName: nobody\n',
      exitCode: 254,
    })
  })
})

describe('buckets', () => {
  it('are made and removed', () => {
    const { says } = machineWithBucket()
    expect(says('aws s3 mb s3://more --region eu-west-1')).toBe('make_bucket: more\n')
    expect(says('aws s3 rb s3://more --region eu-west-1')).toBe('remove_bucket: more\n')
  })

  it('with objects in them stay, unless forced', () => {
    const { type, says } = machineWithBucket(tree)
    says('aws s3 cp a.txt s3://box')
    expect(type('aws s3 rb s3://box')).toEqual({
      stdout: '',
      stderr:
        'remove_bucket failed: s3://box An error occurred (BucketNotEmpty) when calling the DeleteBucket operation: The bucket you tried to delete is not empty\n',
      exitCode: 1,
    })
    expect(says('aws s3 rb s3://box --force')).toBe('delete: s3://box/a.txt\nremove_bucket: box\n')
  })
})

describe('presign', () => {
  it('signs a URL for an hour', () => {
    const url = new URL(machineWithBucket().says('aws s3 presign s3://box/dir/a%20b').trim())
    expect(url.origin + url.pathname).toBe('https://box.s3.us-east-1.amazonaws.com/dir/a%2520b')
    expect(Object.fromEntries([...url.searchParams].slice(0, 5))).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIA123456789012/20261102/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20261102T090000Z',
      'X-Amz-Expires': '3600',
      'X-Amz-SignedHeaders': 'host',
    })
    expect(url.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a bucket of another Region', () => {
  const abroad = '--region eu-west-1'

  it.each(['aws s3 ls s3://box', 'aws s3api head-bucket --bucket box', 'aws s3 cp s3://box/a.txt -'])(
    'is followed in silence: %s',
    (line) => {
      const machine = machineWithBucket(tree)
      machine.says('aws s3 cp a.txt s3://box')
      expect(machine.says(`${line} ${abroad}`)).toBe(machine.says(line))
    },
  )

  it('is asked for where it is from then on', () => {
    const machine = machineWithBucket(tree)
    machine.says(`aws s3 cp site s3://box --recursive ${abroad}`)
    expect(machine.keys()).toEqual(['img/x.png', 'index.html', 'notes.md'])
    const refused = machine.cloud.store.all(ledger).filter(({ error }) => error !== undefined)
    expect(refused.map(({ operation, error }) => [operation, error?.code])).toEqual([
      ['PutObject', 'PermanentRedirect'],
    ])
  })
})

it.each([
  [
    '--if-none-match',
    '"8b1a9953c4611296a827abf8c47804d7"',
    '(304) when calling the GetObject operation: Not Modified',
  ],
  [
    '--if-match',
    '"x"',
    '(PreconditionFailed) when calling the GetObject operation: At least one of the pre-conditions you specified did not hold\n\nAdditional error details:\nCondition: If-Match',
  ],
  [
    '--range',
    'bytes=9-',
    '(InvalidRange) when calling the GetObject operation: The requested range is not satisfiable\n\nAdditional error details:\nRangeRequested: bytes=9-\nActualObjectSize: 5',
  ],
])('get-object %s %s is refused', (option, value, said) => {
  const machine = machineWithBucket({ 'a.txt': 'Hello' })
  machine.says('aws s3 cp a.txt s3://box')
  const { exitCode, stderr } = machine.type(
    `aws s3api get-object --bucket box --key a.txt ${option} '${value}' out`,
  )
  expect(stderr).toBe(`\naws: [ERROR]: An error occurred ${said}\n`)
  expect(exitCode).toBe(254)
})

describe('get-object puts the body where it is told', () => {
  const get = (to: string) => {
    const machine = machineWithBucket({ 'a.txt': 'Hello' })
    machine.says('aws s3 cp a.txt s3://box')
    return machine.type(`aws s3api get-object --bucket box --key a.txt --query ContentLength ${to}`)
  }

  it('on standard output', () =>
    expect(get('/dev/stdout')).toMatchObject({ stdout: 'Hello5\n', exitCode: 0 }))

  it('but not into a directory that is not there', () =>
    expect(get('no/where')).toMatchObject({
      stderr: "\naws: [ERROR]: [Errno 2] No such file or directory: 'no/where'\n",
      exitCode: 255,
    }))
})

describe('what is already there', () => {
  it.each([
    ['cp b.txt s3://box/k', 'up'],
    ['cp s3://box/other s3://box/k', 'from place to place'],
    ['mv b.txt s3://box/k', 'moved'],
  ])('stays with --no-overwrite: %s (%s)', (words) => {
    const machine = machineWithBucket({ 'a.txt': 'old', 'b.txt': 'new' })
    machine.says('aws s3 cp a.txt s3://box/k')
    machine.says('aws s3 cp b.txt s3://box/other')
    expect(machine.says(`aws s3 ${words} --no-overwrite`)).toBe('')
    expect(machine.says('aws s3 cp s3://box/k -')).toBe('old')
  })

  it.each(['cp s3://box/k a.txt', 'sync s3://box .'])('stays here with --no-overwrite: %s', (words) => {
    const machine = machineWithBucket({ 'a.txt': 'old', k: 'longer' })
    machine.says('aws s3 cp a.txt s3://box/k')
    expect(machine.says(`aws s3 ${words} --no-overwrite`)).toBe('')
    expect([machine.text('a.txt'), machine.text('k')]).toEqual(['old', 'longer'])
  })

  it('is no obstacle for what is new', () => {
    const machine = machineWithBucket(tree)
    expect(machine.says('aws s3 cp a.txt s3://box/k --no-overwrite')).toBe('upload: ./a.txt to s3://box/k\n')
  })
})

it('a bucket is made with tags', () => {
  const machine = machineWithBucket()
  expect(machine.says('aws s3 mb s3://tagged --tags team web --tags stage test')).toBe(
    'make_bucket: tagged\n',
  )
  const listed = machine.says('aws s3api get-bucket-tagging --bucket tagged --query TagSet --output text')
  expect(listed).toBe('team\tweb\nstage\ttest\n')
  expect(machine.type('aws s3 mb s3://other --tags team')).toMatchObject({
    exitCode: 252,
    stderr: expect.stringContaining('argument --tags: expected 2 arguments'),
  })
})

it('a bucket becomes a website', () => {
  const machine = machineWithBucket()
  expect(machine.says('aws s3 website s3://box --index-document i.html --error-document e.html')).toBe('')
  expect(JSON.parse(machine.says('aws s3api get-bucket-website --bucket box'))).toEqual({
    IndexDocument: { Suffix: 'i.html' },
    ErrorDocument: { Key: 'e.html' },
  })
})

it.each(['--sse-c', '--grants read=id=x'])('an option that does nothing here says so: %s', (option) => {
  expect(machineWithBucket(tree).type(`aws s3 cp a.txt s3://box ${option}`)).toMatchObject({
    exitCode: 255,
    stderr: expect.stringContaining(`hopwise does not simulate "aws s3 cp ${option.split(' ')[0]}"`),
  })
})
