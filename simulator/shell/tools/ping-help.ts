export const pingHelp = `
Usage
  ping [options] <destination>

Options:
  <destination>      a name or an address
  -4, -6             over this version of IP alone
  -c <count>         as many packets, and no more
  -i <interval>      seconds from one packet to the next
  -I <interface>     the interface or address to send from
  -M <pmtud opt>     do: never cut a packet into pieces; want; dont
  -n                 do not look for names of addresses
  -O                 say when an answer is missing
  -D                 say the time of each line
  -q                 only the statistics
  -s <size>          bytes of data in each packet
  -t <ttl>           routers that a packet may pass
  -w <deadline>      seconds after which it ends
  -W <timeout>       seconds to wait for the last answer
  -A, -f             as fast as answers come, or faster
  -V                 the version

For more details see ping(8).
`
