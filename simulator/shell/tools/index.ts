import type { Tool } from '../host.ts'
import type { LabControl } from '../lab/control.ts'
import { type AwsPorts, awsTool } from './aws.ts'
import { eitherTool, isHostOperation, privateTool } from './private-services.ts'
import { offers, toolLater } from './tool-later.ts'

/** What every tool together needs from the lab; the machine that a tool runs on is in its context. */
export interface ToolPorts extends AwsPorts {
  /** The lab around it all; missing where there is none. */
  readonly lab?: LabControl
  /** Where there is no lab yet, for `lab on` alone: the consoles of machines. */
  readonly console?: LabControl['on']
}

/** The commands beside bash's own. A new tool is one entry here, under the name and the summary that it has itself. */
export function createTools(ports: ToolPorts): readonly Tool[] {
  const tools: readonly Tool[] = [
    toolLater(
      'appliance',
      "Passes on packets that are not for this host: 'appliance inspect', 'appliance drop --rule \"tcp 22\"'.",
      async () => (await import('./appliance.ts')).appliance,
      offers,
    ),
    awsTool(ports),
    toolLater(
      'curl',
      "Asks web servers and AWS's endpoints: 'curl -v URL', '-I', '-o FILE', '-w FORMAT', '-k', '--resolve'.",
      async () => (await import('./curl.ts')).curl,
      offers,
    ),
    toolLater(
      'dig',
      "Asks DNS servers: 'dig NAME', 'dig @SERVER NAME TYPE', '+short', '+trace', '-x ADDRESS'.",
      async () => (await import('./dig.ts')).dig,
      offers,
    ),
    toolLater(
      'getent',
      "Finds names as programs find them, /etc/hosts first: 'getent hosts NAME', 'getent ahosts NAME'.",
      async () => (await import('./getent.ts')).getent,
    ),
    toolLater(
      'journalctl',
      "What servers and appliances here wrote down: 'journalctl -u serve-443 -n 20', '-g PATTERN', '-o json'.",
      async () => (await import('./journalctl.ts')).journalctl,
      offers,
    ),
    toolLater(
      'nc',
      "Opens connections: 'nc -vz HOST PORT' tries one, 'nc HOST PORT' sends what is piped in; -u is UDP.",
      async () => (await import('./nc.ts')).nc,
    ),
    toolLater(
      'ncat',
      "Opens connections, with TLS too: 'ncat -vz HOST PORT', 'ncat --ssl HOST 443'.",
      async () => (await import('./ncat.ts')).ncat,
    ),
    toolLater(
      'nslookup',
      "Finds the addresses of a name: 'nslookup NAME', 'nslookup -type=TXT NAME SERVER'.",
      async () => (await import('./nslookup.ts')).nslookup,
    ),
    toolLater(
      'openssl',
      "Shows certificates: 'openssl s_client -connect HOST:443 -servername NAME', 'openssl x509 -noout -dates'.",
      async () => (await import('./openssl.ts')).openssl,
    ),
    toolLater(
      'telnet',
      "Opens a connection and shows what comes: 'telnet HOST PORT'.",
      async () => (await import('./telnet.ts')).telnet,
    ),
    toolLater(
      'wget',
      "Fetches files from web servers: 'wget URL', 'wget -qO- URL', '-T SECONDS', '-t TRIES'.",
      async () => (await import('./wget.ts')).wget,
    ),
    privateTool('fault', ports),
    eitherTool(
      privateTool('host', ports),
      toolLater(
        'host',
        "Looks up a name or an address: 'host NAME', 'host -t MX NAME SERVER'.",
        async () => (await import('./host.ts')).hostTool,
      ),
      isHostOperation,
    ),
    privateTool('onprem', ports),
    toolLater(
      'scp',
      "Copies files to and from other machines: 'scp -i key.pem app.conf ec2-user@10.0.1.10:'.",
      async () => (await import('./scp.ts')).scp,
    ),
    toolLater(
      'serve',
      "Starts a server here: 'serve --port 443 --tls api.example.com --body hello'; systemctl stops it.",
      async () => (await import('./serve.ts')).serve,
      offers,
    ),
    toolLater(
      'ssh',
      "Opens a shell on another machine: 'ssh app-1', 'ssh -i key.pem ec2-user@10.0.1.10'.",
      async () => (await import('./ssh.ts')).ssh,
      offers,
    ),
    toolLater(
      'ssh-keygen',
      "Makes keys for ssh: 'ssh-keygen -t ed25519 -f key -N \"\"'; 'ssh-keygen -R host' forgets a host.",
      async () => (await import('./ssh-keygen.ts')).sshKeygen,
    ),
    toolLater('su', "Becomes another user: 'sudo su -'.", async () => (await import('./sudo.ts')).su),
    toolLater(
      'sudo',
      "Runs a command as root: 'sudo cat /etc/shadow'; 'sudo -i' opens root's shell.",
      async () => (await import('./sudo.ts')).sudo,
    ),
    toolLater(
      'systemctl',
      "Stops and starts servers: 'systemctl list-units', 'systemctl stop serve-443'.",
      async () => (await import('./systemctl.ts')).systemctl,
      offers,
    ),
    toolLater(
      'lab',
      "The lab itself: time, undo, traces, faults. Try 'lab help'.",
      async () => {
        const [{ labTool }] = await Promise.all([import('./lab.ts'), ports.lab?.ready()])
        return labTool(ports.lab, ports.console)
      },
      offers,
    ),
    toolLater(
      'ping',
      'Asks a host for an echo. VPC endpoints and load balancers never answer.',
      async () => (await import('./ping.ts')).ping,
      offers,
    ),
    toolLater('ping6', 'The same over IPv6.', async () => (await import('./ping.ts')).ping6, offers),
    toolLater(
      'traceroute',
      'Asks each router on the way for an answer. Within AWS most of them keep silent.',
      async () => (await import('./traceroute.ts')).traceroute,
      offers,
    ),
    toolLater(
      'traceroute6',
      'The same over IPv6.',
      async () => (await import('./traceroute.ts')).traceroute6,
      offers,
    ),
    toolLater(
      'tracepath',
      'Asks each router on the way, and finds the largest packet that passes.',
      async () => (await import('./tracepath.ts')).tracepath,
      offers,
    ),
    toolLater(
      'mtr',
      'Asks each router on the way many times: mtr -r HOST.',
      async () => (await import('./mtr.ts')).mtr,
      offers,
    ),
    toolLater(
      'ip',
      'Interfaces, addresses, routes and neighbours of this machine.',
      async () => (await import('./ip.ts')).ip,
      offers,
    ),
    toolLater(
      'ss',
      'What listens on this machine, and its connections: ss -tlnp.',
      async () => (await import('./ss.ts')).ss,
    ),
    toolLater(
      'netstat',
      'Connections, routes and interfaces: ss and ip are newer.',
      async () => (await import('./netstat.ts')).netstat,
    ),
    toolLater(
      'tcpdump',
      'The packets that passed this machine since you last looked: sudo tcpdump -n port 443.',
      async () => (await import('./tcpdump.ts')).tcpdump,
    ),
    toolLater(
      'psql',
      "Connects to PostgreSQL: psql -h HOST -U USER -d DATABASE -c 'select 1'.",
      async () => (await import('./psql.ts')).psql,
    ),
    toolLater(
      'mysql',
      "Connects to MySQL: mysql -h HOST -u USER -pPASSWORD -e 'select 1'.",
      async () => (await import('./mysql.ts')).mysql,
    ),
    toolLater(
      'iperf3',
      "Measures how much goes over a way: 'iperf3 -s' on one machine, 'iperf3 -c HOST' on another.",
      async () => (await import('./iperf3.ts')).iperf3,
    ),
    toolLater(
      'less',
      "Shows a text page by page: 'less FILE', 'COMMAND | less'.",
      async () => (await import('./less.ts')).less,
    ),
    toolLater(
      'more',
      "Shows a text page by page, as 'less' does.",
      async () => (await import('./less.ts')).more,
    ),
    toolLater(
      'watch',
      "Runs a command again and again: 'watch -n 5 dig +short NAME'. SPACE looks again, q leaves.",
      async () => (await import('./watch.ts')).watch,
    ),
    toolLater(
      'man',
      "The manual: 'man ping', 'man -k connection'.",
      async () => (await import('./man.ts')).manTool(() => tools),
      offers,
    ),
  ]
  return tools
}
