import { operation } from '../operation.ts'
import { refused } from './errors.ts'
import { routerConfiguration } from './router-configuration.ts'
import { routerDocument } from './router-document.ts'
import { routerOf, routers } from './router-types.ts'
import { requireInterface } from './virtual-interfaces.ts'

export const describeRouterConfiguration = operation(
  'directconnect',
  'DescribeRouterConfiguration',
  {
    fidelity: {
      simplified: 'Ten kinds of router are known; their configurations are ours and say what AWS’s say.',
    },
    source: 'Direct Connect API reference, DescribeRouterConfiguration',
  },
  ({ virtualInterfaceId, routerTypeIdentifier }, ctx) => {
    const { record } = requireInterface(ctx, virtualInterfaceId)
    const { virtualInterfaceName = '' } = record
    if (routerTypeIdentifier === undefined) {
      return { customerRouterConfig: routerDocument(record), virtualInterfaceId, virtualInterfaceName }
    }
    const router = routerOf(routerTypeIdentifier)
    if (!router) {
      const known = routers.map(({ type }) => type.routerTypeIdentifier).join(', ')
      throw refused(`Router type ${routerTypeIdentifier} is not valid. Valid values: ${known}.`)
    }
    return {
      customerRouterConfig: routerConfiguration(record, router.dialect),
      router: router.type,
      virtualInterfaceId,
      virtualInterfaceName,
    }
  },
)
