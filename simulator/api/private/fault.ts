import { type OperationSpec, privateService } from './private-service.ts'
import { choice, list, moment, optional, required, structure, type Type, text, whole } from './types.ts'

// What does not work, because somebody wants to see what happens then.

const fault = structure('Fault', {
  Target: required(text, 'What it strikes.'),
  Kind: required(choice('down', 'throttled'), 'Whether it is down, or answers that it is asked too often.'),
  CallsLeft: optional(whole(0, 1_000_000), 'How many calls more are throttled; without it, all of them.'),
  Since: required(moment, 'When it began.'),
})

const operations = {
  InjectFault: {
    doc: 'Strikes things with a fault. Packets find them down; the APIs go on answering, but for those that are throttled.',
    input: {
      Targets: required(
        list(text),
        'What to strike: a Region, an Availability Zone by its id (use1-az1), the id of an instance, network interface, subnet, gateway, endpoint, load balancer, VPN connection (or one of its tunnels: vpn-…/outside address), Direct Connect connection or virtual interface; onprem:NAME for a site, router or host on premises; api:SERVICE or api:SERVICE:OPERATION for calls that are throttled.',
      ),
      Calls: optional(whole(1, 1_000_000), 'How many calls are throttled; without it, all of them.'),
    },
    output: { Faults: optional(list(fault), 'The faults.') },
  },
  ClearFault: {
    doc: 'Ends faults: those of some targets, or all of them.',
    input: { Targets: optional(list(text), 'What works again. Without it, everything does.') },
    output: {},
  },
  ListFaults: {
    doc: 'Lists the faults that there are.',
    input: {},
    output: { Faults: optional(list(fault), 'The faults.') },
  },
} as const satisfies Readonly<Record<string, OperationSpec>>

export const faults = privateService(
  'fault',
  { fullName: 'Faults', doc: 'What does not work, because somebody wants to see what happens then.' },
  operations,
)

export type Fault = typeof fault extends Type<infer V> ? V : never
