const short = /\b(acl|aws|dhcp|dns|nat|vpc|vpn)\b/g

/** What a kind of thing (`nat-gateway`) is called in a sentence. */
export const kindName = (kind: string) =>
  kind.replaceAll('-', ' ').replace(short, (letters) => letters.toUpperCase())
