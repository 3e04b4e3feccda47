import type { CDPSession, Page } from 'playwright-core'

/** What page and workers keep in their heaps after everything that nobody wants was thrown away, in bytes. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  const workers: string[] = []
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.push(sessionId)
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const inWorkers = await Promise.all(workers.map((id) => heapOfWorker(session, id)))
  await session.detach()
  return inWorkers.reduce((sum, one) => sum + one, usedSize)
}

async function heapOfWorker(session: CDPSession, sessionId: string): Promise<number> {
  let number = 0
  const ask = (method: string): Promise<{ readonly usedSize?: number }> =>
    new Promise((resolve) => {
      const id = ++number
      const hear = (heard: { readonly sessionId: string; readonly message: string }) => {
        const message = JSON.parse(heard.message) as {
          readonly id?: number
          readonly result?: { usedSize?: number }
        }
        if (heard.sessionId !== sessionId || message.id !== id) return
        session.off('Target.receivedMessageFromTarget', hear)
        resolve(message.result ?? {})
      }
      session.on('Target.receivedMessageFromTarget', hear)
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
    })
  await ask('HeapProfiler.collectGarbage')
  return (await ask('Runtime.getHeapUsage')).usedSize ?? 0
}
