import { describe } from 'vitest'
import { visits } from './notation/visits.ts'

// What a client sees that asks for an address by name: each failure beside the answer it differs from by one thing.

const shop = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet app-a main a 10.0.1.0/24
  subnet app-b main b 10.0.2.0/24
  group client-sg main | out all 0.0.0.0/0
  group server-sg main | in tcp 0-65535 10.0.0.0/16 | out all 0.0.0.0/0
  host client app-a 10.0.1.10 client-sg
  host server app-b 10.0.2.10 server-sg
  zone corp corp.example private main
  record corp www.corp.example A 10.0.2.10
  record corp other.corp.example A 10.0.2.10
  serve server http/80
  serve server http/443 tls=www.corp.example
`

describe('a server on an instance', () => {
  visits(
    shop,
    `
    client > http://www.corp.example/                                                     | 200
    client > http://www.corp.example/     | serve server http/80 status=503               | 503
    client > http://www.corp.example:81/                                                  | refused
    client > http://10.0.2.10/                                                            | 200
    client > http://www.corp.example/     | revoke server-sg in tcp 0-65535 10.0.0.0/16    | timeout
    client > http://www.corp.example/     | revoke client-sg out all 0.0.0.0/0             | timeout
    client > http://www.corp.example/     | stop server                                   | timeout
    client > http://missing.corp.example/                                                 | no-such-name
    client > http://www.corp.example/     | unrecord corp www.corp.example A              | no-such-name
    client > http://www.corp.example/     | vpc-dns main support off                      | no-dns-answer
    client > http://10.0.2.10/            | vpc-dns main support off                      | 200
    internet > http://www.corp.example/                                                   | no-such-name
    `,
  )
})

describe('certificates', () => {
  visits(
    shop,
    `
    client > https://www.corp.example/                                                            | 200
    client > https://other.corp.example/                                                          | mismatch
    client > https://other.corp.example/ | serve server http/443 tls=*.corp.example               | 200
    client > https://10.0.2.10/                                                                   | mismatch
    client > https://www.corp.example/   | serve server http/443 tls=www.corp.example self-signed | untrusted
    client > https://www.corp.example/   | serve server http/443                                  | not-tls
    client > http://www.corp.example:443/                                                         | 400
    client > http://www.corp.example:443/ | serve server http/443                                 | 200
    `,
  )
})

const provider = `
  vpc app 10.1.0.0/16
  subnet app-a app a 10.1.1.0/24
  group app-sg app | in tcp 8080 10.1.0.0/16 | out all 0.0.0.0/0
  host api-1 app-a 10.1.1.10 app-sg
  serve api-1 http/8080
  nlb api-lb app-a
  targets api app tcp/8080 | api-1
  listener api-lb tcp/80 api
  service api-svc api-lb
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group ep-sg main | in tcp 80 10.0.0.0/16
  group client-sg main | out all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  endpoint api-ep main api-svc web ep-sg
  names-of api-ep
`

describe('an endpoint service', () => {
  visits(
    provider,
    `
    client > http://{api-ep}/                                         | 200
    client > http://{api-ep}/ | serve api-1 http/8080 status=503      | 503
    client > http://{api-ep}/ | revoke ep-sg in tcp 80 10.0.0.0/16    | timeout
    client > http://{api-ep}/ | reject api-svc api-ep                 | timeout
    client > http://{api-ep}:81/ | allow ep-sg in tcp 81 10.0.0.0/16  | timeout
    client > http://{api-ep}/ | targeting api proxy_protocol_v2.enabled true | 400
    client > http://{api-ep}/ | targeting api proxy_protocol_v2.enabled true; serve api-1 http/8080 proxy | 200
    client > http://{api-ep}/ | serve api-1 http/8080 proxy           | 400
    client > https://{api-ep}:80/                                     | not-tls
    internet > http://{api-ep}/                                       | timeout
    `,
  )
})

const s3 = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group ep-sg main | in tcp 443 10.0.0.0/16
  group client-sg main | out all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  table private main web
  endpoint s3-ep main s3 web ep-sg
  names-of s3-ep
`

describe('an AWS service', () => {
  visits(
    s3,
    `
    client > https://bucket.{s3-ep}/                                                | service s3 via s3-ep
    client > https://{s3-ep}/                                                       | mismatch
    client > https://bucket.{s3-ep}/ | revoke ep-sg in tcp 443 10.0.0.0/16           | timeout
    client > https://my-data.s3.us-east-1.amazonaws.com/                            | timeout
    client > https://my-data.s3.us-east-1.amazonaws.com/ | gateway-endpoint door main s3 private | service s3 via door
    client > https://my-data.s3.eu-west-1.amazonaws.com/ | gateway-endpoint door main s3 private | timeout
    internet > https://my-data.s3.us-east-1.amazonaws.com/                          | service s3
    internet > https://no-such-service.us-east-1.amazonaws.com/                     | no-such-name
    `,
  )
})

describe('a DNS server, which listens for connections, too', () => {
  visits(
    `
    vpc main 10.0.0.0/16
    subnet in-a main a 10.0.1.0/24
    subnet in-b main b 10.0.2.0/24
    group dns-sg main | in tcp 53-54 10.0.0.0/16 | out all 0.0.0.0/0
    host client in-a 10.0.1.10 dns-sg
    resolver-endpoint ask-in inbound in-a=10.0.1.53,in-b=10.0.2.53 dns-sg
    resolver-endpoint ask-out outbound in-a=10.0.1.63,in-b=10.0.2.63 dns-sg
    site dc 192.168.0.0/16
    site-host dns dc 192.168.1.53
    site-host desk dc 192.168.1.20
    dns-server dns
    `,
    `
    onprem:desk > http://192.168.1.53:53/                     | closed
    onprem:desk > http://192.168.1.53:54/                     | refused
    onprem:desk > http://192.168.1.53:53/ | no-dns-server dns | refused
    client > http://10.0.2.53:53/                             | closed
    client > http://10.0.2.53:54/                             | refused
    client > http://10.0.2.63:53/                             | refused
    `,
  )
})
