import { describe } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { World } from '../../network/notation/world.ts'
import { types } from './typed.ts'

for (const service of ['s3api', 'sts', 'host']) await contract.need(service)

// What curl shows of each cause of trouble, beside what works. How its lines look is compared with recordings of the
// real one in tests/conformance/tools.

const shop = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group web-sg main | out all 0.0.0.0/0
  group app-sg main | in tcp 80 10.0.0.0/16 | in tcp 443 10.0.0.0/16 | in tcp 8080 10.0.0.0/16 | out all 0.0.0.0/0
  acl app-acl main app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  host client web 10.0.1.10 web-sg
  host server app 10.0.2.10 app-sg
  serve server http/80
  serve server http/443 tls=www.corp.example
  zone corp corp.example private main
  record corp www.corp.example A 10.0.2.10
`

const late = 'curl: (28) Connection timed out after 5000 milliseconds\n[28]\n'

describe('a server on an instance', () => {
  types(shop, 'client', {
    'answers with its name': { type: 'curl http://www.corp.example/', prints: '{{server:instance}}\n' },
    'answers by its address': { type: 'curl 10.0.2.10', prints: '{{server:instance}}\n' },
    'its group does not admit the client': {
      after: 'revoke app-sg in tcp 80 10.0.0.0/16',
      type: 'curl --connect-timeout 5 http://www.corp.example/',
      prints: late,
      takes: 5,
    },
    'the client’s group lets nothing out': {
      after: 'revoke web-sg out all 0.0.0.0/0',
      type: 'curl --connect-timeout 5 http://www.corp.example/',
      prints: late,
    },
    'a network ACL keeps the answers': {
      after: 'entry app-acl out 90 deny tcp 1024-65535 10.0.1.0/24',
      type: 'curl -m 5 http://www.corp.example/',
      prints: late,
    },
    'without a limit of its own it waits as long as Linux does': {
      after: 'revoke app-sg in tcp 80 10.0.0.0/16',
      type: 'curl http://www.corp.example/',
      prints:
        'curl: (28) Failed to connect to www.corp.example port 80 after 130000 ms: Could not connect to server\n[28]\n',
      takes: 130,
    },
    'the instance is stopped': { after: 'stop server', type: 'curl -m 5 10.0.2.10', prints: late },
    'nothing listens on the port': {
      type: 'curl http://www.corp.example:8080/',
      prints:
        'curl: (7) Failed to connect to www.corp.example port 8080 after 1 ms: Could not connect to server\n[7]\n',
    },
    'the name does not exist': {
      after: 'unrecord corp www.corp.example A',
      type: 'curl http://www.corp.example/',
      prints: 'curl: (6) Could not resolve host: www.corp.example\n[6]\n',
    },
    'the VPC has DNS turned off': {
      after: 'vpc-dns main support off',
      type: 'curl http://www.corp.example/',
      prints: 'curl: (6) Could not resolve host: www.corp.example\n[6]\n',
      takes: 10,
    },
    'the VPC has DNS turned off, and curl does not wait for it': {
      after: 'vpc-dns main support off',
      type: 'curl --connect-timeout 3 http://www.corp.example/',
      prints: 'curl: (28) Resolving timed out after 3000 milliseconds\n[28]\n',
      takes: 3,
    },
    'the address needs no DNS': {
      after: 'vpc-dns main support off',
      type: 'curl -s --resolve www.corp.example:80:10.0.2.10 http://www.corp.example/',
      prints: '{{server:instance}}\n',
    },
    'no seconds at all are no limit': {
      type: 'curl -m 0 http://10.0.2.10/',
      prints: '{{server:instance}}\n',
    },
    'it leaves out the header that it is told to': {
      type: "curl -sv -H Host: -H 'User-Agent;' http://10.0.2.10/ 2>&1 | grep '^> '",
      prints: '> GET / HTTP/1.1\n> Accept: */*\n> User-Agent:\n> \n',
    },
    'the file cannot be written': { type: 'curl -s -o /nowhere/x http://10.0.2.10/', prints: '[23]\n' },
    'it answers 503': {
      after: 'serve server http/80 status=503',
      type: "curl -s -o /dev/null -w '%{http_code}\\n' http://www.corp.example/",
      prints: '503\n',
    },
    'a 503 is a failure with -f': {
      after: 'serve server http/80 status=503',
      type: 'curl -fsS http://www.corp.example/',
      prints: 'curl: (22) The requested URL returned error: 503\n[22]\n',
    },
    'it waits in vain for the header of the proxy protocol': {
      after: 'serve server http/443 tls=www.corp.example proxy',
      type: 'curl https://www.corp.example/',
      prints: 'curl: (35) Recv failure: Connection reset by peer\n[35]\n',
    },
    'its certificate is for another name': {
      after: 'record corp other.corp.example A 10.0.2.10',
      type: 'curl -sS https://other.corp.example/ 2>&1 | head -1',
      prints:
        "curl: (60) SSL: no alternative certificate subject name matches target hostname 'other.corp.example'\n",
    },
    'headers and body go into one file': {
      type: 'curl -s -i -o page http://10.0.2.10/; head -1 page; tail -1 page',
      prints: /^HTTP\/1.1 200 OK\r\ni-[0-9a-f]+\n$/,
    },
    'it says where the time went': {
      type: "curl -so /dev/null -w '%{time_namelookup} %{time_connect} %{time_total} %{remote_ip}\\n' http://www.corp.example/",
      prints: /^0\.000\d+ 0\.00\d+ 0\.00\d+ 10\.0\.2\.10\n$/,
    },
    'a script goes on by its exit status': {
      type: 'curl -s --connect-timeout 2 http://10.0.2.10:81/ || echo failed with $?',
      prints: 'failed with 28\n',
    },
    'somebody outside does not know the name': {
      on: 'workstation',
      type: 'curl http://www.corp.example/',
      prints: 'curl: (6) Could not resolve host: www.corp.example\n[6]\n',
    },
  })
})

const balanced = `
  ${shop}
  subnet lb-a main a 10.0.10.0/24
  subnet lb-b main b 10.0.11.0/24
  group lb-sg main | in tcp 80 10.0.0.0/16 | out all 0.0.0.0/0
  alb web-lb lb-a,lb-b lb-sg
  targets web main http/80 | server
  listener web-lb http/80 web
  names-of web-lb
  nlb net-lb lb-a,lb-b lb-sg
  targets net main tcp/80 | server
  listener net-lb tcp/80 net
  names-of net-lb
`

const tryLoadBalancer = (name: string) => `curl -sS -m 15 -w '%{http_code}\\n' http://{{${name}}}/`

describe('load balancers', () => {
  types(balanced, 'client', {
    'an application load balancer passes on': {
      type: tryLoadBalancer('web-lb'),
      prints: /^i-[0-9a-f]+\n200\n$/,
    },
    'it says itself that it has no targets': {
      after: 'untarget web server',
      type: tryLoadBalancer('web-lb'),
      prints: /503 Service Temporarily Unavailable[\s\S]*\n503\n$/,
    },
    'its targets do not answer': {
      after: 'revoke app-sg in tcp 80 10.0.0.0/16',
      type: `${tryLoadBalancer('web-lb').replace('-m 5', '-m 15')} | tail -1`,
      prints: /^504\n$/,
    },
    'a network load balancer passes on': { type: tryLoadBalancer('net-lb'), prints: /^i-[0-9a-f]+\n200\n$/ },
    'it refuses where it has no targets': {
      after: 'untarget net server',
      type: `${tryLoadBalancer('net-lb')}`,
      prints: /^000\ncurl: \(7\) Failed to connect|^curl: \(7\) Failed to connect[\s\S]*000\n\[7\]\n$/,
    },
  })
})

const storage = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  group ep-sg main | in tcp 443 10.0.0.0/16
  group client-sg main | out all 0.0.0.0/0
  host client web 10.0.1.10 client-sg
  table private main web
  gateway-endpoint door main s3 private
  endpoint s3-ep main s3 web ep-sg
  names-of s3-ep
  endpoint sts-ep main sts web ep-sg
  bucket my-data
`

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', ...statement }] })

function publish(world: World): void {
  const Bucket = 'my-data'
  const bytes = new TextEncoder().encode('hi there\n')
  world.call('s3api', 'PutObject', {
    Bucket,
    Key: 'hello.txt',
    Body: bytes as never,
    ContentType: 'text/plain',
  })
  world.call('s3api', 'DeletePublicAccessBlock', { Bucket })
  const Policy = policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-data/*' })
  world.call('s3api', 'PutBucketPolicy', { Bucket, Policy })
}

function keep(world: World): void {
  const Body = new TextEncoder().encode('hi there\n') as never
  world.call('s3api', 'PutObject', { Bucket: 'my-data', Key: 'hello.txt', Body })
}

const keys = 'AWS_ACCESS_KEY_ID=AKIA123456789012 AWS_SECRET_ACCESS_KEY=secret'
const onlyOther = policy({ Action: '*', Resource: 'arn:aws:s3:::other/*' })
const narrow = (endpoint: string) => (world: World) => {
  publish(world)
  world.ask('ModifyVpcEndpoint', { VpcEndpointId: world.id(endpoint), PolicyDocument: onlyOther })
}
const hello = 'https://my-data.s3.us-east-1.amazonaws.com/hello.txt'
const denied = /^<\?xml[\s\S]*<Code>AccessDenied<\/Code>[\s\S]*403\n$/
const tell = `curl -sS -m 5 -w '%{http_code}\\n'`

describe('objects in S3, without a signature', () => {
  types(storage, 'client', {
    'a public one comes through the gateway endpoint': {
      change: publish,
      type: `${tell} ${hello}`,
      prints: 'hi there\n200\n',
    },
    'a private one does not': { type: `${tell} ${hello}`, prints: denied },
    'the endpoint’s policy is for another bucket': {
      change: narrow('door'),
      type: `${tell} ${hello}`,
      prints: denied,
    },
    'the route to the gateway endpoint is missing': {
      change: (world) => {
        publish(world)
        world.ask('ModifyVpcEndpoint', {
          VpcEndpointId: world.id('door'),
          RemoveRouteTableIds: [world.id('private')],
        })
      },
      type: `${tell} ${hello}`,
      prints: /Connection timed out after 5000 milliseconds/,
    },
    'the interface endpoint takes the bucket’s name in front': {
      change: publish,
      type: `${tell} https://my-data.bucket.{{s3-ep}}/hello.txt`,
      prints: 'hi there\n200\n',
    },
    'and the bucket in the path': {
      change: publish,
      type: `${tell} https://bucket.{{s3-ep}}/my-data/hello.txt`,
      prints: 'hi there\n200\n',
    },
    'the interface endpoint’s policy is for another bucket': {
      change: narrow('s3-ep'),
      type: `${tell} https://bucket.{{s3-ep}}/my-data/hello.txt`,
      prints: denied,
    },
    'the endpoint’s own name is not in the certificate': {
      type: 'curl -sS https://{{s3-ep}}/ 2>&1 | head -1',
      prints: "curl: (60) SSL: no alternative certificate subject name matches target hostname '{{s3-ep}}'\n",
    },
    'the group of the interface endpoint is shut': {
      after: 'revoke ep-sg in tcp 443 10.0.0.0/16',
      type: `${tell} https://bucket.{{s3-ep}}/`,
      prints: /Connection timed out after 5000 milliseconds/,
    },
    'a signed link to a private one': {
      on: 'workstation',
      change: keep,
      type: `${keys} aws s3 presign s3://my-data/hello.txt --region us-east-1 > link; ${tell} "$(cat link)"`,
      prints: 'hi there\n200\n',
    },
    'a signed link is good for as long as it says': {
      on: 'workstation',
      change: keep,
      type: `${keys} aws s3 presign s3://my-data/hello.txt --expires-in 60 --region us-east-1 > link; sleep 90; ${tell} "$(cat link)"`,
      prints: /<Message>Request has expired<\/Message>[\s\S]*403\n$/,
    },
    'headers of an answer': {
      change: publish,
      type: `curl -sI ${hello}`,
      prints: /^HTTP\/1.1 200 OK\r\n[\s\S]*ETag: "[0-9a-f]{32}"\r\n[\s\S]*Server: AmazonS3\r\n/,
    },
    'S3 sends visitors away': {
      type: "curl -s -w '%{redirect_url}\\n' https://s3.us-east-1.amazonaws.com/",
      prints: 'https://aws.amazon.com/s3/\n',
    },
  })
})

const signed = `curl -s -m 5 --aws-sigv4 aws:amz:us-east-1:sts -u AKIA123456789012:secret -d 'Action=GetCallerIdentity&Version=2011-06-15' https://sts.us-east-1.amazonaws.com/`

describe('an API by hand', () => {
  const privately = (world: World) => {
    world.ask('ModifyVpcEndpoint', { VpcEndpointId: world.id('sts-ep'), PrivateDnsEnabled: true })
    world.pass(600)
  }
  types(storage, 'client', {
    'a signed request through the endpoint': {
      change: privately,
      type: signed,
      prints: /<Arn>arn:aws:iam::123456789012:root<\/Arn>/,
    },
    'without private DNS the name is a public address': { type: signed, prints: '[28]\n', takes: 5 },
    'without a signature': {
      change: privately,
      type: "curl -s 'https://sts.us-east-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15'",
      prints: /<Code>MissingAuthenticationToken<\/Code>/,
    },
  })
})

const twoRegions = `
  region eu-west-1
  vpc far 10.9.0.0/16
  subnet far-web far a 10.9.1.0/24
  group far-sg far | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host far-1 far-web 10.9.1.10 far-sg
  region us-east-1
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host client web 10.0.1.10 open
  peer a-far main far
  route main-table 10.9.0.0/16 a-far
  region eu-west-1
  route far-table 10.0.0.0/16 a-far
  acl strict far far-web | in 100 allow tcp 0-65535 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  region us-east-1
`

const answerOf = (size: number) => (world: World) => {
  const Host = world.id('far-1:instance')
  world.call('host', 'PutListener', { Host, Port: 80, Body: 'x'.repeat(size) }, world.where)
}
const count = 'curl -sS -m 20 http://10.9.1.10/ | wc -c'

// EC2 user guide, network_mtu: 8500 bytes between Regions. VPC user guide, nacl-path-mtu-discovery: who keeps ICMP from
// the sender does not let it know.
describe('long answers where the way is narrow', () => {
  types(twoRegions, 'client', {
    'a short one comes': { change: answerOf(1000), type: count, prints: '1001\n' },
    'one that fits comes': { change: answerOf(8000), type: count, prints: '8001\n' },
    'a long one never does': {
      change: answerOf(20_000),
      type: count,
      prints: '0\ncurl: (28) Operation timed out after 20000 milliseconds with 0 bytes received\n',
      takes: 20,
    },
    'it does where the sender is told': {
      after: 'region eu-west-1; entry strict in 90 allow all 0.0.0.0/0; region us-east-1',
      change: answerOf(20_000),
      type: count,
      prints: '20001\n',
    },
  })
})

describe('the internet', () => {
  const outside = `
    ${shop}
    igw gate main
    route main-table 0.0.0.0/0 gate
    elastic client-ip client
  `
  types(outside, 'client', {
    'a page that the world knows nothing of': {
      type: 'curl -s https://example.com/ | grep -o "<h1>.*</h1>"',
      prints: '<h1>example.com</h1>\n',
    },
    'there is no way without a public address': {
      on: 'server',
      type: 'curl -s -m 5 https://example.com/',
      prints: '[28]\n',
    },
    'AWS tells the address that it sees': {
      type: 'curl -s https://checkip.amazonaws.com',
      prints: /^(?!10\.)\d+\.\d+\.\d+\.\d+\n$/,
    },
    'another one for the workstation': {
      on: 'workstation',
      type: 'curl -s https://checkip.amazonaws.com',
      prints: /^(?!192\.168\.)\d+\.\d+\.\d+\.\d+\n$/,
    },
  })
})

describe('an instance’s own metadata', () => {
  const token =
    "curl -sX PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' http://169.254.169.254/latest/api/token"
  types(shop, 'client', {
    'needs a token': {
      type: "curl -s -o /dev/null -w '%{http_code}\\n' 169.254.169.254/latest/meta-data/",
      prints: '401\n',
    },
    'with a token': {
      type: `curl -s -H "X-aws-ec2-metadata-token: $(${token})" 169.254.169.254/latest/meta-data/local-ipv4; echo`,
      prints: '10.0.1.10\n',
    },
    'is not there elsewhere': { on: 'workstation', type: 'curl -s -m 3 169.254.169.254/', prints: '[28]\n' },
  })
})
