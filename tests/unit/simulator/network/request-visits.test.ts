import { describe } from 'vitest'
import { visits } from './notation/visits.ts'

// What an Application Load Balancer makes of a request: which rule applies, and what it says where its target does not.

const shop = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web-a main a 10.0.1.0/24
  subnet web-b main b 10.0.2.0/24
  subnet app main a 10.0.3.0/24
  group client-sg main | out all 0.0.0.0/0
  group lb-sg main | in tcp 0-65535 10.0.0.0/16 | out all 0.0.0.0/0
  group app-sg main | in tcp 0-65535 lb-sg | out all 0.0.0.0/0
  subnet desk main a 10.0.4.0/24
  host client desk 10.0.4.10 client-sg
  host shop-1 app 10.0.3.10 app-sg
  host api-1 app 10.0.3.20 app-sg
  serve shop-1 http/8080 body=shop
  serve api-1 http/8080 body=api
  alb lb web-a,web-b lb-sg
  targets shop main http/8080 | shop-1
  targets api main http/8080 | api-1
  listener lb http/80 shop
  names-of lb
`

// Application Load Balancer guide, rule-condition-types.
describe('the rules of a listener', () => {
  const rule = (conditions: string) => `listener-rule lb:80 10 api / ${conditions}`
  visits(
    shop,
    `
    client > http://{lb}/                                                                 | 200 with shop
    client > http://{lb}/v1/x           | ${rule('path-pattern /v1/*')}                   | 200 with api
    client > http://{lb}/v2/x           | ${rule('path-pattern /v1/*')}                   | 200 with shop
    client > http://{lb}/V1/x           | ${rule('path-pattern /v1/*')}                   | 200 with shop
    client > http://{lb}/v1             | ${rule('path-pattern /v1/*')}                   | 200 with shop
    client > http://{lb}/v1/x?y=/v2     | ${rule('path-pattern *y*')}                     | 200 with shop
    client > http://{lb}/img/1.png      | ${rule('path-pattern /img/?.png')}              | 200 with api
    client > http://{lb}/img/12.png     | ${rule('path-pattern /img/?.png')}              | 200 with shop
    client > http://{lb}/img/1xpng      | ${rule('path-pattern /img/?.png')}              | 200 with shop
    client > http://api.corp.example/   | zone corp corp.example private main; alias corp api.corp.example A {lb}; ${rule('host-header API.corp.example')} | 200 with api
    client > http://api.corp.example/   | zone corp corp.example private main; alias corp api.corp.example A {lb}; ${rule('host-header *.corp.example')} | 200 with api
    client > http://{lb}/               | ${rule('host-header *.corp.example')}           | 200 with shop
    client > http://{lb}/ x-team=Red    | ${rule('http-header X-Team red blue')}          | 200 with api
    client > http://{lb}/ x-team=green  | ${rule('http-header X-Team red blue')}          | 200 with shop
    client > http://{lb}/               | ${rule('http-header X-Team *')}                 | 200 with shop
    client > http://{lb}/ POST          | ${rule('http-request-method POST PUT')}         | 200 with api
    client > http://{lb}/ GET           | ${rule('http-request-method POST PUT')}         | 200 with shop
    client > http://{lb}/?version=2     | ${rule('query-string version=2')}               | 200 with api
    client > http://{lb}/?version=3     | ${rule('query-string version=2')}               | 200 with shop
    client > http://{lb}/?other=2       | ${rule('query-string version=2')}               | 200 with shop
    client > http://{lb}/?a=1&b=Beta    | ${rule('query-string beta')}                    | 200 with api
    client > http://{lb}/               | ${rule('source-ip 10.0.4.0/24')}                | 200 with api
    client > http://{lb}/               | ${rule('source-ip 10.0.2.0/24')}                | 200 with shop
    # All conditions of a rule must be met, and one of the values of each.
    client > http://{lb}/v1/x POST      | ${rule('path-pattern /v1/* / http-request-method POST')} | 200 with api
    client > http://{lb}/v1/x           | ${rule('path-pattern /v1/* / http-request-method POST')} | 200 with shop
    # The lowest priority that applies decides.
    client > http://{lb}/v1/x           | ${rule('path-pattern /v1/*')}; listener-rule lb:80 5 404 / path-pattern /v1/x | 404
    client > http://{lb}/v1/x           | ${rule('path-pattern /v1/*')}; listener-rule lb:80 15 404 / path-pattern /v1/x | 200 with api
    client > http://{lb}/old/a?b=c      | listener-rule lb:80 10 https://#{host}:443/#{path} / path-pattern /old/* | 301 with :443/old/a?b=c
    client > http://{lb}/old            | listener-rule lb:80 10 https://new.example:443/home / path-pattern /old | 301 with https://new.example:443/home
    # A rule that leads to targets that are down is no reason to try another.
    client > http://{lb}/v1/x           | ${rule('path-pattern /v1/*')}; untarget api api-1; wait 600 | 503
    client > http://{lb}/v2/x           | ${rule('path-pattern /v1/*')}; untarget api api-1; wait 600 | 200 with shop
    `,
  )
})

// Application Load Balancer guide, load-balancer-troubleshooting: HTTP 502, 503 and 504.
describe('what a load balancer says in place of its target', () => {
  visits(
    shop,
    `
    client > http://{lb}/ | untarget shop shop-1; wait 600                         | 503 with Service Temporarily Unavailable
    client > http://{lb}/ | stop shop-1                                            | 503
    client > http://{lb}/ | serve shop-1 http/8080 status=500                      | 500
    client > http://{lb}/ | serve shop-1 http/8080 status=503                      | 503
    # Nothing listens on the port: the target refuses.
    client > http://{lb}/ | targets odd main http/9000 / shop-1; relisten lb:80 odd | 502 with Bad Gateway
    # It answers with what is no HTTP, or with TLS where none is expected.
    client > http://{lb}/ | serve shop-1 tcp/8080                                  | 502
    client > http://{lb}/ | serve shop-1 http/8080 tls                             | 400
    client > http://{lb}/ | targets safe main https/8080 / shop-1; relisten lb:80 safe | 502
    # Nothing comes back from it.
    client > http://{lb}/ | revoke app-sg in tcp 0-65535 lb-sg                     | 504 with Gateway Time-out
    client > http://{lb}/ | revoke lb-sg out all 0.0.0.0/0                         | 504
    client > http://{lb}/ | acl strict main app / in 100 allow all 0.0.0.0/0       | 504
    client > http://{lb}/ | serve shop-1 http/8080 delay=61                        | 504
    client > http://{lb}/ | serve shop-1 http/8080 delay=59                        | 200
    # What is between the client and the load balancer is silence as ever.
    client > http://{lb}/ | revoke lb-sg in tcp 0-65535 10.0.0.0/16                | timeout
    client > http://{lb}/ | revoke client-sg out all 0.0.0.0/0                     | timeout
    client > http://{lb}/ | acl strict main web-a web-b / in 100 allow all 0.0.0.0/0 | timeout
    client > http://{lb}/ | acl strict main web-a web-b / in 100 allow all 0.0.0.0/0; revoke app-sg in tcp 0-65535 lb-sg | timeout
    client > http://{lb}/ | acl strict main web-a web-b / in 100 allow all 0.0.0.0/0; untarget shop shop-1; wait 600 | timeout
    client > http://{lb}:81/                                                       | refused
    client > https://{lb}:80/                                                      | not-tls
    client > http://{lb}:443/ | listener lb https/443 shop                         | 400 with The plain HTTP request was sent to HTTPS port
    `,
  )
})

// Network and Application Load Balancer guides, tls-listener-certificates and https-listener-certificates.
describe('certificates of load balancers', () => {
  visits(
    `
    ${shop}
    certificate www www.shop.example
    certificate api api.shop.example *.api.shop.example
    certificate tls tls.shop.example
    nlb tls-lb web-a lb-sg
    targets clear main tcp/8080 | shop-1
    targets sealed main tls/8443 | shop-1
    listener tls-lb tls/443 clear tls
    names-of tls-lb
    zone corp shop.example private main
    alias corp www.shop.example A {lb}
    alias corp api.shop.example A {lb}
    alias corp other.shop.example A {lb}
    alias corp tls.shop.example A {tls-lb}
    `,
    `
    client > https://www.shop.example/   | listener lb https/443 shop www                             | 200 with shop
    client > https://api.shop.example/   | listener lb https/443 shop www                             | mismatch
    # The one that fits the name that is asked for, else the default one.
    client > https://api.shop.example/   | listener lb https/443 shop www; add-certificate lb:443 api | 200 with shop
    client > https://www.shop.example/   | listener lb https/443 shop www; add-certificate lb:443 api | 200
    client > https://other.shop.example/ | listener lb https/443 shop www; add-certificate lb:443 api | mismatch
    # It needs no target for that.
    client > https://www.shop.example/   | listener lb https/443 shop www; untarget shop shop-1; wait 600 | 503
    client > https://api.shop.example/   | listener lb https/443 shop www; untarget shop shop-1; wait 600 | mismatch
    client > https://www.shop.example/   | listener lb https/443 shop www; revoke app-sg in tcp 0-65535 lb-sg | 504
    # A Network Load Balancer that ends TLS speaks in the clear with its target, or TLS anew.
    client > https://tls.shop.example/                                                                | 200 with shop
    client > https://{tls-lb}/                                                                        | mismatch
    client > http://tls.shop.example:443/                                                             | reset
    client > https://tls.shop.example/   | relisten tls-lb:443 sealed; serve shop-1 http/8443 tls     | 200
    client > https://tls.shop.example/   | relisten tls-lb:443 sealed; serve shop-1 http/8443         | closed
    client > https://tls.shop.example/   | serve shop-1 http/8080 tls                                 | 400
    # One that does not leaves it to the target.
    client > https://tls.shop.example:444/ | listener tls-lb tcp/444 clear; serve shop-1 http/8080 tls=tls.shop.example | 200
    client > https://tls.shop.example:444/ | listener tls-lb tcp/444 clear                            | not-tls
    `,
  )
})
