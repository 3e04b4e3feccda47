import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Dialect } from './router-configuration.ts'

// The kinds of router that AWS has a configuration for. Direct Connect guide, vif-router-config, for the vendors.

export interface Router {
  readonly type: Directconnect.RouterType
  readonly dialect: Dialect
}

function router(vendor: string, platform: string, software: string, dialect: Dialect): Router {
  const routerTypeIdentifier = [vendor, platform, software].map((part) => part.replace(/\W/g, '')).join('-')
  const brand = vendor.split(' ')[0]?.toLowerCase()
  return {
    type: {
      vendor,
      platform,
      software,
      xsltTemplateName: `customer-router-${brand}-generic.xslt`,
      xsltTemplateNameForMacSec: '',
      routerTypeIdentifier,
    },
    dialect,
  }
}

const cisco = 'Cisco Systems, Inc.'
const juniper = 'Juniper Networks, Inc.'

export const routers: readonly Router[] = [
  router(cisco, '2900 Series Routers', 'IOS 12.4+', 'ios'),
  router(cisco, '3700 Series Routers', 'IOS 12.4+', 'ios'),
  router(cisco, '7200 Series Routers', 'IOS 12.4+', 'ios'),
  router(cisco, 'ASR 1000 Series Routers', 'IOS XE 3.1+', 'ios'),
  router(cisco, 'Nexus 7000 Series Switches', 'NX-OS 5.1+', 'nxos'),
  router(cisco, 'Nexus 9000 Series Switches', 'NX-OS 7.0+', 'nxos'),
  router(juniper, 'MX Series Routers', 'JunOS 9.5+', 'junos'),
  router(juniper, 'SRX Series Routers', 'JunOS 9.5+', 'junos'),
  router(juniper, 'EX Series Switches', 'JunOS 9.5+', 'junos'),
  router('Palo Alto Networks', 'PA-3000 Series Firewalls', 'PAN-OS 4.1.2+', 'panos'),
]

export const routerOf = (identifier: string): Router | undefined =>
  routers.find(({ type }) => type.routerTypeIdentifier === identifier)
