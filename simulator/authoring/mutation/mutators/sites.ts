import { labRequest } from '../../../network/mending/repair.ts'
import { dnsServers, firewalls, siteHosts } from '../../../services/onprem/tables.ts'
import { type Mutator, mutant } from '../mutator.ts'

/** What the learner changed at a site is missing in part: forwarders, records, rules, a host’s DNS servers. */
export const siteSettings: Mutator = {
  name: 'sites',
  changes: ['packets', 'names'],
  mutants: ({ fabric: { store }, isOwn }) => [
    ...store
      .all(dnsServers)
      .filter(({ Host }) => isOwn(dnsServers.name, Host))
      .flatMap((server) => {
        const { Host, Forwarders = [], Zones = [] } = server
        return [
          ...Forwarders.map((one) =>
            mutant(
              `The DNS server ${Host} does not forward ${one.Domain}`,
              labRequest('onprem', 'PutDnsServer', {
                ...server,
                Forwarders: Forwarders.filter((other) => other !== one),
              }),
            ),
          ),
          ...Zones.map((one) =>
            mutant(
              `The DNS server ${Host} does not answer for ${one.Name}`,
              labRequest('onprem', 'PutDnsServer', {
                ...server,
                Zones: Zones.filter((other) => other !== one),
              }),
            ),
          ),
        ]
      }),
    ...store
      .all(firewalls)
      .filter(({ Site }) => isOwn(firewalls.name, Site))
      .flatMap((firewall) =>
        (firewall.Rules ?? []).map((rule, at) =>
          mutant(
            `Without rule ${at + 1} of the firewall of ${firewall.Site}`,
            labRequest('onprem', 'PutFirewall', {
              ...firewall,
              Rules: firewall.Rules?.filter((other) => other !== rule) ?? [],
            }),
          ),
        ),
      ),
    ...store
      .all(siteHosts)
      .filter(({ Name, DnsServers }) => DnsServers?.length && isOwn(siteHosts.name, Name))
      .map(({ Name }) =>
        mutant(
          `${Name} asks another DNS server`,
          labRequest('onprem', 'ModifyHost', { Name, DnsServers: ['192.0.2.53'] }),
        ),
      ),
  ],
}
