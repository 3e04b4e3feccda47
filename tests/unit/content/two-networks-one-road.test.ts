import { setImmediate as immediate } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { contract } from '../../../simulator/api/contract.ts'
import { attemptOn, beginScenario } from '../../../simulator/authoring/prove.ts'
import type { Lab } from '../../../simulator/lab.ts'
import { scenarioNamed } from '../simulator/authoring/read-pack.ts'

// The parts of one design; each case changes some of them.

const shop = {
  ask: `PEERING=$(aws ec2 create-vpc-peering-connection --vpc-id $SHOP_VPC --peer-vpc-id $WAREHOUSE_VPC \\
    --peer-owner-id 222222222222 --query VpcPeeringConnection.VpcPeeringConnectionId --output text)`,
  accept: 'aws ec2 accept-vpc-peering-connection --profile warehouse --vpc-peering-connection-id $PEERING',
  there:
    'aws ec2 create-route --route-table-id $SHOP_TABLE --destination-cidr-block 10.31.1.0/24 --vpc-peering-connection-id $PEERING',
  back: 'aws ec2 create-route --profile warehouse --route-table-id $WAREHOUSE_TABLE --destination-cidr-block 10.30.1.0/24 --vpc-peering-connection-id $PEERING',
  names:
    'aws ec2 modify-vpc-peering-connection-options --profile warehouse --vpc-peering-connection-id $PEERING --accepter-peering-connection-options AllowDnsResolutionFromRemoteVpc=true',
  shut: 'aws ec2 revoke-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0',
  admit: `WEB=$(aws ec2 describe-instances --filters Name=tag:Name,Values=web-1 --query 'Reservations[0].Instances[0].PrivateIpAddress' --output text)
    aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr $WEB/32`,
}

type Design = typeof shop

const good: Readonly<Record<string, Partial<Design>>> = {
  'an address in the group’s rule, and routes to the subnets alone': {},
  'a group of the other account, with everything else first': {
    shut: `${shop.shut}
      aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 \\
        --source-group $WEB_GROUP --group-owner 111111111111`,
    admit: '',
  },
  'a new group on stock-1 in place of the old one': {
    shut: '',
    admit: `ID=$(aws ec2 describe-instances --profile warehouse --filters Name=tag:Name,Values=stock-1 --query 'Reservations[0].Instances[0].InstanceId' --output text)
      NEW=$(aws ec2 create-security-group --profile warehouse --vpc-id $WAREHOUSE_VPC --group-name new --description new --query GroupId --output text)
      aws ec2 authorize-security-group-ingress --profile warehouse --group-id $NEW \\
        --ip-permissions "IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{GroupId=$WEB_GROUP,UserId=111111111111}]"
      aws ec2 modify-instance-attribute --profile warehouse --instance-id $ID --groups $NEW`,
  },
}

const wrong: Readonly<Record<string, readonly [Partial<Design>, string, RegExp]>> = {
  'a peering connection that nobody has accepted': [
    { accept: '', names: '' },
    'stock-is-asked name-is-private web-1-alone',
    /leads into a peering connection that nobody has accepted/,
  ],
  'no route there': [{ there: '' }, 'stock-is-asked web-1-alone', /no route of its VPC knows better/],
  'no option for names': [{ names: '' }, 'stock-is-asked name-is-private', /^From web-1: \d/],
  'nobody admitted': [{ admit: '' }, 'stock-is-asked web-1-alone', /web-1 does not reach stock-1/],
  'the till admitted as well': [
    {
      admit:
        'aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 10.30.1.0/24',
    },
    'web-1-alone',
    /^till-1 reaches stock-1$/,
  ],
  'the world admitted as before': [
    { shut: '' },
    'internet-is-out web-1-alone',
    /From internet it is reached/,
  ],
  'all of it by way of the peering connection': [
    {
      there:
        'aws ec2 replace-route --route-table-id $SHOP_TABLE --destination-cidr-block 0.0.0.0/0 --vpc-peering-connection-id $PEERING',
    },
    'updates-arrive',
    /From web-1: nobody answers/,
  ],
}

describe('two networks, one road', () => {
  let start: Lab
  beforeAll(async () => {
    const scenario = scenarioNamed('foundations', 'two-networks-one-road')
    start = await beginScenario({ contract, turn: () => immediate() }, scenario, 'x')
  })

  const failuresAfter = async (change: Partial<Design>) => {
    const { grade } = await attemptOn(start, Object.values({ ...shop, ...change }).join('\n'))
    return grade.goals.filter(({ verdict }) => !verdict.met)
  }

  it.each(Object.entries(good))('is solved by %s', async (_, change) => {
    const failed = await failuresAfter(change)
    expect(failed.map(({ id, verdict }) => `${id}: ${verdict.observed}`)).toEqual([])
  })

  it.each(Object.entries(wrong))('is not solved by %s', async (_, [change, fails, told]) => {
    const failed = await failuresAfter(change)
    expect(failed.map(({ id }) => id).sort()).toEqual(fails.split(' ').sort())
    const words = failed.flatMap(({ verdict, said }) => [verdict.observed, said ?? ''])
    expect(words.filter((one) => told.test(one)).length, words.join('\n')).toBeGreaterThan(0)
  })
})
