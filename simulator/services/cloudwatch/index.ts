import { service } from '../service.ts'
import * as alarmEvaluation from './alarm-evaluation.ts'
import * as alarmOperations from './alarm-operations.ts'
import * as alarms from './alarms.ts'
import * as metricData from './metric-data.ts'
import * as metricOperations from './metric-operations.ts'
import * as metrics from './metrics.ts'
import * as tagOperations from './tag-operations.ts'

export const cloudwatch = service('cloudwatch', [
  alarmEvaluation,
  alarmOperations,
  alarms,
  metricData,
  metricOperations,
  metrics,
  tagOperations,
])
