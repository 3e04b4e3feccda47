/** 2 November 2026, nine in the morning, UTC: a world has a date of its own, and it is always the same. */
export const firstMoment = Date.UTC(2026, 10, 2, 9)
