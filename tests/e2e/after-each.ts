import { afterEach } from 'vitest'
import { sendAllHome } from './readers.ts'

// Pages that nobody looks at any more take the time of those that come after them.
afterEach(sendAllHome)
