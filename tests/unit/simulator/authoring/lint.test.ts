import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { lintPack } from '../../../../simulator/authoring/lint.ts'
import { newPack } from '../../../../simulator/authoring/new-pack.ts'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { filesOf } from '../packs/notation.ts'
import { curriculum } from './read-pack.ts'

const ports = { contract, turn: () => immediate(), curriculum, mutation: false }
const good = Object.fromEntries(newPack('my-pack'))
const room = 'scenarios/open-the-door'
const yaml = good[`${room}/scenario.yaml`] ?? ''
const brief = good[`${room}/brief.md`] ?? ''

const linted = async (change: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const files = filesOf({ ...good, ...change })
  const { pack, problems } = loadPack(files)
  if (!pack) return problems.map(tellProblem)
  return (await lintPack(ports, pack, files)).problems.map(tellProblem)
}

const inBrief = (text: string) => ({ [`${room}/brief.md`]: `${brief}\n${text}\n` })
const inYaml = (from: string | RegExp, to: string) => ({ [`${room}/scenario.yaml`]: yaml.replace(from, to) })

const question = (shows: string) => `type: single
stem: Who gets in?
topics: [PL-SG-01]
difficulty: 1
source: VPC guide, security-group-rules
date: '2026-11-20'
options:
  a: { text: Everybody, why: No. }
  b: { text: Nobody, right: true, why: A new group has no inbound rules. }
  c: { text: Members, why: Only of the default group. }
proof:
  setup: |
    VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId --output text)
    GROUP=$(aws ec2 create-security-group --vpc-id $VPC --group-name a --description b --query GroupId --output text)
  shows:
    - query: { run: 'aws ec2 describe-security-groups --group-ids $GROUP', query: 'length(SecurityGroups[0].IpPermissions)', is: ${shows} }
`

describe('lint', () => {
  it('finds nothing in a pack that is right', async () => expect(await linted({})).toEqual([]))

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a command that there is not',
      inBrief('Try `aws ec2 describe-vpc-endpoint`.'),
      /brief\.md:11:5: found `aws ec2 describe-vpc-endpoint`, expected a command that the terminal takes: .*invalid choice/,
    ],
    [
      'a command with an option that there is not',
      inBrief('```sh\naws ec2 describe-vpcs --nonsense $VPC\n```'),
      /brief\.md:12:1: found `aws ec2 describe-vpcs --nonsense .*--nonsense/,
    ],
    [
      'a profile that nobody has',
      { [`${room}/solution.sh`]: `aws ec2 describe-vpcs --profile bank\n${good[`${room}/solution.sh`]}` },
      /solution\.sh:1:33: found the profile bank, expected one of default, shop/,
    ],
    [
      'a site that the setup does not make',
      inYaml('# What has', 'sites: { depot: Where the vans are. }\n# What has'),
      /sites\.depot: found a site depot, expected a site that setup\.sh makes/,
    ],
    ['a command behind a pipe', inBrief('```sh\necho a | aws s3 nothing\n```'), /found `aws s3 nothing`/],
    [
      'a command in a hint',
      inYaml('Authorize ingress', 'Run `aws ec2 authorise-ingress`, authorize ingress'),
      /scenario\.yaml:\d+:\d+: hints\.0\.answer: found `aws ec2 authorise-ingress`/,
    ],
    ['a command of the lab’s own', inBrief('Try `onprem make-site --name a`.'), /found `onprem make-site/],
    [
      'a word that AWS spells otherwise',
      inBrief('Use Route53 and a Security Group.'),
      /brief\.md:11:5: found “Route53”, expected “Route 53”, as AWS spells it/,
    ],
    [
      'such a word in a title',
      inYaml('gets the page', 'gets the page by DirectConnect'),
      /checks\.client-is-in\.title: found “DirectConnect”/,
    ],
    [
      'a topic that there is not',
      inYaml('[PL-SG-01]', '[PL-SG-01, PL-NO-99]'),
      /teaches: found PL-NO-99, expected a topic of content\/curriculum\.yaml/,
    ],
    [
      'a topic of its own that it does not list',
      inYaml('[PL-SG-01]', '[my-pack/NET-01]'),
      /found my-pack\/NET-01, expected a topic that pack\.yaml lists/,
    ],
    [
      'a topic of somebody else’s',
      { 'pack.yaml': `${good['pack.yaml']}topics: [acme/NET-01]\n` },
      /pack\.yaml: topics: found acme\/NET-01, expected a topic that begins with my-pack\//,
    ],
    [
      'a brief with the solution’s command',
      inBrief('You will want `aws ec2 authorize-security-group-ingress` for it.'),
      /brief\.md:11:1: found `ec2 authorize-security-group-ingress`, which solution\.sh has/,
    ],
    [
      'a brief with the solution’s words',
      inBrief('Say `--group-id $WEB_GROUP --protocol tcp --port 80 --cidr 10.30.1.0/24`.'),
      /found “.*--group-id \$WEB_GROUP --protocol tcp.*”, which solution\.sh has/,
    ],
    [
      'a variable that nobody sets',
      inBrief('There is `$NOWHERE`.'),
      /brief\.md: found \$NOWHERE, expected one of .*\$VPC/,
    ],
    [
      'such a variable in a check',
      inYaml("'http://web-1.shop.internal/', status", "'http://$NOWHERE/', status"),
      /checks\.client-is-in: found \$NOWHERE/,
    ],
    [
      'no hint for a check',
      inYaml('for: client-is-in', 'for: only-the-page'),
      /hints: found no hint for client-is-in/,
    ],
    [
      'no answer among hints',
      inYaml(/ {4}answer: Authorize.*\n/, ''),
      /hints: found no hint of the depth answer/,
    ],
    [
      'a link to a heading that is not there',
      inBrief('[There](#nowhere).'),
      /brief\.md:11:7: found a link to #nowhere, expected one of #open-the-door/,
    ],
    [
      'a picture with poor words',
      { ...inBrief('![image](pictures/a.png)'), [`${room}/pictures/a.png`]: 'x' },
      /found a picture with the words “image”/,
    ],
    [
      'a picture that nobody sees',
      { [`${room}/pictures/a.png`]: 'x' },
      /pictures\/a\.png: found a picture that no text shows/,
    ],
    [
      'a proof that does not hold',
      { 'questions/a.yaml': question('1') },
      /questions\/a\.yaml: proof\.shows\.0\.query: found 0, expected what the key says/,
    ],
    [
      'a proof that cannot be made',
      { 'questions/a.yaml': question('0').replace('create-vpc --cidr', 'create-vpc --cdr') },
      /questions\/a\.yaml: proof\.setup: found /,
    ],
    [
      'an alternative that is none',
      { [`${room}/alternatives/idle.sh`]: 'true' },
      /alternatives\/idle\.sh: found client-is-in not met/,
    ],
  ])('tells %s', async (_, change, problem) => {
    const problems = await linted(change)
    expect(
      problems.filter((one) => problem.test(one)),
      problems.join('\n'),
    ).toHaveLength(1)
  })

  it.each<[string, Record<string, string>]>([
    [
      'a command without what it wants, in a sentence',
      inBrief('With `aws ec2 create-route` one makes routes.'),
    ],
    [
      'what stands for something',
      inBrief('```sh\naws ec2 describe-subnets --subnet-ids <the subnet’s id> | jq .\n```'),
    ],
    [
      'what another command prints',
      inBrief(
        '```sh\naws ec2 describe-vpcs --vpc-ids $(aws ec2 describe-vpcs --query "Vpcs[0].VpcId" --output text)\n```',
      ),
    ],
    [
      'a session with its output',
      inBrief('```console\n$ aws ec2 describe-vpcs\nvpc nonsense aws nothing\n```'),
    ],
    ['variables that a text sets itself', inBrief('```sh\nDOOR=$(aws ec2 describe-vpcs)\necho $DOOR\n```')],
    ['a sentence that begins with a capital', inBrief('Security groups decide. **Route tables** lead.')],
    ['titles of pages', inBrief('[Security Group Rules](https://docs.aws.amazon.com/)')],
    [
      'words of another language',
      {
        'pack.yaml': `${good['pack.yaml']}languages: [en, de]\n`,
        [`${room}/brief.de.md`]: '# Türen\n\nRoute53 heißt hier so, und eine Security Group auch.\n',
      },
    ],
    ['a proof that holds', { 'questions/a.yaml': question('0') }],
    [
      'topics of its own',
      {
        'pack.yaml': `${good['pack.yaml']}topics: [my-pack/NET-01]\n`,
        ...inYaml('[PL-SG-01]', '[my-pack/NET-01]'),
      },
    ],
  ])('takes %s', async (_, change) => expect(await linted(change)).toEqual([]))

  it('tells all of it at once', async () => {
    const problems = await linted({
      ...inBrief('Use Route53. `aws ec2 nothing`. [x](#y)'),
      [`${room}/alternatives/idle.sh`]: 'true',
    })
    expect(problems).toHaveLength(4)
  })

  it('tells what no check notices, and what is accepted in vain', async () => {
    const lax = yaml
      .replace(/ {2}stranger-stays-out:\n(?: {4}.*\n)+/, '')
      .replace(/ {2}- for: stranger-stays-out\n(?: {4}.*\n)+/, '')
    const files = filesOf({
      ...good,
      [`${room}/scenario.yaml`]: `${lax}accepts:\n  - mutant: Nothing\n    because: No reason.\n`,
      [`${room}/near-misses/opens-to-all.sh`]: undefined,
    })
    const { pack, problems } = loadPack(files)
    expect(problems.map(tellProblem)).toEqual([])
    const report = await lintPack({ ...ports, mutation: true }, pack!, files)
    const told = report.problems.map(tellProblem).join('\n')
    expect(report.score).toBeLessThan(95)
    expect(told).toMatch(
      /found no check that notices “The rule in tcp 80 from 10\.30\.1\.0\/24 of web is for 0\.0\.0\.0\/0” \(stranger-1 → /,
    )
    expect(told).toMatch(/It is made by: aws ec2 modify-security-group-rules/)
    expect(told).toMatch(/accepts: found “Nothing”, expected a change that no check notices/)
  })
})
