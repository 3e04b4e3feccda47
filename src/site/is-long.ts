/** Whether a name in a text is broken where there is little room; shorter ones stay in one piece. */
export const isLong = (name: string): boolean => name.length > 28
