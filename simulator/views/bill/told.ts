import type { Fabric } from '../../network/fabric.ts'

/** What it all costs, as text. What reckons it is loaded when somebody asks. */
export async function tellCosts(fabric: Fabric): Promise<string> {
  const [{ billOf, estimateOf }, { tellBill }] = await Promise.all([
    import('./bill.ts'),
    import('./tell-bill.ts'),
  ])
  return tellBill(billOf(fabric), estimateOf(fabric))
}
