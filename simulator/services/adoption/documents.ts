// What an import begins with: files as `aws … describe-*` printed them, or as another exporter did, already parsed.

export interface AccountDocument {
  /** Where the file is below the folder. The account, the Region and the list's name may be in it. */
  readonly path: string
  readonly json: unknown
}

/** What is told to whoever imports: nothing is left out or made up in silence. */
export interface AdoptionReport {
  /** How many records of each list were taken. */
  readonly read: readonly { readonly list: string; readonly count: number }[]
  readonly ignored: readonly Ignored[]
  readonly assumed: readonly string[]
  readonly accounts: readonly string[]
  readonly regions: readonly string[]
}

export interface Ignored {
  readonly file: string
  /** What in the file, where it is not all of it. */
  readonly part?: string
  readonly why: string
}
