import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MachineThere, Network } from './network.ts'

// Bash on a machine of the network, with a terminal of 100 columns.

export class Shell {
  readonly #process: ChildProcess
  #isReady = false
  #heard = ''

  constructor(network: Network, machine: MachineThere, user: 'root' | 'ec2-user', tools: string) {
    const home = user === 'root' ? '/root' : '/home/ec2-user'
    const path = `${tools}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`
    const start = `
      mount --bind ${network.certificates.trusted} /etc/ssl/certs
      mount -t tmpfs -o size=1m tmpfs /home
      mount -t tmpfs -o size=1m tmpfs /root
      mkdir -p /home/ec2-user && chown 1000:1000 /home/ec2-user
      hostname ip-${machine.address.replaceAll('.', '-')}.ec2.internal
      cd ${home}
      export HOME=${home} USER=${user} LANG=C.UTF-8 TERM=xterm PATH=${path}
      exec script -qfec '${user === 'root' ? '' : 'setpriv --reuid=1000 --regid=1000 --clear-groups '}bash --norc --noprofile --noediting -i' /dev/null
    `
    const env = { PATH: process.env['PATH'] ?? '' }
    const args = ['netns', 'exec', machine.namespace, 'unshare', '--uts', 'bash', '--norc', '-c', start]
    this.#process = spawn('ip', args, { stdio: ['pipe', 'pipe', 'inherit'], env })
    this.#process.stdout?.on('data', (data) => {
      this.#heard += String(data)
    })
    this.#write(
      "stty -echo noflsh cols 100 rows 50; PS1= PS2=; bind 'set enable-bracketed-paste off' 2>/dev/null\n",
    )
  }

  /** What a line prints, with `[n]` behind it where its exit status is n and not 0. */
  async type(command: string, isInterrupted = false): Promise<string> {
    if (!this.#isReady) await this.#ask(':')
    this.#isReady = true
    const typed = this.#ask(`{ ${command}\n} </dev/null`, 200_000)
    if (isInterrupted) setTimeout(() => this.#write('\x03'), 1000)
    const { output, status } = await typed
    const text = output.replaceAll('\r\n', '\n').replace(/\n?$/, '\n').replace(/^\n$/, '')
    return `${text}${status ? `[${status}]\n` : ''}`
  }

  end(): void {
    this.#process.kill('SIGHUP')
  }

  async #ask(line: string, patience = 10_000): Promise<{ output: string; status: number }> {
    this.#heard = ''
    // The status stays what it was for whoever asks next.
    this.#write(`${line}\n__status=$?; printf '\\036%s\\036' $__status; (exit $__status)\n`)
    const until = Date.now() + patience
    for (;;) {
      const found = /^([\s\S]*)\x1e(\d+)\x1e/.exec(this.#heard)
      if (found) return { output: found[1] ?? '', status: Number(found[2]) }
      if (Date.now() > until) throw new Error(`No end of: ${line}\n${this.#heard}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  #write(text: string): void {
    this.#process.stdin?.write(text)
  }
}

/** The tools of Debian 13, out of an unpacked root of its own, beside those of the machine. */
const ofDebian13 = {
  dig: 'dig',
  host: 'host',
  nslookup: 'nslookup',
  getent: 'getent',
  curl: 'curl',
  wget: 'wget',
  nc: 'nc.openbsd',
  ncat: 'ncat',
  telnet: 'inetutils-telnet',
  openssl: 'openssl',
} as const

export function wrapTools(root: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  const libraries = `${root}/usr/lib/x86_64-linux-gnu`
  for (const [name, program] of Object.entries(ofDebian13)) {
    const file = path.join(folder, name)
    const run = `${libraries}/ld-linux-x86-64.so.2 --argv0 ${name} --library-path ${libraries} ${root}/usr/bin/${program}`
    writeFileSync(file, `#!/bin/sh\nexec ${run} "$@"\n`)
    chmodSync(file, 0o755)
  }
  return folder
}
