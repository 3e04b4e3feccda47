import { describe, expect, it } from 'vitest'
import { contract } from '../../simulator/api/contract.ts'
import { checkKinds } from '../../simulator/grading/checks/index.ts'
import { type Goal, grade } from '../../simulator/grading/grade.ts'
import { subjectOf } from '../unit/simulator/grading/notation.ts'
import { worldOf } from '../unit/simulator/network/notation/world.ts'

await Promise.all(['iam', 'logs', 's3api'].map((service) => contract.need(service)))

const world = worldOf(`
  vpc shop 10.0.0.0/16
  subnet web shop use1-az1 10.0.1.0/24
  group server shop | in tcp 80 10.0.1.0/24 | out all 0.0.0.0/0
  host app-1 web 10.0.1.10 server
  host db-1 web 10.0.1.20 server
  serve db-1 http/80
`)

/** One of every type, some of which do things to the world that they judge. */
const written = {
  probe: { probe: { from: 'app-1', to: 'http://10.0.1.20/' } },
  denies: { denies: { from: 'app-1', to: 'tcp://10.0.1.20:22' } },
  resolve: { resolve: { from: 'app-1', name: 'example.com' } },
  creates: { query: { run: 'aws ec2 create-vpc --cidr-block 10.9.0.0/16' } },
  counts: { query: { run: 'aws ec2 describe-vpcs', query: 'length(Vpcs)', is: 2 } },
  uploads: { query: { run: 'aws s3api create-bucket --bucket grading-was-here' } },
  policy: {
    policy: { principal: 'arn:aws:iam::123456789012:user/nobody', action: 's3:GetObject', expect: 'denied' },
  },
  matrix: { matrix: { among: ['app-1', 'db-1'], port: 80, open: 'app-1 -> db-1' } },
  survives: {
    survives: { faults: 'use1-az1', checks: [{ denies: { from: 'app-1', to: 'http://10.0.1.20/' } }] },
  },
  cost: { cost: { 'at-most': 100 } },
  audit: { audit: { call: { event: 'DescribeVpcs' }, expect: 'none' } },
  tidy: { tidy: { unused: 'security-group' } },
}

const goals: readonly Goal[] = Object.entries(written).map(([id, check]) => ({
  id,
  check: checkKinds.schema.parse(check),
  worth: { points: 10, bonus: false, partial: true, must: false },
}))

describe('grading', () => {
  it('leaves the world as it is, to the byte', () => {
    const before = world.cloud.save()
    grade(subjectOf(world), goals)
    expect(world.cloud.save() === before).toBe(true)
  })

  it('says the same when it is done again', () => {
    expect(grade(subjectOf(world), goals)).toEqual(grade(subjectOf(world), goals))
  })

  it('says the same in any order: no check sees what another one did', () => {
    const { goals: graded } = grade(subjectOf(world), goals)
    const { goals: backwards } = grade(subjectOf(world), [...goals].reverse())
    expect([...backwards].reverse()).toEqual(graded)
  })
})
