import type { languages } from 'monaco-editor/editor'

/** How JSON is coloured: names apart from texts. */
export const jsonTokens: languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/"(?:\\.|[^"\\])*"(?=\s*:)/, 'key'],
      [/"(?:\\.|[^"\\])*"?/, 'string'],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/\b(?:true|false|null)\b/, 'keyword'],
      [/[{}[\]]/, '@brackets'],
      [/[,:]/, 'delimiter'],
    ],
  },
}
