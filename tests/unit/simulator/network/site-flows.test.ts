import { describe } from 'vitest'
import { flows } from './notation/flows.ts'
import { bothEnds, dynamicVpn } from './notation/hybrid-worlds.ts'

// On premises is 192.168.0.0/16, the VPC 10.0.0.0/16. Each drop stands beside the flow that works.

describe('the internet and a public virtual interface', () => {
  const withInternet = `
    ${bothEnds}
    igw igw main
    route main-table 0.0.0.0/0 igw
    host web app 10.0.1.20 open public
  `
  flows(
    withInternet,
    `
    pc > web.public tcp/443          | works via onprem:dc, internet, igw, web
    pc > web.public tcp/443 | fault igw | struck-by-fault at igw
    pc > 198.51.100.80 tcp/443       | works
    pc > 10.9.9.9 tcp/443            | site-has-no-route at onprem:dc
    web > 203.0.113.10 tcp/443       | site-knows-no-such-connection at onprem:dc
    internet > 203.0.113.10 tcp/443  | site-knows-no-such-connection at onprem:dc
    `,
  )
  flows(
    `
    ${withInternet}
    cable port dc
    public-vif vif port 203.0.113.128/29 asn 65010
    uplink edge vif
    region eu-west-1
    vpc far 10.7.0.0/16
    subnet far-app far a 10.7.1.0/24
    group far-open far | in all 0.0.0.0/0 | out all 0.0.0.0/0
    igw far-igw far
    route far-table 0.0.0.0/0 far-igw
    host far-web far-app 10.7.1.10 far-open public
    region us-east-1
    `,
    `
    pc > web.public tcp/443                       | works via onprem:dc, vif, internet, igw, web
    pc > 52.216.8.5 tcp/443                       | works via onprem:dc, vif, internet
    pc > 198.51.100.80 tcp/443                    | works via onprem:dc, internet
    pc > app-1 tcp/443                            | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | router-route edge 10.0.0.0/16 vif | not-announced-by-aws at vif
    pc > 198.51.100.80 tcp/443 | router-route edge 198.51.100.0/24 vif | not-announced-by-aws at vif
    pc > web.public tcp/443 | uplink edge vif advertise 192.168.0.0/16 | source-is-not-announced at vif
    pc > web.public tcp/443 | uplink edge vif community 7224:9100 | works via onprem:dc, vif, internet, igw, web
    far-web > 203.0.113.129 tcp/443               | site-knows-no-such-connection at onprem:dc
    far-web > 203.0.113.129 tcp/443 | uplink edge vif community 7224:9200 | works via far-igw, internet
    far-web > 203.0.113.129 tcp/443 | uplink edge vif community 7224:9300 | site-knows-no-such-connection at onprem:dc
    pc > web.public tcp/443 | fault vif           | works via onprem:dc, internet, igw, web
    `,
  )
})

describe('the firewall of a site', () => {
  flows(
    `
    ${dynamicVpn}
    site-firewall dc | out allow tcp 443 10.0.0.0/16 | in allow tcp 8000-8999 10.0.1.0/24
    `,
    `
    pc > app-1 tcp/443                        | works
    pc > app-1 tcp/444                        | site-firewall-denies at onprem:dc
    pc > app-1 udp/443                        | site-firewall-denies at onprem:dc
    app-1 > pc tcp/8443                       | works
    app-1 > pc tcp/9000                       | site-firewall-denies at onprem:dc
    pc > printer tcp/9100                     | works
    `,
  )
})

describe('private lines between sites', () => {
  flows(
    `
    ${dynamicVpn.replace('192.168.0.0/16', '192.168.0.0/17')}
    site branch 192.168.128.0/17 asn 65020
    site-host till branch 192.168.200.10
    site-router branch-edge branch
    site-link dc branch
    uplink edge line advertise 192.168.0.0/16
    `,
    `
    till > pc tcp/443                                    | works via onprem:till, onprem:branch, onprem:dc, onprem:pc
    till > app-1 tcp/443                                 | works via onprem:branch, onprem:dc, line, app-1
    till > app-1 tcp/443 | uplink edge line advertise 192.168.0.0/17 | back no-route at main-table
    till > app-1 tcp/443 | fault line                    | site-has-no-route at onprem:branch
    till > 10.9.0.1 tcp/443 | router-route edge 10.9.0.0/16 branch; router-route branch-edge 10.9.0.0/16 dc | forwarding-loop at onprem:dc
    till > app-1 tcp/443 | fault onprem:dc               | site-has-no-route at onprem:branch
    app-1 > till tcp/443                                 | works via line, onprem:dc, onprem:branch, onprem:till
    `,
  )
})

describe('another way back than there', () => {
  // The stateful firewall of the second site has not seen how the flow began.
  const twoWays = `
    ${bothEnds}
    site backup 192.168.1.0/24 public 203.0.113.30 asn 65030
    site-router backup-edge backup
    site-link dc backup
    customer-gateway backup-cgw 203.0.113.30 65030
    vpn line cgw vgw
    vpn backup-line backup-cgw vgw
    uplink edge line
    uplink backup-edge backup-line
    vgw-propagate main-table vgw
  `
  flows(
    twoWays,
    `
    pc > app-1 tcp/443                                                           | back no-host-at-site at onprem:backup
    pc > app-1 tcp/443 | uplink backup-edge backup-line advertise 192.168.0.0/16 | works via onprem:dc, line
    pc > app-1 tcp/443 | site-firewall backup / out allow all                    | back site-firewall-denies at onprem:backup
    `,
  )
})

describe('PrivateLink and on premises', () => {
  // PrivateLink guide: from on premises an interface endpoint is reached over VPN or Direct Connect, like any address.
  flows(
    `
    ${dynamicVpn}
    group ep-sg main | in tcp 443 192.168.0.0/16
    endpoint sqs-ep main sqs app ep-sg
    `,
    `
    pc > sqs-ep/app tcp/443                                      | works via onprem:dc, line, vgw, main, sqs-ep
    pc > sqs-ep/app tcp/443 | revoke ep-sg in tcp 443 192.168.0.0/16 | groups-have-no-ingress-rules at sqs-ep/app
    pc > sqs-ep/app tcp/443 | fault sqs-ep                       | struck-by-fault at sqs-ep/app
    pc > sqs-ep/app tcp/443 | fault line                         | site-has-no-route at onprem:dc
    `,
  )
  // Network Load Balancer guide, load-balancer-target-groups: targets on premises are registered by IP address.
  flows(
    `
    ${dynamicVpn}
    group lb-sg main | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
    nlb lb app lb-sg
    serve pc http/8443
    targets on-premises main tcp/8443 ip | 192.168.1.10@all
    listener lb tcp/443 on-premises
    wait 600
    `,
    `
    app-1 > lb/app tcp/443                  | works via app-1, lb, vgw, line, onprem:dc, onprem:pc
    app-1 > lb/app tcp/443 | fault line     | no-route at main-table
    `,
  )
})
