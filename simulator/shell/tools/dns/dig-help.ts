import { usage } from './dig-options.ts'

export const digHelp = `${usage.split('\n').slice(0, 3).join('\n')}
Asks one question for each host, of the servers in /etc/resolv.conf or of @server.

  @server            the server to ask, by name or address
  -t type, -c class  what to ask for: a, aaaa, any, caa, cname, mx, ns, ptr, soa, srv, txt
  -x address         the name of an address
  -q name            a name that looks like something else
  -p port            the server's port, 53 unless it is said
  -4, -6             ask over this version of IP alone
  -u                 times in microseconds
  -h, -v             this help, the version

  +short             the values of the answer and nothing else
  +[no]all           show everything or nothing, then for example +answer
  +[no]question, answer, authority, comments, stats, cmd
  +[no]tcp           ask over TCP
  +[no]search        use the search domains; +domain=NAME uses this one
  +[no]recurse       ask the server to ask others
  +[no]trace         go down from the root servers
  +[no]edns, cookie, dnssec, adflag, cdflag, +bufsize=N
  +[no]qr            show the query too
  +[no]identify      name the server in short answers
  +[no]multiline, ttlid, class, ttlunits
  +time=S, +tries=N, +retry=N
`
