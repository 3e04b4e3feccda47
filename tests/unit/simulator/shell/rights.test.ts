import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

// Whose files are, and what their letters let others do. Said as bash 5.2 and coreutils 9 say it.

const setup = `
set -e
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
NET=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --query Subnet.SubnetId --output text)
aws ec2 run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --instance-type t3.micro \\
  --subnet-id $NET --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=app-1}]' > /dev/null
onprem create-site --name hq --prefixes 10.9.0.0/16
onprem create-host --site hq --name pc --address 10.9.0.10
sleep 120
`

const machines = { workstation: 'learner', 'app-1': 'ec2-user', pc: 'admin' } as const

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open({ contract, seed: 'rights', turn: () => immediate() })
  const { exitCode, stderr } = await lab.terminal.runScript(setup)
  expect(stderr + exitCode).toBe('0')
})

/** In a terminal of its own, on a lab that stays as it is. */
async function typed(machine: string, line: string): Promise<string> {
  const own = lab.fork()
  const window = own.openTerminal(machine)
  const { stdout, stderr, exitCode } = await own.run(line, { window })
  return `${stdout}${stderr}${exitCode ? `[${exitCode}]\n` : ''}`
}

describe.each(Object.entries(machines))('on %s, %s', (machine, user) => {
  it.each([
    ['touch /srv/x', "touch: cannot touch '/srv/x': Permission denied\n[1]\n"],
    ['echo a > /etc/motd', 'bash: /etc/motd: Permission denied\n[1]\n'],
    ['echo a >> /etc/hosts', 'bash: /etc/hosts: Permission denied\n[1]\n'],
    ['ls /root', "ls: cannot open directory '/root': Permission denied\n[2]\n"],
    ['cat /etc/shadow', 'cat: /etc/shadow: Permission denied\n[1]\n'],
    ['less /etc/shadow', '/etc/shadow: Permission denied\n[1]\n'],
    ['grep root /etc/shadow', 'grep: /etc/shadow: Permission denied\n[2]\n'],
    ['mkdir /opt/app', 'mkdir: cannot create directory ‘/opt/app’: Permission denied\n[1]\n'],
    ['rm /etc/hosts', "rm: cannot remove '/etc/hosts': Permission denied\n[1]\n"],
    ['rm -f /etc/hosts', "rm: cannot remove '/etc/hosts': Permission denied\n[1]\n"],
    [
      'cp /etc/hosts /etc/hosts.bak',
      "cp: cannot create regular file '/etc/hosts.bak': Permission denied\n[1]\n",
    ],
    [
      'touch a; cp a /etc/; find / -name shadow 2>/dev/null',
      "/etc/shadow\ncp: cannot create regular file '/etc/a': Permission denied\n[1]\n",
    ],
    ['find /root', '/root\nfind: ‘/root’: Permission denied\n[1]\n'],
    ['du -s /root', "1\t/root\ndu: cannot read directory '/root': Permission denied\n[1]\n"],
    ['cp /etc/shadow .', "cp: cannot open '/etc/shadow' for reading: Permission denied\n[1]\n"],
    ['chmod 666 /etc/hosts', "chmod: changing permissions of '/etc/hosts': Operation not permitted\n[1]\n"],
    ['chown $USER /etc/hosts', "chown: changing ownership of '/etc/hosts': Operation not permitted\n[1]\n"],
    ['echo a | tee /etc/motd', 'a\ntee: /etc/motd: Permission denied\n[1]\n'],
    ['(echo a > /etc/motd) 2>&1 | cat', 'bash: /etc/motd: Permission denied\n'],
    ['test -w /etc/hosts || test -r /etc/shadow || echo neither', 'neither\n'],
    ['sudo touch /tmp/a; rm /tmp/a', "rm: cannot remove '/tmp/a': Operation not permitted\n[1]\n"],
  ])('is refused: %s', async (line, says) => {
    // Which quotation marks coreutils uses depends on the language; ours are those of C.
    expect((await typed(machine, line)).replace(/[‘’]/g, "'")).toBe(says.replace(/[‘’]/g, "'"))
  })

  it.each([
    ['echo a | sudo tee -a /etc/hosts > /dev/null; tail -1 /etc/hosts', 'a\n'],
    ["sudo -i sh -c 'echo a > x; cat x; pwd'", 'a\n/root\n'],
    ['sudo touch /etc/x; stat -c %U:%G /etc/x', 'root:root\n'],
    ['touch x /tmp/x; stat -c %U:%G x /tmp/x', `${user}:${user}\n${user}:${user}\n`],
    ['sudo touch x; stat -c %U x', 'root\n'],
    ['sudo touch x; echo a > x', 'bash: x: Permission denied\n[1]\n'],
    ['sudo touch x; rm -f x; ls x', "ls: cannot access 'x': No such file or directory\n[2]\n"],
    ['touch x; sudo chown root x; stat -c "%U %u %G" x', `root 0 ${user}\n`],
    ['sudo touch /opt/x; sudo chown $USER: /opt/x; echo a > /opt/x; cat /opt/x', 'a\n'],
    ['sudo mkdir /opt/d; sudo chmod 777 /opt/d; echo a > /opt/d/x; cat /opt/d/x', 'a\n'],
    ['touch x; chmod 000 x; cat x', 'cat: x: Permission denied\n[1]\n'],
    ['touch x; chmod 000 x; sudo cat x && echo read', 'read\n'],
    ['chmod 400 x 2> /dev/null; touch x; chmod 400 x; mv x y; stat -c %a y', '400\n'],
    ['touch x; sudo mv x /opt; stat -c %U /opt/x', `${user}\n`],
    ['touch x; chgrp $(id -Gn | cut -d" " -f2) x && stat -c %U x', `${user}\n`],
    [
      'mkdir -p p/q; touch p/q/a; chmod 500 p/q; rm -r p',
      "rm: cannot remove 'p/q/a': Permission denied\n[1]\n",
    ],
    ['echo echo ran > s; chmod 200 s; bash s', 'bash: s: Permission denied\n[126]\n'],
    ['stat -c %A /tmp /root', 'drwxrwxrwt\ndrwx------\n'],
    ['sudo -i pwd', '/root\n'],
  ])('is as it should be: %s', async (line, says) => {
    expect(await typed(machine, line)).toBe(says)
  })
})

it('files in a saved lab stay whose they are', async () => {
  const own = lab.fork()
  await own.run('sudo touch /tmp/root-made; touch /tmp/mine')
  const again = await Lab.open({ contract, saved: own.save(), turn: () => immediate() })
  const { stdout } = await again.run('stat -c %U /tmp/root-made /tmp/mine')
  expect(stdout).toBe('root\nlearner\n')
})
