import type { Answer } from '../commands/own-command.ts'
import { procFile } from './proc-files.ts'
import type { Seat } from './processes.ts'

// `sysctl` of procps 4, for what a router among instances needs.

const forwarding = 'net.ipv4.ip_forward'

export function sysctl(args: readonly string[], seat: Seat): Answer {
  const isBare = args.some((arg) => /^-[a-z]*n/.test(arg) || arg === '--values')
  const isAll = args.some((arg) => arg === '-a' || arg === '--all')
  const names = isAll ? [forwarding] : args.filter((arg) => !arg.startsWith('-'))
  if (!names.length)
    return {
      stderr: "sysctl: no variables specified\nTry `sysctl --help' for more information.\n",
      exitCode: 1,
    }
  let stdout = ''
  let stderr = ''
  for (const word of names) {
    const [name = '', value] = word.split('=')
    const known = name.trim().replaceAll('/', '.')
    if (known !== forwarding)
      stderr += `sysctl: cannot stat /proc/sys/${known.replaceAll('.', '/')}: No such file or directory\n`
    else if (value !== undefined)
      stderr += "sysctl: hopwise: what passes on packets is an appliance: 'appliance pass'\n"
    else {
      const told = procFile('/proc/sys/net/ipv4/ip_forward', seat).trim()
      stdout += isBare ? `${told}\n` : `${forwarding} = ${told}\n`
    }
  }
  return { stdout, stderr, exitCode: stderr ? 1 : 0 }
}
