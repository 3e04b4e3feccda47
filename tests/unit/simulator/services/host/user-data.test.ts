import { describe, expect, it } from 'vitest'
import { readUserData, wordsOf } from '../../../../../simulator/services/host/user-data.ts'

const on = 'i-0123456789abcdef0'
const served = (line: string) => readUserData(on, line).listeners[0]
const http = { Host: on, Protocol: 'tcp', Kind: 'http' }

describe('a line `serve` of user data', () => {
  it.each<[string, object]>([
    ['serve --port 80', { ...http, Port: 80 }],
    ['  serve --port=8080   # the API', { ...http, Port: 8080 }],
    ['serve --port 53 --protocol udp --kind dns', { Host: on, Port: 53, Protocol: 'udp', Kind: 'dns' }],
    ['serve --port 7 --protocol udp', { Host: on, Port: 7, Protocol: 'udp', Kind: 'echo' }],
    ['serve --port 443 --tls', { ...http, Port: 443, Tls: { Names: [], Issuer: 'trusted' } }],
    [
      'serve --port 443 --name a.example --name b.example --self-signed',
      { ...http, Port: 443, Tls: { Names: ['a.example', 'b.example'], Issuer: 'self-signed' } },
    ],
    [
      'serve --port 443 --tls a.example',
      { ...http, Port: 443, Tls: { Names: ['a.example'], Issuer: 'trusted' } },
    ],
    ['serve --postgres', { Host: on, Protocol: 'tcp', Kind: 'postgres', Port: 5432 }],
    ['serve --port 9 --udp --echo', { Host: on, Protocol: 'udp', Kind: 'echo', Port: 9 }],
    [
      'serve --port 80 --proxy-protocol --status 200',
      { ...http, Port: 80, Status: 200, ProxyProtocol: 'v2' },
    ],
    ['serve --port 80 --status 503 --delay 2', { ...http, Port: 80, Status: 503, Delay: 2 }],
    [`serve --port 80 --body 'it "works"'`, { ...http, Port: 80, Body: 'it "works"' }],
    ['serve --port 80 --header "X-Zone: a"', { ...http, Port: 80, Headers: { 'X-Zone': 'a' } }],
    ['serve --port 80 --proxy-protocol v2', { ...http, Port: 80, ProxyProtocol: 'v2' }],
    ['serve --port 80 --address 10.0.1.10', { ...http, Port: 80, Address: '10.0.1.10' }],
  ])('%s', (line, listener) => {
    expect(served(line)).toEqual(listener)
  })

  it.each([
    ['serve', '--port must be a number from 1 to 65535'],
    ['serve --port 70000', '--port must be a number from 1 to 65535'],
    [
      'serve --port 80 --kind soap',
      '--kind must be one of tcp, http, echo, ssh, postgres, mysql, redis, dns',
    ],
    ['serve --port 80 --header broken', '--header must look like "Name: value"'],
    ['serve --port 80 --body', '--body needs a value'],
    ['appliance --mode both', '--mode must be one of forward, nat, inspect'],
  ])('%s is told to be wrong', (line, problem) => {
    expect(readUserData(on, line)).toEqual({
      listeners: [],
      appliances: [],
      problems: [`${line}: ${problem}`],
    })
  })
})

describe('other lines of user data', () => {
  it('are left alone', () => {
    const text = '#!/bin/bash\ndnf install -y nginx\nserver --port 1\nserve --port 80\r\nserve --port 81'
    const { listeners, problems } = readUserData(on, text)
    expect([listeners.map(({ Port }) => Port), problems]).toEqual([[80, 81], []])
  })
})

describe('a line `appliance` of user data', () => {
  it('says how the host passes packets on', () => {
    const line = `appliance --mode nat --default deny --allow 'tcp 443 10.0.0.0/8 0.0.0.0/0' --deny icmp --stateless --log`
    expect(readUserData(on, line).appliances).toEqual([
      {
        Host: on,
        Mode: 'nat',
        DefaultAction: 'deny',
        Rules: [
          { Action: 'allow', Protocol: 'tcp', Ports: '443', Source: '10.0.0.0/8', Destination: '0.0.0.0/0' },
          { Action: 'deny', Protocol: 'icmp' },
        ],
        Stateful: false,
        Log: true,
      },
    ])
  })
})

describe('words', () => {
  it.each([
    [`a 'b c' "d \\"e\\"" f\\ g`, ['a', 'b c', 'd "e"', 'f g']],
    ['a#b # c', ['a#b']],
    [`--x='1 2'`, ['--x=1 2']],
    ['', []],
  ])('%s', (line, words) => {
    expect(wordsOf(line)).toEqual(words)
  })
})
