/** The head of an HTTP request: what load balancers read that look into connections. */
export interface HttpHead {
  readonly method: string
  /** As the client asked for it, without a port. */
  readonly host: string
  /** With the query behind it. */
  readonly path: string
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
}
