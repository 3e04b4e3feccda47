import type { Context } from '../context.ts'
import { invalid, notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { own, requireNamed } from './names.ts'
import { siteLinks, sites } from './tables.ts'

export const putSiteLink = operation('onprem', 'PutSiteLink', own, ({ Sites }, ctx) => ({
  SiteLink: ctx.store.put(siteLinks, { Sites: requireTwo(ctx, Sites) }),
}))

function requireTwo(ctx: Context, names: readonly string[]): string[] {
  for (const name of names) requireNamed(ctx, sites, 'site', name)
  if (names.length !== 2 || names[0] === names[1]) throw invalid('A line joins two sites: name two.')
  return [...names].sort()
}

export const deleteSiteLink = operation('onprem', 'DeleteSiteLink', own, ({ Sites }, ctx) => {
  const key = siteLinks.key({ Sites: requireTwo(ctx, Sites) })
  if (!ctx.store.has(siteLinks, key)) throw notFound(`No line joins the sites ${Sites.join(' and ')}.`)
  ctx.store.delete(siteLinks, key)
  return {}
})

export const describeSiteLinks = operation('onprem', 'DescribeSiteLinks', own, (_, ctx) => ({
  SiteLinks: ctx.store.all(siteLinks),
}))
