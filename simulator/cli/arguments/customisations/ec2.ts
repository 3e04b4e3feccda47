import { type PageSettings, pageSettings } from '../option.ts'
import { type Customisation, rename } from './customisation.ts'

// Options whose `--no-…` form reads badly have another name for it.
const renames: Customisation = {
  service: 'ec2',
  shape(table, operation) {
    rename(table, 'no-egress', 'ingress')
    rename(table, 'no-disable-api-termination', 'enable-api-termination')
    if (operation.name === 'CreateImage') rename(table, 'no-no-reboot', 'reboot')
  },
}

const protocolNumbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', all: '-1' }

// A network ACL entry takes protocol numbers alone; the command takes the usual names too.
const protocols: Customisation = {
  service: 'ec2',
  commands: ['create-network-acl-entry', 'replace-network-acl-entry'],
  prepare(input) {
    const { Protocol } = input
    if (typeof Protocol === 'string') input.Protocol = protocolNumbers[Protocol] ?? Protocol
  },
}

// Without a page size these answer with everything at once, which for a large account takes too long.
const pageSizes: Customisation = {
  service: 'ec2',
  commands: ['describe-volumes', 'describe-snapshots'],
  prepare(input, { paginate }) {
    const settings = input[pageSettings] as PageSettings | undefined
    const narrow = Object.keys(input).some((name) => !widening.includes(name))
    if (!paginate || settings?.pageSize !== undefined || narrow) return
    input[pageSettings] = { ...settings, pageSize: 1000 }
  },
}
const widening = ['NextToken', 'DryRun', pageSettings, 'OwnerIds', 'RestorableByUserIds']

export const ec2: readonly Customisation[] = [renames, protocols, pageSizes]
