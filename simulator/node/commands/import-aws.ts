import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { AdoptionReport, Ignored } from '../../services/adoption/documents.ts'
import type { LineState } from '../../services/adoption/vpn.ts'
import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'

const nothingRead = 1

export const importAws: ProgramCommand = {
  name: 'import-aws',
  summary: 'Make a world of what the describe calls of real AWS accounts printed.',
  usage: 'DIR [--onprem FILE] --out MODEL [--lines up|as-described] [--json]',
  help: `DIR holds JSON as 'aws … describe-*' prints it, for one or more accounts and Regions. Files are named after the list
that they hold (Vpcs.json, Subnets.json, RouteTables.json …), with or without something before or after the name, flat
or in folders such as us-east-1/ or accounts/123456789012/us-east-1/. Keys may be spelt as AWS spells them or in
another case. For example:

  for list in vpcs subnets route-tables network-acls security-groups network-interfaces instances; do
    aws ec2 describe-$list > account/$list.json
  done
  hopwise import-aws account --out account.model
  hopwise trace --model account.model --from i-0123456789abcdef0 --to 10.0.1.10 --proto tcp --port 443

Read are: VPCs, subnets, DHCP options, route tables, network ACLs, security groups and their rules, prefix lists and
their entries, network interfaces, instances, Elastic IP addresses, internet, egress-only and NAT gateways, VPC
endpoints and endpoint services, peering connections, transit gateways with attachments, route tables, routes,
associations and propagations, VPN connections, virtual private and customer gateways, Direct Connect, load balancers
with listeners, rules, target groups, target health and attributes. What is printed for one resource at a time (routes
of a transit gateway's table, entries of a prefix list, targets of a target group) has the resource's id in the name of
its file, or beside the list.

What is missing is as AWS has it by default, and is said. What is ignored is said too. Nothing leaves this machine.

Options:
  --out MODEL    write the world there, for 'hopwise trace --model' and 'hopwise serve --state'
  --onprem FILE  the customer's side of VPN and Direct Connect, as JSON:
                 [{"name", "asn", "addresses", "prefixes", "customer_gateway",
                   "via": [{"type": "vpn" or "dx", "vpn" or "vif", "gateway", "routing": "static" or "bgp", "prefixes"}]}]
                 Where two lines of Direct Connect announce the same, "communities" such as ["7224:7300"] prefer one
  --lines STATE  up: VPN tunnels and BGP sessions work, as they are made to (default); as-described: as they were then
  --json         print the report as JSON

Exit status: 0 when something was read, 1 when nothing was or the model could not be written, 2 when the command is used
wrongly.`,

  async run(args, context) {
    const options = parse(args)
    const [
      { readAccountFiles, readJsonFile },
      { contract },
      { Cloud },
      { adoptedServices },
      { needCatalogues },
      { needAdoption },
    ] = await Promise.all([
      import('../account-files.ts'),
      import('../../api/contract.ts'),
      import('../../cloud.ts'),
      import('../../services/adoption/lists.ts'),
      import('../../world/catalogue/need.ts'),
      import('../../services/adoption/need.ts'),
    ])
    let files: Awaited<ReturnType<typeof readAccountFiles>>
    try {
      files = await readAccountFiles(options.folder)
    } catch (error) {
      return fail(context, `${options.folder} cannot be read: ${(error as Error).message}`)
    }
    const sites = options.onprem === undefined ? undefined : await readJsonFile(options.onprem)
    if (sites && 'problem' in sites) return fail(context, `${options.onprem} ${sites.problem}`)
    await Promise.all([
      ...adoptedServices.map((service) => contract.need(service)),
      needCatalogues(),
      needAdoption(),
    ])
    const cloud = Cloud.create({ contract })
    const told = cloud.adopt(files.documents, { lines: options.lines, ...(sites && { sites: sites.value }) })
    const report = { ...told, ignored: [...files.ignored, ...told.ignored] }
    context.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : tell(report))
    if (!report.read.length) return fail(context, `nothing in ${options.folder} could be read`)
    try {
      await writeFile(options.out, cloud.save())
    } catch (error) {
      return fail(context, `${options.out} cannot be written: ${(error as Error).message}`)
    }
    return 0
  },
}

function fail({ stderr }: ProgramContext, problem: string): number {
  stderr.write(`hopwise import-aws: ${problem}\n`)
  return nothingRead
}

interface Options {
  readonly folder: string
  readonly out: string
  readonly onprem: string | undefined
  readonly lines: LineState
  readonly json: boolean
}

function parse(args: readonly string[]): Options {
  const { values, positionals } = parsed(args)
  const { out, onprem, lines = 'up', json } = values
  const [folder, extra] = positionals
  if (folder === undefined) throw new UsageError('the folder to import is missing')
  if (extra !== undefined) throw new UsageError(`unexpected argument ${extra}`)
  if (out === undefined) throw new UsageError('--out is missing')
  if (lines !== 'up' && lines !== 'as-described') {
    throw new UsageError(`--lines is ${lines}, and has to be up or as-described`)
  }
  return { folder, out, onprem, lines, json: json === true }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: text, onprem: text, lines: text, json: { type: 'boolean' } },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function tell({ read, ignored, assumed, accounts, regions }: AdoptionReport): string {
  const lines = [
    `Accounts: ${accounts.join(', ') || 'none'}. Regions: ${regions.join(', ') || 'none'}.`,
    '',
    'Read:',
    ...read.map(({ list, count }) => `  ${String(count).padStart(6)}  ${list}`),
  ]
  if (assumed.length) lines.push('', 'Taken for granted:', ...shortened(assumed.map((one) => `  ${one}.`)))
  if (ignored.length) lines.push('', 'Ignored:', ...shortened(ignored.map((one) => `  ${tellIgnored(one)}.`)))
  return `${lines.join('\n')}\n`
}

const mostLines = 40

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines), `  … and ${lines.length - mostLines} more: --json tells all.`]

const tellIgnored = ({ file, part, why }: Ignored): string =>
  [`${file}:`, part, why].filter(Boolean).join(' ')
