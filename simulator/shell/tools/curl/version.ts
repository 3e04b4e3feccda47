export const version = 'curl/8.14.1'

export const versionText =
  'curl 8.14.1 (x86_64-pc-linux-gnu) libcurl/8.14.1 OpenSSL/3.5.7\n' +
  'Release-Date: 2025-06-04\n' +
  'Protocols: http https\n' +
  'Features: HTTPS IPv6 SSL, as far as they are simulated\n'

export const helpText = `Usage: curl [options...] <url>
Asks servers by HTTP and HTTPS.

 -v, --verbose              tell what happens
 -s, --silent               no progress, no errors; -S shows the errors all the same
 -i, --show-headers         the headers of the answer, too
 -I, --head                 only the headers
 -o, --output <file>        save the answer; -O takes the name from the URL
 -w, --write-out <format>   say so afterwards: '%{http_code} %{time_total}\\n'
 -L, --location             go where a redirect leads
 -f, --fail                 exit with 22 where the status is 400 or more
 -k, --insecure             take any certificate
 -m, --max-time <seconds>   give up after; --connect-timeout <seconds> for the connection alone
     --resolve <host:port:address>            where a name is
     --connect-to <host:port:host:port>       whom to connect to instead
 -H, --header <line>        a further header
 -X, --request <method>     another method
 -d, --data <data>          send this; @file sends a file; --data-binary, --data-urlencode, --json, -F
 -G, --get                  put the data into the URL
 -T, --upload-file <file>   send a file with PUT
 -4, -6                     one version of IP alone
     --interface <name>     from this interface or address
 -u, --user <user:password> -A, --user-agent <name> -e, --referer <URL> -b, --cookie <data>
     --retry <times>        once more where it may help; --retry-delay, --retry-connrefused
     --aws-sigv4 <aws:amz:region:service>     sign, with -u <key>:<secret>
 -V, --version              the version
`
