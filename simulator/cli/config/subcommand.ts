import type { Globals } from '../arguments/global-options.ts'
import type { CliHost } from '../host.ts'

/** What a subcommand of `aws configure` works with. */
export interface Subcommand {
  readonly globals: Globals
  readonly host: CliHost
  readonly values: ReadonlyMap<string, unknown>
}
