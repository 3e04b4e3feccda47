import { AwsError } from '../../api/error.ts'
import type { Route53resolver } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { limitExceeded } from './errors.ts'
import { pageOf } from './listing.ts'
import { checkTags } from './tag-rules.ts'

interface DomainListSide {
  readonly tags: readonly Tag[]
  readonly domains: readonly string[]
}

type DomainList = Held<Route53resolver.FirewallDomainList, DomainListSide>

/** DNS Firewall's own words for an id that nobody has; seen for all its resources. */
export const noSuchFirewallResource = (id: string) =>
  new AwsError('ResourceNotFoundException', `[RSLVR-02025] Can't find the resource with ID '${id}'.`)

/** Domains that DNS Firewall lets through or holds back. */
export const firewallDomainLists = family<Route53resolver.FirewallDomainList, DomainListSide>({
  service: 'route53resolver',
  resource: 'firewall-domain-list',
  id: 'Id',
  prefix: 'rslvr-fdl',
  missing: noSuchFirewallResource,
  indexes: { arn: ({ record }) => record.Arn },
  inUse: (id) =>
    new AwsError(
      'ConflictException',
      `The DNS Firewall domain list '${id}' is used by a rule. Delete the rule and try again.`,
    ),
  view: ({ record, side }) => ({ ...record, DomainCount: side.domains.length }),
})

// Route 53 guide, DNSLimitations.
const mostLists = 1000
const mostDomains = 100_000

export const createFirewallDomainList = operation(
  'route53resolver',
  'CreateFirewallDomainList',
  { fidelity: 'exact', source: 'Route 53 API reference, CreateFirewallDomainList' },
  ({ CreatorRequestId, Name, Tags = [] }, ctx) => {
    if (firewallDomainLists.count(ctx, 'scope', scopeKey(ctx)) >= mostLists) {
      throw limitExceeded(ctx.account, 'max-firewall-domain-lists')
    }
    const Id = ctx.newId('rslvr-fdl')
    const now = timestamp(ctx.now)
    const list = firewallDomainLists.create(
      ctx,
      {
        Id,
        Arn: `arn:aws:route53resolver:${ctx.region}:${ctx.account}:firewall-domain-list/${Id}`,
        Name,
        DomainCount: 0,
        Status: 'COMPLETE',
        StatusMessage: 'Created Firewall Domain List',
        CreatorRequestId: CreatorRequestId ?? rollUuid(ctx.store),
        CreationTime: now,
        ModificationTime: now,
      },
      { tags: checkTags([], Tags, ctx.account), domains: [] },
    )
    return { FirewallDomainList: list.record }
  },
)

export const getFirewallDomainList = operation(
  'route53resolver',
  'GetFirewallDomainList',
  { fidelity: 'exact', source: 'Route 53 API reference, GetFirewallDomainList' },
  ({ FirewallDomainListId }, ctx) => {
    const list = firewallDomainLists.require(ctx, FirewallDomainListId)
    return { FirewallDomainList: firewallDomainLists.print(ctx, list) }
  },
)

export const listFirewallDomainLists = operation(
  'route53resolver',
  'ListFirewallDomainLists',
  {
    fidelity: { simplified: 'The domain lists that AWS manages do not exist.' },
    source: 'Route 53 API reference, ListFirewallDomainLists',
  },
  (input, ctx) => {
    const { items, size: _, ...more } = pageOf(firewallDomainLists.list(ctx), input)
    const FirewallDomainLists = items.map(({ record: { Id, Arn, Name, CreatorRequestId } }) => ({
      Id,
      Arn,
      Name,
      CreatorRequestId,
    }))
    return { ...more, FirewallDomainLists }
  },
)

export const deleteFirewallDomainList = operation(
  'route53resolver',
  'DeleteFirewallDomainList',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteFirewallDomainList' },
  ({ FirewallDomainListId }, ctx) => {
    const list = firewallDomainLists.require(ctx, FirewallDomainListId)
    const FirewallDomainList = {
      ...firewallDomainLists.print(ctx, list),
      Status: 'DELETING',
      StatusMessage: 'Deleting the Firewall Domain List',
      ModificationTime: timestamp(ctx.now),
    } as const
    firewallDomainLists.delete(ctx, list)
    return { FirewallDomainList }
  },
)

export const listFirewallDomains = operation(
  'route53resolver',
  'ListFirewallDomains',
  { fidelity: 'exact', source: 'Route 53 API reference, ListFirewallDomains' },
  ({ FirewallDomainListId, ...asked }, ctx) => {
    const { side } = firewallDomainLists.require(ctx, FirewallDomainListId)
    const { items, size: _, ...more } = pageOf(side.domains, asked)
    return { ...more, Domains: items }
  },
)

export const updateFirewallDomains = operation(
  'route53resolver',
  'UpdateFirewallDomains',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateFirewallDomains' },
  ({ FirewallDomainListId, Operation, Domains }, ctx) => {
    const list = firewallDomainLists.require(ctx, FirewallDomainListId)
    if (list.record.Status !== 'COMPLETE') {
      throw new AwsError(
        'ConflictException',
        `The DNS Firewall domain list '${FirewallDomainListId}' is being updated.`,
      )
    }
    const domains = changedDomains(list, Operation, Domains.map(readDomain))
    if (domains.length > mostDomains) throw limitExceeded(ctx.account, 'max-firewall-domains')
    const updating = firewallDomainLists.update(
      ctx,
      list,
      {
        Status: 'UPDATING',
        StatusMessage: 'Updating the Firewall Domain List',
        ModificationTime: timestamp(ctx.now),
      },
      { domains },
    )
    ctx.after('resolver-firewall-changed', 'firewall-domains-updated', { id: FirewallDomainListId })
    const { Id, Name, Status, StatusMessage } = updating.record
    return { Id, Name, Status, StatusMessage }
  },
)

function changedDomains(list: DomainList, operation: string, domains: readonly string[]): string[] {
  const { domains: before } = list.side
  if (operation === 'REPLACE') return [...new Set(domains)]
  if (operation === 'ADD') return [...new Set([...before, ...domains])]
  const unknown = domains.find((domain) => !before.includes(domain))
  if (unknown === undefined) return before.filter((domain) => !domains.includes(domain))
  throw new AwsError(
    'ValidationException',
    `[RSLVR-02502] The following domains don't exist in the DNS Firewall domain list '${list.record.Id}'. ` +
      `You can't delete a domain that isn't in a domain list. Example unknown domain: '${unknown}'.`,
  )
}

/** The same page: letters, digits, hyphens, and an asterisk in front if one likes. Kept with the dot at the end. */
function readDomain(text: string): string {
  if (/^(\*|(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?)$/.test(text)) {
    const name = text.toLowerCase()
    return name.endsWith('.') ? name : `${name}.`
  }
  throw new AwsError('ValidationException', `The domain '${text}' is not a valid domain name.`)
}

export const firewallDomainsUpdated = due<{ id: string }>('firewall-domains-updated', ({ id }, ctx) => {
  const list = firewallDomainLists.get(ctx, id)
  if (!list) return
  firewallDomainLists.update(ctx, list, {
    Status: 'COMPLETE',
    StatusMessage: 'Updated Firewall Domain List',
  })
})

/** Whether a list has a name: itself, or by a wildcard that stands for it and the names below. */
export function listHasDomain(ctx: Pick<Context, 'store'>, listId: string, name: string): boolean {
  const domains = firewallDomainLists.get(ctx, listId)?.side.domains ?? []
  return domains.some((domain) => {
    if (!domain.startsWith('*')) return domain === name
    return domain === '*.' || name.endsWith(domain.slice(1))
  })
}
