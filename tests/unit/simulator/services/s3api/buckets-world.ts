import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/api/generated/types.d.ts'
import { iam } from '../../../../../simulator/services/iam/index.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { s3api } from '../../../../../simulator/services/s3api/index.ts'
import { s3control } from '../../../../../simulator/services/s3control/index.ts'
import { testCloud } from '../cloud.ts'
import { ec2 } from '../whole-ec2.ts'

await contract.need('s3api')
await contract.need('s3control')

type Name = keyof Operations['s3api'] & string

/** A world with one bucket, `box`, and short ways to ask S3. */
export function bucketWorld() {
  const cloud = testCloud('s3', [ec2, iam, s3api, s3control])
  const { call, refusedBy } = cloud
  type Where = Parameters<typeof call>[3]
  const s3 = <N extends Name>(operation: N, input?: Input<'s3api', N>, where?: Where) =>
    call('s3api', operation, input, where)
  const refused = <N extends Name>(operation: N, input?: Input<'s3api', N>, where?: Where) =>
    refusedBy('s3api', operation, input, where)
  s3('CreateBucket', { Bucket: 'box' })
  const put = (Key: string, text = Key, more: Partial<Input<'s3api', 'PutObject'>> = {}) =>
    s3('PutObject', { Bucket: 'box', Key, Body: new TextEncoder().encode(text), ...more })
  const text = (Key: string, more: Partial<Input<'s3api', 'GetObject'>> = {}) =>
    new TextDecoder().decode(s3('GetObject', { Bucket: 'box', Key, ...more }).Body as Uint8Array)
  return { ...cloud, s3, refused, put, text }
}
