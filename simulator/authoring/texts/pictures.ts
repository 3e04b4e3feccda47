import type { PackFiles } from '../../packs/load.ts'
import type { Problem } from '../../packs/problem.ts'
import type { Prose } from '../../packs/prose.ts'

// Pictures that everybody can make use of: words for those who cannot see them, and none that nobody sees.

export function problemsInPictures(prose: readonly Prose[], files: PackFiles): readonly Problem[] {
  const shown = prose.flatMap((one) =>
    [...one.text.matchAll(/!\[([^[\]\n]{0,300})\]\( ?([^)\s]{1,300})/g)].map(
      ([, words = '', path = ''], at) => ({
        one,
        words: words.trim(),
        path,
        at,
        index: one.text.indexOf(`](${path}`),
      }),
    ),
  )
  const poor = shown.flatMap(({ one, words, path, index }) =>
    isPoor(words, path)
      ? [
          {
            file: one.file,
            ...one.locate(index),
            found: `a picture with the words “${words}”`,
            expected: 'words that tell what it shows, for those who cannot see it',
          },
        ]
      : [],
  )
  const used = shown.map(({ path }) => path.split('/').at(-1))
  const unused = [...files.keys()]
    .filter((file) => /\.(png|jpg|jpeg|webp)$/.test(file) && !used.includes(file.split('/').at(-1)))
    .map((file) => ({ file, found: 'a picture that no text shows', expected: 'one that is shown, or none' }))
  return [...poor, ...unused]
}

const isPoor = (words: string, path: string): boolean =>
  words.length < 10 ||
  !words.includes(' ') ||
  words === path ||
  /^(image|picture|diagram|screenshot)( of)?$/i.test(words)
