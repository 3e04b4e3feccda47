import type { ToolResult } from '../host.ts'
import { listHosts } from '../hosts/find-host.ts'
import { type LabCommand, problem } from './command.ts'
import type { LabControl } from './control.ts'

export const on: LabCommand = {
  name: 'on',
  usage: 'HOST COMMAND…',
  summary: 'run a command at the console of a machine: needs no network',
  isVerbatim: true,
  run: (args, lab) => runOn(args, lab.on),
  complete: ({ cloud }, words) => (words.length <= 3 ? listHosts(cloud.fabric).map(({ name }) => name) : []),
}

export async function runOn(
  [host, ...words]: readonly string[],
  console: LabControl['on'],
): Promise<ToolResult> {
  if (host === undefined || !words.length)
    return problem('on wants a machine and a command: lab on app-1 ip route', 2)
  const ran = await console(host, words.length === 1 ? words[0]! : words.map(quoted).join(' '))
  if ('refused' in ran) return problem(ran.refused)
  const { stdout, stderr, exitCode } = ran
  return { stdout, stderr, exitCode }
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
