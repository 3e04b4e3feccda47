/** A refusal in AWS's own words. The one exception that crosses a layer: throwing it undoes the request. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  /** Further members of the error, where the service's model has some. */
  readonly fields: Readonly<Record<string, unknown>>
  /** What the answer says in its headers alone, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: string,
    message: string,
    status = 400,
    fields: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
    this.fields = fields
    this.headers = headers
  }
}
