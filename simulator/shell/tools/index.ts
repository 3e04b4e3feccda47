import type { Tool } from '../host.ts'
import type { LabControl } from '../lab/control.ts'
import { appliance } from './appliance.ts'
import { type AwsPorts, awsTool } from './aws.ts'
import { curl } from './curl.ts'
import { dig } from './dig.ts'
import { getent } from './getent.ts'
import { hostTool } from './host.ts'
import { ip } from './ip.ts'
import { iperf3 } from './iperf3.ts'
import { labTool } from './lab.ts'
import { manTool } from './man.ts'
import { mtr } from './mtr.ts'
import { mysql } from './mysql.ts'
import { nc } from './nc.ts'
import { ncat } from './ncat.ts'
import { netstat } from './netstat.ts'
import { nslookup } from './nslookup.ts'
import { openssl } from './openssl.ts'
import { ping, ping6 } from './ping.ts'
import { eitherTool, isHostOperation, privateTool } from './private-services.ts'
import { psql } from './psql.ts'
import { scp } from './scp.ts'
import { serve } from './serve.ts'
import { ss } from './ss.ts'
import { ssh } from './ssh.ts'
import { sshKeygen } from './ssh-keygen.ts'
import { su, sudo } from './sudo.ts'
import { systemctl } from './systemctl.ts'
import { tcpdump } from './tcpdump.ts'
import { telnet } from './telnet.ts'
import { tracepath } from './tracepath.ts'
import { traceroute, traceroute6 } from './traceroute.ts'
import { wget } from './wget.ts'

/** What every tool together needs from the lab; the machine that a tool runs on is in its context. */
export interface ToolPorts extends AwsPorts {
  /** The lab around it all; missing where there is none. */
  readonly lab?: LabControl
}

/** The commands beside bash's own. A new tool is one line here. */
export function createTools(ports: ToolPorts): readonly Tool[] {
  const tools: readonly Tool[] = [
    appliance,
    awsTool(ports),
    curl,
    dig,
    getent,
    nc,
    ncat,
    nslookup,
    openssl,
    telnet,
    wget,
    privateTool('fault', ports),
    eitherTool(privateTool('host', ports), hostTool, isHostOperation),
    privateTool('onprem', ports),
    scp,
    serve,
    ssh,
    sshKeygen,
    su,
    sudo,
    systemctl,
    labTool(ports.lab),
    ping,
    ping6,
    traceroute,
    traceroute6,
    tracepath,
    mtr,
    ip,
    ss,
    netstat,
    tcpdump,
    psql,
    mysql,
    iperf3,
    manTool(() => tools),
  ]
  return tools
}
