import { instances } from '../../services/ec2/instances.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { struckAt } from '../struck.ts'

export const interfaceInUse: Rule<{ readonly eni: NetworkInterface }> = {
  id: 'interface-in-use',
  question: 'Is the network interface attached to something that runs?',
  judge({ fabric, at }) {
    const { Attachment, NetworkInterfaceId = '' } = at.eni.record
    if (!Attachment) return drop('interface-not-in-use', [NetworkInterfaceId])
    const struck = struckAt(fabric, at.eni)
    if (struck !== undefined) return drop('struck-by-fault', [struck])
    const { InstanceId } = Attachment
    if (InstanceId === undefined) return pass('interface-is-in-use')
    const state = instances.get(fabric, InstanceId)?.record.State?.Name
    // An instance of another account, or one that an import does not know, is taken to run.
    if (state === undefined || state === 'running') return pass('interface-is-in-use')
    return drop('interface-not-in-use', [NetworkInterfaceId, InstanceId])
  },
}
