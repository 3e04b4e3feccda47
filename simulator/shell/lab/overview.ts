import { instances, stateOf } from '../../services/ec2/instances.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { faults } from '../../services/fault/faults.ts'
import { siteHosts, sites } from '../../services/onprem/tables.ts'
import { accounts } from '../../world/accounts.ts'
import { columns, type LabCommand, said } from './command.ts'
import type { LabControl, ScenarioControl } from './control.ts'
import { tellDuration, tellMoment } from './times.ts'

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`

/** `(--profile shop)` */
function profilesIn(lab: LabControl, id: string): readonly string[] {
  const own = lab.scenario()?.cast.accounts.filter(({ account }) => account === id) ?? []
  return own.length ? [`(${own.map(({ profile }) => `--profile ${profile}`).join(', ')})`] : []
}

const tellPerson = ({ name, profile }: ScenarioControl['cast']['people'][number]): string =>
  profile === undefined ? name : `${name} (--profile ${profile})`

export const status: LabCommand = {
  name: 'status',
  summary: 'where you are, and what there is',
  run(_, lab, { machine, user }) {
    const { cloud, startedAt } = lab
    const { fabric, now } = cloud
    const { store } = fabric
    const own = vpcs.everyone(fabric).filter(({ record }) => !record.IsDefault)
    const running = instances.everyone(fabric).filter((held) => stateOf(held) === 'running').length
    const broken = store.all(faults).length
    const people = lab.scenario()?.cast.people
    const steps = lab.timeline().length - 1
    const rows = [
      ['Scenario', lab.scenario()?.title ?? 'none is open: this is a lab of your own'],
      ['Time', `${tellMoment(now)}, ${tellDuration((now - startedAt) / 1000)} after the start`],
      ['Here', `${user} on ${machine.name}`],
      [
        'Accounts',
        store
          .all(accounts)
          .map(({ id }) => [id, ...profilesIn(lab, id)].join(' '))
          .join(', '),
      ],
      ...(people?.length ? [['People', people.map(tellPerson).join(', ')]] : []),
      [
        'Network',
        [
          count(own.length, 'VPC'),
          `${count(running, 'machine')} running`,
          count(vpcEndpoints.everyone(fabric).length, 'VPC endpoint'),
          count(networkInterfaces.everyone(fabric).length, 'network interface'),
        ].join(', '),
      ],
      ...(store.size(sites)
        ? [['On premises', `${count(store.size(sites), 'site')}, ${count(store.size(siteHosts), 'host')}`]]
        : []),
      ['Broken', broken ? `${count(broken, 'fault')}: lab fault tells` : 'nothing'],
      ['Steps', `${count(steps, 'step')}: lab timeline tells, lab undo takes one back`],
    ]
    return said(columns(rows, ''))
  },
}

export const cost: LabCommand = {
  name: 'cost',
  summary: 'what this network costs',
  run: async (_, lab) => said(await lab.tellCosts()),
}
