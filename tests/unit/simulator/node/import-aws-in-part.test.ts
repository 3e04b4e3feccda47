import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe } from 'vitest'
import { account, accounts, scratch } from './imported.ts'

// The folders of `accounts/` with something left out, or told in another way.

describe('a NAT gateway whose network interface no file tells of', () => {
  const folder = path.join(scratch, 'flat-without-interfaces')
  cpSync(path.join(accounts, 'flat'), folder, { recursive: true })
  rmSync(path.join(folder, 'NetworkInterfaces.json'))
  account(
    'flat-without-interfaces',
    [],
    `
    i-app > 198.51.100.7 tcp/443  | exits-network
    i-web > nat-out tcp/443       | denied-in at nat-out
    internet > 52.10.0.50 tcp/443 | denied-in at nat-out
    `,
    folder,
  )
})

describe('two accounts whose transit gateways no file tells of', () => {
  const folder = path.join(scratch, 'organisation-untold')
  cpSync(path.join(accounts, 'organisation'), folder, { recursive: true })
  for (const one of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (/TransitGateways|TransitGatewayRouteTables/.test(one)) rmSync(path.join(folder, one))
  account('organisation-untold', [], 'east > west tcp/443 | accepted', folder)
})

describe('Direct Connect, in files that hold their lists alone', () => {
  const folder = path.join(scratch, 'direct-connect-bare')
  cpSync(path.join(accounts, 'direct-connect'), folder, { recursive: true })
  for (const name of readdirSync(path.join(folder, 'us-east-1'))) {
    const file = path.join(folder, 'us-east-1', name)
    const [list] = Object.values(JSON.parse(readFileSync(file, 'utf8')))
    writeFileSync(file, JSON.stringify(list))
  }
  account(
    'direct-connect-bare',
    ['--onprem', path.join(accounts, 'direct-connect-sites.json')],
    `
    onprem:office > eni-dx tcp/443 | accepted
    eni-dx > 10.10.0.1 tcp/443     | accepted
    `,
    folder,
  )
})

describe('two lines of Direct Connect that announce the same', () => {
  const folder = path.join(scratch, 'two-lines')
  cpSync(path.join(accounts, 'direct-connect'), folder, { recursive: true })
  const file = path.join(folder, 'us-east-1', 'VirtualInterfaces.json')
  const [[list, [line]]] = Object.entries(JSON.parse(readFileSync(file, 'utf8'))) as [[string, [object]]]
  const id = Object.keys(line).find((key) => /^virtual_?interface_?id$/i.test(key)) ?? ''
  const lines = ['dxvif-one', 'dxvif-two'].map((name) => ({ ...line, [id]: name }))
  writeFileSync(file, JSON.stringify({ [list]: lines }))
  for (const preferred of ['one', 'two']) {
    const sites = ['one', 'two'].map((name, i) => ({
      name,
      asn: 65001,
      addresses: [`10.10.0.${i + 1}`],
      prefixes: ['10.10.0.0/16'],
      via: [
        {
          type: 'dx',
          vif: `dxvif-${name}`,
          routing: 'bgp',
          communities: [name === preferred ? '7224:7300' : '7224:7100'],
        },
      ],
    }))
    const sitesFile = path.join(scratch, `prefers-${preferred}.json`)
    writeFileSync(sitesFile, JSON.stringify(sites))
    const [own, other] = preferred === 'one' ? ['one', 'two'] : ['two', 'one']
    account(
      `prefers-${preferred}`,
      ['--onprem', sitesFile],
      `
      eni-dx > onprem:${own} tcp/443   | accepted
      eni-dx > onprem:${other} tcp/443 | no-neighbor at onprem:${own}
      `,
      folder,
    )
  }
})
