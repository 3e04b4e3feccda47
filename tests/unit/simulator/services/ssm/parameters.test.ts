import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/api/generated/types.d.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { ssm } from '../../../../../simulator/services/ssm/index.ts'
import { otherAccount, testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

await contract.need('ssm')

type Name = keyof Operations['ssm'] & string

function parameterWorld() {
  const cloud = testCloud('ssm', [ec2, ssm])
  const ask = <N extends Name>(operation: N, input?: Input<'ssm', N>) => cloud.call('ssm', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'ssm', N>) =>
    cloud.refusedBy('ssm', operation, input)
  const put = (Name: string, Value: string, more: Partial<Input<'ssm', 'PutParameter'>> = {}) =>
    ask('PutParameter', { Name, Value, Type: 'String', ...more })
  const value = (Name: string, WithDecryption = false) =>
    ask('GetParameter', { Name, WithDecryption }).Parameter!.Value
  return { ...cloud, ask, refused, put, value }
}

describe('a parameter', () => {
  it('is put, got and written over', () => {
    const { ask, refused, put, value } = parameterWorld()
    expect(put('/app/db', 'one')).toEqual({ Version: 1, Tier: 'Standard' })
    expect(refused('PutParameter', { Name: '/app/db', Value: 'x', Type: 'String' })).toBe(
      'ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    )
    put('/app/db', 'two', { Overwrite: true })
    expect([value('/app/db'), value('/app/db:1')]).toEqual(['two', 'one'])
    expect(ask('GetParameter', { Name: '/app/db' }).Parameter).toEqual({
      Name: '/app/db',
      Type: 'String',
      Value: 'two',
      Version: 2,
      LastModifiedDate: '2026-11-02T09:00:00.000Z',
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/app/db',
      DataType: 'text',
    })
    expect(ask('GetParameterHistory', { Name: '/app/db' }).Parameters!.map(({ Value }) => Value)).toEqual([
      'one',
      'two',
    ])
  })

  it('that is secure is read only when decrypted', () => {
    const { put, value, ask } = parameterWorld()
    put('key', 'secret', { Type: 'SecureString' })
    expect(value('key')).not.toContain('secret')
    expect(value('key', true)).toBe('secret')
    expect(ask('DescribeParameters').Parameters![0]!.KeyId).toBe('alias/aws/ssm')
  })

  it('is found by a label', () => {
    const { ask, put, value } = parameterWorld()
    put('a', 'one')
    ask('LabelParameterVersion', { Name: 'a', Labels: ['stable', '1bad'] })
    put('a', 'two', { Overwrite: true })
    expect(value('a:stable')).toBe('one')
    ask('LabelParameterVersion', { Name: 'a', Labels: ['stable'] })
    expect(value('a:stable')).toBe('two')
  })

  it('of another account is not there', () => {
    const { put, refusedBy } = parameterWorld()
    put('a', 'one')
    expect(refusedBy('ssm', 'GetParameter', { Name: 'a' }, { account: otherAccount })).toBe(
      'ParameterNotFound: ',
    )
  })

  it.each([
    [{ Name: 'aws-x' }, /^ValidationException: Parameter name: can't be prefixed with "aws"/],
    [{ Name: 'a/b' }, /^ValidationException: Parameter name must be a fully qualified name\./],
    [{ Name: 'a b' }, /^ValidationException: /],
    [{ Value: 'x'.repeat(4097) }, /^ValidationException: Standard tier parameters support a maximum/],
    [{ AllowedPattern: '\\d+' }, /^ParameterPatternMismatchException: /],
    [{ Type: undefined }, /^ValidationException: A parameter type is required/],
  ])('%# is refused', (change, error) => {
    expect(
      parameterWorld().refused('PutParameter', { Name: 'x', Value: 'y', Type: 'String', ...change }),
    ).toMatch(error)
  })

  it.each([
    [{ Path: '/app' }, ['/app/a']],
    [{ Path: '/app/', Recursive: true }, ['/app/a', '/app/sub/b']],
    [{ Path: '/none' }, []],
  ])('under the path %j', (input, names) => {
    const { ask, put } = parameterWorld()
    for (const name of ['/app/a', '/app/sub/b', '/apple', 'app']) put(name, 'x')
    expect(ask('GetParametersByPath', input).Parameters!.map(({ Name }) => Name)).toEqual(names)
  })

  it.each([
    [{ Key: 'Name', Option: 'BeginsWith', Values: ['/app'] }, ['/app/a', '/apple']],
    [{ Key: 'Name', Values: ['/apple'] }, ['/apple']],
    [{ Key: 'Type', Values: ['StringList'] }, ['list']],
    [{ Key: 'Path', Option: 'OneLevel', Values: ['/app'] }, ['/app/a']],
    [{ Key: 'tag:team', Values: ['web'] }, ['list']],
  ])('described with %j', (filter, names) => {
    const { ask, put } = parameterWorld()
    put('/app/a', 'x')
    put('/apple', 'x')
    put('list', 'a,b', { Type: 'StringList', Tags: [{ Key: 'team', Value: 'web' }] })
    expect(
      ask('DescribeParameters', { ParameterFilters: [filter] }).Parameters!.map(({ Name }) => Name),
    ).toEqual(names)
  })

  it('many at once', () => {
    const { ask, put } = parameterWorld()
    put('a', 'x')
    expect(ask('GetParameters', { Names: ['a', 'none'] })).toMatchObject({
      Parameters: [{ Name: 'a' }],
      InvalidParameters: ['none'],
    })
    expect(ask('DeleteParameters', { Names: ['a', 'none'] })).toEqual({
      DeletedParameters: ['a'],
      InvalidParameters: ['none'],
    })
  })
})

describe("AWS's own parameters", () => {
  const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

  it('name the current image of each Region', () => {
    const { call, value } = parameterWorld()
    const there = call('ssm', 'GetParameter', { Name }, { region: 'eu-west-1' }).Parameter!
    expect(there.ARN).toBe(`arn:aws:ssm:eu-west-1::parameter${Name}`)
    expect(there.Value).toMatch(/^ami-0[0-9a-f]{16}$/)
    expect(there.Value).not.toBe(value(Name))
  })

  it('are listed by path', () => {
    const { ask } = parameterWorld()
    const { Parameters } = ask('GetParametersByPath', { Path: '/aws/service/ami-amazon-linux-latest' })
    expect(Parameters!.map((one) => one.Name)).toContain(Name)
  })
})
