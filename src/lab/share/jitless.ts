import { config } from 'zod'

// The content policy allows no programs that are made while the page runs. It has to be said before any schema is made.
config({ jitless: true })
