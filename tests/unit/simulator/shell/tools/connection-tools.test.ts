import { describe } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { types } from './typed.ts'

await contract.need('host')

// What nc, ncat, telnet, wget and openssl show of each cause of trouble. How their lines look is compared with recordings
// of the real ones in tests/conformance/tools.

const shop = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out all 0.0.0.0/0
  group app-sg main | in tcp 80 10.0.0.0/16 | in tcp 443 10.0.0.0/16 | in tcp 8080 10.0.0.0/16 | out all 0.0.0.0/0
  host client web 10.0.1.10 web-sg
  host server app 10.0.2.10 app-sg
  serve server http/80
  serve server http/443 tls=www.corp.example
  zone corp corp.example private main
  record corp www.corp.example A 10.0.2.10
`

const shut = 'revoke app-sg in tcp 80 10.0.0.0/16; revoke app-sg in tcp 443 10.0.0.0/16'

describe('nc', () => {
  types(shop, 'client', {
    'it connects': {
      type: 'nc -vz 10.0.2.10 443',
      prints: 'Connection to 10.0.2.10 443 port [tcp/https] succeeded!\n',
    },
    'a group is in the way': {
      after: shut,
      type: 'nc -vz -w 3 10.0.2.10 443',
      prints: 'nc: connect to 10.0.2.10 port 443 (tcp) timed out: Operation now in progress\n[1]\n',
      takes: 3,
    },
    'it waits as long as Linux does': {
      after: shut,
      type: 'nc -vz 10.0.2.10 443',
      prints: 'nc: connect to 10.0.2.10 port 443 (tcp) failed: Connection timed out\n[1]\n',
      takes: 130,
    },
    'nothing listens': {
      type: 'nc -vz 10.0.2.10 8080',
      prints: 'nc: connect to 10.0.2.10 port 8080 (tcp) failed: Connection refused\n[1]\n',
    },
    'DNS is off': {
      after: 'vpc-dns main support off',
      type: 'nc -vz www.corp.example 443',
      prints:
        'nc: getaddrinfo for host "www.corp.example" port 443: Temporary failure in name resolution\n[1]\n',
    },
    'nobody hears that a datagram is lost': {
      type: 'nc -vzu 10.0.2.10 9999',
      prints: 'Connection to 10.0.2.10 9999 port [udp/*] succeeded!\n',
    },
    'several ports, one after the other': {
      type: 'nc -vz 10.0.2.10 80 443 8080',
      prints:
        'Connection to 10.0.2.10 80 port [tcp/http] succeeded!\n' +
        'Connection to 10.0.2.10 443 port [tcp/https] succeeded!\n' +
        'nc: connect to 10.0.2.10 port 8080 (tcp) failed: Connection refused\n',
    },
    'listening is left to serve': {
      type: 'nc -l 9000',
      prints: "nc: listening is not simulated; 'serve --port 9000' lets a server listen here\n[1]\n",
    },
    'ncat says it in its own words': {
      after: shut,
      type: 'ncat -v -w 3 10.0.2.10 443',
      prints: 'Ncat: Version 7.95 ( https://nmap.org/ncat )\nNcat: TIMEOUT.\n[1]\n',
    },
    'telnet, too': {
      after: shut,
      type: 'telnet 10.0.2.10 443',
      prints: 'Trying 10.0.2.10...\ntelnet: Unable to connect to remote host: Connection timed out\n[1]\n',
      takes: 130,
    },
  })
})

describe('wget', () => {
  types(shop, 'client', {
    'it fetches': { type: 'wget -qO- http://www.corp.example/', prints: '{{server:instance}}\n' },
    'it saves under the name in the URL': {
      type: 'wget -q http://10.0.2.10/page.html; cat page.html',
      prints: '{{server:instance}}\n',
    },
    'a group is in the way': {
      after: shut,
      type: 'wget -q -T 3 -t 2 http://10.0.2.10/',
      prints: '[4]\n',
      takes: 7,
    },
    'it keeps a log': {
      type: 'wget -o log http://10.0.2.10/; grep -c connected. log',
      prints: '1\n',
    },
    'it answers 503': {
      after: 'serve server http/80 status=503',
      type: 'wget -q http://10.0.2.10/',
      prints: '[8]\n',
    },
    'the certificate is for another name': {
      type: 'wget -nv https://10.0.2.10/',
      prints: /does not match hostname ‘10\.0\.2\.10’\n\[5\]\n$/,
    },
  })
})

describe('openssl', () => {
  const names =
    'openssl s_client -connect 10.0.2.10:443 -servername www.corp.example </dev/null 2>/dev/null | openssl x509 -noout -subject -ext subjectAltName'
  types(shop, 'client', {
    'the names in a certificate': {
      type: names,
      prints: 'subject=CN=www.corp.example\nX509v3 Subject Alternative Name: \n    DNS:www.corp.example\n',
    },
    'nobody there': {
      after: shut,
      type: names,
      prints: 'Could not find certificate from <stdin>\nUnable to load certificate\n[1]\n',
      takes: 130,
    },
    'a certificate that signed itself': {
      after: 'serve server http/443 tls=www.corp.example self-signed',
      type: 'openssl s_client -connect 10.0.2.10:443 -brief </dev/null 2>&1 | grep Verification',
      prints: 'Verification error: self-signed certificate\n',
    },
    'a server that speaks in the clear': {
      type: 'openssl s_client -connect 10.0.2.10:80 </dev/null 2>&1 | grep -o "wrong version number"',
      prints: 'wrong version number\n',
    },
  })
})
