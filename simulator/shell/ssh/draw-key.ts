// The picture that ssh-keygen draws of a key, so that people see when it is another one: a bishop walks over a board by
// the bits of the fingerprint, and leaves a deeper mark each time that it comes by (OpenSSH, "randomart").

const width = 17
const height = 9
const marks = ' .o+=*BOX@%&#/^SE'

export function drawKey(fingerprint: string, type: string, bits: number): string {
  const board = Array.from({ length: width * height }, () => 0)
  let x = (width - 1) / 2
  let y = (height - 1) / 2
  for (const byte of bytesOf(fingerprint.replace(/^SHA256:/, ''))) {
    for (let shift = 0; shift < 8; shift += 2) {
      const step = (byte >>> shift) & 3
      x = Math.min(width - 1, Math.max(0, x + (step & 1 ? 1 : -1)))
      y = Math.min(height - 1, Math.max(0, y + (step & 2 ? 1 : -1)))
      const at = y * width + x
      board[at] = Math.min(marks.length - 3, board[at]! + 1)
    }
  }
  board[(width * height - 1) / 2] = marks.length - 2
  board[y * width + x] = marks.length - 1
  const rows = Array.from({ length: height }, (_, row) => {
    const cells = board.slice(row * width, (row + 1) * width).map((value) => marks[value])
    return `|${cells.join('')}|\n`
  })
  return `${edge(`[${type} ${bits}]`)}${rows.join('')}${edge('[SHA256]')}`
}

function edge(title: string): string {
  const left = Math.floor((width - title.length) / 2)
  return `+${'-'.repeat(left)}${title}${'-'.repeat(width - left - title.length)}+\n`
}

const bytesOf = (text: string): number[] =>
  [...atob(text.padEnd(Math.ceil(text.length / 4) * 4, '='))].map((char) => char.charCodeAt(0))
