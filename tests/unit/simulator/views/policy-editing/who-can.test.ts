import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import {
  isChanged,
  type WhoCan,
  type WhoCanQuestion,
  type WhoCanRow,
  whoCan,
} from '../../../../../simulator/views/policy-editing/who-can.ts'

const bucket = 'arn:aws:s3:::data-of-mine'
let lab: Lab
let endpoint: string

const run = async (line: string) => {
  const { stdout, stderr } = await lab.run(line)
  expect(stderr).toBe('')
  return stdout.trim()
}

beforeAll(async () => {
  lab = await Lab.open({ contract, turn: () => immediate(), seed: 'who-can' })
  const trust = policyOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  })
  const reads = policyOf({ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/*` })
  await run('aws s3api create-bucket --bucket data-of-mine > /dev/null')
  await run(`aws iam create-role --role-name app --assume-role-policy-document '${trust}' > /dev/null`)
  await run(`aws iam create-role --role-name idle --assume-role-policy-document '${trust}' > /dev/null`)
  await run(`aws iam put-role-policy --role-name app --policy-name reads --policy-document '${reads}'`)
  const vpc = await run('aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text')
  endpoint = await run(
    `aws ec2 create-vpc-endpoint --vpc-id ${vpc} --service-name com.amazonaws.us-east-1.s3 --query VpcEndpoint.VpcEndpointId --output text`,
  )
})

const policyOf = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement })

const onlyThroughEndpoint = () =>
  policyOf({
    Sid: 'OnlyByTheDoor',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${bucket}/*`,
    Condition: { StringNotEquals: { 'aws:SourceVpce': endpoint } },
  })

const ask = (question: WhoCanQuestion): WhoCan => lab.view((fabric) => whoCan(fabric, question))

function judged(question: WhoCanQuestion) {
  const answer = ask(question)
  if (answer.state !== 'judged') throw new Error(`It is ${answer.state}.`)
  return answer
}

const rowOf = (rows: readonly WhoCanRow[], name: string) => rows.find(({ who }) => who.name === name)

describe('who can do what', () => {
  it('tells a learner whom a deny would shut out, and which statement does', () => {
    const { as, rows, changed } = judged({ text: onlyThroughEndpoint() })
    expect(as).toBe(`bucket ${bucket}`)
    expect(rowOf(rows, 'app')).toMatchObject({
      action: 's3:GetObject',
      resource: `${bucket}/example`,
      now: { isAllowed: true, by: 'identity', statement: 'Read', policy: 'reads', isOwn: false },
      edited: { isAllowed: false, by: 'resource', statement: 'OnlyByTheDoor', isOwn: true },
    })
    expect(rowOf(rows, 'idle')).toMatchObject({ now: { isAllowed: false }, edited: { isAllowed: false } })
    expect(changed).toBe(rows.filter(isChanged).length)
  })

  it('lets the same role in where requests come through the endpoint', () => {
    const { rows, through } = judged({ text: onlyThroughEndpoint(), through: endpoint })
    expect(through).toBe(endpoint)
    expect(rowOf(rows, 'app')).toMatchObject({ now: { isAllowed: true }, edited: { isAllowed: true } })
  })

  it('shows changes first, and what a stranger could do', () => {
    const open = policyOf({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:get*',
      Resource: `${bucket}/public/*`,
    })
    const { rows } = judged({ text: open })
    expect(rows.slice(0, rows.filter(isChanged).length).every(isChanged)).toBe(true)
    const stranger = rows.filter(({ who }) => who.kind === 'anonymous')
    expect(stranger.map(({ resource, edited }) => [resource, edited.isAllowed])).toEqual([
      [`${bucket}/public/example`, true],
      [`${bucket}/example`, false],
    ])
    expect(stranger[0]?.edited.statement).toBe('1')
  })

  it('judges the policy of an endpoint in the place of the one it has', () => {
    const none = policyOf({ Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: '*' })
    const { rows } = judged({ text: none, as: `endpoint ${endpoint}` })
    const read = rows.find(({ who, action }) => who.name === 'app' && action === 's3:GetObject')
    expect(read).toMatchObject({
      now: { isAllowed: true },
      edited: { isAllowed: false, by: 'endpoint', statement: undefined },
    })
  })

  it('judges a trust policy: the service that is let in no longer, and the role that is', () => {
    const roleArn = rowArn('app')
    const text = policyOf({ Effect: 'Allow', Principal: { AWS: rowArn('idle') }, Action: 'sts:AssumeRole' })
    const { rows } = judged({ text, as: `trust ${roleArn}` })
    expect(rowOf(rows, 'ec2.amazonaws.com')).toMatchObject({
      now: { isAllowed: true, by: 'trust', isOwn: true },
      edited: { isAllowed: false, by: 'trust' },
    })
    expect(rowOf(rows, 'idle')).toMatchObject({ now: { isAllowed: false }, edited: { isAllowed: true } })
  })

  it('adds permissions to what a role has, and says what it does not judge', () => {
    const text = policyOf({ Effect: 'Allow', Action: ['s3:ListBucket', 'ec2:CreateVpc'], Resource: '*' })
    const { rows, beside } = judged({ text, as: `permissions ${rowArn('idle')}` })
    expect(rows).toMatchObject([
      { who: { name: 'idle' }, resource: bucket, now: { isAllowed: false }, edited: { isAllowed: true } },
    ])
    expect(beside).toEqual(['ec2:CreateVpc'])
  })

  it.each<[WhoCan['state'], string]>([
    ['empty', ' \n'],
    ['no-json', '{ "Statement": ['],
    ['no-policy', '{ "VpcId": "vpc-1" }'],
    ['not-taken', '{ "Version": "2012-10-17", "Statement": [{ "Effect": "allow" }] }'],
  ])('says where there is nothing to judge: %s', (state, text) => {
    expect(ask({ text }).state).toBe(state)
  })

  it('bounds what it shows, and says how much there would be', async () => {
    for (let i = 0; i < 60; i++) await run(`aws iam create-user --user-name u${i} > /dev/null`)
    const { rows, total, isPartial } = judged({ text: onlyThroughEndpoint() })
    expect(rows).toHaveLength(40)
    expect(isPartial).toBe(true)
    expect(rows.filter(isChanged).map(({ who }) => who.name)).toEqual(['root', 'app', 'learner'])
    expect(total).toBeGreaterThan(60)
  })
})

function rowArn(name: string): string {
  const answer = ask({ text: onlyThroughEndpoint() })
  const choices = 'choices' in answer ? answer.choices : []
  return choices.find(({ kind, of }) => kind === 'trust' && of.endsWith(`/${name}`))?.of ?? ''
}
