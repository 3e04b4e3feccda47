import { describe } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { types } from './typed.ts'

for (const service of ['route53', 'onprem', 'host']) await contract.need(service)

// What dig, nslookup, host and getent show of each cause of trouble. How their lines look is compared with recordings of
// the real ones in tests/conformance/tools.

const corp = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group web-sg main | out all 0.0.0.0/0
  group ep-sg main | in tcp 443 10.0.0.0/16
  host client web 10.0.1.10 web-sg
  zone corp corp.example private main
  record corp www.corp.example A 10.0.2.10
  zone shop shop.com public
  record shop www.shop.com A 192.0.2.80
  endpoint sts-ep main sts web ep-sg
  names-of sts-ep
`

const silent = ';; communications error to 10.0.0.2#53: timed out\n'

describe('dig', () => {
  types(corp, 'client', {
    'a name of a private zone': { type: 'dig +short www.corp.example', prints: '10.0.2.10\n' },
    'DNS is off in the VPC': {
      after: 'vpc-dns main support off',
      type: 'dig +short www.corp.example',
      prints: `${silent.repeat(3)};; no servers could be reached\n[9]\n`,
      takes: 15,
    },
    'it gives up as soon as it is told': {
      after: 'vpc-dns main support off',
      type: 'dig +short +time=1 +tries=1 www.corp.example',
      prints: `${silent};; no servers could be reached\n[9]\n`,
      takes: 1,
    },
    'the group lets no query out to another server': {
      after: 'revoke web-sg out all 0.0.0.0/0',
      type: 'dig +short +time=1 +tries=1 @8.8.8.8 www.shop.com',
      prints: ';; communications error to 8.8.8.8#53: timed out\n;; no servers could be reached\n[9]\n',
    },
    'the endpoint’s own name has private addresses everywhere': {
      on: 'workstation',
      type: 'dig +short {{sts-ep}}',
      prints: /^10\.0\.1\.\d+\n$/,
    },
    'the service’s name is a public address without private DNS': {
      type: 'dig +short sts.us-east-1.amazonaws.com',
      prints: /^(?:(?!10\.)\d+\.\d+\.\d+\.\d+\n)+$/,
    },
    'and a private one with it': {
      change: (world) => {
        world.ask('ModifyVpcEndpoint', { VpcEndpointId: world.id('sts-ep'), PrivateDnsEnabled: true })
        world.pass(600)
      },
      type: 'dig +short sts.us-east-1.amazonaws.com',
      prints: /^10\.0\.1\.\d+\n$/,
    },
    'a name without an end is not put behind a domain': {
      type: 'dig +noall +question www',
      prints: ';www.				IN	A\n',
    },
    'down from the root servers': {
      on: 'workstation',
      type: 'dig +trace www.shop.com | grep -c NS; dig +trace www.shop.com | tail -3',
      prints:
        /^3\d\nwww\.shop\.com\.\t\t300\tIN\tA\t192\.0\.2\.80\n;; Received \d+ bytes from 205\.251\.\d+\.\d+#53\(ns-\d+\.awsdns-\d\d\.[a-z.]+\) in \d+ ms\n$/,
    },
    'private names are not found that way': {
      on: 'workstation',
      type: 'dig +trace +noall +answer www.corp.example | tail -1',
      prints: /^\.\t\t\t86400\tIN\tSOA\ta\.root-servers\.net\./,
    },
    'nor without a way to the internet': {
      type: 'dig +trace www.shop.com | tail -1',
      prints: ';; no servers could be reached\n',
    },
    'what it does not do, it says': {
      type: 'dig +nssearch corp.example',
      prints: 'dig: +nssearch is not simulated\n[10]\n',
    },
  })
})

describe('the others', () => {
  types(corp, 'client', {
    'nslookup, where DNS is off': {
      after: 'vpc-dns main support off',
      type: 'nslookup www.corp.example',
      prints: `${silent.repeat(3)};; no servers could be reached\n[1]\n`,
      takes: 15,
    },
    'host, where DNS is off': {
      after: 'vpc-dns main support off',
      type: 'host www.corp.example',
      prints: `${silent.repeat(2)};; no servers could be reached\n[1]\n`,
    },
    'getent, where DNS is off': {
      after: 'vpc-dns main support off',
      type: 'getent hosts www.corp.example',
      prints: '[2]\n',
    },
    'getent looks into /etc/hosts first': {
      type: 'echo 10.9.9.9 www.corp.example | sudo tee -a /etc/hosts >/dev/null; getent hosts www.corp.example',
      prints: '10.9.9.9        www.corp.example\n',
    },
    'and dig does not': {
      type: 'echo 10.9.9.9 www.corp.example | sudo tee -a /etc/hosts >/dev/null; dig +short www.corp.example',
      prints: '10.0.2.10\n',
    },
    'the names that instances have by themselves': {
      type: 'nslookup 10.0.1.10 | head -1; getent hosts ip-10-0-1-10',
      prints:
        '10.1.0.10.in-addr.arpa	name = ip-10-0-1-10.ec2.internal.\n10.0.1.10       ip-10-0-1-10.ec2.internal\n',
    },
    'host is also a service of the lab': {
      type: 'host describe-listeners --output text; echo $?',
      prints: '0\n',
    },
  })
})
