import { describe, expect, it } from 'vitest'
import { worldOf } from '../../network/notation/world.ts'
import { at } from '../tools/on-host.ts'

// What a machine tells of itself follows from what it is: an instance from its type, its launch and what runs on it.

const world = worldOf(`
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  group open main | out all 0.0.0.0/0 | in tcp 22 0.0.0.0/0
  host app-1 app 10.0.1.10 open
  host big-1 app 10.0.1.20 open m6i.xlarge
  host old-1 app 10.0.1.30 open t2.micro
`)
const app = at(world, 'app-1')

describe('processors and memory', () => {
  it('are those of the instance type', async () => {
    expect(await app.type('nproc')).toBe('2\n')
    expect(await at(world, 'big-1').type("nproc; free -g | awk '/Mem/ { print $2 }'")).toBe('4\n15\n')
  })

  it('of one vCPU are one', async () => {
    const told = await at(world, 'old-1').type('nproc; lscpu | grep -i "^ *thread\\|hypervisor"')
    expect(told).toBe('1\n  Thread(s) per core:    1\n  Hypervisor vendor:     Xen\n')
  })

  it('are told by lscpu and hostnamectl', async () => {
    expect(await app.type("lscpu | grep '^CPU(s)'")).toBe('CPU(s):                  2\n')
    expect(await app.type('hostnamectl | grep -e Static -e Model -e Virtualization')).toBe(
      ' Static hostname: ip-10-0-1-10.ec2.internal\n  Virtualization: amazon\n  Hardware Model: t3.micro\n',
    )
  })

  it('make sums that are right', async () => {
    const told = await app.type("free -k | awk '/Mem/ { print ($3 + $4 + $6 == $2), ($4 + $6 == $7) }'")
    expect(told).toBe('1 1\n')
    expect(await app.type("free -b | awk '/Swap/ { print $2 }'")).toBe('0\n')
  })
})

describe('the disk', () => {
  it('is as full as its files make it', async () => {
    const desk = at(world, 'app-1')
    expect(await desk.type("df -k / | awk 'NR == 2 { print $1, $2, $3, $5, $6 }'")).toBe(
      '/dev/nvme0n1p1 32768 0 0% /\n',
    )
    expect(
      await desk.type(
        "head -c 1048576 /dev/zero > one; df -k . | awk 'NR == 2 { print $3, $4, $5 }'; rm one",
      ),
    ).toBe('1024 31744 4%\n')
    expect(await desk.type('df nowhere')).toBe('df: nowhere: No such file or directory\n[1]\n')
  })

  it('takes no more than there is room for, and each program says so as it does', async () => {
    const desk = at(world, 'app-1')
    expect(await desk.type('dd if=/dev/zero of=big bs=1M count=40')).toBe(
      "dd: error writing 'big': No space left on device\n33+0 records in\n32+0 records out\n33554432 bytes (34 MB, 32 MiB) copied, 0 s, Infinity B/s\n[1]\n",
    )
    expect(await desk.type('df -h | tail -n 1')).toBe('/dev/nvme0n1p1   32M   32M     0 100% /\n')
    expect(await desk.type('cp /etc/hosts copy')).toBe(
      "cp: error writing 'copy': No space left on device\n[1]\n",
    )
    expect(await desk.type('tee notes < /etc/hosts > /dev/null')).toBe(
      'tee: notes: No space left on device\n[1]\n',
    )
    expect(await desk.type('echo more > more')).toBe('bash: write error: No space left on device\n[1]\n')
    expect(await desk.type('mv big bigger && ls bigger; rm bigger; echo fits > more; cat more')).toBe(
      'bigger\nfits\n',
    )
  })
})

describe('processes', () => {
  it('are the shell, its system’s, and the servers that somebody started, under the numbers that ss tells', async () => {
    const { store } = world.cloud
    const before = store.version
    await app.type('sudo serve --port 8080 --body hello')
    expect(
      await app.type(
        "ps -e -o comm | grep -c '^serve$'; pgrep -f 'port 8080' > one; sudo ss -tlnp | grep -o 'serve\",pid=[0-9]*' | cut -d= -f2 | diff one - && echo same",
      ),
    ).toBe('1\nsame\n')
    expect(
      await app.type(
        "systemctl status serve-8080 | grep -o 'PID: [0-9]*' | cut -d' ' -f2 | diff one - && echo same; rm one",
      ),
    ).toBe('same\n')
    await app.type('sudo systemctl stop serve-8080')
    expect(await app.type('pgrep serve')).toBe('[1]\n')
    store.goto(before)
  })

  it('have the shell’s own number', async () => {
    expect(await app.type("ps -p $$ -o pid=,comm= | tr -s ' '; echo $$")).toBe(' 4242 bash\n4242\n')
    expect(await app.type('ps -p 99999')).toBe('    PID TTY          TIME CMD\n[1]\n')
  })

  it.each<[string, string | RegExp]>([
    ['ps', /^ {4}PID TTY {10}TIME CMD\n {3}4242 pts\/0 {4}00:00:00 bash\n {3}\d+ pts\/0 {4}00:00:00 ps\n$/],
    ['ps aux | head -n 2', /^USER +PID %CPU %MEM +VSZ +RSS TTY +STAT START +TIME COMMAND\nroot +1 .*systemd/],
    ["ps -ef | awk 'NR == 2 { print $1, $2, $3 }'", 'root 1 0\n'],
    ['ps -o nonsense', /unknown user-defined format specifier "nonsense"/],
    ['pgrep', /no matching criteria specified/],
    ['pgrep -x sshd', '1187\n'],
    ['pidof sshd', '1187\n'],
    ['pidof nothing', '[1]\n'],
  ])('%s', async (line, shown) => {
    const told = await app.type(line)
    if (typeof shown === 'string') expect(told).toBe(shown)
    else expect(told).toMatch(shown)
  })
})

describe('time and people', () => {
  it('is up since it was launched', async () => {
    const told = await app.type(
      `t=$(curl -sX PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
      curl -s -H "X-aws-ec2-metadata-token: $t" http://169.254.169.254/latest/dynamic/instance-identity/document |
        jq -r '.pendingTime | sub("T"; " ") | sub("Z"; "")'`,
    )
    expect(told).toMatch(/^2026-11-02 /)
    expect(await app.type('uptime -s')).toBe(told)
    expect(await app.type('sleep 7200; uptime -p')).toMatch(/^up 2 hours/)
  })

  it('knows who is there, and where from', async () => {
    expect(await app.type('who')).toMatch(/^ec2-user pts\/0 {8}2026-11-02 \d\d:\d\d\n$/)
    expect(await app.type('users; groups; groups root nobody')).toBe(
      'ec2-user\nec2-user adm wheel systemd-journal\nroot : root\ngroups: ‘nobody’: no such user\n[1]\n',
    )
    expect(await app.type("w | sed -n 3p | awk '{ print $1, $2, $NF }'")).toBe('ec2-user pts/0 w\n')
    expect(await app.type('last | head -n 2')).toMatch(
      /^ec2-user pts\/0 .* still logged in\nreboot +system boot .* still running\n$/,
    )
  })
})

describe('names', () => {
  it('are asked of the servers that DHCP told', async () => {
    expect(await app.type('resolvectl status | tail -n 3')).toBe(
      'Current DNS Server: 10.0.0.2\n       DNS Servers: 10.0.0.2\n        DNS Domain: ec2.internal\n',
    )
    expect(await app.type('resolvectl query nobody.invalid')).toBe(
      "nobody.invalid: resolve call failed: 'nobody.invalid' not found\n[1]\n",
    )
    expect(await app.type("resolvectl query sqs.us-east-1.amazonaws.com | grep -c 'link: ens5$'")).toBe('2\n')
  })
})

describe('/proc', () => {
  it('tells what the tools tell', async () => {
    expect(
      await app.type(
        "grep -c '^processor' /proc/cpuinfo; cut -d. -f1 /proc/uptime | xargs test 600 -le && echo up",
      ),
    ).toBe('2\nup\n')
    expect(
      await app.type(
        "awk '/MemTotal/ { print $2 }' /proc/meminfo > a; free -k | awk '/Mem/ { print $2 }' | diff a - && echo same; rm a",
      ),
    ).toBe('same\n')
  })

  it('tells whether the machine passes on what is not for it', async () => {
    const { store } = world.cloud
    const before = store.version
    expect(await app.type('sysctl net.ipv4.ip_forward; cat /proc/sys/net/ipv4/ip_forward')).toBe(
      'net.ipv4.ip_forward = 0\n0\n',
    )
    await app.type('sudo appliance pass')
    expect(await app.type('sysctl -n net.ipv4.ip_forward; cat /proc/sys/net/ipv4/ip_forward')).toBe('1\n1\n')
    store.goto(before)
  })
})

describe('kill', () => {
  it('ends a server that somebody started, for who may', async () => {
    const { store } = world.cloud
    const before = store.version
    await app.type('sudo serve --port 8080 --body hello')
    expect(await app.type('kill $(pgrep serve)')).toMatch(
      /^bash: kill: \(\d+\) - Operation not permitted\n\[1\]\n$/,
    )
    expect(await app.type('sudo kill $(pgrep serve); pgrep serve; curl -sS localhost:8080')).toMatch(
      /Could not connect|Failed to connect/,
    )
    store.goto(before)
  })

  it.each<[string, string]>([
    ['kill -0 $$ && echo there', 'there\n'],
    ['kill 99', 'bash: kill: (99) - No such process\n[1]\n'],
    ['kill -FOO 1', 'bash: kill: FOO: invalid signal specification\n[1]\n'],
    ['kill %1', 'bash: kill: %1: no such job\n[1]\n'],
  ])('%s', async (line, shown) => {
    expect(await app.type(line)).toBe(shown)
  })
})

describe('devices', () => {
  it.each<[string, string]>([
    ["stat -c '%F %t,%T' /dev/null /dev/zero", 'character special file 1,3\ncharacter special file 1,5\n'],
    ["ls -l /dev/full | cut -d' ' -f1-6", 'crw-rw-rw- 1 root root 1, 7\n'],
    ['echo x > /dev/full', 'bash: /dev/full: No space left on device\n[1]\n'],
    ['cp /etc/hosts /dev/full', "cp: error writing '/dev/full': No space left on device\n[1]\n"],
    ['head -c 3 /dev/zero | xxd -p; head -c 40 /dev/urandom | wc -c; wc -c < /dev/null', '000000\n40\n0\n'],
  ])('%s', async (line, shown) => {
    expect(await app.type(line)).toBe(shown)
  })
})

describe('stat', () => {
  it.each<[string, string]>([
    [
      "printf hello > f; chmod 640 f; stat -c '%n %s %a %A %U %F' f",
      'f 5 640 -rw-r----- ec2-user regular file\n',
    ],
    ["ln -s f l; stat -c '%N %F' l; stat -L -c '%F' l; rm l f", "'l' -> 'f' symbolic link\nregular file\n"],
    ["stat --printf '%s\\n' /etc/hostname", '26\n'],
    ['stat nowhere', "stat: cannot statx 'nowhere': No such file or directory\n[1]\n"],
    ['stat', "stat: missing operand\nTry 'stat --help' for more information.\n[1]\n"],
    [
      'stat /etc/hostname | sed -n 2p',
      '  Size: 26        \tBlocks: 8          IO Block: 4096   regular file\n',
    ],
  ])('%s', async (line, shown) => {
    expect(await app.type(line)).toBe(shown)
  })
})

it('tells who wants to install something that there is no need to', async () => {
  expect(await app.type('dnf install -y bind-utils')).toBe(
    "bash: dnf: command not found\nNothing has to be installed: 'help' lists what there is.\n[127]\n",
  )
})
