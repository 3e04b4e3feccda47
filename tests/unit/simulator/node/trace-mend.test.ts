import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { worldOf } from '../network/notation/world.ts'

const program = fileURLToPath(new URL('../../../../simulator/node/hopwise.ts', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-'))
afterAll(() => rmSync(folder, { recursive: true }))

const world = worldOf(`
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out tcp 443 10.0.2.0/24
  group app-sg main
  host web-1 web 10.0.1.10 web-sg
  host app-1 app 10.0.2.10 app-sg
  acl open main app | in 100 allow all 0.0.0.0/0
`)
const model = path.join(folder, 'model.json')
writeFileSync(model, world.cloud.save())

const run = promisify(execFile)
const trace = async (...options: string[]) => {
  const args = [program, 'trace', '--model', model, '--from', 'web-1', '--proto', 'tcp', ...options]
  // A packet that is dropped is an exit status of 1.
  const { stdout } = await run(process.execPath, args).catch((failed: { stdout: string }) => failed)
  return stdout
}

const group = world.id('app-sg')
const acl = world.id('open')
const rule = `aws ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port 443 --cidr 10.0.1.10/32 --region us-east-1`

describe('hopwise trace --mend', () => {
  it('tells after the trace what stands in the way, and the lines that mend it', async () => {
    const told = await trace('--to', 'app-1', '--mend')
    expect(told.slice(told.indexOf('# What stands')).split('\n')).toEqual([
      '# What stands in the way, in the order in which the packet meets it:',
      `#   1. groups-have-no-ingress-rules at ${world.id('app-1')}: The security groups have no inbound rule at all. (PL-SG-01)`,
      `#   2. acl-denies-egress at ${world.id('app')}, for the answer: The network ACL does not let the packet out of the subnet. (PL-NACL-01)`,
      '# What mends it, in this order; a change has to be done before the next one is taken:',
      `#   Let the security group ${group} admit tcp 443 from 10.0.1.10.`,
      rule,
      expect.stringMatching(`Let the network ACL ${acl} pass tcp 1024-65535 out to 10\\.0\\.1\\.10`),
      expect.stringMatching(
        `^aws ec2 create-network-acl-entry .*--network-acl-id ${acl} .*From=1024,To=65535`,
      ),
      '',
    ])
  })

  it('has the same in its JSON', async () => {
    const { obstacles, mends } = JSON.parse(await trace('--to', 'app-1', '--mend', '--json'))
    expect(obstacles).toMatchObject([
      { direction: 'forward', reason: 'groups-have-no-ingress-rules', evidence: [group], topic: 'PL-SG-01' },
      { direction: 'return', reason: 'acl-denies-egress', topic: 'PL-NACL-01' },
    ])
    expect(mends[0]).toEqual({
      sentence: `Let the security group ${group} admit tcp 443 from 10.0.1.10.`,
      commands: [rule],
    })
    expect(mends).toHaveLength(2)
  })

  it('says what to build instead where nothing mends it', async () => {
    const told = await trace('--to', '10.0.2.99', '--mend')
    expect(told).toContain('# No change of what is there mends it.\n#   Instead: Look the address up again')
    expect(JSON.parse(await trace('--to', '10.0.2.99', '--mend', '--json')).mends).toBeNull()
  })

  it('is not in the answer of who did not ask for it', async () => {
    expect(JSON.parse(await trace('--to', 'app-1', '--json'))).not.toHaveProperty('mends')
  })
})
