import { beforeAll, describe, expect, test } from 'vitest'
import { amiOf, amiOfAlias, amisOf } from '../../../../../simulator/world/catalogue/amis.ts'
import { locationOf } from '../../../../../simulator/world/catalogue/direct-connect-locations.ts'
import { instanceTypeOf } from '../../../../../simulator/world/catalogue/instance-types.ts'
import { loadedCatalogue, needCatalogue } from '../../../../../simulator/world/catalogue/need.ts'
import {
  managedPrefixListOf,
  managedPrefixListOfService,
  managedPrefixLists,
} from '../../../../../simulator/world/catalogue/prefix-lists.ts'
import { billingRules, costOf, priceOf, whyNoPrice } from '../../../../../simulator/world/catalogue/prices.ts'
import { servicesOf } from '../../../../../simulator/world/catalogue/privatelink-services.ts'
import { quotaDefault, quotaErrorStatus, quotaOf } from '../../../../../simulator/world/catalogue/quotas.ts'
import {
  s3CertificateNames,
  s3Name,
  s3WebsiteHost,
} from '../../../../../simulator/world/catalogue/s3-hostnames.ts'

describe('quotas', () => {
  test.each([
    ['vpcs-per-region', 5],
    ['subnets-per-vpc', 200],
    ['elastic-ips-per-region', 5],
    ['internet-gateways-per-region', 5],
    ['rules-per-security-group', 60],
    ['security-groups-per-eni', 5],
    ['interface-endpoints-per-vpc', 50],
  ])('%s: %i', (id, limit) => expect(quotaDefault(id)).toBe(limit))

  test.each([
    ['vpc', 'L-CA6CC422', 'resource-endpoints-per-vpc'],
    ['ec2', 'L-43872EB7', 'tgw-route-tables'],
    ['vpc-lattice', 'L-0DCA4434', 'resource-gateways-per-vpc'],
    ['route53resolver', 'L-D74B6237', 'targets-per-resolver-rule'],
    ['directconnect', 'L-62B7491E', 'dxgws-per-account'],
  ])('Service Quotas knows %s %s: %s', (serviceCode, quotaCode, id) => {
    expect(quotaOf(id)).toMatchObject({ serviceCode, quotaCode })
  })

  test('going beyond VPCs per Region is refused with VpcLimitExceeded', () => {
    expect(quotaOf('vpcs-per-region')).toMatchObject({ errorCode: 'VpcLimitExceeded', adjustable: true })
  })

  test('running out is status 400, throttling 503', () => {
    expect(quotaErrorStatus('VpcLimitExceeded')).toBe(400)
    expect(quotaErrorStatus('RequestLimitExceeded')).toBe(503)
  })

  test.each(['no-such-quota', 'api-rate'])('%s has no number to give', (id) => {
    expect(() => quotaDefault(id)).toThrow(id)
  })
})

describe('prices', () => {
  test.each([
    ['nat-gateway-hour', 'us-east-1', 0.045],
    ['nat-gateway-hour', 'eu-west-1', 0.048],
    ['nat-gateway-data', 'us-east-1', 0.045],
    ['interface-endpoint-hour', 'us-east-1', 0.01],
    ['public-ipv4-hour', 'us-east-1', 0.005],
    ['gateway-endpoint-hour', 'us-east-1', 0],
  ])('%s in %s: %d dollars', (id, region, usd) => {
    expect(priceOf(id, region)?.tiers).toEqual([{ upTo: null, usd }])
  })

  test('three zones of an interface endpoint and 100 GB cost 22.90 dollars a month', () => {
    const hours = costOf('interface-endpoint-hour', 'us-east-1', 3 * billingRules.hoursPerMonth)!
    expect(hours + costOf('interface-endpoint-data', 'us-east-1', 100)!).toBeCloseTo(22.9, 8)
  })

  test.each([
    ['nothing', 0, 0],
    ['within the free tier', 100, 0],
    ['the first paid gigabyte', 101, 0.09],
    ['at the end of what is known', 10240, 912.6],
    ['beyond what is known', 10241, undefined],
  ])('data to the internet, %s: %d GB', (_, gigabytes, usd) => {
    const cost = costOf('internet-out', 'us-east-1', gigabytes)
    if (usd === undefined) expect(cost).toBeUndefined()
    else expect(cost).toBeCloseTo(usd, 8)
  })

  test('tiers get cheaper as the month goes on', () => {
    expect(costOf('interface-endpoint-data', 'us-east-1', 1048576 + 1000)).toBeCloseTo(10485.76 + 6, 6)
  })

  test('a Region that was not looked up has no prices, and says so', () => {
    expect(priceOf('nat-gateway-hour', 'ap-south-1')).toBeUndefined()
    expect(costOf('nat-gateway-hour', 'ap-south-1', 1)).toBeUndefined()
    expect(whyNoPrice('nat-gateway-hour', 'ap-south-1')).toBe(
      'Prices are known for us-east-1 and eu-west-1 only, not for ap-south-1.',
    )
  })

  test('a price that was not found is not zero', () => {
    expect(priceOf('resource-endpoint-hour', 'eu-west-1')).toBeUndefined()
    expect(whyNoPrice('resource-endpoint-hour', 'eu-west-1')).toBe(
      'The price of "Resource endpoint" in eu-west-1 is not known.',
    )
    expect(whyNoPrice('resource-endpoint-hour', 'us-east-1')).toBeUndefined()
  })

  test('a price that was derived is not called sure', () => {
    expect(priceOf('nat-gateway-hour', 'us-east-1')?.certainty).toBe('sure')
    expect(priceOf('nat-gateway-hour', 'eu-west-1')?.certainty).toBe('likely')
  })
})

describe('prefix lists', () => {
  test.each([
    ['us-east-1', 's3', 'pl-63a5400a'],
    ['us-east-1', 'dynamodb', 'pl-02cd2c6b'],
    ['us-east-1', 'global.cloudfront.origin-facing', 'pl-3b927c52'],
  ])('%s %s is %s', (region, service, id) => {
    expect(managedPrefixListOfService(region, service)).toMatchObject({ id, certainty: 'sure' })
  })

  test('one id is DynamoDB in Ireland and S3 in Singapore', () => {
    expect(managedPrefixListOf('eu-west-1', 'pl-6fa54006')?.name).toBe('com.amazonaws.eu-west-1.dynamodb')
    expect(managedPrefixListOf('ap-southeast-1', 'pl-6fa54006')?.name).toBe('com.amazonaws.ap-southeast-1.s3')
    expect(managedPrefixListOf('us-east-1', 'pl-6fa54006')).toBeUndefined()
  })

  test('CloudFront’s list counts 55 wherever it is named, S3’s counts 1', () => {
    expect(managedPrefixListOfService('eu-west-1', 'global.cloudfront.origin-facing')?.weight).toBe(55)
    expect(managedPrefixListOfService('eu-west-1', 's3')?.weight).toBe(1)
  })

  test('lists that are the same everywhere have their entries everywhere', () => {
    expect(managedPrefixListOfService('sa-east-1', 'vpc-lattice')?.entries).toContain('169.254.171.0/24')
    expect(managedPrefixListOfService('sa-east-1', 'route53-healthchecks')?.entries).toContain(
      '15.177.0.0/18',
    )
  })

  test('no Region, no lists', () => expect(managedPrefixLists('moon-east-1')).toEqual([]))
})

describe('images', () => {
  const al2023 = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

  test('the current Amazon Linux 2023 of us-east-1', () => {
    const ami = amiOfAlias('us-east-1', al2023)!
    expect(ami).toMatchObject({
      imageId: 'ami-0ed094fb1304fd857',
      architecture: 'x86_64',
      defaultUser: 'ec2-user',
      parameterVersion: 161,
      synthetic: false,
    })
    expect(amiOf('us-east-1', ami.imageId)).toBe(ami)
  })

  test('an id of one Region means nothing in another', () => {
    expect(amiOf('us-east-2', 'ami-0ed094fb1304fd857')).toBeUndefined()
  })

  test('where no id was looked up, one is made up and says so', () => {
    expect(amiOfAlias('me-central-1', al2023)?.synthetic).toBe(true)
  })

  test('no Region, no images', () => expect(amisOf('moon-east-1')).toEqual([]))
})

test('a t3.micro has two interfaces with two addresses each', () => {
  expect(instanceTypeOf('t3.micro')).toMatchObject({ maxEni: 2, ipv4PerEni: 2, arch: ['x86_64'] })
  expect(instanceTypeOf('t3.enormous')).toBeUndefined()
})

describe('names of S3', () => {
  test('bucket in front', () => {
    expect(s3Name('virtualHosted', { bucket: 'logs', region: 'eu-west-1' })).toBe(
      'logs.s3.eu-west-1.amazonaws.com',
    )
  })

  test('through an interface endpoint', () => {
    const values = { bucket: 'logs', vpceId: 'vpce-1', suffix: 'abcd', region: 'eu-west-1' }
    expect(s3Name('vpceVirtualHosted', values)).toBe(
      'logs.bucket.vpce-1-abcd.s3.eu-west-1.vpce.amazonaws.com',
    )
  })

  test.each([
    ['us-east-1', 'site.s3-website-us-east-1.amazonaws.com'],
    ['eu-central-1', 'site.s3-website.eu-central-1.amazonaws.com'],
  ])('website in %s', (region, host) => expect(s3WebsiteHost('site', region)).toBe(host))

  test('the certificate is the Region’s', () => {
    expect(s3CertificateNames('eu-west-1')).toContain('*.s3.eu-west-1.amazonaws.com')
  })
})

describe('lists that are loaded when needed', () => {
  test('say so when they are read too early', () => {
    expect(() => loadedCatalogue('direct-connect-locations')).toThrow(
      "needCatalogue('direct-connect-locations')",
    )
  })

  describe('once loaded', () => {
    beforeAll(async () => {
      await needCatalogue('privatelink-services')
      await needCatalogue('direct-connect-locations')
    })
    const service = (region: string, name: string, type = 'Interface') =>
      servicesOf(region).find((each) => each.serviceName === name && each.type === type)

    test.each([
      ['com.amazonaws.eu-west-1.ecr.api', ['api.ecr.eu-west-1.amazonaws.com']],
      ['com.amazonaws.eu-west-1.ecr.dkr', ['*.dkr.ecr.eu-west-1.amazonaws.com']],
      ['com.amazonaws.eu-west-1.kinesis-streams', ['kinesis.eu-west-1.amazonaws.com']],
      ['com.amazonaws.eu-west-1.dynamodb', []],
    ])('private DNS of %s', (name, names) => {
      expect(service('eu-west-1', name)?.privateDnsNames.slice(0, 1)).toEqual(names)
    })

    test('S3 has an interface and a gateway under one name', () => {
      const both = servicesOf('us-east-1').filter((each) => each.serviceName === 'com.amazonaws.us-east-1.s3')
      expect(both.map((each) => each.type)).toEqual(['Gateway', 'Interface'])
      expect(both[0]).toMatchObject({
        privateDnsNames: [],
        baseEndpointDnsName: 's3.us-east-1.amazonaws.com',
        prefixListName: 'com.amazonaws.us-east-1.s3',
      })
    })

    test.each([
      ['com.amazonaws.us-west-2.kms-fips', 'us-west-2', true],
      ['com.amazonaws.eu-west-1.kms-fips', 'eu-west-1', false],
      ['com.amazonaws.iam', 'us-east-1', true],
      ['com.amazonaws.iam', 'eu-west-1', false],
    ])('%s in %s: %s', (name, region, offered) => {
      expect(service(region, name) !== undefined).toBe(offered)
    })

    test('no Region, no services', () => expect(servicesOf('moon-east-1')).toEqual([]))

    test('a Direct Connect location is found by the API’s spelling alone', () => {
      expect(locationOf('ap-northeast-1', 'EqTY2')?.code).toBe('EQTY2')
      expect(locationOf('ap-northeast-1', 'EQTY2')).toBeUndefined()
    })
  })
})
