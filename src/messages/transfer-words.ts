// What is said of a file that was to be brought back, and is none that can be.

const chooseAnother = 'Choose one that “Export everything” has made.'

export const transferWords = {
  notJson: `Hopwise has not exported this file: it is not JSON. ${chooseAnother}`,
  notAnExport: `Hopwise has not exported this file. ${chooseAnother}`,
  otherFormat: (format: unknown) =>
    `This file has the format ${format}, and this version of Hopwise knows only 1. Reload the page for the newest version, then import it again.`,
  damaged:
    'This file is damaged: its contents do not match its checksum. Copy it again from where it was exported, or export it again.',
  notWhole: 'This file is incomplete, and nothing of it was taken. Export it again where it comes from.',
}
