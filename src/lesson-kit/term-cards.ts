// Shows what a term of the glossary means where it is used: to a pointer that rests on it, to the keyboard, and to the
// first touch. Escape closes the card, and a pointer may move onto it.

const restFor = 250
let shown: { readonly link: HTMLElement; readonly card: HTMLElement } | undefined
let waiting: ReturnType<typeof setTimeout> | undefined

const cardOf = (link: HTMLElement) => document.getElementById(link.getAttribute('aria-describedby') ?? '')

function show(link: HTMLElement): void {
  clearTimeout(waiting)
  const card = cardOf(link)
  if (!card || shown?.card === card) return
  hide()
  card.showPopover()
  place(link, card)
  shown = { link, card }
}

function hide(): void {
  clearTimeout(waiting)
  shown?.card.hidePopover()
  shown = undefined
}

const later = (then: () => void) => {
  clearTimeout(waiting)
  waiting = setTimeout(then, restFor)
}

/** Under the word, or above it where there is no room, and never beyond the window. */
function place(link: HTMLElement, card: HTMLElement): void {
  const word = link.getClientRects()[0] ?? link.getBoundingClientRect()
  const { width, height } = card.getBoundingClientRect()
  const margin = 8
  const left = Math.max(margin, Math.min(word.left, innerWidth - width - margin))
  const below = word.bottom + margin
  const top = below + height + margin > innerHeight ? word.top - height - margin : below
  card.style.left = `${left}px`
  card.style.top = `${Math.max(margin, top)}px`
}

for (const link of document.querySelectorAll<HTMLElement>('a.term')) {
  const card = cardOf(link)
  if (!card || !('showPopover' in card)) continue
  for (const part of [link, card]) {
    part.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'mouse') later(() => show(link))
    })
    part.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType === 'mouse') later(hide)
    })
  }
  // A focus that a touch or a click brings along shows nothing by itself: what was meant comes with the click.
  link.addEventListener('focus', () => {
    if (link.matches(':focus-visible')) show(link)
  })
  link.addEventListener('blur', hide)
  link.addEventListener('click', (event) => {
    const isTouch = (event as PointerEvent).pointerType === 'touch'
    if (!isTouch || shown?.link === link) return
    event.preventDefault()
    show(link)
  })
}

addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') hide()
})
// The card stays with its word.
addEventListener('scroll', () => shown && place(shown.link, shown.card), { passive: true })
