import { expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { locksOfNothing } from '../../../../simulator/authoring/locks.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { smallScenario, thingNamed } from '../lab/small-scenario.ts'

it.each([
  ['ec2:DeleteVpc', undefined],
  ['ec2:delete*', undefined],
  ['elasticloadbalancing:*', undefined],
  ['elbv2:CreateRule', undefined],
  ['s3:PutBucketCORS', undefined],
  ['onprem:Delete*', undefined],
  ['ec2:DeleteVcp', 'found ec2:DeleteVcp, expected an action of ec2. Did you mean ec2:DeleteVpc?'],
  ['host:Explode', 'found host:Explode, expected an action of host'],
  ['sqss:*', 'found sqss:*, expected an action of a service that there is. Did you mean sqs?'],
])('a lock of %s is one of something', async (action, problem) => {
  const scenario = smallScenario(
    `checks: { one: { ${thingNamed('one')} } }\nlocked: [{ actions: '${action}', says: No. }]\n`,
  )
  const told = (await locksOfNothing(contract, scenario)).map(tellProblem)
  expect(told).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)])
})
