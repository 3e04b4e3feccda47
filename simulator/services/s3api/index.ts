import { service } from '../service.ts'
import * as access from './access.ts'
import * as accessControlLists from './access-control-lists.ts'
import * as accessPointNames from './access-point-names.ts'
import * as accessPointPolicies from './access-point-policies.ts'
import * as accountPublicAccess from './account-public-access.ts'
import * as bucketCreation from './bucket-creation.ts'
import * as bucketPolicies from './bucket-policies.ts'
import * as bucketSettings from './bucket-settings.ts'
import * as bucketTags from './bucket-tags.ts'
import * as buckets from './buckets.ts'
import * as multipartUploads from './multipart-uploads.ts'
import * as objectCopies from './object-copies.ts'
import * as objectDeletion from './object-deletion.ts'
import * as objectListing from './object-listing.ts'
import * as objectTags from './object-tags.ts'
import * as objectVersions from './object-versions.ts'
import * as objects from './objects.ts'

export const s3api = service('s3api', [
  access,
  accessControlLists,
  accessPointNames,
  accessPointPolicies,
  accountPublicAccess,
  bucketCreation,
  bucketPolicies,
  bucketSettings,
  bucketTags,
  buckets,
  multipartUploads,
  objectCopies,
  objectDeletion,
  objectListing,
  objectTags,
  objectVersions,
  objects,
])
