import type { Manual } from './manual.ts'

export const machineManuals: Readonly<Record<string, Manual>> = {
  ip: {
    section: 8,
    description:
      'Shows this machine’s interfaces, addresses, own routes and neighbours. Its own routes know only its subnet and its router: where packets go from there is said by the VPC’s route tables, which `aws ec2 describe-route-tables` shows.',
    examples: [
      ['ip -br addr', 'interfaces and addresses, a line each'],
      ['ip route get 10.0.2.20', 'by which interface and router'],
      ['ip -j addr | jq -r ".[].ifname"', 'for programs'],
    ],
    here: 'Looking is all there is: what a machine has follows from its network.',
    seeAlso: ['ss', 'ping'],
  },
  ss: {
    section: 8,
    description:
      'Shows what listens on this machine, and its connections. A server that listens on 127.0.0.1 alone cannot be reached from elsewhere.',
    examples: [
      ['sudo ss -tlnp', 'which programs listen on which TCP ports'],
      ['ss -tan state time-wait', 'connections that have just been closed'],
    ],
    seeAlso: ['ip', 'systemctl'],
  },
  netstat: {
    section: 8,
    description: 'What ss and ip show, in an older form.',
    examples: [
      ['netstat -tln', 'what listens'],
      ['netstat -rn', 'routes'],
    ],
    seeAlso: ['ss', 'ip'],
  },
  watch: {
    description:
      'Runs a command again and again and shows what it prints, on a screen of its own. Simulated time stands still while nobody does anything: SPACE lets the seconds pass and looks again.',
    examples: [
      ['watch -n 5 dig +short db.internal', 'whether a name changes'],
      [
        'watch -d -n 30 "aws ec2 describe-vpn-connections --query VpnConnections[].State"',
        'what has changed is marked',
      ],
      ['watch -g curl -s http://10.0.1.10', 'leaves when something changes'],
    ],
    seeAlso: ['lab'],
  },
  lab: {
    description:
      'Everything about the lab itself, from any machine: simulated time, undo, traces of packets and what would mend their way, faults, costs. `lab help WORD` tells more of one.',
    examples: [
      [
        'lab trace app-1 db-1 --port 5432',
        'where a packet is dropped, and the fewest commands that let it pass',
      ],
      ['lab diff', 'what the last change opened and closed'],
      ['lab on app-1 ip route', 'runs a command on a machine without a network'],
      ['lab undo', 'takes the last step back'],
    ],
    exits: [
      ['1', 'the packet does not arrive; or it could not be done'],
      ['2', 'the command was wrong'],
      ['3', 'the question names something that is not there'],
    ],
  },
  ssh: {
    description:
      'Opens a shell on another machine, if the network lets it: port 22, a key that the machine knows.',
    examples: [
      ['ssh app-1', 'by its name'],
      ['ssh -i key.pem ec2-user@10.0.1.10', 'with a key'],
      ['ssh app-1 hostname', 'one command'],
    ],
    exits: [['255', 'no connection; else the status of the command']],
    seeAlso: ['scp', 'aws'],
  },
  scp: {
    description: 'Copies files over ssh.',
    examples: [['scp app.conf app-1:/tmp/', 'to another machine']],
    seeAlso: ['ssh'],
  },
  'ssh-keygen': {
    description: 'Makes keys for ssh.',
    examples: [['ssh-keygen -t ed25519 -f key -N ""', 'a key pair']],
    seeAlso: ['ssh'],
  },
  sudo: {
    section: 8,
    description: 'Runs a command as root.',
    examples: [
      ['sudo tcpdump -n port 443', 'what only root may do'],
      ['sudo -i', 'a shell'],
    ],
    seeAlso: ['su'],
  },
  su: { description: 'Becomes another user.', examples: [['sudo su -', 'root']], seeAlso: ['sudo'] },
  serve: {
    description:
      'Starts a server on this machine: HTTP, TLS, a plain TCP or UDP port, a database that lets everybody in.',
    examples: [
      ['serve --port 443 --tls api.example.com --body hello', 'HTTPS'],
      ['serve --port 80 --status 503', 'one that fails'],
    ],
    seeAlso: ['systemctl', 'ss'],
  },
  systemctl: {
    description: 'Stops and starts the servers of this machine.',
    examples: [['systemctl list-units', 'which there are']],
    seeAlso: ['serve', 'journalctl'],
  },
  journalctl: {
    description:
      'Shows what the servers of this machine wrote down: for web servers each request with the client, the status and the name that was asked for; for others each connection; for an appliance that keeps a log each packet with the rule that decided. What was refused or lost on the way never came here, and shows nowhere. The same stands in /var/log.',
    examples: [
      ['journalctl -u serve-443 -n 5', 'the last five requests'],
      ['journalctl -u appliance -g DROP --since -10m', 'what the appliance dropped in the last ten minutes'],
      ['journalctl -u serve-443 -o json | jq -r .HOPWISE_FROM | sort | uniq -c', 'who calls, and how often'],
    ],
    here: 'Nobody can type elsewhere while --follow waits, so it ends at once. Each machine keeps its newest 1000 lines.',
    seeAlso: ['systemctl', 'serve', 'appliance'],
  },
  appliance: {
    section: 8,
    description:
      'Lets this machine pass on packets that are not for itself: a router, a NAT instance, an inspecting appliance behind a Gateway Load Balancer.',
    examples: [
      ['appliance inspect', 'behind a Gateway Load Balancer'],
      ['appliance drop --rule "tcp 22"', 'drops SSH'],
    ],
    seeAlso: ['journalctl', 'tcpdump'],
  },
  aws: {
    description:
      'AWS’s command-line interface, version 2. `aws help`, `aws ec2 help` and `aws ec2 describe-vpcs help` tell all of it.',
    examples: [
      ['aws ec2 describe-vpc-endpoints --query "VpcEndpoints[].State"', 'a query'],
      ['aws sts get-caller-identity', 'who am I?'],
    ],
    exits: [
      ['252', 'the command was wrong'],
      ['253', 'credentials or settings'],
      ['254', 'the service answered with an error'],
      ['255', 'the network, or something else'],
    ],
  },
  onprem: {
    description:
      'Everything on the customer’s side: sites, hosts, routers, firewalls, DNS servers, cross-connects. It takes --output and --query as aws does.',
    examples: [
      ['onprem describe-sites', 'which there are'],
      ['onprem help', 'all operations'],
    ],
    seeAlso: ['fault'],
  },
  fault: {
    description: 'Lets things break to see what happens then. `lab fault` does the same by names.',
    examples: [
      ['fault inject-fault --targets use1-az1', 'a zone'],
      ['fault clear-fault', 'everything works again'],
    ],
    seeAlso: ['lab'],
  },
  less: {
    description:
      'Shows a text page by page at a terminal, and prints it as it is in a pipe, into a file or in a script. `man` and `aws` show long output in it.',
    examples: [
      ['less /etc/hosts', 'a file'],
      ['aws ec2 describe-vpcs --no-cli-pager | less -S', 'wide lines, cut at the edge'],
      ['export AWS_PAGER=', 'aws prints everything at once from now on'],
    ],
    exits: [
      ['0', 'shown'],
      ['1', 'there is no such file'],
    ],
    seeAlso: ['man', 'aws'],
  },
  more: {
    description: 'Shows a text page by page, with the keys of less.',
    examples: [['more /etc/os-release', 'a file']],
    seeAlso: ['less'],
  },
}
