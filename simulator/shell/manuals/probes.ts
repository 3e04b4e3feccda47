import type { Manual } from './manual.ts'

const ping: Manual = {
  section: 8,
  description:
    'Sends ICMP echo requests and shows how long each answer took. Silence means that a filter dropped the packet, that no route led there, or that whoever is there does not answer: VPC endpoints, load balancers and the VPC’s own router never do. An error from a router on the way says so.',
  examples: [
    ['ping -c 3 10.0.2.20', 'three packets, then the statistics'],
    [
      'ping -M do -s 1472 10.0.2.20',
      'packets of 1500 bytes that may not be cut into pieces: finds MTU trouble',
    ],
    ['ping -c 2 -W 1 app-2.corp.example', 'waits no longer than a second for the last answer'],
  ],
  exits: [
    ['0', 'an answer came'],
    ['1', 'none came'],
    ['2', 'the command was wrong, or the name has no address'],
  ],
  here: 'Without -c or -w it ends after five packets, as if by Ctrl-C.',
  seeAlso: ['traceroute', 'tracepath', 'tcpdump'],
}

const traceroute: Manual = {
  section: 8,
  description:
    'Sends packets that may pass one router, then two, and so on; each router where one ends may say so. Within a VPC there is no router to be seen, and most of AWS keeps silent (* * *). NAT gateways, machines that forward packets and routers on premises answer.',
  examples: [
    ['traceroute -n 192.168.1.10', 'without looking up names'],
    ['sudo traceroute -n -T -p 443 10.0.1.25', 'with TCP, which passes where only a port is open'],
  ],
  exits: [
    ['0', 'it was done, whatever it found'],
    ['2', 'the command was wrong, or the name has no address'],
  ],
  seeAlso: ['tracepath', 'mtr', 'ping'],
}

const dig: Manual = {
  description:
    'Asks a DNS server and shows its whole answer: status, flags, records, and which server answered. A private address in the answer means that a private hosted zone or an endpoint’s private DNS is in use; a public one means that it is not.',
  examples: [
    ['dig +short s3.us-east-1.amazonaws.com', 'addresses alone'],
    ['dig @10.0.0.2 api.corp.example', 'asks one server'],
    ['dig -x 10.0.1.10', 'the name of an address'],
  ],
  exits: [
    ['0', 'a server answered, NXDOMAIN included'],
    ['9', 'no server answered'],
  ],
  seeAlso: ['nslookup', 'host', 'getent'],
}

const curl: Manual = {
  description:
    'Makes HTTP requests, and with -v tells all that happens on the way: addresses, connection, certificate, headers. How it fails tells where to look.',
  examples: [
    ['curl -v https://api.corp.example/', 'everything that happens'],
    ['curl -s -o /dev/null -w "%{http_code}\\n" URL', 'the status alone'],
    ['curl --connect-timeout 5 URL', 'gives up after five seconds'],
    ['curl --resolve api.corp.example:443:10.0.1.25 https://api.corp.example/', 'passes DNS by'],
  ],
  exits: [
    ['6', 'the name has no address: DNS'],
    ['7', 'refused: nothing listens, or no target is healthy'],
    ['28', 'timed out: a filter, a route, an endpoint that is not available'],
    ['35, 56', 'broken off during or after the TLS handshake'],
    ['60', 'the certificate is for another name, or nobody trusts it'],
  ],
  seeAlso: ['nc', 'dig', 'openssl'],
}

const nc: Manual = {
  description:
    'Opens TCP or UDP connections, or waits for them. With -z it only looks whether a port is open.',
  examples: [
    ['nc -vz 10.0.2.20 5432', 'is the port open?'],
    ['nc -vz -w 3 10.0.2.20 5432', 'gives up after three seconds'],
  ],
  exits: [
    ['0', 'connected'],
    ['1', 'refused, timed out, or no address'],
  ],
  here: 'With -u everything seems to succeed, as it does in reality: UDP has no answer of its own.',
  seeAlso: ['curl', 'telnet', 'ss'],
}

export const probeManuals: Readonly<Record<string, Manual>> = {
  ping,
  ping6: { ...ping, examples: [['ping6 -c 3 2001:db8::10', 'three packets over IPv6']] },
  traceroute,
  traceroute6: { ...traceroute, examples: [['traceroute6 -n 2001:db8::10', 'over IPv6']] },
  tracepath: {
    section: 8,
    description:
      'Follows the way as traceroute does, and finds the largest packet that passes. Where a packet is too large and nobody says so, as in tunnels of VPN connections, it finds nothing.',
    examples: [['tracepath -n 192.168.1.10', 'without looking up names']],
    seeAlso: ['traceroute', 'ping'],
  },
  mtr: {
    section: 8,
    description: 'Follows the way as traceroute does, many times, and shows loss and times of each router.',
    examples: [
      ['mtr -r -n -c 10 192.168.1.10', 'a report of ten rounds'],
      ['mtr -n --json -c 5 192.168.1.10', 'the same for programs'],
    ],
    here: 'Only reports: the picture that changes by itself is not simulated.',
    seeAlso: ['traceroute'],
  },
  tcpdump: {
    section: 8,
    description:
      'Shows the packets that a machine’s interfaces saw. What a security group or network ACL keeps out never comes to the machine, so it is not there; what the machine sends is there even when a filter drops it afterwards. Appliances behind a Gateway Load Balancer see GENEVE, targets with proxy protocol its header (-A).',
    examples: [
      ['sudo tcpdump -n port 443', 'everything to and from port 443'],
      ["sudo tcpdump -n 'host 10.0.1.10 and not icmp'", 'filters may be joined by and, or, not and brackets'],
      ["sudo tcpdump -n 'tcp[tcpflags] & tcp-syn != 0'", 'beginnings of connections'],
      ['sudo tcpdump -n -w seen.pcap; tcpdump -n -r seen.pcap icmp', 'keeps packets to look at them later'],
    ],
    here: 'It does not wait: it shows what has passed since it ran on this machine before (at first, of the last ten minutes) and ends. Queries to Amazon’s own DNS are not among it. Its files are not those of other programs.',
    seeAlso: ['ss', 'ip'],
  },
  iperf3: {
    description:
      'Measures how much goes over a way. What limits it is what AWS documents: 5 Gbit/s for one flow (10 within a cluster placement group), the bandwidth of the instance types, 1.25 Gbit/s for a tunnel of a VPN connection, the bandwidth of a Direct Connect connection.',
    examples: [
      ['iperf3 -s -D', 'a server, on one machine'],
      ['iperf3 -c 10.0.2.20 -t 5', 'measures for five seconds'],
      ['iperf3 -c 10.0.2.20 -P 4', 'four flows at the same time'],
    ],
    here: 'A server goes on in the background, also without -D; systemctl lists it.',
    seeAlso: ['ping', 'mtr'],
  },
  dig,
  nslookup: {
    description: 'Asks DNS for a name or an address, in fewer words than dig.',
    examples: [
      ['nslookup api.corp.example', 'its addresses'],
      ['nslookup api.corp.example 10.0.0.2', 'asks one server'],
    ],
    exits: [['1', 'there is no such name']],
    seeAlso: ['dig', 'host'],
  },
  host: {
    description: 'Asks DNS for a name or an address, a line an answer.',
    examples: [
      ['host api.corp.example', 'its addresses'],
      ['host 10.0.1.10', 'the name of an address'],
    ],
    exits: [['1', 'there is no such name']],
    seeAlso: ['dig', 'nslookup'],
  },
  getent: {
    description:
      'Finds names as all other programs do: in /etc/hosts first, then in DNS, with the search domains.',
    examples: [
      ['getent hosts api.corp.example', 'one address'],
      ['getent ahosts api.corp.example', 'all of them'],
    ],
    exits: [['2', 'nothing was found']],
    seeAlso: ['dig'],
  },
  curl,
  wget: {
    description: 'Fetches what a URL names into a file.',
    examples: [['wget -O - http://10.0.2.20/', 'to the terminal']],
    exits: [
      ['4', 'the network'],
      ['5', 'the certificate'],
      ['8', 'the server answered with an error'],
    ],
    seeAlso: ['curl'],
  },
  nc,
  ncat: { ...nc, examples: [['ncat -vz 10.0.2.20 5432', 'is the port open?']] },
  telnet: {
    description: 'Opens a TCP connection by hand: what stands there at once tells whether a port is open.',
    examples: [['telnet 10.0.2.20 5432', 'is the port open?']],
    seeAlso: ['nc'],
  },
  openssl: {
    description: 'openssl s_client opens a TLS connection and shows the certificate that the other end has.',
    examples: [
      [
        'openssl s_client -connect api.corp.example:443 -servername api.corp.example',
        'whose certificate is it?',
      ],
    ],
    seeAlso: ['curl'],
  },
  psql: {
    description:
      'Connects to PostgreSQL. What it says when it fails tells where to look: the name, the network, TLS, the user.',
    examples: [
      ["psql -h db.corp.example -U app -d orders -c 'select 1'", 'does the connection work?'],
      [
        "psql 'host=db.corp.example user=app sslmode=verify-full sslrootcert=system' -c '\\conninfo'",
        'and its certificate?',
      ],
    ],
    exits: [['2', 'no connection']],
    here: 'As far as "connected": tables are not simulated. PGCONNECT_TIMEOUT shortens the two minutes that a time-out takes.',
    seeAlso: ['mysql', 'nc'],
  },
  mysql: {
    description:
      'Connects to MySQL and MariaDB. The number in its errors is the system’s: 110 timed out, 115 refused, -2 no such name.',
    examples: [["mysql -h db.corp.example -u app -pSECRET -e 'select 1'", 'does the connection work?']],
    exits: [['1', 'no connection']],
    here: 'As far as "connected": tables are not simulated.',
    seeAlso: ['psql', 'nc'],
  },
}
