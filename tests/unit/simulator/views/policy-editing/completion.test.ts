import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Lab } from '../../../../../simulator/lab.ts'
import { completePolicy } from '../../../../../simulator/views/policy-editing/completion.ts'
import { namedResources } from '../../../../../simulator/views/policy-editing/named-resources.ts'

let lab: Lab
beforeAll(async () => {
  lab = await Lab.open({ contract, turn: () => immediate(), seed: 'editor' })
  const { stderr } = await lab.run(
    'aws s3api create-bucket --bucket data-of-mine > /dev/null && aws ec2 create-vpc --cidr-block 10.0.0.0/16 > /dev/null',
  )
  expect(stderr).toBe('')
})

/** The cursor is at the `|`. */
async function choicesAt(marked: string) {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  const named = lab.view(namedResources)
  const { from, to, choices } = await completePolicy(text, offset, contract, named)
  return { replaced: text.slice(from, to), labels: choices.map(({ label }) => label), choices }
}

const inStatement = (part: string) => `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", ${part}`

describe('what could stand at the cursor of a policy', () => {
  it.each<[string, string, readonly string[]]>([
    ['elements of the document', '{ | }', ['Version', 'Id', 'Statement']],
    ['those that are not there yet', '{ "Version": "2012-10-17", "|" }', ['Id', 'Statement']],
    ['nothing in JSON that is no policy', '{ "VpcId": "vpc-1", "|" }', []],
    ['effects', '{ "Statement": [{ "Effect": "|', ['Allow', 'Deny']],
    [
      'kinds of principals',
      inStatement('"Principal": { "|" } }] }'),
      ['AWS', 'Service', 'Federated', 'CanonicalUser'],
    ],
    [
      'whether a key is there',
      inStatement('"Condition": { "Null": { "aws:SourceVpce": "|" } } }] }'),
      ['true', 'false'],
    ],
    [
      'buckets that there are',
      inStatement('"Action": "s3:GetObject", "Resource": "|'),
      ['*', 'arn:aws:s3:::data-of-mine', 'arn:aws:s3:::data-of-mine/*'],
    ],
    ['nothing in a text of one’s own', inStatement('"Sid": "|" }] }'), []],
  ])('%s', async (_, text, labels) => {
    expect((await choicesAt(text)).labels).toEqual(labels)
  })

  it('offers services, and then their actions', async () => {
    const services = await choicesAt(inStatement('"Action": ["|"] }] }'))
    expect(services.labels).toEqual(expect.arrayContaining(['*', 's3:', 'sqs:', 'elasticloadbalancing:']))
    const actions = await choicesAt(inStatement('"Action": ["sqs:Send|"] }] }'))
    expect(actions.labels).toEqual(expect.arrayContaining(['sqs:*', 'sqs:SendMessage']))
    expect(actions.replaced).toBe('"sqs:Send"')
  })

  it('offers the VPCs that there are where a VPC is compared', async () => {
    const { labels } = await choicesAt(
      inStatement('"Condition": { "StringEquals": { "aws:SourceVpc": "|" } } }] }'),
    )
    expect(labels).toEqual(expect.arrayContaining([expect.stringMatching(/^vpc-0[0-9a-f]{16}$/)]))
  })

  it('keeps the value of a member whose name is changed', async () => {
    const { choices } = await choicesAt(inStatement('"Act|": "s3:GetObject" }] }'))
    expect(choices.find(({ label }) => label === 'NotAction')?.insert).toBe('"NotAction"')
  })

  it('offers a whole policy to an empty file', async () => {
    expect((await choicesAt('|')).labels).toEqual(['A policy with one statement'])
  })
})
