/** The table that curl shows while it saves to a file: its heads, its beginning, and how it ended. */
export function meter(received: number, total: number | undefined, seconds: number): string {
  const heads =
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
    '                                 Dload  Upload   Total   Spent    Left  Speed\n'
  const rows = [row(0, 0, 0, 0)]
  rows.push(row(received, total ?? received, seconds, seconds > 0 ? Math.round(received / seconds) : 0))
  return `${heads}${rows.join('\r')}\n`
}

function row(received: number, total: number, seconds: number, speed: number): string {
  const percent = total ? Math.floor((received * 100) / total) : 0
  const cells = [
    `${three(total && received ? 100 * (received / total) : 0)} ${five(total)}`,
    `${three(percent)} ${five(received)}`,
    `${three(0)} ${five(0)}`,
    five(speed),
  ]
  return `${cells.join('  ')}  ${five(0)} --:--:-- ${spent(seconds)} --:--:-- ${five(speed)}`
}

const three = (number: number): string => String(Math.floor(number)).padStart(3)

/** In five characters, whatever the size. */
function five(bytes: number): string {
  if (bytes < 100_000) return String(Math.floor(bytes)).padStart(5)
  if (bytes < 10_000 * 1024) return `${Math.floor(bytes / 1024)}k`.padStart(5)
  const mega = bytes / 1024 / 1024
  if (mega < 100) return `${mega.toFixed(1)}M`.padStart(5)
  if (mega < 10_000) return `${Math.floor(mega)}M`.padStart(5)
  return `${Math.floor(mega / 1024)}G`.padStart(5)
}

function spent(seconds: number): string {
  const whole = Math.floor(seconds)
  if (whole <= 0) return '--:--:--'
  const two = (number: number) => String(number).padStart(2, '0')
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`.padStart(8)
}

/** `-#` */
export const bar = (): string => `${'#'.repeat(72)} 100.0%\n`
