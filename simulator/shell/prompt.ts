import type { ShellHost } from './host.ts'

/** What a prompt shows: who, where. */
export function promptOf({ user, uid, hostname, home, promptStyle }: ShellHost, cwd: string): string {
  const [short = ''] = hostname.split('.')
  const mark = uid === 0 ? '#' : '$'
  if (promptStyle === 'bare') return `sh-5.2${mark}`
  if (promptStyle === 'amazon') {
    const folder = cwd === home ? '~' : cwd === '/' ? '/' : cwd.slice(cwd.lastIndexOf('/') + 1)
    return `[${user}@${short} ${folder}]${mark}`
  }
  const place = cwd === home || cwd.startsWith(`${home}/`) ? `~${cwd.slice(home.length)}` : cwd
  return `${user}@${short}:${place}${mark}`
}
