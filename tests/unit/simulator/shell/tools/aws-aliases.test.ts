import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'

// What an alias of `aws` stands for may not have been loaded yet: each of these labs is the first of its program.

async function freshLab(aliases: string) {
  vi.resetModules()
  const [{ contract }, { Lab }] = await Promise.all([
    import('../../../../../simulator/api/contract.ts'),
    import('../../../../../simulator/lab.ts'),
  ])
  const lab = await Lab.open({ contract, seed: 'aliases', turn: () => immediate() })
  await lab.run(`mkdir -p ~/.aws/cli; cat > ~/.aws/cli/alias <<'ALIASES'\n${aliases}\nALIASES`)
  return async (line: string) => {
    const { stdout, stderr, exitCode } = await lab.run(line)
    return `${stdout}${stderr}${exitCode ? `[${exitCode}]` : ''}`
  }
}

describe('an alias of aws that nothing was loaded for', () => {
  it.each<[string, string, string, RegExp]>([
    ['s3', '[toplevel]\nmine = s3 ls', 'aws mine s3://nothing-there', /NoSuchBucket/],
    ['s3 by the name of a service', '[toplevel]\nec2 = s3 ls', 'aws ec2 s3://nothing-there', /NoSuchBucket/],
    ['configure', '[toplevel]\nx = configure get region', 'aws x', /^us-east-1\n$/],
    [
      'configure by the name of a service',
      '[toplevel]\nsts = configure get region',
      'aws sts',
      /^us-east-1\n$/,
    ],
    ['another alias', '[toplevel]\nx = y get\ny = configure', 'aws x region', /^us-east-1\n$/],
    [
      'an operation of another service',
      '[toplevel]\nec2 = sqs create-queue --output text',
      'aws --region us-east-1 ec2 --queue-name mine',
      /^https:\/\/sqs/,
    ],
    [
      'an operation under a name of its own',
      '[command sqs]\nhow-many = list-queues --query length(QueueUrls||`[]`)',
      'aws sqs how-many',
      /^0\n$/,
    ],
    ['a manual', '[toplevel]\nmanual = sqs help', 'aws manual', /Amazon Simple Queue Service|SQS/],
    ['YAML', '[toplevel]\nq = sqs create-queue --cli-input-yaml', "aws q 'QueueName: mine'", /QueueUrl/],
    [
      'itself, with more',
      '[toplevel]\nsqs = sqs --output text',
      'aws sqs create-queue --queue-name mine',
      /^https/,
    ],
  ])('stands for %s', async (_, aliases, line, said) => {
    expect(await (await freshLab(aliases))(line)).toMatch(said)
  })

  it.each<[string, string, string, RegExp]>([
    ['runs a command of the shell', '[toplevel]\nx = !ls', 'aws x', /does not simulate aliases.*\[25\d\]/s],
    ['has no closing quotation', '[toplevel]\nx = "ls', 'aws x', /No closing quotation.*\[25\d\]/s],
    [
      'is in a file that cannot be read',
      'x = ls',
      'aws sts get-caller-identity',
      /Unable to parse config file.*\[25\d\]/s,
    ],
  ])('is refused where it %s', async (_, aliases, line, said) => {
    expect(await (await freshLab(aliases))(line)).toMatch(said)
  })

  it('is none for the lab’s own commands', async () => {
    const said = await freshLab('[toplevel]\nonprem = s3 ls')
    expect(await said('onprem describe-sites')).toMatch(/Sites/)
  })
})
