import { type Customisation, rename } from './customisation.ts'

const hasPlainId = /^(Get|Delete|Update)(HostedZone|ReusableDelegationSet|Change)(Comment|Features)?$/
const idMembers = ['HostedZoneId', 'DelegationSetId', 'HostedZoneIdMarker']

// Route 53 answers with ids such as /hostedzone/Z1 and /change/C1; they may be handed back as they are.
const ids: Customisation = {
  service: 'route53',
  prepare(input, _context, { name }) {
    for (const member of hasPlainId.test(name) ? ['Id', ...idMembers] : idMembers) {
      const id = input[member]
      if (typeof id === 'string') input[member] = id.slice(id.lastIndexOf('/') + 1)
    }
  },
}

// `--version` is a global option, so a policy's version has another name.
const versions: Customisation = {
  service: 'route53',
  commands: ['delete-traffic-policy', 'get-traffic-policy', 'update-traffic-policy-comment'],
  shape: (table) => rename(table, 'version', 'traffic-policy-version'),
}

export const route53: readonly Customisation[] = [ids, versions]
