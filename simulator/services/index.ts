import { acm } from './acm/index.ts'
import { arcZonalShift } from './arc-zonal-shift/index.ts'
import { cloudtrail } from './cloudtrail/index.ts'
import { cloudwatch } from './cloudwatch/index.ts'
import { configservice } from './configservice/index.ts'
import { directconnect } from './directconnect/index.ts'
import { dynamodb } from './dynamodb/index.ts'
import { ec2 } from './ec2/index.ts'
import { ecr } from './ecr/index.ts'
import { elbv2 } from './elbv2/index.ts'
import { fault } from './fault/index.ts'
import { host } from './host/index.ts'
import { iam } from './iam/index.ts'
import { kms } from './kms/index.ts'
import { logs } from './logs/index.ts'
import { onprem } from './onprem/index.ts'
import { organizations } from './organizations/index.ts'
import { ram } from './ram/index.ts'
import { rds } from './rds/index.ts'
import { route53 } from './route53/index.ts'
import { route53resolver } from './route53resolver/index.ts'
import { s3api } from './s3api/index.ts'
import { s3control } from './s3control/index.ts'
import { secretsmanager } from './secretsmanager/index.ts'
import type { Service } from './service.ts'
import { serviceQuotas } from './service-quotas/index.ts'
import { servicediscovery } from './servicediscovery/index.ts'
import { sns } from './sns/index.ts'
import { sqs } from './sqs/index.ts'
import { ssm } from './ssm/index.ts'
import { sts } from './sts/index.ts'
import { vpcLattice } from './vpc-lattice/index.ts'

/** Every simulated service. */
export const services: readonly Service[] = [
  acm,
  arcZonalShift,
  cloudtrail,
  cloudwatch,
  configservice,
  directconnect,
  dynamodb,
  ec2,
  ecr,
  elbv2,
  fault,
  host,
  iam,
  kms,
  logs,
  onprem,
  organizations,
  ram,
  rds,
  route53,
  route53resolver,
  s3api,
  s3control,
  secretsmanager,
  serviceQuotas,
  servicediscovery,
  sns,
  sqs,
  ssm,
  sts,
  vpcLattice,
]
