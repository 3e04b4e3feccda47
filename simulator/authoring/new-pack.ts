import type { PackFiles } from '../packs/load.ts'

// What an author begins with: a pack with one small scenario that proves all that scenarios have to prove, and whose
// comments say what each part is for.

export function problemInName(name: string): string | undefined {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && name.length <= 80) return undefined
  return `expected a name of words in small letters with dashes, such as private-paths; found ${name}`
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')

export function newPack(name: string): ReadonlyMap<string, string> {
  const texts: Readonly<Record<string, string>> = {
    'pack.yaml': packYaml(name),
    'README.md': readme(name),
    'scenarios/open-the-door/scenario.yaml': scenarioYaml,
    'scenarios/open-the-door/brief.md': brief,
    'scenarios/open-the-door/setup.sh': setup,
    'scenarios/open-the-door/solution.sh': solution,
    'scenarios/open-the-door/alternatives/by-group.sh': byGroup,
    'scenarios/open-the-door/near-misses/opens-to-all.sh': opensToAll,
    'scenarios/open-the-door/near-misses/wrong-port.sh': wrongPort,
    'scenarios/open-the-door/debrief.md': debrief,
  }
  return new Map(Object.entries(texts))
}

/** The same as bytes. */
export const newPackFiles = (name: string): PackFiles =>
  new Map([...newPack(name)].map(([path, text]) => [path, new TextEncoder().encode(text)]))

const packYaml = (
  name: string,
) => `# What the pack is. \`hopwise pack schema pack\` prints every member that there may be.
format: 1
id: ${name}
title: ${titleOf(name)}
summary: Say here, in a sentence or two, what somebody can do who has worked through it.
version: '0.1.0'
author: Your name
licence: CC-BY-4.0
# Topics of your own, beside those of the curriculum, begin with the pack's id:
# topics: [${name}/NET-01]
`

const readme = (name: string) => `# ${titleOf(name)}

Prove it with \`hopwise pack test .\`, and make one file of it with \`hopwise pack build . --out ${name}.hopwise\`.
`

const scenarioYaml = `# One scenario. Its folder's name is its id; \`hopwise pack schema scenario\` describes every member.
title: Open the door
summary: A web server runs, and nobody gets to it. Let the one client in that needs it, and nobody else.
level: beginner
minutes: 10
# Ids of content/curriculum.yaml.
teaches: [PL-SG-01]
# Accounts by the names of their profiles. The first is the one that commands are for unless they say --profile.
actors: { shop: '111111111111' }

# What has to hold. Checks look at what the network does, never at which commands were typed: every solution that behaves
# right passes. The id before each is yours to choose.
checks:
  client-is-in:
    # What learners read.
    title: client-1 gets the page of the web server
    # Machines by their Name tags. \`status\` and \`body\` look at the answer.
    probe: { from: client-1, to: 'http://web-1.shop.internal/', status: 200 }
    points: 50
    # Without it nobody passes, whatever else holds.
    must: true
    # Your words, by the reason for which it fails. \`hopwise check\` with --json tells reasons.
    says:
      groups-have-no-ingress-rules: The server runs. Who decides what reaches its network interface?
  stranger-stays-out:
    title: stranger-1, in the other subnet, does not get to it
    denies: { from: stranger-1, to: 'http://web-1.shop.internal/' }
    points: 30
  only-the-page:
    title: Nothing but HTTP is opened, not even to client-1
    denies: { from: client-1, to: 'tcp://web-1.shop.internal:22' }
    points: 20

# From a nudge to the answer. What is told only on asking costs points from the second step on.
hints:
  - for: client-is-in
    nudge: What would \`lab explain\` say of a packet from client-1 to the server?
    direction: A security group admits what one of its rules admits. The group of web-1 has no inbound rule.
    answer: Authorize ingress of TCP port 80 from 10.30.1.0/24 for the group with the id in \`$WEB_GROUP\`.
  - for: stranger-stays-out
    nudge: Who else has an address in what your rule admits?

# Changes of the solved world that no check has to notice, each with the reason. \`hopwise pack test\` tells what it
# calls them.
# accepts:
#   - mutant: 'DNS hostnames are off in shop'
#     because: Nothing here is reached by a public name.
`

const brief = `# Open the door

The shop's web server runs on \`web-1\`, and its page is at \`http://web-1.shop.internal/\`. Since yesterday it has a security
group of its own, and since then nobody gets to it.

Let the machines of the front office in again, of which \`client-1\` is one: their subnet is 10.30.1.0/24. They need the
page, and nothing else of that machine. \`stranger-1\`, in the other subnet, never had any business there.

What is there: the VPC \`$VPC\`, and the security group \`$WEB_GROUP\` of the web server.
`

const setup = `# Builds what the learner finds, with the commands that the learner has. What it exports is known to the learner's shell,
# and to checks, as $NAME.
set -e
id() { aws ec2 "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }

export VPC=$(id create-vpc --cidr-block 10.30.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc shop)")
# Private hosted zones answer in VPCs with both DNS attributes on.
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
OFFICE=$(id create-subnet --vpc-id $VPC --cidr-block 10.30.1.0/24 --availability-zone-id use1-az1 \\
  --query Subnet.SubnetId --tag-specifications "$(named subnet office)")
OTHER=$(id create-subnet --vpc-id $VPC --cidr-block 10.30.2.0/24 --availability-zone-id use1-az1 \\
  --query Subnet.SubnetId --tag-specifications "$(named subnet other)")

group() { id create-security-group --vpc-id $VPC --group-name $1 --description "$2" --query GroupId; }
export WEB_GROUP=$(group web 'The web server')
CLIENTS=$(group clients 'Machines that only ask')

launch() {
  id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \\
    --instance-type t3.micro --subnet-id $2 --security-group-ids $3 --query 'Instances[0].InstanceId' \\
    --tag-specifications "$(named instance $1)"
}
launch client-1 $OFFICE $CLIENTS > /dev/null
launch stranger-1 $OTHER $CLIENTS > /dev/null
WEB=$(launch web-1 $OFFICE $WEB_GROUP)
aws ec2 wait instance-running --instance-ids $WEB
host put-listener --host $WEB --port 80 > /dev/null

ZONE=$(aws route53 create-hosted-zone --name shop.internal --caller-reference door --vpc VPCRegion=$AWS_REGION,VPCId=$VPC \\
  --query HostedZone.Id --output text)
ADDRESS=$(id describe-instances --instance-ids $WEB --query 'Reservations[0].Instances[0].PrivateIpAddress')
aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch "{\\"Changes\\": [{\\"Action\\": \\"CREATE\\",
  \\"ResourceRecordSet\\": {\\"Name\\": \\"web-1.shop.internal\\", \\"Type\\": \\"A\\", \\"TTL\\": 60,
  \\"ResourceRecords\\": [{\\"Value\\": \\"$ADDRESS\\"}]}}]}" > /dev/null
`

const solution = `# The reference solution. Lint changes the world that it leaves, and wants every change to be noticed by a check.
aws ec2 authorize-security-group-ingress --group-id $WEB_GROUP --protocol tcp --port 80 --cidr 10.30.1.0/24
`

const byGroup = `# Another right solution: every file in this folder has to pass all checks, too. Here the group of the clients gets in,
# after the stranger has left it.
OFFICE_GROUP=$(aws ec2 create-security-group --vpc-id $VPC --group-name office --description 'The front office' \\
  --query GroupId --output text)
CLIENT=$(aws ec2 describe-instances --filters Name=tag:Name,Values=client-1 \\
  --query 'Reservations[0].Instances[0].InstanceId' --output text)
aws ec2 modify-instance-attribute --instance-id $CLIENT --groups $OFFICE_GROUP
aws ec2 authorize-security-group-ingress --group-id $WEB_GROUP --protocol tcp --port 80 --source-group $OFFICE_GROUP
`

const opensToAll = `# because: the rule admits the whole VPC, and with it the other subnet
# fails: stranger-stays-out
# signature: stranger-stays-out(is-reached;eni,rtb,subnet,vpc)
aws ec2 authorize-security-group-ingress --group-id $WEB_GROUP --protocol tcp --port 80 --cidr 10.30.0.0/16
`

const wrongPort = `# because: the rule is for HTTPS, and the server speaks HTTP on port 80
# fails: client-is-in
# signature: client-is-in(no-group-rule-admits-ingress;eni,sg)
aws ec2 authorize-security-group-ingress --group-id $WEB_GROUP --protocol tcp --port 443 --cidr 10.30.1.0/24
`

const debrief = `# What you have built

A security group admits what at least one of its rules admits, and nothing else; it has no rules that deny. A rule's source
may be a CIDR block or another group. The smaller the source, the fewer machines can misuse what it opens.

Read on: [Security group rules](https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html).
`
