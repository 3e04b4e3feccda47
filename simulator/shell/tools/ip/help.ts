export const ipUsage = `Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { address | link | neighbour | route | rule }
       OPTIONS := { -V[ersion] | -s[tatistics] | -j[son] | -p[retty] |
                    -f[amily] { inet | inet6 } | -4 | -6 |
                    -br[ief] | -o[neline] | -c[olor] }
`

export const addressHelp = `Usage: ip address [ show [ dev IFNAME ] ]
Addresses can be looked at; who has which follows from the network.
`

export const ipHelp = (object: string): string =>
  object === 'route'
    ? 'Usage: ip route [ show [ PREFIX ] [ dev IFNAME ] ]\n       ip route get ADDRESS\n'
    : `Usage: ip ${object} [ show [ dev IFNAME ] ]\n`
