import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { drawKey } from '../../../../../simulator/shell/ssh/draw-key.ts'
import { say } from '../../network/notation/world.ts'
import { keyedWorld } from './keyed-hosts.ts'
import { at, replay } from './on-host.ts'

describe('ssh', () => {
  it('opens a shell on a machine by its name, and from there on others, and comes back', async () => {
    const { desk, names } = await keyedWorld()
    const { shown, wanted } = await replay(
      desk,
      `
      learner@workstation:~$ ssh -A bastion; echo "back with $?"
      Warning: Permanently added '{public bastion}' (ED25519) to the list of known hosts.
      [ec2-user@ip-10-0-1-10 ~]$ hostname; whoami; echo "$SSH_CONNECTION" | cut -d' ' -f3,4
      ip-10-0-1-10.ec2.internal
      ec2-user
      10.0.1.10 22
      [ec2-user@ip-10-0-1-10 ~]$ ssh app-1
      Warning: Permanently added '10.0.2.10' (ED25519) to the list of known hosts.
      [ec2-user@ip-10-0-2-10 ~]$ cd /etc && cat hostname
      ip-10-0-2-10.ec2.internal
      [ec2-user@ip-10-0-2-10 etc]$ logout
      logout
      Connection to 10.0.2.10 closed.
      [ec2-user@ip-10-0-1-10 ~]$ exit 3
      logout
      Connection to {public bastion} closed.
      back with 3
      learner@workstation:~$ pwd
      /home/learner
      `,
      names,
    )
    expect(shown).toBe(wanted)
  })

  it.each([
    ['a command', 'hostname; exit 3', 'ip-10-0-1-10.ec2.internal\n[3]\n'],
    ['a command that reads', "'wc -c' < .ssh/known_hosts", '96\n'],
    ['standard input as a script', "<<'EOF'\ncd /tmp\npwd\nEOF", '/tmp\n'],
    ['the name of the user before the host', 'id -un', 'ec2-user\n'],
  ])('runs %s', async (_, command, shown) => {
    const { desk, names } = await keyedWorld()
    await desk.type('ssh bastion true')
    const known = (await desk.type('wc -c < .ssh/known_hosts')).trim()
    const text = await desk.type(
      `ssh ec2-user@${names['public bastion']} ${command.startsWith('<') || command.startsWith("'") ? command : `'${command}'`}`,
    )
    expect(text).toBe(shown.replace('96', known))
  })

  it('goes through other machines with -J, always with the keys of where it began', async () => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion true')
    expect(await desk.type('ssh -J bastion app-1 hostname')).toBe(
      "Warning: Permanently added '10.0.2.10' (ED25519) to the list of known hosts.\nip-10-0-2-10.ec2.internal\n",
    )
    // Without -A the keys stay behind.
    expect(await desk.type('ssh bastion ssh app-1 hostname')).toMatch(
      /ec2-user@10\.0\.2\.10: Permission denied \(publickey/,
    )
    expect(await desk.type('ssh -A bastion ssh app-1 hostname')).toBe('ip-10-0-2-10.ec2.internal\n')
  })

  it.each([
    ['nobody answers', 'ssh app-1', 'ssh: connect to host 10.0.2.10 port 22: Connection timed out\n[255]\n'],
    [
      'nothing listens',
      'ssh -p 2222 localhost',
      'ssh: connect to host localhost port 2222: Connection refused\n[255]\n',
    ],
    [
      'there is no such name',
      'ssh nowhere',
      'ssh: Could not resolve hostname nowhere: Name or service not known\n[255]\n',
    ],
    ['a letter is no option', 'ssh -Z bastion 2>&1 | head -1', 'unknown option -- Z\n'],
    ['an option lacks its value', 'ssh -p 2>&1 | head -1', 'option requires an argument -- p\n'],
    ['the port is none', 'ssh -p abc bastion', "Bad port 'abc'\n[255]\n"],
    [
      'a setting is none',
      'ssh -o Foo=1 bastion',
      'command-line: line 0: Bad configuration option: foo\n[255]\n',
    ],
    [
      'the file of settings is missing',
      'ssh -F nope bastion',
      "Can't open user config file nope: No such file or directory\n[255]\n",
    ],
    [
      'the next machine of -J is not reached',
      'ssh -J bastion shut-1',
      'channel 0: open failed: connect failed: Connection timed out\nstdio forwarding failed\nConnection closed by UNKNOWN port 65535\n[255]\n',
    ],
    [
      'a port of the other machine is to lead here',
      'ssh -R 80:db:80 bastion',
      'hopwise does not simulate ports of the other machine that lead here (-R). Use -L for a port that leads there, or -J to go through a machine.\n[255]\n',
    ],
  ])('says what OpenSSH says where %s', async (_, line, shown) => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion true')
    expect(await desk.type(line)).toBe(shown)
  })

  it('waits for as long as it is told', async () => {
    const { desk, world } = await keyedWorld()
    const before = world.cloud.now
    await desk.type('ssh -o ConnectTimeout=5 app-1')
    const between = world.cloud.now
    await desk.type('ssh app-1')
    expect([between - before, world.cloud.now - between]).toEqual([5_000, 130_000])
  })

  const denied = (host: string) =>
    `ec2-user@${host}: Permission denied (publickey,gssapi-keyex,gssapi-with-mic).\n[255]\n`

  it.each([
    ['the key of the pair', 'bastion', '', 'ip-10-0-1-10.ec2.internal\n'],
    ['an instance that was launched without a key', 'keyless', '', denied('{public keyless}')],
    ['no key at hand', 'bastion', 'rm .ssh/lab.pem', denied('{public bastion}')],
    [
      'a user that there is not',
      'nobody@{public bastion}',
      '',
      denied('{public bastion}').replace('ec2-user', 'nobody'),
    ],
    [
      'root',
      'root@{public bastion}',
      '',
      'Please login as the user "ec2-user" rather than the user "root".\n\nConnection to {public bastion} closed.\n[255]\n'.replace(
        '\n\n',
        '\n',
      ),
    ],
  ])('with %s', async (_, host, before, shown) => {
    const { desk, names } = await keyedWorld()
    const filled = (text: string) => text.replace(/\{(.+?)\}/g, (_text, name: string) => names[name] ?? '')
    await desk.type('ssh bastion true; ssh keyless true')
    if (before) await desk.type(before)
    expect(await desk.type(`ssh ${filled(host)} hostname`)).toBe(filled(shown))
  })

  it('ignores a key that others may read', async () => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion true; cp .ssh/lab.pem open.pem; rm .ssh/lab.pem; chmod 644 open.pem')
    const shown = await desk.type('ssh -i open.pem bastion')
    expect(shown).toContain("Permissions 0644 for 'open.pem' are too open.\n")
    expect(shown).toContain('Load key "open.pem": bad permissions\n')
    await desk.type('chmod 600 open.pem')
    expect(await desk.type('ssh -i open.pem bastion hostname')).toBe('ip-10-0-1-10.ec2.internal\n')
  })

  it('knows machines again, and refuses one that took the place of another', async () => {
    const { desk, world } = await keyedWorld()
    const bastion = world.id('bastion:instance')
    await desk.type('ssh -A bastion')
    await desk.type('ssh app-1 true')
    world.ask('TerminateInstances', { InstanceIds: [world.id('app-1:instance')] })
    world.pass(300)
    say(world, 'host app-1 back 10.0.2.10 open')
    const shown = await desk.type('ssh app-1')
    expect(shown).toContain('@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n')
    expect(shown).toContain('Offending ED25519 key in /home/ec2-user/.ssh/known_hosts:1\n')
    expect(shown).toContain('Host key verification failed.\n[255]\n')
    expect(await desk.type('ssh-keygen -R 10.0.2.10')).toContain('# Host 10.0.2.10 found: line 1\n')
    expect(await desk.type('ssh app-1')).toContain("Warning: Permanently added '10.0.2.10'")
    expect(desk.window.host.id).toBe(bastion)
  })

  it.each([
    [
      'yes',
      "Warning: Permanently added '{public bastion}' (ED25519) to the list of known hosts.\nip-10-0-1-10.ec2.internal\n",
    ],
    ['no', 'Host key verification failed.\n[255]\n'],
    [undefined, 'Host key verification failed.\n[255]\n'],
  ])('asks about a machine that it does not know, where it is told to: %s', async (answer, shown) => {
    const { desk, names } = await keyedWorld()
    const asked: string[] = []
    const readLine = async (prompt: string) => {
      asked.push(prompt)
      return answer
    }
    const text = await desk.type('ssh -o StrictHostKeyChecking=ask bastion hostname', { readLine })
    expect(text).toBe(shown.replace('{public bastion}', names['public bastion']!))
    expect(asked.join()).toMatch(
      /^The authenticity of host .* can't be established\.\nED25519 key fingerprint is SHA256:.{43}\.\n/,
    )
  })

  it('reads ~/.ssh/config', async () => {
    const { desk, names } = await keyedWorld()
    await desk.type(
      `cat > .ssh/config <<'EOF'\nHost gate\n  HostName ${names['public bastion']}\n  User ec2-user\nHost inner !gate\n  HostName 10.0.2.10\n  User ec2-user\n  ProxyJump gate\nEOF`,
    )
    await desk.type('ssh gate true')
    expect(await desk.type('ssh inner hostname')).toContain('ip-10-0-2-10.ec2.internal\n')
  })

  it('is broken off when the machine stops', async () => {
    const { desk, world, names } = await keyedWorld()
    await desk.type('ssh -A bastion')
    await desk.type('ssh app-1')
    say(world, 'stop bastion')
    const address = names['public bastion']
    expect(await desk.type('ls')).toBe(
      `Connection to ${address} closed by remote host.\nConnection to ${address} closed.\n[255]\n`,
    )
    expect(desk.window.prompt).toBe('learner@workstation:~$')
  })

  it('shows in flow logs and to tcpdump as a connection to port 22', async () => {
    const { desk, world } = await keyedWorld()
    const bastion = at(world, 'bastion')
    await bastion.type('ssh app-1 true')
    const { traffic } = await import('../../../../../simulator/world/traffic.ts')
    const [row] = world.cloud.store.all(traffic)
    expect(
      row?.sightings.map(({ direction, destination, destinationPort }) => [
        direction,
        destination,
        destinationPort,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['egress', '10.0.2.10', 22],
        ['ingress', '10.0.2.10', 22],
      ]),
    )
    expect(desk.window.depth).toBe(0)
  })

  it('ends scripts that call themselves through it', async () => {
    const { desk } = await keyedWorld()
    await desk.type("echo 'sudo bash /tmp/again' > /tmp/again; sudo cp /tmp/again /tmp/again2")
    expect(await desk.type('bash /tmp/again')).toBe(
      'hopwise: stopped: 16 shells were opened one inside the other. Look for a script that calls itself.\n[1]\n',
    )
  })

  it('goes from host to host on premises, and from there to AWS as far as lines and firewalls let it', async () => {
    const { desk, world } = await keyedWorld()
    await Promise.all(['onprem'].map((service) => contract.need(service)))
    await desk.type('onprem create-site --name hq --prefixes 192.168.0.0/16 --public-ip 198.51.100.1')
    for (const [name, address] of [
      ['db', '192.168.1.5'],
      ['desk', '192.168.1.6'],
    ]) {
      await desk.type(`onprem create-host --name ${name} --site hq --address ${address}`)
    }
    const host = at(world, 'desk')
    await host.type('ssh db true')
    expect(await host.type('ssh db "hostname; whoami"')).toBe('db\nadmin\n')
    // By its private name the bastion is not reached: there is no line. From the internet the site is not reached.
    expect(await host.type('ssh -o ConnectTimeout=9 bastion')).toContain(
      'port 22: Connection timed out\n[255]\n',
    )
    expect(await desk.type('ssh -o ConnectTimeout=9 db')).toContain('port 22: Connection timed out\n[255]\n')
  })

  it('leaves with the status of the last command', async () => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion')
    await desk.type('(exit 7)')
    expect(await desk.type('exit')).toMatch(/closed\.\n\[7\]\n$/)
  })

  it.each([
    ['in an inner shell', 'ssh bastion', 'while :; do :; done', '[ec2-user@ip-10-0-1-10 ~]$'],
    [
      'in a command that runs elsewhere',
      'true',
      "ssh bastion 'while :; do :; done'",
      'learner@workstation:~$',
    ],
    [
      'in what a script runs elsewhere',
      'true',
      'bash -c "ssh bastion \'while :; do :; done\'"; echo no',
      'learner@workstation:~$',
    ],
  ])('Ctrl-C ends a loop %s', async (_, before, line, prompt) => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion true')
    await desk.type(before)
    const running = desk.type(line)
    for (let i = 0; i < 20; i++) await turn()
    desk.window.interrupt()
    expect(await running).toBe('[130]\n')
    expect(desk.window.prompt).toBe(prompt)
  })

  it('tells when and from where one came the last time', async () => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion')
    await desk.type('exit')
    expect(await desk.type('ssh bastion')).toMatch(
      /^Last login: Mon Nov {2}2 \d\d:\d\d:\d\d 2026 from 203\.0\.113\.10\n$/,
    )
  })

  it('completes the names of machines', async () => {
    const { desk } = await keyedWorld()
    const { candidates } = await desk.window.complete('ssh b')
    expect(candidates).toEqual(['bastion'])
    expect((await desk.window.complete('ssh ec2-user@app')).candidates).toEqual(['ec2-user@app-1'])
  })
})

describe('scp', () => {
  it.each([
    ['to a machine', 'echo hi > a; scp a bastion:/tmp/b; ssh bastion cat /tmp/b', 'hi\n'],
    ['to the home there', 'echo hi > a; scp a bastion:; ssh bastion cat a', 'hi\n'],
    ['from a machine', 'scp bastion:/etc/hostname .; cat hostname', 'ip-10-0-1-10.ec2.internal\n'],
    ['a folder', 'mkdir d; echo 1 > d/x; scp -r d bastion:; ssh bastion ls d', 'x\n'],
    ['no folder without -r', 'mkdir d; scp d bastion:', 'scp: d: not a regular file\n[1]\n'],
    [
      'nothing where only root writes',
      'echo 1 > a; scp a bastion:/etc',
      'scp: dest open "/etc/a": Permission denied\n[1]\n',
    ],
    [
      'nothing that only root reads',
      'scp bastion:/etc/shadow .',
      'scp: /etc/shadow: Permission denied\n[1]\n',
    ],
    ['no file that there is not', 'scp nope bastion:', 'scp: nope: No such file or directory\n[1]\n'],
    [
      'not to where there is no folder',
      'echo 1 > a; scp a bastion:/no/such',
      'scp: dest open "/no/such": No such file or directory\n[1]\n',
    ],
    [
      'not to whom it cannot reach',
      'echo 1 > a; scp a app-1:',
      'ssh: connect to host 10.0.2.10 port 22: Connection timed out\nscp: Connection closed\n[255]\n',
    ],
  ])('copies %s', async (_, line, shown) => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion true')
    expect(await desk.type(line)).toBe(shown)
  })
})

describe('ssh-keygen', () => {
  it('makes a key that opens a machine which is told of it', async () => {
    const { desk } = await keyedWorld()
    expect(await desk.type("ssh-keygen -t ed25519 -f k -N ''")).toMatch(
      /^Generating public\/private ed25519 key pair\.\nYour identification has been saved in k\nYour public key has been saved in k\.pub\nThe key fingerprint is:\nSHA256:\S{43} learner@workstation\nThe key's randomart image is:\n\+--\[ED25519 256\]--\+\n/,
    )
    await desk.type('ssh bastion "cat >> .ssh/authorized_keys" < k.pub; rm .ssh/lab.pem')
    expect(await desk.type('ssh -i k bastion hostname')).toBe('ip-10-0-1-10.ec2.internal\n')
    expect(await desk.type('diff <(ssh-keygen -y -f k) <(cut -d" " -f1,2 k.pub) && echo same')).toBe('same\n')
  })

  it.each([
    ['ssh-keygen -t foo -f k -N ""', 'unknown key type foo\n[1]\n'],
    ['ssh-keygen -y -f nope', 'nope: No such file or directory\n[255]\n'],
    ['ssh-keygen -R nobody -f none', 'Cannot stat /home/learner/none: No such file or directory\n[255]\n'],
    ['ssh-keygen -R nobody', 'Host nobody not found in /home/learner/.ssh/known_hosts\n'],
  ])('%s', async (line, shown) => {
    const { desk } = await keyedWorld()
    await desk.type('ssh bastion true')
    expect(await desk.type(line)).toBe(shown)
  })

  // As OpenSSH 9.2 drew it.
  it('draws the picture of a fingerprint', () => {
    expect(
      drawKey('SHA256:2Lult3q3TeeW2ctZIefepizGEttXbfiaV6QMjdIykA8', 'ED25519', 256),
    ).toBe(`+--[ED25519 256]--+
|         .       |
|        E        |
|         + . o   |
|       o  = + . .|
|      . S  + + *.|
|         ..   B *|
|        . .=  .=B|
|         += *++*X|
|        ++.=.+*@+|
+----[SHA256]-----+
`)
  })
})
