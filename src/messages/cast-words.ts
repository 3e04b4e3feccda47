/** What tells who is who in a scenario. */
export const castWords = {
  title: 'Who is who',
  people: 'People',
  sites: 'On premises',
  accounts: 'Accounts',
  usual: 'where commands go unless they name a profile',
  mayAll: 'may do everything there',
  may: (actions: string) => `may ${actions}`,
} as const
