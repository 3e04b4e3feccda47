import type { Answer } from '../commands/own-command.ts'
import { hardwareOf } from '../hosts/hardware.ts'
import { kernel } from '../hosts/kernel.ts'
import type { Seat } from './processes.ts'

// What the kernel of a machine knows about what it runs on: `dmesg`, and the tables of the firmware in /sys.

/** Its first lines, as far as they are true here: what this machine has, and nothing that is not simulated. */
export function dmesg(args: readonly string[], seat: Seat): Answer {
  if (seat.user !== 'root') return { stderr: 'dmesg: read kernel buffer failed: Operation not permitted\n' }
  const known = /^-(?:[HTtwWx]+|-human|-ctime|-notime|-follow)$/
  const unknown = args.find((arg) => !known.test(arg))
  if (unknown !== undefined) return { stderr: `dmesg: hopwise does not simulate the option ${unknown}\n` }
  const { machine } = seat
  const { vcpus, memoryMiB, vendor, product, virtualization } = hardwareOf(machine.fabric, machine)
  const kib = memoryMiB * 1024
  const lines = [
    `Linux version ${kernel} #1 SMP`,
    `DMI: ${vendor} ${product}`,
    ...(virtualization === 'none'
      ? []
      : [`Hypervisor detected: ${virtualization === 'xen' ? 'Xen HVM' : 'KVM'}`]),
    `Memory: ${kib - Math.round(kib / 20)}K/${kib}K available`,
    `smp: Brought up 1 node, ${vcpus} CPU${vcpus === 1 ? '' : 's'}`,
    ...machine.cards.filter(({ name }) => name !== 'lo').map(({ name }) => `${name}: Link is Up`),
  ]
  const isBare = args.some((arg) => /^-[A-Za-z]*t/.test(arg) || arg === '--notime')
  return {
    stdout: lines
      .map((line, i) => (isBare ? `${line}\n` : `[    ${(i * 0.125).toFixed(6)}] ${line}\n`))
      .join(''),
  }
}

/** EC2 user guide, identify_ec2_instances: the UUID of an instance begins with `ec2`, its asset tag is its id. */
export function firmwareFile(name: string, { machine }: Seat): string {
  const { vendor, product, virtualization } = hardwareOf(machine.fabric, machine)
  switch (name) {
    case 'sys_vendor':
    case 'board_vendor':
      return `${vendor}\n`
    case 'product_name':
      return `${product}\n`
    case 'product_uuid':
      return `${uuidOf(machine.id, machine.kind === 'instance')}\n`
    default:
      return virtualization === 'amazon' ? `${machine.id}\n` : 'Not Specified\n'
  }
}

function uuidOf(id: string, isInstance: boolean): string {
  const digits = [...`${id}uuid`.repeat(8)]
    .map((char, i) => ((char.charCodeAt(0) * (i + 7)) % 16).toString(16))
    .join('')
  const text = ((isInstance ? 'ec2' : '') + digits).slice(0, 32)
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  )
}
