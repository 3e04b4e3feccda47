import { splitShellWords } from '../config/shell-words.ts'
import { CliError } from '../errors.ts'

/**
 * The pager's command line, when output goes to a terminal: AWS_PAGER, `cli_pager`, PAGER, `less`. An empty
 * value turns it off (AWS CLI user guide, "Client-side pager").
 */
export function pagerOf(
  env: Readonly<Record<string, string | undefined>>,
  setting: string | undefined,
): string | undefined {
  const command = env['AWS_PAGER'] ?? setting ?? env['PAGER'] ?? 'less'
  return command.trim() === '' ? undefined : command
}

/** What the CLI says when the pager cannot be started, such as when there is no such program. */
export function pagerFailed(command: string): CliError {
  const program = splitShellWords(command)?.[0] ?? command
  return new CliError(
    'Unable to redirect output to pager. Received the following error when opening pager:\n' +
      `[Errno 2] No such file or directory: '${program}'\n\n` +
      'Learn more about configuring the output pager by running "aws help config-vars".',
    { code: 'Pager' },
  )
}
