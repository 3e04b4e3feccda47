import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { usualPage } from './load-balancers.ts'

// Quotas of the Application, Network and Gateway Load Balancer guides, load-balancer-limits: a number, or the id of the
// catalogue's quota, which an account may have had raised.
const limits: readonly (readonly [name: string, most: number | string])[] = [
  ['application-load-balancers', 50],
  ['target-groups', 'target-groups-per-region'],
  ['targets-per-application-load-balancer', 1000],
  ['listeners-per-application-load-balancer', 50],
  ['rules-per-application-load-balancer', 100],
  ['network-load-balancers', 'nlbs-per-region'],
  ['targets-per-network-load-balancer', 3000],
  ['targets-per-availability-zone-per-network-load-balancer', 'targets-per-az-per-nlb'],
  ['listeners-per-network-load-balancer', 'listeners-per-nlb'],
  ['condition-values-per-alb-rule', 5],
  ['condition-wildcards-per-alb-rule', 6],
  ['target-groups-per-action-on-application-load-balancer', 5],
  ['target-groups-per-application-load-balancer', 100],
  ['certificates-per-application-load-balancer', 25],
  ['certificates-per-network-load-balancer', 25],
  ['gateway-load-balancers', 'gwlbs-per-region'],
  ['gateway-load-balancers-per-vpc', 'gwlbs-per-vpc'],
  ['geneve-target-groups', 'geneve-target-groups-per-region'],
  ['targets-per-availability-zone-per-gateway-load-balancer', 'targets-per-az-per-geneve-group'],
]

export const describeAccountLimits = operation(
  'elbv2',
  'DescribeAccountLimits',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeAccountLimits' },
  (asked, ctx) => {
    const all = limits.map(([Name, most]) => ({ Name, Max: String(numberOf(ctx, most)) }))
    const { items, NextMarker } = pageByMarker(all, asked, usualPage)
    return { Limits: items, ...(NextMarker && { NextMarker }) }
  },
)

const numberOf = (ctx: Context, most: number | string): number =>
  typeof most === 'number' ? most : ctx.limit(most)
