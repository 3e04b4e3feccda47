import { readFileSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'

const script = readFileSync(new URL('../../../scripts/three-tier.sh', import.meta.url), 'utf8')

it('builds a three-tier VPC and takes it down, saying what AWS would say', async () => {
  const lab = await Lab.open({ contract, turn: () => immediate() })
  const { stdout, stderr, exitCode } = await lab.terminal.runScript(script)
  // Ids differ from seed to seed, and are nothing to hold on to.
  expect(stdout.replace(/-0[0-9a-f]{16}/g, '-ID')).toBe(
    [
      'web-a\t10.0.0.0/24\tus-east-1a\t251',
      'web-b\t10.0.1.0/24\tus-east-1b\t251',
      'app-a\t10.0.10.0/24\tus-east-1a\t251',
      'app-b\t10.0.11.0/24\tus-east-1b\t251',
      'db-a\t10.0.20.0/24\tus-east-1a\t251',
      'db-b\t10.0.21.0/24\tus-east-1b\t251',
      // The routes, the rules of the three groups, and the ACL's two new associations.
      ...['{', '    "Return": true', '}', '{', '    "Return": true', '}'],
      ...['true', 'true', 'true'],
      ...['1', '1'],
      '----------------------------------',
      '|        DescribeInstances       |',
      '+-------+-----------+------------+',
      '| Name  |   State   |   Type     |',
      '+-------+-----------+------------+',
      '|  web-1|  running  |  t3.micro  |',
      '|  app-1|  running  |  t3.micro  |',
      '|  db-1 |  running  |  t3.micro  |',
      '+-------+-----------+------------+',
      '3',
      ...['{', '    "NatGatewayId": "nat-ID"', '}'],
      ...['true', 'true', 'true'],
      'gone, exit status 254',
      '',
    ].join('\n'),
  )
  expect(stderr).toMatch(
    /^\naws: \[ERROR\]: An error occurred \(InvalidVpcID\.NotFound\) when calling the DescribeVpcs operation: The vpc ID 'vpc-0[0-9a-f]{16}' does not exist\n$/,
  )
  expect(exitCode).toBe(0)
})
