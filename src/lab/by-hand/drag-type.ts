/** Under which a drag carries what it carries. */
export const dragType = 'application/x-hopwise-part'
