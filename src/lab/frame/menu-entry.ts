export interface MenuEntry {
  readonly label: string
  readonly act: () => void
  /** Of several, the one that holds now. */
  readonly isChecked?: boolean
  /** Whether a line parts it from what stands above. */
  readonly isApart?: boolean
}
