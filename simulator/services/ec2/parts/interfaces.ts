import { service } from '../../service.ts'
import * as elasticIpAttributes from '../elastic-ip-attributes.ts'
import * as ipv6Assignment from '../ipv6-assignment.ts'
import * as networkInterfaceAttributes from '../network-interface-attributes.ts'
import * as privateIpAssignment from '../private-ip-assignment.ts'

export const interfaces = service('ec2', [
  elasticIpAttributes,
  ipv6Assignment,
  networkInterfaceAttributes,
  privateIpAssignment,
])
