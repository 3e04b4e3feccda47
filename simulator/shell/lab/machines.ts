import { listHosts } from '../hosts/find-host.ts'
import { type LabCommand, problem } from './command.ts'

export const on: LabCommand = {
  name: 'on',
  usage: 'HOST COMMAND…',
  summary: 'run a command at the console of a machine: needs no network',
  async run([host, ...words], lab) {
    if (host === undefined || !words.length)
      return problem('on wants a machine and a command: lab on app-1 ip route', 2)
    const ran = await lab.on(host, words.length === 1 ? words[0]! : words.map(quoted).join(' '))
    if ('refused' in ran) return problem(ran.refused)
    const { stdout, stderr, exitCode } = ran
    return { stdout, stderr, exitCode }
  },
  complete: ({ cloud }, words) => (words.length <= 3 ? listHosts(cloud.fabric).map(({ name }) => name) : []),
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
