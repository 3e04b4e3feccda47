// The words about labs in whose place others came.

export const putAsideWords = {
  title: 'Labs that were put aside',
  says: 'Another lab came in the place of these: a shared one that you kept, or a fresh one where the old could not be gone on with. To bring one back puts aside the one that is there now.',
  sandbox: 'Sandbox',
  at: (when: string) => `as it was on ${when}`,
  back: 'Bring it back',
  forget: 'Delete',
  sure: 'Delete it for good',
  keep: 'Keep it',
  isBack: (name: string) => `${name} is as it was again.`,
  isOpen: (name: string) => `${name} is open in another tab. Close it there first.`,
  deleted: 'Deleted.',
}
