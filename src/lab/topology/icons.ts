import type { ThingKind } from '../../../simulator/views/topology/parts.ts'

// The icons of resources: drawn for this site, in lines on a square of 24 by 24. Each is what the thing does to a packet.

export const icons: Readonly<Record<ThingKind, string>> = {
  instance: 'M5 5h14v10H5z M9 19h6 M12 15v4',
  appliance: 'M5 5h14v14H5z M8 12h8 M12 8v8 M5 9h3 M5 15h3 M16 9h3 M16 15h3',
  'network-interface': 'M7 4h10v9H7z M10 13v3 M14 13v3 M12 16v4 M9 7h6',
  'interface-endpoint': 'M4 12h9 M10 8l4 4-4 4 M16 4h4v16h-4',
  'gateway-endpoint': 'M4 12h16 M16 8l4 4-4 4 M8 4v16',
  'inspection-endpoint': 'M4 12h4 M16 12h4 M12 12m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M10 12l1.5 1.5L14.5 10.5',
  'resource-endpoint': 'M4 12h9 M10 8l4 4-4 4 M17 6h3v12h-3z',
  'endpoint-service': 'M4 4h4v16H4 M11 12h9 M17 8l4 4-4 4',
  'load-balancer': 'M4 12h6 M10 12l8-6 M10 12h9 M10 12l8 6',
  'nat-gateway': 'M4 9h16 M16 5l4 4-4 4 M20 15H4 M8 11l-4 4 4 4',
  'internet-gateway': 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18 M12 7v10 M8 11l4-4 4 4',
  'egress-only-gateway': 'M4 12h14 M14 8l4 4-4 4 M20 5v14',
  'vpn-gateway': 'M7 11V8a5 5 0 0 1 10 0v3 M5 11h14v9H5z M12 14v3',
  'customer-gateway': 'M4 20V9l8-5 8 5v11z M9 20v-6h6v6',
  'transit-gateway': 'M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6 M12 3v6 M12 15v6 M3 12h6 M15 12h6',
  'direct-connect-gateway': 'M3 8h18 M3 12h18 M3 16h18 M12 5v14',
  'virtual-interface': 'M3 9h18 M3 15h18 M7 6v12 M17 6v12',
  'resolver-endpoint': 'M9 9a3 3 0 1 1 4 2.8c-.7.3-1 1-1 1.7v.5 M12 17.5v.5 M4 4h16v16H4z',
  'resource-gateway': 'M4 6h3v12H4z M10 12h10 M16 8l4 4-4 4',
  database: 'M5 6c0-3 14-3 14 0v12c0 3-14 3-14 0z M5 6c0 3 14 3 14 0 M5 12c0 3 14 3 14 0',
  bucket: 'M4 6h16l-2 14H6z M4 6c0-3 16-3 16 0',
  'aws-service': 'M6 18a4 4 0 0 1 0-8 6 6 0 0 1 11.5-1.5A4.5 4.5 0 0 1 18 18z',
  'site-host': 'M6 3h12v18H6z M9 7h6 M9 11h6 M12 16v1',
  'site-router': 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18 M8 10h8 M13 7l3 3-3 3 M16 14H8 M11 11l-3 3 3 3',
  internet: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18 M3 12h18 M12 3c4 5 4 13 0 18 M12 3c-4 5-4 13 0 18',
}
