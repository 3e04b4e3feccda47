import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { privateServices } from '../../../../simulator/api/private/index.ts'
import type { Request } from '../../../../simulator/api/request.ts'
import { privateCommand } from '../../../../simulator/cli/aws.ts'
import { suggest } from '../../../../simulator/cli/complete/complete.ts'
import type { CliHost } from '../../../../simulator/cli/host.ts'
import type { Cloud } from '../../../../simulator/cloud.ts'
import { splitWords } from '../../../conformance/words.ts'
import { testCloud } from '../services/cloud.ts'
import { type } from './machine.ts'

/** Types a line on a machine without credentials and without a Region. */
function run(line: string, cloud = testCloud().cloud) {
  const sent: Request[] = []
  const [service = '', ...words] = splitWords(line)
  return { ...privateCommand(service, words, hostWith(cloud, sent)), sent }
}

function hostWith(cloud: Cloud, sent: Request[]): CliHost {
  return {
    contract,
    env: {},
    cwd: '/',
    home: '/',
    files: { read: () => undefined, write: () => {} },
    stdin: new Uint8Array(),
    now: () => 0,
    sleep: () => {},
    uuid: () => '',
    send(request) {
      sent.push(request)
      return cloud.send(request)
    },
  }
}

/** Pages are filled to the margin, so words may stand further apart. */
const firstWords = (text = '') => new RegExp(text.split(' ').slice(0, 3).join('\\s+'))

describe("a command of the lab's own", () => {
  it.each([
    [
      'onprem create-site --name dc --prefixes 192.168.0.0/16 172.16.0.0/12 --asn 65010',
      { Name: 'dc', Prefixes: ['192.168.0.0/16', '172.16.0.0/12'], Asn: 65010 },
    ],
    [
      'host put-listener --host pc --port 443 --tls Names=a.example,b.example,Issuer=self-signed --headers X=1',
      {
        Host: 'pc',
        Port: 443,
        Tls: { Names: ['a.example', 'b.example'], Issuer: 'self-signed' },
        Headers: { X: '1' },
      },
    ],
    [
      'onprem put-firewall --site dc --rules Direction=out,Action=allow,Protocol=tcp,Ports=443',
      { Site: 'dc', Rules: [{ Direction: 'out', Action: 'allow', Protocol: 'tcp', Ports: '443' }] },
    ],
    ['fault inject-fault --targets us-east-1 use1-az1', { Targets: ['us-east-1', 'use1-az1'] }],
    ['host put-appliance --host pc --mode nat --no-stateful', { Host: 'pc', Mode: 'nat', Stateful: false }],
  ])('reads its options as aws does: %s', (line, input) => {
    expect(run(line).sent[0]?.input).toEqual(input)
  })

  it('answers in the format and for the query that were asked for', () => {
    const line =
      'onprem create-site --name dc --prefixes 192.168.0.0/16 --query Site.[Name,Asn] --output text'
    expect(run(line)).toMatchObject({ stdout: 'dc\t65000\n', stderr: '', exitCode: 0 })
  })

  it('tells what is refused, and what is wrong with the line', () => {
    const refused = run('onprem describe-sites --names mars')
    expect([refused.exitCode, refused.stderr]).toEqual([
      254,
      expect.stringContaining('There is no site called "mars". There is none yet.'),
    ])
    const wrong = run('onprem create-site --name dc')
    expect([wrong.exitCode, wrong.stderr]).toEqual([
      252,
      `
onprem: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --prefixes

usage: onprem [options] <subcommand> [parameters]
To see help text, you can run:

  onprem help
  onprem <subcommand> help
`,
    ])
  })

  it.each(Object.keys(privateServices))('%s has help for every operation and member', (name) => {
    const { model, docs } = privateServices[name]!
    const page = run(`${name} help`).stdout
    expect(page).toMatch(firstWords(docs.description))
    expect(page).not.toMatch(/Amazon/)
    for (const { name: operation, cliName, input } of model.operations) {
      const { stdout, exitCode } = run(`${name} ${cliName} help`)
      expect(exitCode).toBe(0)
      expect(page).toContain(cliName)
      expect(stdout).toMatch(firstWords(docs.operation(operation)))
      for (const member of input?.members.keys() ?? []) {
        expect(docs.member(input!.name, member), `${operation} ${member}`).toMatch(/\.$/)
      }
    }
  })

  it.each([
    ['onprem delete-s', ['delete-site', 'delete-site-link']],
    ['host put-listener --p', ['--port', '--protocol', '--proxy-protocol', '--profile']],
    ['host put-listener --proxy-protocol v', ['v1', 'v2']],
  ])('is completed: %s', (line, words) => {
    expect(suggest(line, line.length, hostWith(testCloud().cloud, []))).toEqual(words)
  })

  it('is none of aws', () => {
    expect(type('aws onprem describe-sites')).toMatchObject({ exitCode: 252 })
    expect(contract.services).not.toContain('onprem')
  })
})
