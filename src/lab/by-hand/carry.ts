import type { Attachment } from 'svelte/attachments'
import { type Carried, carried } from '../stores/carried.ts'

/** So far is a press no drag yet. */
const least = 6

/** Lets something be dragged, by mouse, pen or finger: a finger that goes up or down scrolls. */
export const carry =
  (thing: () => Carried): Attachment<HTMLElement> =>
  (element) => {
    let from: { readonly x: number; readonly y: number; readonly id: number } | undefined
    let isCarried = false

    const end = () => {
      from = undefined
      carried.set(undefined)
    }
    const listeners: { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void } = {
      pointerdown({ button, clientX, clientY, pointerId }) {
        isCarried = false
        if (button === 0) from = { x: clientX, y: clientY, id: pointerId }
      },
      pointermove({ clientX: x, clientY: y, pointerId }) {
        if (from?.id !== pointerId) return
        if (!isCarried && Math.hypot(x - from.x, y - from.y) < least) return
        if (!isCarried) element.setPointerCapture(pointerId)
        isCarried = true
        carried.set({ thing: thing(), x, y, isPut: false })
      },
      pointerup({ clientX: x, clientY: y, pointerId }) {
        if (from?.id !== pointerId) return
        if (isCarried) carried.set({ thing: thing(), x, y, isPut: true })
        end()
      },
      pointercancel: end,
      lostpointercapture: end,
    }
    // What was dragged was not pressed.
    const onClick = (event: MouseEvent) => {
      if (!isCarried) return
      isCarried = false
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && from) end()
    }
    for (const [name, listener] of Object.entries(listeners))
      element.addEventListener(name, listener as EventListener)
    element.addEventListener('click', onClick, { capture: true })
    document.addEventListener('keydown', onKey)
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        element.removeEventListener(name, listener as EventListener)
      element.removeEventListener('click', onClick, { capture: true })
      document.removeEventListener('keydown', onKey)
    }
  }
