export interface TextPart {
  readonly words: string
  /** Where it leads, if it is an id. */
  readonly id?: string
}

const ids =
  /\b(?:arn:aws:elasticloadbalancing:[\w:/.-]+|arn:aws:(?:rds|kms|sns|secretsmanager|dynamodb):[\w:/.-]+|(?:rslvr-[a-z]+|[a-z][a-z-]{0,24})-[0-9a-f]{8,17}|dxvif-[a-z0-9]{8}|dxcon-[a-z0-9]{8})\b/g

/** A text in parts, of which the ids can be followed. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const { 0: id, index } of text.matchAll(ids)) {
    if (index > from) parts.push({ words: text.slice(from, index) })
    parts.push({ words: shown(id), id })
    from = index + id.length
  }
  if (from < text.length) parts.push({ words: text.slice(from) })
  return parts
}

/** Of an ARN what tells it from others. */
const shown = (id: string): string => (id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id)
