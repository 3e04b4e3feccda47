import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { worldOf } from '../../network/notation/world.ts'
import { at, replay } from './on-host.ts'

beforeAll(async () => {
  await Promise.all(['host', 'onprem', 'fault'].map((service) => contract.need(service)))
})

const world = () =>
  worldOf(`
    vpc main 10.0.0.0/16
    subnet web main a 10.0.1.0/24
    group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
    host app-1 web 10.0.1.10 open
    host app-2 web 10.0.1.11 open
  `)

const whether = (port: number) =>
  `(ssh -p ${port} -o ConnectTimeout=5 10.0.1.10 2>&1 || true) | sed 's/.*: //' | head -1`

describe('serve', () => {
  it('runs until systemctl stops it, and starts again', async () => {
    const { shown, wanted } = await replay(
      at(world(), 'app-1'),
      `
      [ec2-user@ip-10-0-1-10 ~]$ serve --port 443 --tls api.example.com --body 'it works'
      https on 0.0.0.0:443: serve-443.service is running
      [ec2-user@ip-10-0-1-10 ~]$ serve --postgres
      postgres on 0.0.0.0:5432: serve-5432.service is running
      [ec2-user@ip-10-0-1-10 ~]$ systemctl list-units
        UNIT                     LOAD   ACTIVE   SUB     DESCRIPTION
        amazon-ssm-agent.service loaded active   running Amazon SSM Agent
        serve-443.service        loaded active   running https on 0.0.0.0:443
        serve-5432.service       loaded active   running postgres on 0.0.0.0:5432
        sshd.service             loaded active   running OpenSSH server daemon
      4 loaded units listed.
      [ec2-user@ip-10-0-1-10 ~]$ sudo systemctl stop serve-443; systemctl is-active serve-443 serve-5432
      inactive
      active
      [3]
      [ec2-user@ip-10-0-1-10 ~]$ systemctl status serve-443 | head -3
      ○ serve-443.service - https on 0.0.0.0:443
           Loaded: loaded (/etc/systemd/system/serve-443.service; enabled; preset: disabled)
           Active: inactive (dead)
      [ec2-user@ip-10-0-1-10 ~]$ systemctl start serve-443; systemctl is-active serve-443
      active
      [ec2-user@ip-10-0-1-10 ~]$ systemctl cat serve-443 | grep Exec
      ExecStart=/usr/local/bin/serve --port 443 --tls api.example.com --body 'it works'
      `,
    )
    expect(shown).toBe(wanted)
  })

  it('is what others on the network reach', async () => {
    const here = world()
    const [server, client] = [at(here, 'app-1'), at(here, 'app-2')]
    expect(await client.type(whether(8080))).toBe('Connection refused\n')
    await server.type('serve --port 8080')
    expect(await client.type(whether(8080))).not.toContain('refused')
    await server.type('systemctl stop serve-8080')
    expect(await client.type(whether(8080))).toBe('Connection refused\n')
  })

  it.each([
    ['serve --port 70000', 'serve: --port must be a number from 1 to 65535\n', 2],
    ['serve --loud', 'serve: "--loud" is none of --port,', 2],
    [
      'serve --port 80 --address 10.0.1.10; serve --port 80',
      'bind: address already in use: serve-80-10.0.1.10.service listens there\n',
      1,
    ],
    ['serve --port 80 --udp --http', 'A server of the kind http does not speak UDP. Use echo or dns.\n', 1],
  ])('refuses %s', async (line, said, exitCode) => {
    const text = await at(world(), 'app-1').type(line)
    expect(text).toContain(said)
    expect(text).toMatch(new RegExp(`\\[${exitCode}\\]\\n$`))
  })

  it('has nobody to serve on the workstation', async () => {
    expect(await at(world(), 'workstation').type('serve --port 80')).toBe(
      'serve: nobody could reach a server on the workstation. Start it on an instance, or on premises.\n[1]\n',
    )
  })
})

describe('systemctl', () => {
  it.each([
    ['systemctl status nope', 'Unit nope.service could not be found.\n[4]\n'],
    ['systemctl start nope', 'Failed to start nope.service: Unit nope.service not found.\n[5]\n'],
    ['systemctl stop nope', 'Failed to stop nope.service: Unit nope.service not loaded.\n[5]\n'],
    ['systemctl frobnicate x', "Unknown command verb 'frobnicate'.\n[1]\n"],
    ['systemctl start', 'Too few arguments.\n[1]\n'],
    ['systemctl --wrong', "systemctl: unrecognized option '--wrong'\n[1]\n"],
    ['systemctl stop sshd', 'hopwise does not simulate a machine without sshd.service.\n[1]\n'],
  ])('%s', async (line, shown) => {
    expect(await at(world(), 'app-1').type(line)).toBe(shown)
  })
})

describe('appliance', () => {
  it('puts new rules first, and keeps them from mode to mode', async () => {
    const desk = at(world(), 'app-1')
    expect(await desk.type('appliance')).toBe(
      'Nothing is set: packets for others are let pass where this host gets any.\n',
    )
    await desk.type("appliance drop --rule 'tcp 22 10.0.0.0/8'; appliance pass --rule icmp; appliance drop")
    expect(await desk.type('appliance nat')).toBe(`mode: nat
keeps state: yes
log: off
rules, of which the first that matches decides:
  1  allow icmp
  2  deny tcp 22 10.0.0.0/8
  *  deny all else
`)
    await desk.type('appliance off')
    expect(await desk.type('appliance')).toMatch(/^Nothing is set/)
  })

  it.each([
    ['appliance explode', /^appliance: "explode" is none of status, pass, drop/],
    ['appliance drop --rule', /^appliance: --rule needs a value\n/],
    ['appliance drop tcp', /^appliance: "tcp" is not --rule\n/],
    ["appliance drop --rule 'tcp 22 nonsense'", /nonsense/],
    ['appliance log -n x', /^appliance: -n wants a number\n/],
  ])('refuses %s', async (line, said) => {
    expect(await at(world(), 'app-1').type(line)).toMatch(said)
  })
})

describe('onprem, host and fault', () => {
  it('answer as aws does: parsed, printed and queried alike', async () => {
    const { shown, wanted } = await replay(
      at(world(), 'workstation'),
      `
      learner@workstation:~$ onprem create-site --name hq --prefixes 192.168.0.0/16 --query Site.Asn
      65000
      learner@workstation:~$ onprem create-host --name db --site hq --address 192.168.1.5 --output text --query Host.Name
      db
      learner@workstation:~$ onprem describe-hosts --query 'Hosts[].[Name,Address]' --output text
      db	192.168.1.5
      learner@workstation:~$ host put-listener --host db --port 5432 --kind postgres --query Listener.Kind
      "postgres"
      learner@workstation:~$ fault inject-fault --targets use1-az1 --query 'Faults[].Target' --output text
      use1-az1
      `,
    )
    expect(shown).toBe(wanted)
  })

  it('complain in their own name', async () => {
    const text = await at(world(), 'workstation').type('onprem create-castle')
    expect(text).toMatch(/onprem: \[ERROR\]: An error occurred \(ParamValidation\): .*'create-castle'/)
    expect(text).toMatch(/\[252\]\n$/)
  })

  it('complete their operations and options', async () => {
    const { window } = at(world(), 'workstation')
    expect((await window.complete('onprem describe-s')).candidates).toEqual([
      'describe-site-links',
      'describe-sites',
    ])
    expect((await window.complete('fault inject-fault --t')).candidates).toEqual(['--targets'])
  })
})

describe('sudo', () => {
  it.each([
    ['sudo whoami', 'root\n'],
    ['sudo -u ssm-user whoami', 'ssm-user\n'],
    ['cd /tmp; sudo pwd', '/tmp\n'],
    ['echo text | sudo tee /etc/motd > /dev/null; cat /etc/motd', 'text\n'],
    ['A=1; export A; sudo printenv A; sudo -E printenv A; sudo B=2 printenv B', '1\n2\n'],
    ['sudo nope', 'sudo: nope: command not found\n[1]\n'],
    [
      'sudo -u nobody-here ls',
      'sudo: unknown user nobody-here\nsudo: error initializing audit plugin sudoers_audit\n[1]\n',
    ],
    ['su -', 'su: Authentication failure\n[1]\n'],
    ['sudo su - -c whoami', 'root\n'],
  ])('%s', async (line, shown) => {
    expect(await at(world(), 'app-1').type(line)).toBe(shown)
  })

  it('opens root’s shell', async () => {
    const { shown, wanted } = await replay(
      at(world(), 'app-1'),
      `
      [ec2-user@ip-10-0-1-10 ~]$ sudo -i
      [root@ip-10-0-1-10 ~]# id; cd /etc
      uid=0(root) gid=0(root) groups=0(root)
      [root@ip-10-0-1-10 etc]# su - ec2-user
      [ec2-user@ip-10-0-1-10 ~]$ id -un
      ec2-user
      [ec2-user@ip-10-0-1-10 ~]$ exit
      logout
      [root@ip-10-0-1-10 etc]# exit
      logout
      [ec2-user@ip-10-0-1-10 ~]$ whoami
      ec2-user
      `,
    )
    expect(shown).toBe(wanted)
  })
})
