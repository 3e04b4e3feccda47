import type { Listener } from '../../api/private/host.ts'
import { readServe } from '../../services/host/user-data.ts'
import type { Tool, ToolResult } from '../host.ts'
import { type HostService, hostService } from '../units/host-service.ts'
import { serverUnit, writeUnit } from '../units/units.ts'

/** Starts a server on the machine: it goes on when the command is done, and `systemctl` stops it. */
export const serve: Tool = {
  name: 'serve',
  summary: "Starts a server here: 'serve --port 443 --tls api.example.com --body hello'; systemctl stops it.",

  run(args, context) {
    const { machine } = context
    if (args.includes('--help') || args.includes('-h')) return { stdout: usage, stderr: '', exitCode: 0 }
    if (machine.kind === 'workstation') {
      return failed(
        'serve: nobody could reach a server on the workstation. Start it on an instance, or on premises.\n',
      )
    }
    const asked = readServe(machine.id, args)
    if (typeof asked === 'string') return failed(`serve: ${asked}\n${usage}`, 2)
    const service = hostService(machine)
    const taken = clash(service, asked)
    if (taken) return failed(`serve: ${taken}\n`)
    const answer = service.put(asked)
    if (typeof answer === 'string') return failed(`serve: ${answer}\n`)
    const unit = serverUnit(answer)
    writeUnit(context.machine.files, unit)
    return { stdout: `${unit.description}: ${unit.name} is running\n`, stderr: '', exitCode: 0 }
  },

  complete: (command) => (command.split(/\s+/).at(-1)?.startsWith('-') ? optionNames : []),
}

const failed = (stderr: string, exitCode = 1): ToolResult => ({ stdout: '', stderr, exitCode })

/** One server to an address and port, as bind(2) has it; the very same one may be started anew. */
function clash(service: HostService, { Port, Protocol = 'tcp', Address }: Listener): string | undefined {
  const other = service
    .listeners()
    .find((one) => one.Port === Port && (one.Protocol ?? 'tcp') === Protocol && one.Address !== Address)
  if (!other || (other.Address !== undefined && Address !== undefined)) return undefined
  return `bind: address already in use: ${serverUnit(other).name} listens there`
}

const optionNames = [
  '--address',
  '--body',
  '--delay',
  '--dns',
  '--echo',
  '--header',
  '--http',
  '--https',
  '--kind',
  '--mysql',
  '--name',
  '--port',
  '--postgres',
  '--protocol',
  '--proxy-protocol',
  '--redis',
  '--self-signed',
  '--ssh',
  '--status',
  '--tcp',
  '--tls',
  '--udp',
]

const usage = `usage: serve --port PORT [options]

  --http, --https, --tcp, --echo, --dns, --ssh,
  --postgres, --mysql, --redis   what answers (http)
  --udp                          listen for UDP
  --address ADDRESS              on this address alone
  --tls [NAME], --name NAME      speak TLS, with a certificate for the names
  --self-signed                  which nobody trusts
  --status CODE, --body TEXT, --header 'NAME: VALUE', --delay SECONDS
                                 what each HTTP request is answered
  --proxy-protocol [v1|v2]       wait for such a header
`
