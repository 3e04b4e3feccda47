import type { S3api } from '../../api/generated/types.d.ts'
import type { Parsed } from '../arguments/option.ts'
import { ServiceError } from '../errors.ts'
import type { CliHost } from '../host.ts'
import type { Streams } from '../streams.ts'
import { contentTypeOf } from './content-types.ts'
import { fileExists } from './file-lists.ts'
import { type S3, type S3Line, told } from './line.ts'
import { shownPath, uriOf } from './places.ts'

/** A file of the machine, or an object. */
export type End =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }

/** Moves bytes one by one, says what it did, and goes on when one fails. */
export class Transfer {
  readonly #s3: S3
  readonly #host: CliHost
  readonly #out: Streams
  readonly #values: Parsed
  readonly #isMove: boolean
  /** The command's exit status. */
  status = 0

  constructor({ s3, host, out, command }: S3Line, values: Parsed) {
    this.#s3 = s3
    this.#host = host
    this.#out = out
    this.#values = values
    this.#isMove = command === 'mv'
  }

  run(from: End, to: End): void {
    const verb = this.#isMove ? 'move' : verbOf(from, to)
    const what = `${this.#shown(from)} to ${this.#shown(to)}`
    if (this.#keepsOld && to.kind === 'local' && fileExists(this.#host, to.path)) return
    this.#attempt(verb, what, () => {
      this.#copy(from, to)
      if (this.#isMove) this.#remove(from)
    })
  }

  delete(end: End): void {
    this.#attempt('delete', this.#shown(end), () => this.#remove(end))
  }

  #attempt(verb: string, what: string, act: () => void): void {
    const isSilent = this.#values.has('quiet') || this.#values.has('only-show-errors')
    if (this.#values.has('dryrun')) {
      if (!isSilent) this.#out.write(`(dryrun) ${verb}: ${what}\n`)
      return
    }
    try {
      act()
      if (!isSilent) this.#out.write(`${verb}: ${what}\n`)
    } catch (error) {
      if (this.#keepsOld && error instanceof ServiceError && error.code === 'PreconditionFailed') return
      this.status = 1
      const text = `${verb} failed: ${what} ${told(error)}\n`
      if (!this.#values.has('quiet')) this.#out.warn(text)
    }
  }

  /** AWS CLI reference, s3 cp: with --no-overwrite what is there stays as it is, and that is no failure. */
  get #keepsOld(): boolean {
    return this.#values.has('no-overwrite')
  }

  #shown(end: End): string {
    return end.kind === 's3' ? uriOf(end.bucket, end.key) : shownPath(end.path, this.#host.cwd)
  }

  #copy(from: End, to: End): void {
    if (from.kind === 'local' && to.kind === 's3') {
      this.upload(this.#host.files.read(from.path) ?? new Uint8Array(), from.path, to)
    } else if (from.kind === 's3' && to.kind === 'local') this.#download(from, to.path)
    else if (from.kind === 's3' && to.kind === 's3') {
      const directive = this.#values.get('metadata-directive') ?? (this.#hasFacts() ? 'REPLACE' : undefined)
      this.#s3.call('CopyObject', {
        Bucket: to.bucket,
        Key: to.key,
        CopySource: `${from.bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`,
        ...this.#facts(),
        ...(this.#keepsOld && { IfNoneMatch: '*' }),
        ...(directive !== undefined && { MetadataDirective: directive as S3api.MetadataDirective }),
      })
    }
  }

  upload(bytes: Uint8Array, name: string, to: End & { readonly kind: 's3' }): void {
    const guessed = this.#values.get('guess-mime-type') === false ? undefined : contentTypeOf(name)
    this.#s3.call('PutObject', {
      Bucket: to.bucket,
      Key: to.key,
      Body: bytes,
      ...(guessed !== undefined && { ContentType: guessed }),
      ...this.#facts(),
      ...(this.#keepsOld && { IfNoneMatch: '*' }),
    })
  }

  #download({ bucket, key }: End & { readonly kind: 's3' }, path: string): void {
    const { files } = this.#host
    const { Body, LastModified } = this.#s3.call('GetObject', { Bucket: bucket, Key: key })
    files.makeDirectory?.(path.slice(0, path.lastIndexOf('/')) || '/', true)
    files.write(path, Body instanceof Uint8Array ? Body : new Uint8Array())
    if (LastModified !== undefined) files.touch?.(path, new Date(LastModified).getTime())
  }

  #remove(end: End): void {
    if (end.kind === 's3') this.#s3.call('DeleteObject', { Bucket: end.bucket, Key: end.key })
    else this.#host.files.remove?.(end.path)
  }

  #hasFacts(): boolean {
    return ['metadata', 'content-type', 'cache-control'].some((name) => this.#values.has(name))
  }

  #facts() {
    const facts: Record<string, unknown> = {}
    for (const [name, member] of Object.entries(factMembers)) {
      const value = this.#values.get(name)
      if (value !== undefined) facts[member] = value
    }
    const metadata = this.#values.get('metadata')
    if (typeof metadata === 'string') facts['Metadata'] = readMetadata(metadata)
    return facts as Pick<S3api.PutObjectRequest, 'Metadata' | 'ContentType' | 'StorageClass'>
  }
}

const factMembers: Readonly<Record<string, string>> = {
  acl: 'ACL',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  expires: 'Expires',
  'website-redirect': 'WebsiteRedirectLocation',
  'storage-class': 'StorageClass',
  sse: 'ServerSideEncryption',
  'sse-kms-key-id': 'SSEKMSKeyId',
}

/** `a=1,b=2`, or the same as JSON. */
function readMetadata(text: string): Record<string, string> {
  if (text.startsWith('{')) return JSON.parse(text) as Record<string, string>
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')]
    }),
  )
}

function verbOf(from: End, to: End): string {
  if (from.kind === 'local') return 'upload'
  return to.kind === 'local' ? 'download' : 'copy'
}
