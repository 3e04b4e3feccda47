import { isDown } from '../../services/fault/faults.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { serviceAt } from '../service-addresses.ts'
import { doesListen } from '../service-ports.ts'

export const serviceListens: Rule<unknown> = {
  id: 'service-listens',
  question: 'Where the address is a service of AWS’s: does the service take such traffic?',
  judge({ fabric, packet, flow }) {
    const service = flow.direction === 'forward' ? serviceAt(packet.destination) : undefined
    if (!service) return pass('no-service-of-aws')
    if (isDown(fabric, service.region)) return drop('struck-by-fault', [service.region])
    if (doesListen(service, packet)) return pass('service-listens', [service.name])
    return drop('service-does-not-listen', [service.name])
  },
}
