import { faults } from './fault.ts'
import { host } from './host.ts'
import { onprem } from './onprem.ts'
import type { PrivateService } from './private-service.ts'

const all = { fault: faults, host, onprem }

/** Whether a service is one of the lab's own, and not AWS's. */
export const isPrivateService = (name: string): boolean => Object.hasOwn(privateServices, name)

/** The lab's own services, by name. */
export const privateServices: Readonly<Record<string, Pick<PrivateService<never>, 'model' | 'docs'>>> = all

type OperationsOf<S> = S extends { readonly operations?: infer O } ? NonNullable<O> : never

/** What handlers of these services get and return. */
export type PrivateOperations = { readonly [N in keyof typeof all]: OperationsOf<(typeof all)[N]> }
