const short = /\b(acl|aws|dhcp|dns|nat|vpc|vpn)\b/g

/** What is called otherwise than its kind is written. */
const names: Readonly<Record<string, string>> = {
  'dx-gateway': 'Direct Connect gateway',
  dxcon: 'Direct Connect connection',
  dxvif: 'virtual interface',
  'elastic-ip': 'Elastic IP address',
  natgateway: 'NAT gateway',
  'site-host': 'host on premises',
  'site-router': 'router on premises',
  'vpc-endpoint-service': 'endpoint service',
  'vpn-gateway': 'virtual private gateway',
}

/** What a kind of thing (`nat-gateway`) is called in a sentence. */
export const kindName = (kind: string) =>
  names[kind] ?? kind.replaceAll('-', ' ').replace(short, (letters) => letters.toUpperCase())
