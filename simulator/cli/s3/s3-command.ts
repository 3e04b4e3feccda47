import type { Globals } from '../arguments/global-options.ts'
import type { Argument } from '../arguments/option.ts'
import { LineParser, noSuchChoice } from '../arguments/parse-line.ts'
import { notSimulated } from '../caller.ts'
import { misused } from '../errors.ts'
import { help } from '../help/later.ts'
import type { CliHost } from '../host.ts'
import { ownSubcommands } from '../names.ts'
import type { Streams } from '../streams.ts'
import { makeBucket, removeBucket, setWebsite } from './bucket-commands.ts'
import { copy, remove } from './copying.ts'
import { S3, type S3Line } from './line.ts'
import { list } from './listing.ts'
import { presign } from './presigning.ts'
import { synchronise } from './synchronising.ts'

// `aws s3`: commands on files and objects, in terms of S3's operations (AWS CLI reference, s3).

/** Each gives the command's exit status. */
const commands: Readonly<Record<string, (line: S3Line) => number>> = {
  ls: list,
  cp: copy,
  mv: copy,
  rm: remove,
  sync: synchronise,
  mb: makeBucket,
  rb: removeBucket,
  presign,
  website: setWebsite,
}

const commandWord: Argument = { name: 'subcommand', key: 'subcommand', positional: true, takes: 'maybe' }
const mainParser = new LineParser([commandWord])

/** `words`: what follows `s3`, global options taken out. */
export function runS3(words: readonly string[], globals: Globals, host: CliHost, out: Streams): number {
  const { values, rest } = mainParser.parse(words)
  const command = values.get('subcommand')
  if (typeof command !== 'string') throw misused('the following arguments are required: subcommand')
  if (command === 'help' || rest.at(-1) === 'help') {
    out.write(help(['s3', ...(command === 'help' ? [] : [command])], host).stdout)
    return 0
  }
  const known = ownSubcommands('s3') ?? []
  if (!known.includes(command)) throw misused(noSuchChoice('subcommand', command, known))
  const run = commands[command]
  if (!run) throw notSimulated('s3', command)
  return run({ command, words: rest, globals, host, out, s3: new S3(globals, host) })
}
