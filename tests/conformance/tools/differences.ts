/** What is printed in another way on purpose: the line, and what it prints here instead. */
export const differences: ReadonlyMap<string, string> = new Map([
  // With its input at an end, the real one leaves before or after the server has said something, by chance.
  [
    'telnet www.corp.example 22',
    "Trying 10.0.2.10...\nConnected to www.corp.example.\nEscape character is '^]'.\nSSH-2.0-OpenSSH_8.7\nConnection closed by foreign host.\n\n",
  ],
])
