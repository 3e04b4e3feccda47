import { describe, expect, it } from 'vitest'
import { loadPack } from '../../../../simulator/packs/load.ts'
import { tellProblem } from '../../../../simulator/packs/problem.ts'
import { filesOf, goodFiles, packYaml, questionYaml, scenarioYaml } from './notation.ts'

const scenario = 'scenarios/open-the-door/scenario.yaml'
const brief = 'scenarios/open-the-door/brief.md'
const question = 'questions/interfaces.yaml'

const told = (change: Readonly<Record<string, string | undefined>>) =>
  loadPack(filesOf({ ...goodFiles, ...change })).problems.map(tellProblem)

describe('a pack', () => {
  it('is loaded, with its scenarios, checks, near misses and questions', () => {
    const { pack, problems } = loadPack(filesOf(goodFiles))
    expect(problems.map(tellProblem)).toEqual([])
    expect(pack?.scenarios).toMatchObject([
      {
        id: 'example/open-the-door',
        goals: [
          {
            id: 'client-is-in',
            check: { probe: { from: ['app-1'], expect: 'ok' } },
            worth: { points: 10, must: false },
          },
          { id: 'stranger-stays-out' },
        ],
        nearMisses: [
          { name: 'opens-to-all', because: 'it opens the door to everybody', fails: ['stranger-stays-out'] },
        ],
      },
    ])
    expect([...(pack?.questions.keys() ?? [])]).toEqual(['interfaces'])
  })

  it('may say the same of all checks, and something else of one', () => {
    const own = scenarioYaml.replace(
      'stranger-stays-out:',
      'stranger-stays-out:\n    says: { is-reached: Own. }',
    )
    const files = filesOf({ ...goodFiles, [scenario]: `${own}says: { is-reached: All., no-route: All. }\n` })
    expect(loadPack(files).pack?.scenarios[0]?.goals.map(({ says }) => says)).toEqual([
      { 'is-reached': 'All.', 'no-route': 'All.' },
      { 'is-reached': 'Own.', 'no-route': 'All.' },
    ])
  })

  it.each<[string, Record<string, string | undefined>, string | RegExp]>([
    [
      'without its own file',
      { 'pack.yaml': undefined },
      'pack.yaml: found no such file, expected the pack’s own file',
    ],
    ['without a brief', { [brief]: undefined }, /brief\.md: found no such file/],
    [
      'of a newer format',
      { 'pack.yaml': packYaml.replace('format: 1', 'format: 2') },
      /found format 2, expected format 1 or older/,
    ],
    ['of no format', { 'pack.yaml': packYaml.replace('format: 1', 'format: 0') }, /never been such a format/],
    ['with a stray file', { 'notes.txt': 'x' }, /notes\.txt: found a file that nothing reads/],
    [
      'with an unknown member',
      { [scenario]: `${scenarioYaml}colour: red\n` },
      /scenario\.yaml:13:1: found colour, expected no such member/,
    ],
    [
      'with a wrong type',
      { [scenario]: scenarioYaml.replace('minutes: 5', 'minutes: five') },
      /:4:1: minutes: found "five", expected int|number/,
    ],
    [
      'with a level that is none',
      { [scenario]: scenarioYaml.replace('beginner', 'easy') },
      /:3:1: level: found "easy", expected one of/,
    ],
    [
      'with a topic that is none',
      { [scenario]: scenarioYaml.replace('PL-SG-01', 'groups') },
      /teaches\.0: found "groups", expected the id of a topic/,
    ],
    [
      'with a check of an unknown type',
      { [scenario]: scenarioYaml.replace('denies:', 'forbids:') },
      /scenario\.yaml:10:5: checks\.stranger-stays-out: found forbids, expected no such member/,
    ],
    [
      'with somebody in an account that there is not',
      { [scenario]: `${scenarioYaml}people: { ada: { name: Ada, role: r, account: bank } }\n` },
      /people\.ada\.account: found "bank", expected an account of `actors`, which has none/,
    ],
    [
      'with somebody who may do something nowhere',
      { [scenario]: `${scenarioYaml}people: { ada: { name: Ada, role: r, may: 'ec2:*' } }\n` },
      /people\.ada\.may: found "ec2:\*", expected an account as well/,
    ],
    [
      'with somebody whose profile is an account’s',
      {
        [scenario]: `${scenarioYaml}actors: { ada: '111111111111' }\npeople: { ada: { name: Ada, role: r, account: ada } }\n`,
      },
      /expected an id that is no profile yet; found ada|found ada, expected|people\.ada: found ada/,
    ],
    [
      'with words of the author’s for no reason',
      {
        [scenario]: scenarioYaml.replace(
          'stranger-stays-out:',
          'stranger-stays-out:\n    says: { because: x }',
        ),
      },
      /says: found because, expected the code of a reason|says\.because: .*expected the code of a reason/,
    ],
    [
      'with a wrong destination',
      {
        [scenario]: scenarioYaml.replace(
          "{ from: app-1, to: 'http://10.0.1.20/' }",
          '{ from: app-1, to: 10.0.1.20 }',
        ),
      },
      /:8:\d+: checks\.client-is-in\.probe\.to: found "10\.0\.1\.20", expected https:\/\//,
    ],
    [
      'with two types in one check',
      {
        [scenario]: scenarioYaml.replace(
          '    denies:',
          '    quiz: { question: Q, options: { a: { text: A, why: W }, b: { text: B, right: true, why: W } } }\n    denies:',
        ),
      },
      /expected one of audit, cost/,
    ],
    [
      'with a hint for no check',
      { [scenario]: scenarioYaml.replace('  - Who', '  - for: nobody\n    text: Who') },
      /hints\.0\.for: found "nobody"/,
    ],
    [
      'with a hint that says nothing',
      { [scenario]: scenarioYaml.replace('  - Who decides what comes in?', '  - for: client-is-in') },
      /hints\.0.*expected one of nudge, direction, answer/,
    ],
    [
      'with a stage of a check that is none',
      { [scenario]: `${scenarioYaml}stages: { one: { title: One, checks: [client-is-in, nobody] } }\n` },
      /:13:\d+: stages\.one\.checks\.1: found "nobody", expected one of the checks/,
    ],
    [
      'with a check in two stages',
      {
        [scenario]: `${scenarioYaml}stages: { one: { title: One, checks: [client-is-in, stranger-stays-out] }, two: { title: Two, checks: [client-is-in] } }\n`,
      },
      /stages\.two\.checks\.0: found client-is-in, of one, expected a check of no other stage/,
    ],
    [
      'with a check in no stage',
      { [scenario]: `${scenarioYaml}stages: { one: { title: One, checks: [client-is-in] } }\n` },
      /stages: found none for stranger-stays-out, expected each check in a stage/,
    ],
    [
      'with a script of a stage that is none',
      { 'scenarios/open-the-door/stages/two.sh': 'true\n' },
      /stages\/two\.sh: found two, expected stages in scenario\.yaml/,
    ],
    [
      'with a lock of nothing',
      { [scenario]: `${scenarioYaml}locked: [{ says: No. }]\n` },
      /locked\.0: .*expected either actions or files/,
    ],
    [
      'with a lock of what is no action',
      { [scenario]: `${scenarioYaml}locked: [{ actions: DeleteVpc, says: No. }]\n` },
      /locked\.0\.actions: found "DeleteVpc", expected a service and an operation, as IAM has them/,
    ],
    [
      'with a budget of nothing that there is',
      { [scenario]: `${scenarioYaml}budget: { euros: 3 }\n` },
      /budget: found euros, expected no such member/,
    ],
    [
      'with a JMESPath that is none',
      {
        [scenario]: scenarioYaml.replace(
          /probe: .*/,
          "query: { run: aws ec2 describe-vpcs, query: 'Vpcs[' }",
        ),
      },
      /expected a JMESPath expression/,
    ],
    [
      'with a near miss without a reason',
      { 'scenarios/open-the-door/near-misses/opens-to-all.sh': '# fails: client-is-in\n' },
      /expected a line "# because:/,
    ],
    [
      'with a near miss that fails no check that there is',
      { 'scenarios/open-the-door/near-misses/opens-to-all.sh': '# because: x\n# fails: other\n' },
      /found other, expected some of client-is-in, stranger-stays-out/,
    ],
    [
      'with a question without its key',
      { [question]: questionYaml.replace('right: true, ', '') },
      /options: .*one of which is right/,
    ],
    [
      'with a question that nobody proved',
      { [question]: questionYaml.replace(/unproved.*\n/, '') },
      /expected either proof or unproved/,
    ],
    [
      'with a link to no file',
      { [brief]: 'See [this](picture.png).' },
      /brief\.md:1:1: found a link to picture\.png/,
    ],
    ['that is no YAML', { [scenario]: 'title: [a\nb: c' }, /expected YAML/],
  ])('%s is refused', (_, change, problem) => {
    expect(told(change)).toContainEqual(expect.stringMatching(problem))
  })

  it('tells all its problems at once', () => {
    const change = {
      'pack.yaml': packYaml.replace('author: Somebody\n', ''),
      [scenario]: scenarioYaml.replace('minutes: 5', 'minutes: 0').replace('level: beginner', 'level: x'),
    }
    expect(told(change)).toHaveLength(3)
  })
})
