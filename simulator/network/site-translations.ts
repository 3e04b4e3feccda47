import { memory } from './flow.ts'
import type { Packet } from './packet.ts'

/** By site and public address: the flow as it was inside before the site's router gave it that address. */
export const siteTranslations = memory<Packet>('site-translation')

/** Sites whose firewall let the first packet of the flow pass, and so lets its answer pass. */
export const seenBySiteFirewalls = memory<true>('site-firewall')
