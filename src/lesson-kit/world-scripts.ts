/// <reference types="astro/client" />

// The scripts of the worlds that lessons show and work in. A page asks for one when its reader opens a lab in it.

const scripts = import.meta.glob<string>('../../content/worlds/*.sh', { query: '?raw', import: 'default' })

/** The commands that make a world: `content/worlds/NAME.sh`. One that says so in its first line goes on from another. */
export async function scriptOf(name: string): Promise<string> {
  const script = await scripts[`../../content/worlds/${name}.sh`]?.()
  if (script === undefined) throw new Error(`There is no content/worlds/${name}.sh.`)
  const before = /^# After the world ([a-z-]+)/.exec(script)?.[1]
  return before ? `${await scriptOf(before)}\n${script}` : script
}
