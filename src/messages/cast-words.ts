/** What tells who is who in a scenario. */
export const castWords = {
  title: 'Who is who',
  people: 'People',
  sites: 'On premises',
  accounts: 'Accounts',
  usual: 'what commands are for by themselves',
  mayAll: 'may do everything there',
  may: (actions: string) => `may ${actions}`,
} as const
