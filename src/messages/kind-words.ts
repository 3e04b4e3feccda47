const short = /\b(acl|aws|dhcp|dns|nat|vpc|vpn)\b/g

/** What AWS calls otherwise than its own commands do, and what it has no word for. */
const names: Readonly<Record<string, string>> = {
  'site-host': 'host on premises',
  'site-router': 'router on premises',
  'vpn-gateway': 'virtual private gateway',
}

/** What a kind of thing (`nat-gateway`) is called in a sentence. */
export const kindName = (kind: string) =>
  names[kind] ?? kind.replaceAll('-', ' ').replace(short, (letters) => letters.toUpperCase())
