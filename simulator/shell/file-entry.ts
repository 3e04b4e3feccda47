// A file as it is kept, and how an operation on one fails.

export type FileEntry = Known &
  (
    | { readonly kind: 'file'; readonly bytes: Uint8Array }
    | { readonly kind: 'directory' }
    | { readonly kind: 'link'; readonly target: string }
  )

export interface Known {
  readonly mode: number
  readonly modified: number
  /** `user` or `user:group`, where the place of the file does not tell it. */
  readonly owner?: string
}

/** A failed file operation, in the words of the C library. */
export class FileError extends Error {
  readonly code: keyof typeof reasons
  /** Why that is so, in the words of whoever forbids it. */
  readonly says: string | undefined

  constructor(code: keyof typeof reasons, operation: string, path: string, says?: string) {
    // What cannot be opened, the shell itself says, wherever its words go.
    super(
      operation === 'open'
        ? `bash: ${path}: ${openedWords[code]}`
        : `${code}: ${reasons[code]}, ${operation} '${path}'`,
    )
    this.name = 'FileError'
    this.code = code
    this.says = says
  }
}

const reasons = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory',
  EEXIST: 'file already exists',
  ENOTEMPTY: 'directory not empty',
  EINVAL: 'invalid argument',
  ELOOP: 'too many symbolic links',
  EROFS: 'read-only file system',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOSPC: 'no space left on device',
}

const openedWords: Readonly<Record<keyof typeof reasons, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  EINVAL: 'Invalid argument',
  ELOOP: 'Too many levels of symbolic links',
  EROFS: 'Read-only file system',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  ENOSPC: 'No space left on device',
}
