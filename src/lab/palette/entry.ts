/** What the palette offers. */
export interface PaletteEntry {
  readonly id: string
  readonly label: string
  /** What kind of thing it is. */
  readonly kind: string
  /** What it is found by beside its label. */
  readonly also?: string
  /** The keys that do the same. */
  readonly keys?: string
  /** Where it leads; or what it does. */
  readonly href?: string
  readonly act?: () => void
}
