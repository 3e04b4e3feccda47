import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { buildSite } from '../../../scripts/build.ts'
import { root } from '../../../scripts/commands.ts'
import { serveFolder } from '../../../scripts/serve.ts'
import { launchChromium } from '../../e2e/chromium.ts'
import { median, meetsGoal, printTable, type Result } from '../measure.ts'
import { heapOf } from './heap.ts'
import { slowDown } from './slow-network.ts'
import { openTimed, untilFirstCommand } from './timed-lab.ts'

// `npm run bench:web` measures the built site in a real Chromium, and prints a table; with --json, one JSON object. With
// words, only those groups of rows: loading, commands, large, long.

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const scenario = 'scenarios/foundations/one-gate/lab/'
// Nobody turns pages here.
const first = 'aws ec2 describe-vpcs --no-cli-pager'

const times = async <T>(count: number, work: () => Promise<T>): Promise<T[]> => {
  const all: T[] = []
  for (let i = 0; i < count; i++) all.push(await work())
  return all
}

const milliseconds = (name: string, value: number, atMost?: number): Result => ({
  name,
  value,
  unit: 'ms',
  ...(atMost !== undefined && { goal: { atMost } }),
})

async function loading(browser: Browser, site: string): Promise<Result[]> {
  const quick = await times(7, () => untilFirstCommand(browser, `${site}${scenario}`, first))
  const narrow = await slowDown(site)
  const slow = await times(3, () =>
    untilFirstCommand(browser, `${narrow.address}${scenario}`, first, { slower: 4 }),
  )
  narrow.close()
  return [
    milliseconds('a scenario: page asked for → prompt', median(quick.map(({ prompt }) => prompt))),
    milliseconds('… → first command done', median(quick.map(({ done }) => done)), 800),
    milliseconds('slow 4G, page 4 times slower: → prompt', median(slow.map(({ prompt }) => prompt))),
    milliseconds('… → first command done', median(slow.map(({ done }) => done)), 5000),
  ]
}

async function commands(browser: Browser, site: string): Promise<Result[]> {
  const lab = await openTimed(browser, `${site}${scenario}`)
  await lab.run(first)
  await lab.run('curl -sI https://s3.us-east-1.amazonaws.com')
  let n = 0
  const describe = await times(21, () => lab.run(first))
  const create = await times(11, () =>
    lab.runAndDraw(
      `aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.40.${100 + n++}.0/24 --query Subnet.State`,
    ),
  )
  const curl = await times(11, () => lab.run('curl -sI https://s3.us-east-1.amazonaws.com'))
  const echo = await times(30, () => lab.echo('x'))
  await lab.close()
  return [
    milliseconds('Enter → prompt again: describe', median(describe), 30),
    milliseconds('Enter → prompt again: create', median(create.map(({ answered }) => answered)), 30),
    milliseconds('Enter → prompt again: curl', median(curl), 30),
    milliseconds('a create is answered → it is on the map', median(create.map(({ drawn }) => drawn)), 100),
    milliseconds('a key → its echo', median(echo), 1000 / 60),
  ]
}

async function large(browser: Browser, site: string): Promise<Result[]> {
  const lab = await openTimed(browser, `${site}sandbox/`)
  // Four VPCs: beside the default one, a Region's quota has room for no more.
  await lab.run(
    'for v in {1..4}; do VPC=$(aws ec2 create-vpc --cidr-block 10.$v.0.0/16 --query Vpc.VpcId --output text); ' +
      'for s in {1..37}; do aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.$v.$s.0/24 > /dev/null; ' +
      'aws ec2 create-route-table --vpc-id $VPC > /dev/null; done; done',
  )
  let n = 0
  const created = await times(7, () =>
    lab.runAndDraw(
      `aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.4.${200 + n++}.0/24 --query Subnet.State`,
    ),
  )
  await lab.close()
  return [
    milliseconds('a map of 300 resources is drawn anew', median(created.map(({ drawn }) => drawn)), 300),
  ]
}

/** A command a minute, with what it changes, for an hour of simulated time. */
async function long(browser: Browser, site: string): Promise<Result[]> {
  const lab = await openTimed(browser, `${site}${scenario}`)
  await lab.run(first)
  const before = await heapOf(lab.page)
  for (let minute = 0; minute < 60; minute++) {
    const line =
      minute % 2 ? first : `aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.40.${100 + minute}.0/24`
    await lab.run(`${line}; sleep 50`)
  }
  const after = await heapOf(lab.page)
  await lab.close()
  const megabytes = (name: string, value: number): Result => ({ name, value: value / 1e6, unit: 'MB' })
  return [
    megabytes('heap of page and worker: after the first command', before),
    megabytes('… after an hour of simulated use', after),
  ]
}

const groups: Readonly<Record<string, (browser: Browser, site: string) => Promise<Result[]>>> = {
  loading,
  commands,
  large,
  long,
}

const { problem } = await buildSite()
if (problem) throw new Error(problem)
const { server, address } = await serveFolder(path.join(root, 'dist'), 0)
const browser = await launchChromium()
const results: Result[] = []
try {
  for (const [name, measure] of Object.entries(groups))
    if (!positionals.length || positionals.includes(name)) results.push(...(await measure(browser, address)))
} finally {
  await browser.close()
  server.close()
  server.closeAllConnections()
}

if (values.json) {
  const machine = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    browser: browser.version(),
  }
  const measured = results.map((result) => ({ ...result, met: meetsGoal(result) }))
  process.stdout.write(`${JSON.stringify({ machine, results: measured }, null, 2)}\n`)
} else {
  process.stdout.write(`${printTable(results)}\n`)
}
