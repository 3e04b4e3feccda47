import type { Screen, ToolContext, ToolResult } from '../host.ts'
import { Pager, type PagerOptions } from './pager.ts'

export interface Paged extends PagerOptions {
  /** -F: what fits on the screen is only printed. */
  readonly endsIfFits?: boolean
}

/** Shows a text page by page where somebody sits at a screen, and else as it is. */
export async function page(
  text: string,
  { screen, signal }: ToolContext,
  options: Paged,
): Promise<ToolResult> {
  const printed: ToolResult = { stdout: text, stderr: '', exitCode: 0 }
  if (!screen) return printed
  const pager = new Pager(text, screen, options)
  if (options.endsIfFits && pager.fitsIn(screen.rows)) return printed
  await show(pager, screen, signal)
  return { stdout: '', stderr: '', exitCode: 0 }
}

/** Whether a terminal of the usual height shows all of it. A pane may be lower than any terminal is, and scrolls. */
export const fitsUsualScreen = (text: string, screen: Screen): boolean => new Pager(text, screen).fitsIn(24)

async function show(pager: Pager, screen: Screen, signal: AbortSignal): Promise<void> {
  const forget = screen.onResize(() => screen.write(pager.resize()))
  screen.write(pager.begin())
  const left = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined), { once: true }),
  )
  while (!pager.isOver && !signal.aborted) {
    const key = await Promise.race([screen.readKey(), left])
    if (key === undefined) break
    screen.write(pager.press(key))
  }
  forget()
  screen.write(pager.end())
  screen.release()
}
