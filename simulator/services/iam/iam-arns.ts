import { validationError } from './errors.ts'

export interface IamArn {
  readonly account: string
  /** `user`, `group`, `role`, `policy`. */
  readonly kind: string
  readonly name: string
}

export function readArn(arn: string): IamArn {
  const [, account = '', kind = '', path = ''] = /^arn:aws:iam::(\d*|aws):([a-z-]+)\/(.+)$/.exec(arn) ?? []
  if (kind === '') throw validationError(`ARN ${arn} is not valid.`)
  return { account, kind, name: path.slice(path.lastIndexOf('/') + 1) }
}
