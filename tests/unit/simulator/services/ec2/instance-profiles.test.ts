import { describe, expect, it } from 'vitest'
import { account } from '../cloud.ts'
import { launchRequest, launchWorld } from './launch-world.ts'

const arn = (name: string) => `arn:aws:iam::${account}:instance-profile/${name}`

describe('launching with an instance profile', () => {
  it.each([
    ['by name', { Name: 'web' }],
    ['by ARN', { Arn: arn('web') }],
  ])('%s: the instance shows it, and an association', (_, IamInstanceProfile) => {
    const { ask, launchOne, instance, profile } = launchWorld()
    const web = profile('web')
    const InstanceId = launchOne({ IamInstanceProfile })
    expect(instance(InstanceId).IamInstanceProfile).toEqual(web)
    expect(ask('DescribeIamInstanceProfileAssociations').IamInstanceProfileAssociations).toEqual([
      {
        AssociationId: expect.stringMatching(/^iip-assoc-0[0-9a-f]{16}$/),
        InstanceId,
        IamInstanceProfile: web,
        State: 'associated',
      },
    ])
  })

  it.each([
    [
      'a name that there is not',
      { Name: 'db' },
      'InvalidParameterValue: Value (db) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    ],
    [
      'an ARN that there is not',
      { Arn: arn('db') },
      `InvalidParameterValue: Value (${arn('db')}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`,
    ],
    [
      'the ARN of another account',
      { Arn: 'arn:aws:iam::999999999999:instance-profile/web' },
      'InvalidParameterValue: Value (arn:aws:iam::999999999999:instance-profile/web) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN',
    ],
    [
      'what is no ARN',
      { Arn: 'web' },
      'InvalidParameterValue: Value (web) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN',
    ],
    [
      'both',
      { Name: 'web', Arn: arn('web') },
      "InvalidParameterCombination: The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    ],
    [
      'a profile without a role',
      { Name: 'empty' },
      `InvalidParameterValue: IAM Instance Profile "${arn('empty')}" has no associated IAM Roles`,
    ],
  ])('refuses %s', (_, IamInstanceProfile, message) => {
    const { refused, subnet, profile } = launchWorld()
    profile('web')
    profile('empty', false)
    expect(refused('RunInstances', launchRequest(subnet, { IamInstanceProfile }))).toBe(message)
  })
})

function world() {
  const all = launchWorld()
  const { ask, launchOne, instance, profile, refused } = all
  const [web, db] = [profile('web'), profile('db')]
  const InstanceId = launchOne()
  const associate = (Name = 'web') =>
    ask('AssociateIamInstanceProfile', { InstanceId, IamInstanceProfile: { Name } })
      .IamInstanceProfileAssociation!
  const refuse = (Name = 'web') =>
    refused('AssociateIamInstanceProfile', { InstanceId, IamInstanceProfile: { Name } })
  const shown = () => instance(InstanceId).IamInstanceProfile
  const list = () =>
    ask('DescribeIamInstanceProfileAssociations').IamInstanceProfileAssociations!.map(
      ({ IamInstanceProfile, State }) => `${IamInstanceProfile!.Arn!.split('/')[1]} ${State}`,
    )
  return { ...all, web, db, InstanceId, associate, refuse, shown, list }
}

describe('an instance that runs', () => {
  it('is given a profile, and is shown with it at once', () => {
    const { pass, associate, InstanceId, web, shown, list } = world()
    expect(shown()).toBeUndefined()
    expect(associate()).toEqual({
      AssociationId: expect.stringMatching(/^iip-assoc-0[0-9a-f]{16}$/),
      InstanceId,
      IamInstanceProfile: web,
      State: 'associating',
    })
    expect(shown()).toEqual(web)
    pass(10)
    expect(list()).toEqual(['web associated'])
  })

  it('has one profile at most', () => {
    const { associate, refuse, InstanceId } = world()
    associate()
    expect(refuse('db')).toBe(`IncorrectState: There is an existing association for instance ${InstanceId}`)
  })

  it('is given another one by replacing, under a new id', () => {
    const { ask, pass, associate, db, shown, list } = world()
    const { AssociationId = '' } = associate()
    const { IamInstanceProfileAssociation } = ask('ReplaceIamInstanceProfileAssociation', {
      AssociationId,
      IamInstanceProfile: { Name: 'db' },
    })
    expect(IamInstanceProfileAssociation).toMatchObject({ State: 'associating', IamInstanceProfile: db })
    expect(IamInstanceProfileAssociation!.AssociationId).not.toBe(AssociationId)
    expect(shown()).toEqual(db)
    expect(list()).toEqual(['web disassociating', 'db associating'])
    pass(10)
    expect(list()).toEqual(['db associated'])
  })

  it('loses its profile, and may be given one again', () => {
    const { ask, pass, associate, shown, list } = world()
    const { AssociationId = '' } = associate()
    pass(10)
    expect(
      ask('DisassociateIamInstanceProfile', { AssociationId }).IamInstanceProfileAssociation,
    ).toMatchObject({ AssociationId, State: 'disassociating' })
    expect(shown()).toBeUndefined()
    pass(10)
    expect(list()).toEqual([])
    associate('db')
  })

  it('takes its association along when it is terminated', () => {
    const { ask, pass, associate, refuse, InstanceId, list } = world()
    associate()
    ask('TerminateInstances', { InstanceIds: [InstanceId] })
    expect(refuse('db')).toMatch(/^IncorrectInstanceState: /)
    pass(60)
    expect(list()).toEqual([])
  })

  it('has its profile exchanged only while it runs', () => {
    const { ask, pass, refused, associate, InstanceId } = world()
    const { AssociationId = '' } = associate()
    ask('StopInstances', { InstanceIds: [InstanceId] })
    pass(60)
    const IamInstanceProfile = { Name: 'db' }
    expect(refused('ReplaceIamInstanceProfileAssociation', { AssociationId, IamInstanceProfile })).toMatch(
      /^IncorrectInstanceState: /,
    )
    ask('DisassociateIamInstanceProfile', { AssociationId })
  })
})

it.each([
  ['ReplaceIamInstanceProfileAssociation', { IamInstanceProfile: { Name: 'web' } }],
  ['DisassociateIamInstanceProfile', {}],
] as const)('%s refuses an association that there is not, or no more', (operation, more) => {
  const { ask, refused, associate } = world()
  const text = (id: string) => `InvalidAssociationID.NotFound: An invalid association-id of '${id}' was given`
  const refuse = (AssociationId: string) => refused(operation, { AssociationId, ...more } as never)
  expect(refuse('iip-assoc-0123456789abcdef0')).toBe(text('iip-assoc-0123456789abcdef0'))
  const { AssociationId = '' } = associate()
  ask('DisassociateIamInstanceProfile', { AssociationId })
  expect(refuse(AssociationId)).toBe(text(AssociationId))
})

it.each([
  ['instance-id', 'one', 1],
  ['instance-id', 'i-0123456789abcdef0', 0],
  ['state', 'associating', 1],
  ['state', 'associated', 0],
])('associations are found by %s = %s', (Name, value, count) => {
  const { ask, associate, InstanceId } = world()
  associate()
  const Filters = [{ Name, Values: [value === 'one' ? InstanceId : value] }]
  expect(
    ask('DescribeIamInstanceProfileAssociations', { Filters }).IamInstanceProfileAssociations,
  ).toHaveLength(count)
})
