/** How `ip` is to show what it shows. */
export interface Show {
  readonly family?: 4 | 6
  readonly isLinkOnly?: boolean
  readonly isBrief: boolean
  readonly isJson: boolean
  readonly isPretty: boolean
  readonly isOneLine: boolean
  readonly withStatistics: boolean
  readonly withColour: boolean
}
