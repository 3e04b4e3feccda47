import type { Attachment } from 'svelte/attachments'

// The keyboard stays where it was while what is around it changes. A browser takes it away from an element that is
// taken out, be it only to be put in again elsewhere, or hidden: the next key would go nowhere.

/** `lost` is called with the zone of what had the keyboard and is there no more. */
export function keepFocus(lost: (zone: string) => void): Attachment<HTMLElement> {
  return (element) => {
    let last: HTMLElement | SVGElement | undefined
    let zone: string | undefined

    const note = () => {
      const at = document.activeElement
      const isInside = (at instanceof HTMLElement || at instanceof SVGElement) && element.contains(at)
      last = isInside ? at : undefined
      zone = last?.closest('[data-zone]')?.getAttribute('data-zone') ?? undefined
    }

    const isGone = ({ type, target, removedNodes }: MutationRecord, from: Element) =>
      type === 'attributes'
        ? target instanceof HTMLElement && target.hidden && target.contains(from)
        : [...removedNodes].some((one) => one.contains(from))

    // Observers are told before the next key comes.
    const observer = new MutationObserver((records) => {
      const at = document.activeElement
      if (!last || (at !== last && at !== document.body)) return
      const from = last
      if (!records.some((record) => isGone(record, from))) return
      if (from.isConnected && !from.closest('[hidden]')) from.focus({ preventScroll: true })
      else if (zone !== undefined) lost(zone)
    })
    observer.observe(element, { subtree: true, childList: true, attributeFilter: ['hidden'] })
    document.addEventListener('focusin', note)
    // Who clicks beside everything leaves what they were at.
    document.addEventListener('pointerup', note)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', note)
      document.removeEventListener('pointerup', note)
    }
  }
}
