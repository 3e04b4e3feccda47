import { beforeAll, describe, expect, it } from 'vitest'
import type { Terminal } from '../../../../../simulator/shell/terminal.ts'
import { startMachine } from '../machine.ts'

let terminal: Terminal
beforeAll(async () => {
  ;({ terminal } = startMachine())
  await terminal.run('mkdir -p d/e; touch d/e/f; ln -s d/e l')
})

const told = async (line: string, columns?: number): Promise<string> => {
  const { stdout, stderr, exitCode } = await terminal.run(line, columns ? { terminal: { columns } } : {})
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
}

describe('everyday commands', () => {
  it.each<[string, string]>([
    ['sleep 1 & jobs', ''],
    ['fg', 'bash: fg: current: no such job\n[1]'],
    ['kill %1', 'bash: kill: %1: no such job\n[1]'],
    ['kill -9 4711', 'bash: kill: (4711) - No such process\n[1]'],
    ['kill app', 'bash: kill: app: arguments must be process or job IDs\n[1]'],
    ['kill 4711 2> /dev/null || echo gone', 'gone\n'],
    ['umask', '0022\n'],
    ['umask 077', 'bash: umask: hopwise does not simulate another mask than 0022: use chmod\n[1]'],
    ['realpath l/f d/../d/new', '/home/learner/d/e/f\n/home/learner/d/new\n'],
    ['realpath -e d/new', 'realpath: d/new: No such file or directory\n[1]'],
    ['ls /usr/bin/xxd; which cmp', '/usr/bin/xxd\n/usr/bin/cmp\n'],
    ['tty', 'not a tty\n[1]'],
    ['uptime -p', 'up 0 minutes\n'],
    ['sleep 5400; uptime -p', 'up 1 hour, 30 minutes\n'],
    [
      '[ "$(timedatectl | sed -n "s/.*Universal time: //p")" = "$(date -u "+%a %F %T UTC")" ] && echo one clock',
      'one clock\n',
    ],
    ['timedatectl show | grep NTP', 'CanNTP=yes\nNTP=yes\nNTPSynchronized=yes\n'],
    ['timedatectl status | tail -1', '          RTC in local TZ: no\n'],
    ['timedatectl set-ntp false', "timedatectl: hopwise does not simulate 'set-ntp false'\n[1]"],
    ['[ "$(uuidgen)" = "$(uuidgen)" ]', '[1]'],
    ['uuidgen | grep -cE "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"', '1\n'],
  ])('%s', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })

  it('know the terminal that they are at', async () => {
    expect(await told('tty; tput cols', 120)).toBe('/dev/pts/0\n120\n')
  })
})

describe('a program that is not there', () => {
  it.each<[string, string]>([
    ['ifconfig', "bash: ifconfig: command not found\nTry 'ip addr'.\n[127]"],
    ['bash -c ifconfig', "bash: ifconfig: command not found\nTry 'ip addr'.\n[127]"],
    ['route -n', "bash: route: command not found\nTry 'ip route'.\n[127]"],
    ['python3 -c 1', 'bash: python3: command not found\n[127]'],
    ['tar czf a.tgz d', "bash: tar: command not found\nDid you mean 'tr'?\n[127]"],
  ])('%s says so, and what there is instead', async (line, shown) => {
    expect(await told(line)).toBe(shown)
  })
})
