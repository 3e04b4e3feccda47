import { service } from '../../service.ts'
import * as images from '../images.ts'
import * as instanceAttributes from '../instance-attributes.ts'
import * as instanceLaunch from '../instance-launch.ts'
import * as instanceOptions from '../instance-options.ts'
import * as instanceStates from '../instance-states.ts'
import * as instanceStatus from '../instance-status.ts'
import * as instanceTypes from '../instance-types.ts'

export const instances = service('ec2', [
  images,
  instanceAttributes,
  instanceLaunch,
  instanceOptions,
  instanceStates,
  instanceStatus,
  instanceTypes,
])
