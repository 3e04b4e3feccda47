import { publicIpv4Ranges } from '../../world/catalogue/address-ranges.ts'
import { frontEndsOf, managedPrefixListOfService } from '../../world/catalogue/prefix-lists.ts'
import { regions } from '../../world/catalogue/regions.ts'

let known: readonly string[] | undefined

/**
 * The public addresses of AWS in all Regions, as far as the world has them. Direct Connect guide, routing-and-bgp: a
 * public virtual interface hears of them all, wherever it is.
 */
export function publicPrefixes(): readonly string[] {
  known ??= [
    ...new Set(
      regions.flatMap(({ code }) => {
        const { s3 = [], dynamodb = [], ec2Api = [], apiGateway = [] } = frontEndsOf(code) ?? {}
        const lists = ['s3', 'dynamodb'].flatMap(
          (one) => managedPrefixListOfService(code, one)?.entries ?? [],
        )
        return [...publicIpv4Ranges(code), ...lists, ...s3, ...dynamodb, ...ec2Api, ...apiGateway]
      }),
    ),
  ]
  return known
}
