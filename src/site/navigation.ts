/** The rooms of the site, as its head lists them. */
export const rooms = [
  { href: '/learn/', label: 'Learn' },
  { href: '/scenarios/', label: 'Scenarios' },
  { href: '/sandbox/', label: 'Sandbox' },
  { href: '/glossary/', label: 'Glossary' },
  { href: '/search/', label: 'Search' },
  { href: '/settings/', label: 'Settings' },
] as const
