import { services } from '../../../../simulator/services/index.ts'

await services.need('ec2')

/** EC2 with all of its parts, for clouds that have few services. */
export const ec2 = services.get('ec2')!
