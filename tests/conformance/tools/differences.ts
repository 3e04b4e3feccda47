/** What is printed in another way on purpose: the line, and what it prints here instead. */
export const differences: ReadonlyMap<string, string> = new Map([
  // The machine there had no IPv6 address at all; an instance has a link-local one, with which IPv4 ones are dressed up.
  [
    'getent ahostsv6 www.corp.example',
    '::ffff:10.0.2.10 STREAM www.corp.example\n::ffff:10.0.2.10 DGRAM  \n::ffff:10.0.2.10 RAW    \n\n',
  ],
  // With its input at an end, the real one leaves before or after the server has said something, by chance.
  [
    'telnet www.corp.example 22',
    "Trying 10.0.2.10...\nConnected to www.corp.example.\nEscape character is '^]'.\nSSH-2.0-OpenSSH_8.7\nConnection closed by foreign host.\n\n",
  ],
])
