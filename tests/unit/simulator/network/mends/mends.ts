/**
 * Worlds in which something stands in the way of a flow, a line each:
 *
 *   web-1 > app-1 tcp/443 | revoke app-sg in tcp 443 web-sg | groups-have-no-ingress-rules | Let the security group app-sg admit
 *
 * First the flow; then what breaks it; then the reasons that stand in the way, in the order in which the packet meets
 * them; last how the sentences of the mend begin, or `instead` where nothing mends it and something else is to be
 * built.
 */
export interface Mends {
  readonly world: string
  readonly lines: string
}
