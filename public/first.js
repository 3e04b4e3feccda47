// Before anything is drawn: the colours that this reader has chosen. Without a choice, the browser's own.
try {
  const { scheme } = JSON.parse(localStorage.getItem('hopwise:settings') ?? '{}')
  if (scheme === 'light' || scheme === 'dark') document.documentElement.style.colorScheme = scheme
} catch {}

// A button that is pressed before its part of the page has come to life does its work once it has.
addEventListener(
  'click',
  ({ target }) => {
    const button = target.closest('button')
    const island = button?.closest('astro-island[ssr]')
    if (!island || button.ariaBusy) return
    button.ariaBusy = 'true'
    const press = () => {
      button.ariaBusy = null
      button.click()
    }
    island.addEventListener('astro:hydrate', press, { once: true })
  },
  true,
)
