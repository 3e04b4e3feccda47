import { beforeEach, describe, expect, it } from 'vitest'
import { say } from '../../network/notation/world.ts'
import { type KeyedWorld, keyedWorld } from '../tools/keyed-hosts.ts'
import { at } from '../tools/on-host.ts'

// Ports of the workstation that lead to machines which only the bastion reaches.

let keyed: KeyedWorld
const type = (line: string) => keyed.desk.type(line)

beforeEach(async () => {
  keyed = await keyedWorld()
  say(keyed.world, 'serve app-1 http/80')
  await type('ssh bastion true')
})

const status = "curl -s -o page -w '%{http_code}\\n' http://localhost:8080/"

describe('ssh -L', () => {
  it('makes a port lead through a machine, until it is closed', async () => {
    expect(await type('curl -s -m 5 http://10.0.2.10/')).toContain('[28]')
    expect(await type(status)).toBe('000\n[7]\n')
    expect(await type('ssh -N -f -L 8080:10.0.2.10:80 bastion')).toBe(
      'hopwise: localhost:8080 leads to 10.0.2.10:80 now, through bastion.\n' +
        "hopwise: 'ssh -O exit bastion' closes it again.\n",
    )
    expect(await type(status)).toBe('200\n')
    expect(await type('nc -zv localhost 8080')).toContain('succeeded')
    expect(await type('ss -tln | grep -c 127.0.0.1:8080')).toBe('1\n')
    expect(await type('ssh -O exit bastion')).toBe('Exit request sent.\n')
    expect(await type(status)).toBe('000\n[7]\n')
    expect(await type('ssh -O exit bastion')).toBe(
      'Control socket connect: No such file or directory\n[255]\n',
    )
  })

  it('lasts as long as the shell on the other machine', async () => {
    await type('ssh -L 8080:10.0.2.10:80 bastion')
    const other = at(keyed.world, 'workstation')
    expect(await other.type(status)).toBe('200\n')
    await type('exit')
    expect(await type(status)).toBe('000\n[7]\n')
  })

  it('is refused behind the machine, and the client is hung up on', async () => {
    await type('ssh -fNL 8080:10.0.2.11:80 bastion')
    expect(await type(status)).not.toContain('200')
  })

  it('ends when the machine in between stops', async () => {
    await type('ssh -fNL 8080:10.0.2.10:80 bastion')
    keyed.world.ask('StopInstances', { InstanceIds: [keyed.world.id('bastion:instance')] })
    keyed.world.pass(120)
    expect(await type(status)).toBe('000\n[7]\n')
  })

  it.each([
    ['ssh -NL 8080:10.0.2.10 bastion', "Bad local forwarding specification '8080:10.0.2.10'\n[255]\n"],
    ['ssh -NL x:10.0.2.10:80 bastion', "Bad local forwarding specification 'x:10.0.2.10:80'\n[255]\n"],
    ['ssh -NL 80:10.0.2.10:80 bastion 2>&1 | head -n 1', 'Privileged ports can only be forwarded by root.\n'],
    [
      'ssh -D 1080 bastion',
      'hopwise does not simulate a SOCKS proxy (-D). Use -L for a port that leads there, or -J to go through a machine.\n[255]\n',
    ],
  ])('%s', async (line, shown) => {
    expect(await type(line)).toBe(shown)
  })

  it('says that a port is taken', async () => {
    await type('ssh -fNL 8080:10.0.2.10:80 bastion')
    expect(await type('ssh -fNL 8080:10.0.2.10:80 bastion')).toContain(
      'bind [127.0.0.1]:8080: Address already in use\n' +
        'channel_setup_fwd_listener_tcpip: cannot listen to port: 8080\nCould not request local forwarding.\n',
    )
  })
})
