import { loadWith } from '../api/contract.ts'
import { needCatalogue } from '../world/catalogue/need.ts'
import { ec2 } from './ec2/index.ts'
import { ec2Parts } from './ec2/parts/index.ts'
import { fault } from './fault/index.ts'
import { host } from './host/index.ts'
import { needManagedPolicies } from './iam/aws-managed-policies.ts'
import { LiveServices, type Part, type Parts } from './live-services.ts'
import { onprem } from './onprem/index.ts'
import type { Service } from './service.ts'

/** What a world has before anybody asks for anything is EC2's; and what is around AWS is there from the start. */
const residents = [ec2, fault, host, onprem]

const whole = (load: () => Promise<Service>): readonly Part[] => [{ load }]

/** Every other service, and what is left of EC2; loaded when it is needed. */
const parts: Parts = {
  acm: whole(async () => (await import('./acm/index.ts')).acm),
  'arc-zonal-shift': whole(async () => (await import('./arc-zonal-shift/index.ts')).arcZonalShift),
  cloudtrail: whole(async () => (await import('./cloudtrail/index.ts')).cloudtrail),
  cloudwatch: whole(async () => (await import('./cloudwatch/index.ts')).cloudwatch),
  configservice: whole(async () => (await import('./configservice/index.ts')).configservice),
  directconnect: [
    { load: async () => (await import('./directconnect/index.ts')).directconnect },
    { wantedFor: () => true, load: () => needCatalogue('direct-connect-locations').then(() => undefined) },
  ],
  dynamodb: whole(async () => (await import('./dynamodb/index.ts')).dynamodb),
  ec2: ec2Parts,
  ecr: whole(async () => (await import('./ecr/index.ts')).ecr),
  elbv2: whole(async () => (await import('./elbv2/index.ts')).elbv2),
  iam: [
    { load: async () => (await import('./iam/index.ts')).iam },
    {
      wantedFor: () => true,
      // The one that everybody has is there.
      wantedIn: (world) => /arn:aws:iam::aws:policy\/(?!AdministratorAccess\b)/.test(world),
      load: () => needManagedPolicies().then(() => undefined),
    },
  ],
  kms: whole(async () => (await import('./kms/index.ts')).kms),
  logs: whole(async () => (await import('./logs/index.ts')).logs),
  organizations: whole(async () => (await import('./organizations/index.ts')).organizations),
  ram: whole(async () => (await import('./ram/index.ts')).ram),
  rds: whole(async () => (await import('./rds/index.ts')).rds),
  route53: whole(async () => (await import('./route53/index.ts')).route53),
  route53resolver: whole(async () => (await import('./route53resolver/index.ts')).route53resolver),
  s3api: whole(async () => (await import('./s3api/index.ts')).s3api),
  s3control: whole(async () => (await import('./s3control/index.ts')).s3control),
  secretsmanager: whole(async () => (await import('./secretsmanager/index.ts')).secretsmanager),
  'service-quotas': whole(async () => (await import('./service-quotas/index.ts')).serviceQuotas),
  servicediscovery: whole(async () => (await import('./servicediscovery/index.ts')).servicediscovery),
  sns: whole(async () => (await import('./sns/index.ts')).sns),
  sqs: whole(async () => (await import('./sqs/index.ts')).sqs),
  ssm: whole(async () => (await import('./ssm/index.ts')).ssm),
  sts: [
    { load: async () => (await import('./sts/index.ts')).sts },
    // A session may be narrowed by AWS's own policies.
    {
      wantedFor: (operation) => /^Assume|^GetFederation/.test(operation),
      load: () => needManagedPolicies().then(() => undefined),
    },
  ],
  'vpc-lattice': whole(async () => (await import('./vpc-lattice/index.ts')).vpcLattice),
}

/** Tables that do not begin with the name of their service. */
const tablesOf: Readonly<Record<string, string>> = {
  'alarm-history': 'cloudwatch',
  'dynamodb-items': 'dynamodb',
  'lattice-resource-policies': 'vpc-lattice',
  'log-events': 'logs',
  'log-resource-policies': 'logs',
  'metric-minutes': 'cloudwatch',
  'metric-series': 'cloudwatch',
  'pending-queries': 'route53resolver',
  'pending-trail-events': 'cloudtrail',
  's3-access-point-policies': 's3api',
  's3-access-point-routes': 's3api',
  's3-account-public-access': 's3api',
  's3-objects': 's3api',
  's3-uploads': 's3api',
  'sqs-messages': 'sqs',
  'sqs-recent-sends': 'sqs',
}

/** Which service a table of a saved world belongs to, if to any. */
export const serviceOfTable = (name: string): string | undefined =>
  /^([^:]+):/.exec(name)?.[1] ?? (Object.hasOwn(tablesOf, name) ? tablesOf[name] : undefined)

/** Services whose records others write, or list among their own. */
const beside = {
  configservice: ['iam'],
}

/** Every simulated service, as far as `contract.need` has loaded it. */
export const services = new LiveServices(residents, parts, beside)

loadWith(services.need)

/** All services, whole: for who goes through them, such as tests and the tables of what is simulated. */
export async function allServices(): Promise<readonly Service[]> {
  await Promise.all(services.names.map((name) => services.need(name)))
  return services.all
}
