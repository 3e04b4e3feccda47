import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { inspected } from '../../network/notation/inspected-world.ts'
import { say, type World, worldOf } from '../../network/notation/world.ts'
import { at } from './on-host.ts'

// What servers and appliances write down, as whoever sits at the machine reads it.

beforeAll(async () => {
  await contract.need('host')
})

const shop = () =>
  worldOf(`
    vpc main 10.0.0.0/16
    subnet web main a 10.0.1.0/24
    subnet api-a main a 10.0.2.0/24
    subnet api-b main b 10.0.3.0/24
    group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
    host client web 10.0.1.11 open
    host app web 10.0.1.10 open
    alb front api-a,api-b open
    targets pages main http/80 | app
    listener front http/80 pages
    names-of front
  `)

const servers = `serve --port 80 --body hello
serve --port 443 --tls api.example.com --self-signed
serve --port 5432 --postgres`

/** Without the clock of the machine and the numbers of its processes. */
const plain = (text: string): string =>
  text
    .replace(/\[\d\d\/Nov\/2026:\S+ \+0000\]/g, '[…]')
    .replace(/^Nov \d\d \d\d:\d\d:\d\d \S+ /gm, '')
    .replace(/\[\d+\]:/g, ':')
    .replace(/\/8\.\d+\.\d+/g, '')

async function served(world: World) {
  const [server, client] = [at(world, 'app'), at(world, 'client')]
  await server.type(servers)
  return { server, client }
}

describe('a web server', () => {
  it('logs each request: who, what, which answer, which names', async () => {
    const { server, client } = await served(shop())
    await client.type('curl -s http://10.0.1.10/a?b=c')
    await client.type('curl -sI http://10.0.1.10/')
    await client.type('curl -sk https://10.0.1.10/secret')
    expect(plain(await server.type('cat /var/log/serve-80.log'))).toBe(
      `10.0.1.11 - - […] "GET /a?b=c HTTP/1.1" 200 6 "-" "curl" host=10.0.1.10
10.0.1.11 - - […] "HEAD / HTTP/1.1" 200 0 "-" "curl" host=10.0.1.10
`,
    )
    expect(plain(await server.type('journalctl -u serve-443 -g secret'))).toMatch(
      /^serve: 10\.0\.1\.11 - - \[…\] "GET \/secret HTTP\/1\.1" 200 \d+ "-" "curl" host=10\.0\.1\.10 tls=10\.0\.1\.10\n$/,
    )
  })

  it.each([
    ['is refused', 'curl -s http://10.0.1.10:81/', ''],
    ['is dropped on the way', 'curl -sm 1 http://10.0.1.10/', 'revoke open in all 0.0.0.0/0'],
    ['does not trust the certificate', 'curl -s https://10.0.1.10/', ''],
    ['only opens a connection', 'nc -z 10.0.1.10 80', ''],
  ])('knows nothing of a client that %s', async (_, line, change) => {
    const world = shop()
    const { server, client } = await served(world)
    say(world, change)
    await client.type(line)
    expect(await server.type('journalctl -q -g 10.0.1.11; ls /var/log')).toBe('')
  })

  it('knows of a client that lost its patience', async () => {
    const world = shop()
    const { server, client } = await served(world)
    await server.type('serve --port 8080 --delay 30')
    await client.type('curl -sm 5 http://10.0.1.10:8080/slow')
    expect(await server.type('cat /var/log/serve-8080.log')).toContain('"GET /slow HTTP/1.1" 200')
  })

  it('sees a load balancer, and behind it the client in X-Forwarded-For', async () => {
    const world = shop()
    const { server, client } = await served(world)
    await client.type(`curl -s -H 'X-Forwarded-For: 192.0.2.1' http://${world.known.get('name of front')}/`)
    const line = await server.type('cat /var/log/serve-80.log')
    expect(line).toMatch(/^10\.0\.[23]\.\d+ /)
    expect(line).toContain('forwarded-for="192.0.2.1, 10.0.1.11"')
  })

  it('takes the client out of the header of proxy protocol, with the endpoint', async () => {
    const world = worldOf(`
      vpc app 10.1.0.0/16
      subnet app-a app a 10.1.1.0/24
      group app-sg app | in all 0.0.0.0/0 | out all 0.0.0.0/0
      host api-1 app-a 10.1.1.10 app-sg
      serve api-1 http/8080 proxy
      nlb api-lb app-a
      targets api app tcp/8080 | api-1
      targeting api proxy_protocol_v2.enabled true
      listener api-lb tcp/80 api
      service api-svc api-lb
      vpc main 10.0.0.0/16
      vpc-dns main hostnames on
      subnet web main a 10.0.1.0/24
      group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
      host client web 10.0.1.11 open
      endpoint api-ep main api-svc web open
      names-of api-ep
    `)
    const [server, client] = [at(world, 'api-1'), at(world, 'client')]
    await client.type(`curl -s http://${world.known.get('name of api-ep')}/`)
    expect(await server.type('cat /var/log/serve-8080.log')).toMatch(
      /^10\.0\.1\.11 - - .* 200 .* peer=10\.1\.1\.\d+ endpoint=vpce-[0-9a-f]+ host=vpce-/,
    )
  })

  it('logs what it asks of itself', async () => {
    const { server } = await served(shop())
    await server.type('curl -s http://localhost/')
    expect(await server.type('cat /var/log/serve-80.log')).toMatch(/^127\.0\.0\.1 - - .* host=localhost\n$/)
  })
})

describe('other servers', () => {
  it('log each connection', async () => {
    const { server, client } = await served(shop())
    await client.type('nc -z 10.0.1.10 5432')
    expect(plain(await server.type('journalctl -u serve-5432'))).toMatch(
      /^systemd: Started serve-5432\.service - postgres on 0\.0\.0\.0:5432\.\nserve: Connection from 10\.0\.1\.11 port \d+ to port 5432\n$/,
    )
  })
})

describe('the journal', () => {
  it.each([
    ['journalctl -u serve-80 -n 1 -o cat', /^10\.0\.1\.11 .*"GET \/3 /],
    ['journalctl -n1 -ro cat', /^10\.0\.1\.11 .*"GET \/3 /],
    ['journalctl -u serve-80 -g get -o cat | wc -l', /^3\n$/],
    ['journalctl -u serve-80 -g get -n 2 -r -o cat | head -1', /"GET \/3 /],
    ['journalctl --since +1h', /^-- No entries --\n$/],
    ['journalctl -u serve-80 --since -1h -o json | tail -1 | jq -r .HOPWISE_PATH', /^\/3\n$/],
    ['journalctl -u nope', /^-- No entries --\n$/],
    ['journalctl -u "serve-*" -f | tail -1', /^\^C\n$/],
    ['journalctl -o xml', /^Unknown output format 'xml'\.\n\[1\]\n$/],
    ['journalctl --since then', /^Failed to parse timestamp: then\n\[1\]\n$/],
    ['journalctl -g "("', /^Bad pattern/],
    ['systemctl status serve-80 | tail -1', /serve\[\d+\]: 10\.0\.1\.11 .*"GET \/3 /],
    ['echo mine > /var/log/serve-80.log', /ermission denied/],
    ['sudo rm /var/log/serve-80.log; ls /var/log', /serve-80\.log/],
  ])('%s', async (line, said) => {
    const { server, client } = await served(shop())
    for (const path of ['1', '2', '3']) await client.type(`curl -s http://10.0.1.10/${path}`)
    expect(await server.type(line)).toMatch(said)
  })

  it('keeps the newest lines, and loses them with the machine', async () => {
    const world = shop()
    const { server, client } = await served(world)
    await client.type('for i in $(seq 1 1010); do curl -s http://10.0.1.10/$i > /dev/null; done')
    expect(await server.type('wc -l < /var/log/serve-80.log; head -1 /var/log/serve-80.log')).toMatch(
      /^1000\n10\.0\.1\.11 .*"GET \/11 /,
    )
  })

  it('is undone and saved with the world', async () => {
    const world = shop()
    const { server, client } = await served(world)
    const { store } = world.cloud
    const before = store.version
    await client.type('curl -s http://10.0.1.10/')
    expect(world.cloud.save()).toContain('GET / HTTP/1.1')
    store.goto(before)
    expect(await server.type('journalctl -q -g GET')).toBe('')
  })
})

describe('an appliance', () => {
  /** All that web-1 says to the internet goes through fw-1, behind a Gateway Load Balancer. */
  const guarded = () => worldOf(inspected)
  const bare = (text: string) =>
    text
      .replace(/^\S+Z /gm, '')
      .replace(/:\d{5}\b/g, ':…')
      .replace(/vpce-\w+/g, 'vpce-…')

  it('logs each packet, both ways, with the endpoint and the rule that decided', async () => {
    const world = guarded()
    const [client, firewall] = [at(world, 'web-1'), at(world, 'fw-1')]
    await firewall.type("appliance inspect --log --deny 'tcp 2222'")
    await client.type('nc -zw 1 198.51.100.7 443; nc -zw 1 198.51.100.7 2222')
    const log = `PASS tcp 10.62.1.10:… > 198.51.100.7:443 endpoint=vpce-… (None of its rules matches)
PASS tcp 198.51.100.7:443 > 10.62.1.10:… answer endpoint=vpce-… (It answers what was let pass)
DROP tcp 10.62.1.10:… > 198.51.100.7:2222 endpoint=vpce-… (Its rule "deny tcp 2222" decides)
`
    expect(bare(await firewall.type('appliance log'))).toBe(log)
    expect(bare(await firewall.type('cat /var/log/appliance.log'))).toBe(log)
    expect(bare(await firewall.type('journalctl -u appliance -g DROP -o cat'))).toBe(
      log.split('\n').slice(2).join('\n'),
    )
  })

  it('keeps none until it is told to', async () => {
    const world = guarded()
    const [client, firewall] = [at(world, 'web-1'), at(world, 'fw-1')]
    await firewall.type('appliance inspect')
    await client.type('nc -zw 1 198.51.100.7 443')
    expect(await firewall.type('appliance log')).toBe(
      "This machine keeps no log of the packets of others. Turn it on with 'appliance log on'.\n",
    )
    await firewall.type('appliance log on')
    await client.type('nc -zw 1 198.51.100.7 443')
    expect(bare(await firewall.type('appliance log -n 1'))).toMatch(
      /^PASS tcp 198\.51\.100\.7:443 > .* answer/,
    )
  })
})
