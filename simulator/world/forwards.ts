import { table } from '../kernel/store.ts'

/** A port of a machine that leads on, through another machine: what `ssh -L` and Session Manager open. */
export interface Forward {
  /** The machine that listens, on its loopback address. */
  readonly host: string
  readonly port: number
  /** The machine that it leads through. */
  readonly via: { readonly kind: 'instance' | 'site-host'; readonly id: string; readonly name: string }
  readonly to: { readonly host: string; readonly port: number }
  /** Who holds it open: `ssh`, or the id of a session. */
  readonly by: string
}

export const forwards = table<Forward>('forwards', ({ host, port }) => `${host}/${port}`, {
  host: ({ host }) => host,
  by: ({ by }) => by,
})
