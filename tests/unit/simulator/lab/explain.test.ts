import { readdirSync, readFileSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'
import { awsErrors } from '../../../../simulator/shell/lab/failures/aws-errors.ts'
import { awsFamilies } from '../../../../simulator/shell/lab/failures/aws-families.ts'
import { awsError } from '../../../../simulator/shell/lab/failures/by-name.ts'
import type { Failure } from '../../../../simulator/shell/lab/failures/failure.ts'
import { httpStatuses } from '../../../../simulator/shell/lab/failures/http-statuses.ts'
import { onTheWire } from '../../../../simulator/shell/lab/failures/on-the-wire.ts'

const open = () => Lab.open({ contract, seed: 'explain', turn: () => immediate() })

async function explained(lab: Lab, words = ''): Promise<string> {
  const { stdout, stderr } = await lab.run(`lab explain ${words}`.trim())
  return stdout + stderr
}

describe('lab explain', async () => {
  const lab = await open()

  it.each([
    [
      'UnauthorizedOperation',
      /^UnauthorizedOperation\n.*policy[\s\S]*Commonly:[\s\S]*Look:[\s\S]*aws sts get-caller-identity[\s\S]*Mend:/,
    ],
    ['invalidvpcendpointid.notfound', /^InvalidVpcEndpointId\.NotFound\n/],
    ['ExpiredToken', /their time is over/],
    ['SubnetLimitExceeded', /^SubnetLimitExceeded\n.*codes of this form[\s\S]*quota/],
    ['403', /^HTTP 403 Forbidden\n[\s\S]*policy of the VPC endpoint/],
    ['http 503', /^HTTP 503 Service Unavailable\n/],
    ['curl 28', /^Exit status 28 of curl\n[\s\S]*lab trace FROM TO/],
    ['52', /^Exit status 52 of curl\n/],
    ['127', /^Exit status 127 of bash\n/],
    ['NXDOMAIN', /^NXDOMAIN\n/],
    ['timeout', /^time-out\n/],
    [
      '255',
      /^Exit status 255 of aws\n[\s\S]*\nExit status 255 of ssh\n[\s\S]*One alone: lab explain aws 255/,
    ],
    ['UnauthorisedOperation', /Did you mean UnauthorizedOperation\?/],
    [
      'InvalidVpcEndpointd.NotFound',
      /codes of this form[\s\S]*Did you mean InvalidVpcEndpointId\.NotFound\?/,
    ],
    ['curl 999', /^lab: Nothing is known of "curl 999"/],
    ['gibberish', /^lab: Nothing is known of "gibberish"\. The Tab key lists/],
  ])('%s', async (words, says) => {
    expect(await explained(lab, words)).toMatch(says)
  })

  it.each([
    ['lab explain Unauth', ['UnauthorizedOperation']],
    ['lab explain no-rou', ['no-route']],
    ['lab explain curl 5', ['5', '52', '56']],
  ])('%s, completed', async (line, offered) => {
    const { candidates } = await lab.terminal.complete(line)
    expect(candidates.map((one) => one.trim())).toEqual(expect.arrayContaining(offered))
  })
})

describe('what failed last is explained without being named', () => {
  it.each([
    ['curl -sS -m 5 https://nowhere.example.internal', 'Exit status 6 of curl', 'no such name'],
    [
      'aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-0123456789abcdef0',
      'InvalidVpcEndpointId.NotFound',
      'no VPC endpoint of this id',
    ],
    ['aws ec2 describe-vpcs --vpc-ids vpc-0123456789abcdef0 | jq .', 'InvalidVpcID.NotFound', 'another one'],
    ['aws ec2 create-subnet', 'ParamValidation', 'nothing was sent'],
    ['dig nowhere.example.internal', 'NXDOMAIN', 'does not exist'],
    ['ls /nowhere && true', 'Exit status 2 of bash', ''],
    ['frobnicate', 'Exit status 127 of bash', 'no command of that name'],
    ['nc -vz -w 2 10.9.9.9 443', 'time-out', 'nothing came back'],
  ])('%s', async (line, title, says) => {
    const lab = await open()
    await lab.run(line)
    const told = await explained(lab)
    expect(told.split('\n')[0]).toBe(line)
    expect(told.split('\n')[3]).toBe(title)
    expect(told).toContain(says)
  })

  it('is not what the lab says of itself, and not what went well', async () => {
    const lab = await open()
    await lab.run('aws ec2 describe-vpcs')
    await lab.run('lab explain nothing-like-it')
    expect(await explained(lab)).toMatch(/^Nothing has failed in this terminal lately\./)
  })

  it('is that of this terminal', async () => {
    const lab = await open()
    const second = lab.openTerminal()
    await lab.run('frobnicate', { window: second })
    expect(await explained(lab)).toMatch(/^Nothing has failed/)
    const { stdout } = await lab.run('lab explain', { window: second })
    expect(stdout).toMatch(/^frobnicate\n/)
  })
})

const failures: readonly Failure[] = [
  ...awsErrors,
  ...awsFamilies.map(({ failure }) => failure),
  ...Object.values(httpStatuses).map(({ failure }) => failure),
  ...Object.values(onTheWire),
]

describe('what is explained', () => {
  it('is taught by topics of the curriculum', () => {
    const topics = new Set(Object.keys(parse(readFileSync('content/curriculum.yaml', 'utf8')) as object))
    expect(failures.map(({ topic }) => topic).filter((topic) => !topics.has(topic))).toEqual([])
  })

  it('is looked into with commands that there are', async () => {
    const lab = await open()
    const wrong: string[] = []
    for (const line of new Set(failures.flatMap(({ look }) => look))) {
      // Names in capitals stand for what only the learner knows.
      if (/\b(SERVICE OPERATION|OPERATION)\b/.test(line)) continue
      const { stderr, exitCode } = await lab.run(line)
      if (exitCode === 127 || exitCode === 252 || /Unknown options|not simulated|Invalid choice/.test(stderr))
        wrong.push(`${line}: ${stderr}`)
    }
    expect(wrong).toEqual([])
  })

  it('are all error codes that the services here answer with', () => {
    const sources = readdirSync('simulator', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const codes = new Set(
      sources.flatMap((name) =>
        [...readFileSync(`simulator/${name}`, 'utf8').matchAll(/new AwsError\(\s*'([A-Z][\w.]+)'/g)].map(
          ([, code]) => code!,
        ),
      ),
    )
    expect(codes.size).toBeGreaterThan(150)
    expect([...codes].filter((code) => !awsError(code))).toEqual([])
  })
})
