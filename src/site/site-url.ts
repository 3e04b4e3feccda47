/**
 * The address of a page or file of this site, wherever the site is served: every page knows its way to the root. While
 * pages are built there is no such place yet, and addresses begin with a slash.
 */
export function siteUrl(path: string): string {
  if (typeof document === 'undefined') return `/${path}`
  return new URL(`${document.documentElement.dataset['root'] ?? '/'}${path}`, location.href).href
}
