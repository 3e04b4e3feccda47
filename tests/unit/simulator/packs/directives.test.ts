import { describe, expect, it } from 'vitest'
import { composeScript } from '../../../../simulator/packs/directives.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'

// Near misses as what they change of a solution.

const solution = `# The reference solution.
VPC=$(aws ec2 create-vpc \\
  --cidr-block 10.0.0.0/16)

# part: routes
for one in a b; do
  aws ec2 create-route --to $one
done
# part: policy
aws s3api put-bucket-policy --policy '{
  "Version": "x"
}'
aws ec2 create-tags --a
aws ec2 create-tags --b
`

const other = 'aws ec2 do-otherwise\n'
const solutions = new Map([
  ['solution.sh', solution],
  ['alternatives/other.sh', other],
])
const compose = (text: string) => composeScript('miss.sh', `# because: x\n${text}`, solutions)

const commands = (text: string) =>
  compose(text)
    .script.split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))

const whole = commands('# before: VPC=\ntrue').slice(1)

describe('a near miss', () => {
  it('is its own script where it says nothing of a solution', () =>
    expect(commands('aws ec2 describe-vpcs\n')).toEqual(['aws ec2 describe-vpcs']))

  it.each<[string, string, string[]]>([
    ['leaves a part out', '# without: routes', [...whole.slice(0, 2), ...whole.slice(5)]],
    ['leaves a command out, with the lines that it goes on in', '# without: VPC=', whole.slice(2)],
    [
      'leaves out what is quoted over several lines',
      '# without: aws s3api',
      [...whole.slice(0, 5), ...whole.slice(8)],
    ],
    ['leaves several out', '# without: VPC=\n# without: aws s3api\n# without: routes', whole.slice(8)],
    [
      'puts something else in place of a part',
      '# instead-of: routes\nroute c\nroute d',
      [...whole.slice(0, 2), 'route c', 'route d', ...whole.slice(5)],
    ],
    [
      'puts something else in place of a command in a loop',
      '# instead-of: aws ec2 create-route\n  true',
      [...whole.slice(0, 3), '  true', ...whole.slice(4)],
    ],
    [
      'adds something before a part',
      '# before: policy\ntrue',
      [...whole.slice(0, 5), 'true', ...whole.slice(5)],
    ],
    [
      'adds something after a part',
      '# after: routes\ntrue',
      [...whole.slice(0, 5), 'true', ...whole.slice(5)],
    ],
    ['adds something at the end', '# after: policy\n\ntrue\n', [...whole, 'true']],
    ['begins with another solution', '# from: alternatives/other.sh', ['aws ec2 do-otherwise']],
    [
      'changes another solution',
      '# from: alternatives/other.sh\n# after: aws ec2 do-otherwise\ntrue',
      ['aws ec2 do-otherwise', 'true'],
    ],
  ])('%s', (_, text, expected) => {
    expect(compose(text).problems).toEqual([])
    expect(commands(text)).toEqual(expected)
  })

  it.each<[string, string, RegExp]>([
    [
      'a part that there is not',
      '# without: route',
      /^miss\.sh:2:12: found "route", which is not there, expected a part of solution\.sh, or how one of its commands begins\. Did you mean routes\?/,
    ],
    ['a command that there are two of', '# without: aws ec2 create-tags', /which 2 commands begin with/],
    ['no name', '# without:', /found "", which is not there/],
    [
      'another solution that there is not',
      '# from: other.sh',
      /^miss\.sh:2:9: found other\.sh, expected one of solution\.sh, alternatives\/other\.sh/,
    ],
    ['nothing in its place', '# instead-of: routes\n', /found nothing under "instead-of", expected commands/],
    ['something in the place of nothing', '# without: routes\ntrue', /found commands under "without"/],
    [
      'commands that belong nowhere',
      'true\n# without: routes',
      /^miss\.sh:2:1: found true, expected a line such as/,
    ],
  ])('is told of %s', (_, text, said) => {
    const told = compose(text).problems.map(tellProblem)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(said)
  })

  it('takes a quote that nobody closes for a long command and no more', () => {
    const endless = new Map([['solution.sh', `echo '\n${'x\n'.repeat(1000)}`]])
    const { script, problems } = composeScript('miss.sh', '# without: echo\n', endless)
    expect(problems).toEqual([])
    expect(script.split('\n').length).toBeGreaterThan(700)
  })
})
