// What the devices on the way remember of a flow, so that its answer finds back. Each kind of memory is declared
// beside the rules that use it; the walk there writes it and the walk back reads it.

export interface Flow {
  readonly direction: 'forward' | 'reply'
  readonly notes: ReadonlyMap<string, unknown>
  /** The network interface that sent the first packet, where one did. */
  readonly origin?: string
}

export interface Note {
  readonly key: string
  readonly value: unknown
}

export interface Memory<T> {
  /** What a device is to remember. */
  note(device: string, value: T): Note
  recall(flow: Flow, device: string): T | undefined
}

export function memory<T>(name: string): Memory<T> {
  return {
    note: (device, value) => ({ key: `${name}/${device}`, value }),
    recall: (flow, device) => flow.notes.get(`${name}/${device}`) as T | undefined,
  }
}
