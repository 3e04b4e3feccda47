// The words of the editor and of its list of files.

export const editorWords = {
  files: 'Files',
  host: 'Machine',
  fresh: 'New file',
  name: 'Name of the new file',
  create: 'Create it',
  cancel: 'Cancel',
  rename: 'Rename',
  renameOf: (file: string) => `Rename ${file}`,
  newNameOf: (file: string) => `New name of ${file}`,
  remove: 'Delete',
  removeOf: (file: string) => `Delete ${file}`,
  sure: (file: string) => `Delete ${file}? Undo brings it back.`,
  sureUnsaved: (file: string) => `Delete ${file}? Its unsaved changes are lost.`,
  keepIt: 'Keep it',
  removed: (path: string) => `Deleted: ${path}. Undo brings it back.`,
  notRemoved: (path: string, why: string) => `${path} was not deleted: ${why}`,
  renamed: (to: string) => `It is now called ${to}`,
  notRenamed: (path: string, why: string) => `${path} was not renamed: ${why}`,
  empty:
    'Open a file of this machine, or start a new one. Commands read `policy.json` as `file://policy.json`.',
  emptyPacks:
    'Files of a scenario pack are checked, too: start `my-pack/pack.yaml`, or `my-pack/scenarios/first/scenario.yaml`.',
  text: 'Text of the file. Control M lets the Tab key leave it.',
  tabKey: 'Ctrl+S saves. Ctrl+M: Tab leaves the text. F8: next problem.',
  offered: (count: number) =>
    count === 1
      ? 'One suggestion: Tab takes it.'
      : `${count} suggestions: Tab takes the first, arrow down chooses.`,
  unsaved: 'not saved',
  draft: 'As you left it: not saved yet.',
  changedBelow: 'The file was changed elsewhere in the meantime. Saving overwrites that.',
  gone: (path: string) => `${path} is not there any more.`,
  tidy: 'Tidy',
  throwAway: 'Revert',
  save: 'Save',
  saved: (path: string) => `Saved: ${path}`,
  refused: (path: string, why: string) => `${path} was not saved: ${why}`,
  notText: (path: string) => `${path} is not a text file.`,
  notLoaded: 'The editor could not be loaded: check the network, then reload the page.',
  complaints: 'What is wrong with it',
  error: 'Error:',
  warning: 'Warning:',
  hint: 'Note:',
  line: (number: number) => `Line ${number}`,
}
