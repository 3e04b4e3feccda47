import { service } from '../service.ts'
import * as access from './access.ts'
import * as publishing from './publishing.ts'
import * as subscribing from './subscribing.ts'
import * as subscriptions from './subscriptions.ts'
import * as topics from './topics.ts'

export const sns = service('sns', [access, publishing, subscribing, subscriptions, topics])
