// The words about labs in whose place others came.

export const putAsideWords = {
  title: 'Labs that were set aside',
  says: 'Another lab took the place of each of these: a shared one that you kept, or a fresh one where the old one could not be continued. Bringing one back sets aside the one that is there now.',
  sandbox: 'Sandbox',
  at: (when: string) => `as it was on ${when}`,
  back: 'Bring it back',
  forget: 'Delete',
  sure: 'Delete it for good',
  keep: 'Keep it',
  isBack: (name: string) => `${name} is back as it was.`,
  isOpen: (name: string) => `${name} is open in another tab. Close it there first.`,
  deleted: 'Deleted.',
}
