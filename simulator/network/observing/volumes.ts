import type { Ending, Volume } from '../../world/traffic.ts'
import { isIcmp, type Packet, tcp } from '../packet.ts'

// How many packets, and how large, it takes to carry so many bytes. As Linux does it over Ethernet's 1500 bytes.

export interface Exchange {
  /** Bytes of the application's own, each way. */
  readonly sent: number
  readonly received: number
  readonly ending: Ending
  /** How long the client waited, in seconds. */
  readonly seconds: number
}

export interface Volumes {
  readonly sent: Volume
  readonly received: Volume
}

const headerOf = ({ source }: Packet): number => (typeof source === 'bigint' ? 40 : 20)

export function volumesFor(packet: Packet, exchange: Exchange): Volumes {
  if (packet.protocol === tcp) return tcpVolumes(headerOf(packet), exchange)
  const overhead = headerOf(packet) + 8
  const isAnswered = exchange.ending !== 'unanswered' && exchange.ending !== 'refused'
  const one = (bytes: number): Volume => {
    const packets = isIcmp(packet) ? Math.ceil(bytes / 56) || 1 : Math.ceil(bytes / 1472) || 1
    return { packets, bytes: Math.max(bytes, isIcmp(packet) ? 56 : 0) + packets * overhead }
  }
  return { sent: one(exchange.sent), received: isAnswered ? one(exchange.received) : none }
}

export const none: Volume = { packets: 0, bytes: 0 }

/** tcp(7), tcp_syn_retries: after so many seconds another SYN is sent. */
const retries = [1, 3, 7, 15, 31, 63]

function tcpVolumes(ip: number, { sent, received, ending, seconds }: Exchange): Volumes {
  const syn = ip + 40
  const plain = ip + 32
  if (ending === 'unanswered') {
    const packets = 1 + retries.filter((after) => after <= seconds).length
    return { sent: { packets, bytes: packets * syn }, received: none }
  }
  if (ending === 'refused') {
    return { sent: { packets: 1, bytes: syn }, received: { packets: 1, bytes: ip + 20 } }
  }
  const out = Math.ceil(sent / 1448)
  const back = Math.ceil(received / 1448)
  // Besides data: the end of the handshake, an acknowledgement for every second packet, and the goodbye.
  const goodbye = ending === 'closed' ? 1 : 0
  const there = 1 + out + Math.ceil(back / 2) + goodbye
  const answers = back + Math.ceil(out / 2) + (ending === 'open' ? 0 : 1)
  return {
    sent: { packets: 1 + there, bytes: syn + there * plain + sent },
    received: { packets: 1 + answers, bytes: syn + answers * plain + received },
  }
}
