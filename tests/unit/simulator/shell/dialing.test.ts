import { describe } from 'vitest'
import { types } from './tools/typed.ts'

// Bash's own way to try a port, where there is neither nc nor curl. Its words are those of bash 5.2.

const world = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group open main | in tcp 22 10.0.0.0/16 | in tcp 81 10.0.0.0/16 | out all 0.0.0.0/0
  host app-1 web 10.0.1.10 open
  host app-2 web 10.0.1.11 open`

const tried = "timeout 3 bash -c '</dev/tcp/10.0.1.11/PORT' && echo open || echo closed"

describe('/dev/tcp', () => {
  types(world, 'app-1', {
    'is there where somebody listens': { type: ': > /dev/tcp/10.0.1.11/22; echo $?', prints: '0\n' },
    'opens without a command, too': { type: tried.replace('PORT', '22'), prints: 'open\n' },
    'gives what the other end says': {
      type: 'head -n 1 < /dev/tcp/10.0.1.11/22',
      prints: 'SSH-2.0-OpenSSH_8.7\r\n',
    },
    'is refused where nobody listens': {
      type: 'echo > /dev/tcp/10.0.1.11/81; echo $?',
      prints: 'bash: connect: Connection refused\nbash: /dev/tcp/10.0.1.11/81: Connection refused\n1\n',
      takes: 0,
    },
    'waits as long as Linux does where nobody answers': {
      type: 'cat < /dev/tcp/10.0.1.11/443',
      prints:
        'bash: connect: Connection timed out\nbash: /dev/tcp/10.0.1.11/443: Connection timed out\n[1]\n',
      takes: 130,
    },
    'waits no longer than it may': { type: tried.replace('PORT', '443'), prints: 'closed\n', takes: 3 },
    'wants a name that there is': {
      type: 'echo > /dev/tcp/nobody.example/80',
      prints: /^bash: nobody\.example: .*\nbash: \/dev\/tcp\/nobody\.example\/80: Invalid argument\n\[1\]\n$/,
    },
    'wants a port that there is': {
      type: 'echo > /dev/tcp/10.0.1.11/nothing',
      prints:
        'bash: nothing: Servname not supported for ai_socktype\nbash: /dev/tcp/10.0.1.11/nothing: Invalid argument\n[1]\n',
    },
    'hears nothing of a datagram that is lost': {
      type: 'echo > /dev/udp/10.0.1.11/443; echo $?',
      prints: '0\n',
    },
  })
})
