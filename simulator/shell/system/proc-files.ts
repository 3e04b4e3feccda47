import { hardwareOf } from '../hosts/hardware.ts'
import { kernel } from '../hosts/kernel.ts'
import { hostService } from '../units/host-service.ts'
import { memoryOf, type Seat, upSince } from './processes.ts'
import { firmwareFile } from './tell-boot.ts'

// What Linux tells in /proc (proc(5)) and /sys, as far as people read it.

const firmware = '/sys/devices/virtual/dmi/id/'

export function procFile(path: string, seat: Seat): string {
  const { machine } = seat
  const { fabric } = machine
  if (path.startsWith(firmware)) return firmwareFile(path.slice(firmware.length), seat)
  switch (path) {
    case '/proc/cpuinfo':
      return processors(seat)
    case '/proc/meminfo': {
      const { total, used, cached } = memoryOf(seat)
      const free = Math.max(0, total - used - cached)
      const rows = Object.entries({
        MemTotal: total,
        MemFree: free,
        MemAvailable: free + cached,
        Cached: cached,
        SwapTotal: 0,
        SwapFree: 0,
      })
      return rows.map(([name, kib]) => `${`${name}:`.padEnd(16)}${String(kib).padStart(8)} kB\n`).join('')
    }
    case '/proc/uptime': {
      const seconds = (seat.now - upSince(seat)) / 1000
      const { vcpus } = hardwareOf(fabric, machine)
      return `${seconds.toFixed(2)} ${(seconds * vcpus).toFixed(2)}\n`
    }
    case '/proc/loadavg':
      return '0.00 0.00 0.00 1/98 4300\n'
    case '/proc/version':
      return `Linux version ${kernel} #1 SMP\n`
    default:
      return hostService(machine).appliance() ? '1\n' : '0\n'
  }
}

function processors({ machine }: Seat): string {
  const { vcpus, threadsPerCore, architecture } = hardwareOf(machine.fabric, machine)
  const one = (number: number) =>
    architecture === 'aarch64'
      ? `processor\t: ${number}\nCPU architecture: 8\n`
      : `processor\t: ${number}\nsiblings\t: ${vcpus}\ncore id\t\t: ${Math.floor(number / threadsPerCore)}\ncpu cores\t: ${vcpus / threadsPerCore}\n`
  return Array.from({ length: vcpus }, (_, i) => `${one(i)}\n`).join('')
}
