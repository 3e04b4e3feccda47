import type { Mends } from './mends.ts'

const saas = `
  account 210987654321
  vpc svc 10.7.0.0/16
  subnet svc-1 svc use1-az1 10.7.1.0/24
  subnet svc-2 svc use1-az2 10.7.2.0/24
  group api-sg svc | in tcp 8443 10.7.0.0/16
  group lb-sg svc | in tcp 443-444 10.0.0.0/16 | in tcp 443 10.7.0.0/16 | out tcp 8443 10.7.0.0/16
  host api-1 svc-1 10.7.1.10 api-sg
  host api-2 svc-2 10.7.2.10 api-sg
  serve api-1 http/8443
  serve api-2 http/8443
  nlb lb svc-1,svc-2 lb-sg
  targets api svc tcp/8443 | api-1 | api-2
  listener lb tcp/443 api
  service api-svc lb accept
  resource-gateway gate svc svc-1 lb-sg
  resource orders gate 10.7.1.10 8443
  offer orders 123456789012
  account 123456789012
  vpc app 10.0.0.0/16
  subnet app-1 app use1-az1 10.0.1.0/24
  subnet app-2 app use1-az2 10.0.2.0/24
  group open app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web app-1 10.0.1.10 open
  endpoint ep app api-svc app-1,app-2 open
  accept api-svc ep
  endpoint orders-ep app orders app-1 open
  endpoint s3-ep app s3 app-1 open
  account 210987654321
`

const inside = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet lb-a main a 10.0.10.0/24
  subnet app-a main a 10.0.20.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client web 10.0.1.10 any
  host app-1 app-a 10.0.20.10 any
  serve app-1 http/8443
  nlb lb lb-a any
  targets app main tcp/8443 | app-1
  listener lb tcp/443 app
`

const farTargets = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client web 10.0.1.10 any
  nlb lb web any
  vpc far 10.2.0.0/16
  subnet far-a far a 10.2.1.0/24
  group far-sg far | in tcp 443 10.0.0.0/8
  host stranger far-a 10.2.1.10 far-sg
  transit-gateway hub
  attach to-main hub main web
  attach to-far hub far far-a
  route main-table 10.2.0.0/16 hub
  route far-table 10.0.0.0/16 hub
  targets far-app main tcp/443 ip | 10.2.1.10@all
  listener lb tcp/8443 far-app
`

const requests = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet lb-a main a 10.0.10.0/24
  subnet lb-b main b 10.0.11.0/24
  subnet app-b main b 10.0.20.0/24
  group any main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client web 10.0.1.10 any
  host app-1 app-b 10.0.20.10 any
  alb lb lb-a,lb-b any
  targets app main http/8080 | app-1
  listener lb http/80 app
`

const resources = `
  vpc main 10.91.0.0/16
  subnet db-a main a 10.91.1.0/24
  subnet gate-a main a 10.91.10.0/24
  group gate-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  group db-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host db db-a 10.91.1.10 db-sg
  resource-gateway gate main gate-a gate-sg
  resource orders gate 10.91.1.10 5432
  resource named gate db.example.internal 5432
  vpc app 10.92.0.0/16
  subnet app-a app a 10.92.1.0/24
  subnet app-b app b 10.92.2.0/24
  group any app | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client app-a 10.92.1.10 any
  endpoint ep app orders app-a any
  endpoint named-ep app named app-a any
  service-network net | orders
  endpoint net-ep app net app-a,app-b any
`

export const endpointMends: readonly Mends[] = [
  {
    world: saas,
    lines: `
    web > ep/app-1 tcp/443    | reject api-svc ep               | endpoint-not-available | Accept the connection of the VPC endpoint ep
    web > ep/app-1 tcp/443    | account 123456789012; delete-endpoint ep | endpoint-not-available | instead
    web > ep/app-2 tcp/443    | fault use1-az2                  | struck-by-fault | Clear the fault of use1-az2
    web > ep/app-1 tcp/443    | fault lb                        | struck-by-fault | Clear the fault of lb
    web > ep/app-1 ping       | wait 1                          | endpoint-answers-no-ping | instead
    web > ep/app-1 47         | wait 1                          | protocol-not-carried | instead
    ep/app-1 > web tcp/443    | wait 1                          | endpoint-never-initiates | instead
    web > s3-ep/app-1 tcp/22  | wait 1                          | service-not-on-port | instead
    web > ep/app-1 tcp/443    | reject api-svc ep; balancer-subnets lb svc-2; accept api-svc ep | service-not-in-zone | Give lb a node in the zone
    web > ep/app-1 tcp/443    | unlisten lb:443                 | no-listener | Let lb listen on TCP 443, for the target group api
    web > ep/app-1 tcp/444    | wait 1                          | no-listener | Let lb listen on TCP 444, for the target group api
    web > ep/app-1 tcp/443    | untarget api api-1; untarget api api-2; wait 600 | target-group-is-empty | Register api-1:instance with the target group api
    web > ep/app-1 tcp/443    | stop api-1; stop api-2          | target-group-is-empty | Start the instance
    web > ep/app-1 tcp/443    | untarget api api-1; wait 600    | no-target-in-zone | Turn cross-zone load balancing on for lb
    web > orders-ep/app-1 tcp/8444 | allow lb-sg out tcp 8444 10.7.0.0/16; allow api-sg in tcp 8444 10.7.0.0/16 | resource-not-on-port | Offer port 8444
    `,
  },
  {
    world: inside,
    lines: `
    client > lb/lb-a tcp/8443 | wait 1                          | no-listener | Let lb listen on TCP 8443, for the target group app
    client > lb/lb-a udp/53   | wait 1                          | no-listener | instead
    app-1 > lb/lb-a tcp/443   | wait 1                          | client-is-the-target | Turn client IP preservation off for the target group app
    client > new/lb-a tcp/443 | nlb new lb-a now; targets new-app main tcp/8443 / app-1; listener new tcp/443 new-app | balancer-not-active | Wait until the load balancer new is active
    `,
  },
  {
    world: farTargets,
    lines: `
    client > lb/web tcp/8443  | targeting far-app preserve_client_ip.enabled true | client-address-needs-near-target | Turn client IP preservation off for the target group far-app
    `,
  },
  {
    world: requests,
    lines: `
    client > lb/lb-a tcp/80   | targeting app load_balancing.cross_zone.enabled false | no-target-for-requests | Turn cross-zone load balancing on for app
    client > lb/lb-a tcp/8080 | wait 1                          | no-listener-for-requests | Let lb listen on HTTP 8080, for the target group app
    client > lb/lb-a tcp/80   | serve app-1 http/8080; untarget app app-1; wait 600 | no-target-for-requests | Register app-1:instance with the target group app
    `,
  },
  {
    world: resources,
    lines: `
    client > net-ep/app-b tcp/5432   | wait 1                   | resource-gateway-not-in-zone | instead
    client > named-ep/app-a tcp/5432 | wait 1                   | resource-name-does-not-resolve | instead
    db > gate/gate-a tcp/5432        | wait 1                   | resource-gateway-takes-no-calls | instead
    `,
  },
]
