/** Names of commands that only rewritten lines use. They are absolute, so that no PATH hides them. */
export const hidden = (name: string) => `/usr/bin/__${name}`
