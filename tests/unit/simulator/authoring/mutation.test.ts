import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { type MutationReport, mutate } from '../../../../simulator/authoring/mutation/mutate.ts'
import { mutators } from '../../../../simulator/authoring/mutation/mutators/index.ts'
import { changedPolicies } from '../../../../simulator/authoring/mutation/policy-changes.ts'
import { solvedWorld } from '../../../../simulator/authoring/mutation/solved-world.ts'
import { attemptOn, beginScenario } from '../../../../simulator/authoring/prove.ts'
import type { Scenario } from '../../../../simulator/packs/load.ts'
import { scenarioNamed } from './read-pack.ts'

const good = scenarioNamed('foundations', 'a-private-door-to-sqs')
const turn = () => immediate()
const ports = { contract, turn }

const solved = async (scenario: Scenario) =>
  (await attemptOn(await beginScenario(ports, scenario), scenario.solution)).lab

const mutated = async (scenario: Scenario): Promise<MutationReport> =>
  mutate({ ...ports, solved: await solved(scenario), accepts: scenario.document.accepts })

/** The scenario without one of its checks. */
const without = (...ids: string[]): Scenario => ({
  ...good,
  goals: good.goals.filter(({ id }) => !ids.includes(id)),
})

describe('mutants of a solved world', () => {
  it('are all noticed by checks that are complete', async () => {
    const report = await mutated(good)
    expect(report).toMatchObject({ score: 100, survivors: [], unknown: [] })
    expect(report.killed).toBeGreaterThan(8)
    expect(Object.values(report.byCheck).reduce((sum, one) => sum + one)).toBe(report.killed)
  })

  it('are told where no check notices them, with the command and with what has changed', async () => {
    const { survivors, score } = await mutated(without('strangers-stay-out'))
    expect(score).toBeLessThan(100)
    expect(survivors).toContainEqual(
      expect.objectContaining({
        mutator: 'group-rules',
        sentence: 'The rule in tcp 443 from 10.20.1.0/24 of door is for 0.0.0.0/0',
        commands: [expect.stringMatching(/^aws ec2 modify-security-group-rules --group-id sg-\w+ /)],
        difference: {
          question: 'other-1 → https://sqs.us-east-1.amazonaws.com/',
          was: 'not reached',
          is: expect.stringMatching(/^ok by way of interface-endpoint vpce-/),
        },
      }),
    )
  })

  it('do not count where their author accepts them, and an acceptance that is nobody’s is told', async () => {
    const scenario = without('strangers-stay-out')
    const { survivors } = await mutated(scenario)
    const accepts = [
      ...survivors.map(({ sentence: mutant }) => ({ mutant, because: 'Nobody was promised it.' })),
      { mutant: 'The moon is missing', because: 'It is not ours.' },
    ]
    const report = await mutated({ ...scenario, document: { ...scenario.document, accepts } })
    expect(report).toMatchObject({ score: 100, unknown: ['The moon is missing'] })
    expect(report.survivors.map(({ accepted }) => accepted)).toEqual(
      survivors.map(() => 'Nobody was promised it.'),
    )
  })

  it('leave the solved lab as it is', async () => {
    const lab = await solved(good)
    const before = lab.saveWorld()
    await mutate({ ...ports, solved: lab })
    expect(lab.saveWorld() === before).toBe(true)
  })

  it('are the same each time', async () => expect(await mutated(good)).toEqual(await mutated(good)))
})

describe('the mutators', () => {
  /** What each makes of a world with one thing of everything that it looks at. */
  it.each<[string, string, readonly RegExp[]]>([
    [
      'routes',
      `GATE=$(aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId --output text)
       aws ec2 attach-internet-gateway --internet-gateway-id $GATE --vpc-id $VPC`,
      [/^With a route 0\.0\.0\.0\/0 to igw-/],
    ],
    [
      'endpoints',
      '',
      [/^Private DNS is off for/, /^The VPC’s default security group alone for/, /^Without the endpoint/],
    ],
    ['vpc-dns', '', [/^DNS support is off in shop/, /^DNS hostnames are off in shop/]],
    ['public-paths', '', [/^An internet gateway in shop, with a route and a public address for/]],
    ['acl-entries', '', [/^Without entry 100 \(in\)/, /^The entry 100 \(out\) .* says deny/]],
    [
      'peerings',
      `OTHER=$(aws ec2 create-vpc --cidr-block 10.99.0.0/16 --query Vpc.VpcId --output text)
       PEERING=$(aws ec2 create-vpc-peering-connection --vpc-id $VPC --peer-vpc-id $OTHER --query \
         VpcPeeringConnection.VpcPeeringConnectionId --output text)
       sleep 60
       aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id $PEERING
       sleep 60`,
      [/^Without the peering connection pcx-/, /^Names of shop are resolved from across/],
    ],
    [
      'hosted-zones',
      `aws route53 create-hosted-zone --name shop.internal --caller-reference 1 --vpc VPCRegion=us-east-1,VPCId=$VPC`,
      [/^The hosted zone shop\.internal\. does not answer in shop/],
    ],
    [
      'resource-policies',
      `aws s3api create-bucket --bucket mutant-bucket
       aws s3api put-bucket-policy --bucket mutant-bucket --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Deny",
         "Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::mutant-bucket/*",
         "Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}]}'`,
      [/^Without the condition aws:SourceVpce of statement 1 in the policy/, /has no policy$/],
    ],
  ])('%s', async (name, more, sentences) => {
    const lab = await solved({ ...good, solution: `${good.solution}\n${more}` })
    const { attempt } = lab
    const world = solvedWorld(lab.forkWorld().fabric, attempt!.start.fabric, attempt!.variables)
    const found = mutators.find((one) => one.name === name)?.mutants(world) ?? []
    for (const sentence of sentences)
      expect(found.map((one) => one.sentence)).toContainEqual(expect.stringMatching(sentence))
  })

  it('have names of their own', () => {
    const names = mutators.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('a policy', () => {
  const allow = { Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 's3:GetObject', Resource: 'a' }
  const told = (...Statement: object[]) =>
    changedPolicies(JSON.stringify({ Version: '2012-10-17', Statement })).map(({ how }) => how)

  it.each<[string, object[], string[]]>([
    [
      'lets everybody, do everything, to everything',
      [allow],
      ['Principal * of statement 1', 'Action * of statement 1', 'Resource * of statement 1'],
    ],
    [
      'loses one statement of several',
      [
        { ...allow, Sid: 'Read' },
        { ...allow, Sid: 'Write' },
      ],
      ['Without Read', 'Without Write'],
    ],
    [
      'loses a condition',
      [{ ...allow, Condition: { StringEquals: { a: '1', b: '2' } } }],
      ['Without the condition a of statement 1', 'Without the condition b of statement 1'],
    ],
    ['denies less', [{ ...allow, Effect: 'Deny', Action: ['a', 'b'] }], ['One Action less of statement 1']],
  ])('%s', (_, statements, ways) => expect(told(...statements)).toEqual(expect.arrayContaining(ways)))

  it('that is none has no variants', () => expect(changedPolicies('no policy')).toEqual([]))
})
