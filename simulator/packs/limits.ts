// What a pack may be at most. A stranger's pack is taken for hostile: it is refused before it costs anything.

const MiB = 1024 * 1024

export const packLimits = {
  /** As it is sent, and after it was unpacked. */
  archiveBytes: 16 * MiB,
  totalBytes: 48 * MiB,
  files: 2000,
  fileBytes: 4 * MiB,
  /** Texts that are parsed: YAML, Markdown and shell. */
  textBytes: 256 * 1024,
  pathLength: 200,
  pathDepth: 8,
  yamlDepth: 24,
  yamlNodes: 20_000,
  scenarios: 200,
  questions: 2000,
  checks: 60,
} as const
