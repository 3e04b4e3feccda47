// Before anything is drawn: the colours that this reader has chosen. Without a choice, the browser's own.
try {
  const { scheme } = JSON.parse(localStorage.getItem('hopwise:settings') ?? '{}')
  if (scheme === 'light' || scheme === 'dark') document.documentElement.style.colorScheme = scheme
} catch {}
