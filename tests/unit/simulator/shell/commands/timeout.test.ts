import { describe } from 'vitest'
import { types } from '../tools/typed.ts'

// As GNU coreutils 9.1 has it, with simulated seconds: whoever is killed has written what it has written until then.

const world = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group closed main | out all 0.0.0.0/0
  host app-1 web 10.0.1.10 closed
  host app-2 web 10.0.1.11 closed`

const pings = /^PING 127\.0\.0\.1 .*\n(64 bytes .*icmp_seq=[123] .*\n){3}\[124\]\n$/

describe('timeout', () => {
  types(world, 'app-1', {
    'ends what takes longer': { type: 'timeout 5 sleep 10', prints: '[124]\n', takes: 5 },
    'leaves alone what is done before': { type: 'timeout 5 sleep 3', prints: '', takes: 3 },
    'has the status of what is done before': {
      type: 'timeout 5 bash -c "exit 3"',
      prints: '[3]\n',
      takes: 0,
    },
    'counts minutes': { type: 'timeout 1.5m sleep 1h', prints: '[124]\n', takes: 90 },
    'of nothing is no limit': { type: 'timeout 0 sleep 1h', prints: '', takes: 3600 },
    'ends a connection that nobody answers': {
      type: 'timeout 3 curl -v http://10.0.1.11',
      prints: '*   Trying 10.0.1.11:80...\n[124]\n',
      takes: 3,
    },
    'ends nc before it has heard anything': {
      type: 'timeout 3 nc -v 10.0.1.11 80',
      prints: '[124]\n',
      takes: 3,
    },
    'ends telnet while it tries': {
      type: 'timeout 3 telnet 10.0.1.11',
      prints: 'Trying 10.0.1.11...\n[124]\n',
      takes: 3,
    },
    'ends a ping that goes on, which then does not sum up': {
      type: 'timeout 3 ping 127.0.0.1',
      prints: pings,
      takes: 3,
    },
    'ends a script with all that is in it': {
      type: "timeout 3 bash -c 'for i in 1 2 3 4 5; do echo $i; sleep 1; done'",
      prints: '1\n2\n3\n[124]\n',
      takes: 3,
    },
    'ends waiting for what never comes': {
      type: "timeout 20 bash -c 'until curl -s -m 2 http://10.0.1.11; do echo again; sleep 5; done'",
      prints: 'again\nagain\nagain\n[124]\n',
      takes: 20,
    },
    'ends a loop that lets no time pass': {
      type: "timeout 5 bash -c 'while :; do :; done'",
      prints: '[124]\n',
      takes: 5,
    },
    'ends what root does': { type: "timeout 2 sudo bash -c 'sleep 5; echo on'", prints: '[124]\n', takes: 2 },
    'goes on behind it': { type: 'timeout 1 sleep 5 || echo late; sleep 2', prints: 'late\n', takes: 3 },
    'within another counts its own': { type: 'timeout 9 timeout 2 sleep 5', prints: '[124]\n', takes: 2 },
    'around another counts, too': { type: 'timeout 2 timeout 9 sleep 5', prints: '[124]\n', takes: 2 },
    'hands on what is piped': { type: 'echo in | timeout 5 cat', prints: 'in\n' },
    'keeps the status of what it ended': {
      type: 'timeout --preserve-status 1 sleep 5',
      prints: '[143]\n',
    },
    'keeps the signal that it sent': {
      type: 'timeout --preserve-status -s INT 1 sleep 5',
      prints: '[130]\n',
    },
    'kills for good': { type: 'timeout -s KILL 1 sleep 5', prints: '[137]\n' },
    'tells what it sends': {
      type: 'timeout -v 1 sleep 5',
      prints: 'timeout: sending signal TERM to command ‘sleep’\n[124]\n',
    },
    'knows no functions': {
      type: 'f() { :; }; timeout 1 f',
      prints: 'timeout: failed to run command ‘f’: No such file or directory\n[127]\n',
    },
    'runs no file that is none to run': {
      type: 'touch f; timeout 1 ./f',
      prints: 'timeout: failed to run command ‘./f’: Permission denied\n[126]\n',
    },
    'wants a command': {
      type: 'timeout 5',
      prints: "timeout: missing operand\nTry 'timeout --help' for more information.\n[125]\n",
    },
    'wants a time': {
      type: 'timeout soon true',
      prints: "timeout: invalid time interval ‘soon’\nTry 'timeout --help' for more information.\n[125]\n",
    },
    'wants a signal that there is': {
      type: 'timeout -s NONE 1 true',
      prints: "timeout: NONE: invalid signal\nTry 'timeout --help' for more information.\n[125]\n",
    },
  })
})
