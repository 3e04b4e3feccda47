import { describe, expect, it } from 'vitest'
import { brokenConstraints, constraintsMessage } from '../../../../simulator/api/constraints.ts'
import { contract } from '../../../../simulator/api/contract.ts'

await contract.need('elbv2')

const broken = (operation: string, input: object) =>
  brokenConstraints(contract.model('elbv2').operation(operation)!.input!, input)

describe('constraints of the model', () => {
  const listener = { LoadBalancerArn: 'arn', DefaultActions: [] }

  it.each<[string, string, object, string[]]>([
    ['nothing', 'CreateListener', { ...listener, Port: 65_535 }, []],
    [
      'a number that is too large',
      'CreateListener',
      { ...listener, Port: 65_536 },
      [
        "Value '65536' at 'port' failed to satisfy constraint: Member must have value less than or equal to 65535",
      ],
    ],
    [
      'a number that is too small',
      'CreateListener',
      { ...listener, Port: 0 },
      ["Value '0' at 'port' failed to satisfy constraint: Member must have value greater than or equal to 1"],
    ],
    [
      'a list that is too short',
      'CreateListener',
      { ...listener, Tags: [] },
      [
        "Value '[]' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1",
      ],
    ],
    [
      'a word that is not one of those',
      'CreateListener',
      { ...listener, DefaultActions: [{ Type: 'forward' }, { Type: 'drop' }] },
      [
        expect.stringMatching(
          /^Value 'drop' at 'defaultActions\.2\.member\.type' .* enum value set: \[forward, /,
        ),
      ],
    ],
    [
      'a text that does not match',
      'CreateLoadBalancer',
      { Name: 'n', CustomerOwnedIpv4Pool: 'pool-1' },
      [
        expect.stringContaining(
          'Member must satisfy regular expression pattern: ^(ipv4pool-coip-)[a-zA-Z0-9]+$',
        ),
      ],
    ],
    [
      'a text that matches in part',
      'CreateLoadBalancer',
      { Name: 'n', CustomerOwnedIpv4Pool: 'my ipv4pool-coip-1' },
      [expect.stringContaining('regular expression pattern')],
    ],
    [
      'what is missing',
      'CreateListener',
      { DefaultActions: [] },
      ["Value null at 'loadBalancerArn' failed to satisfy constraint: Member must not be null"],
    ],
  ])('are broken by %s', (_, operation, input, expected) => {
    expect(broken(operation, input)).toEqual(expected)
  })

  it('are told all at once', () => {
    expect(constraintsMessage(['one'])).toBe('1 validation error detected: one')
    expect(constraintsMessage(['one', 'two'])).toBe('2 validation errors detected: one; two')
  })
})
