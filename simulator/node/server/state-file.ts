import { open, readFile, rename, rm } from 'node:fs/promises'

/** What a file holds; undefined when there is none yet. */
export async function readState(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes a file so that, whatever happens meanwhile, either the old text or the new one is there, whole. */
export async function writeState(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.new`
  try {
    const handle = await open(beside, 'w')
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
