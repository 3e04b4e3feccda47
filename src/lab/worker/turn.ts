/** Resolves after messages had a turn. A timer would do, but browsers make timers wait for 4 ms. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve)
    channel.port1.postMessage(undefined)
  })
}

const waiting: (() => void)[] = []
const channel = new MessageChannel()
channel.port2.onmessage = () => waiting.shift()?.()
