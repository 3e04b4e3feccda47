// The site's policy forbids style elements that scripts fill: whoever could put one in could restyle the page. Parts of
// ours that want one get an element that hands its text to a style sheet made by script, which the policy allows.

/** Stands in for `setAttribute('style', …)`, which the policy forbids; by way of its object model it allows the same. */
export function setStyle(element: HTMLElement, css: string): void {
  element.style.cssText = css
}

/** Stands in for `<style>`: takes text and rules, can be put in a page and be removed. */
export function styleElement(document: Document): HTMLElement {
  const sheet = new CSSStyleSheet()
  const element = document.createElement('span')
  element.hidden = true
  const set = (css: string) => sheet.replaceSync(css)
  for (const name of ['textContent', 'innerHTML']) {
    Object.defineProperty(element, name, { set, get: () => '' })
  }
  Object.defineProperty(element, 'sheet', { get: () => sheet })
  const remove = element.remove.bind(element)
  element.remove = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    remove()
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return element
}
