import type { Fabric } from '../../network/fabric.ts'
import { servicePermissions } from '../../services/ec2/endpoint-service-permissions.ts'
import { endpointServices } from '../../services/ec2/endpoint-services.ts'

/** Whom endpoint services let in, now or later. */
export const offersIn = (fabric: Fabric): readonly (readonly [service: string, offer: string])[] =>
  endpointServices.everyone(fabric).map(({ record: { ServiceId = '', AcceptanceRequired } }) => {
    const principals = servicePermissions
      .by(fabric, 'service', ServiceId)
      .flatMap(({ record }) => record.Principal ?? [])
      .sort()
    const who = principals.includes('*') ? 'everybody' : principals.join(', ') || 'its own account'
    return [ServiceId, `${who}, ${AcceptanceRequired ? 'once accepted' : 'at once'}`]
  })
