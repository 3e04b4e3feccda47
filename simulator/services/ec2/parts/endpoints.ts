import { service } from '../../service.ts'
import * as endpointConnectionDecisions from '../endpoint-connection-decisions.ts'
import * as endpointServiceCatalogue from '../endpoint-service-catalogue.ts'
import * as endpointServiceCreation from '../endpoint-service-creation.ts'
import * as endpointServiceDeletion from '../endpoint-service-deletion.ts'
import * as endpointServiceModification from '../endpoint-service-modification.ts'
import * as endpointServiceNames from '../endpoint-service-names.ts'
import * as vpcEndpointAssociations from '../vpc-endpoint-associations.ts'
import * as vpcEndpointCreation from '../vpc-endpoint-creation.ts'
import * as vpcEndpointDeletion from '../vpc-endpoint-deletion.ts'
import * as vpcEndpointModification from '../vpc-endpoint-modification.ts'

export const endpoints = service('ec2', [
  endpointConnectionDecisions,
  endpointServiceCatalogue,
  endpointServiceCreation,
  endpointServiceDeletion,
  endpointServiceModification,
  endpointServiceNames,
  vpcEndpointAssociations,
  vpcEndpointCreation,
  vpcEndpointDeletion,
  vpcEndpointModification,
])
