import { expect, it } from 'vitest'
import { reaches } from '../../../src/lesson-kit/worlds.ts'

// A lab in a lesson is tried before it is shown: its goal is not reached at the start, and its commands reach it.

const subnet = {
  world: 'one-vpc',
  commands: ['aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.0.2.0/24'],
  reached: "aws ec2 describe-subnets --query 'Subnets[].CidrBlock' | grep -q 10.0.2.0/24",
}

it('takes a lab whose commands reach its goal', async () => {
  expect(await reaches(subnet)).toBeUndefined()
})

it('takes a lab whose commands know what came before', async () => {
  const after = 'export BLOCK=10.0.2.0/24'
  const commands = ['aws ec2 create-subnet --vpc-id $VPC --cidr-block $BLOCK']
  expect(await reaches({ ...subnet, after, commands })).toBeUndefined()
})

it.each([
  ['nothing has to be done', { reached: 'true' }, 'reached before anything'],
  [
    'its commands do something else',
    { commands: ['aws ec2 describe-vpcs'] },
    'do not reach its goal:\n$ aws ec2',
  ],
  ['its goal wants variables, which a page does not keep', { reached: 'test -n "$VPC"' }, 'do not reach'],
])('refuses a lab where %s', async (_, change, problem) => {
  expect(await reaches({ ...subnet, ...change })).toContain(problem)
})
