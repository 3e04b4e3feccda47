import type { Input } from '../option.ts'
import { unpackFor } from '../unpack-value.ts'
import { type Customisation, rename, replace, without } from './customisation.ts'

const subscribe: Customisation = {
  service: 'sns',
  commands: ['subscribe'],
  // `--endpoint` would be taken for the global `--endpoint-url`.
  shape: (table) => rename(table, 'endpoint', 'notification-endpoint'),
}

// `recordingGroup` would keep a recorder from being written in shorthand, so it has an option of its own.
const configurationRecorder: Customisation = {
  service: 'configservice',
  commands: ['put-configuration-recorder'],
  shape(table) {
    replace(table, 'configuration-recorder', (argument) => {
      const { member } = argument
      const shape = member?.shape
      const group = shape?.kind === 'structure' ? shape.members.get('recordingGroup') : undefined
      if (!member || !group) return [argument]
      const recorder = without(member, 'recordingGroup')
      const recorderOf = (input: Input) => (input[member.name] ?? {}) as Input
      return [
        {
          ...argument,
          member: recorder,
          addTo(input, value, context) {
            if (value === undefined) return
            const unpacked = unpackFor(recorder, value, argument.name, context) as Input
            input[member.name] = { ...recorderOf(input), ...unpacked }
          },
        },
        {
          name: 'recording-group',
          key: 'recording-group',
          takes: 'one',
          member: group,
          addTo(input, value, context) {
            if (value === undefined) return
            const recordingGroup = unpackFor(group, value, 'recording-group', context)
            input[member.name] = { ...recorderOf(input), recordingGroup }
          },
        },
      ]
    })
  },
}

// ModifyOptionGroup is two commands, and each has one of its two lists as `--options`.
const optionGroup = (command: string, kept: string, left: string): Customisation => ({
  service: 'rds',
  commands: [command],
  shape(table) {
    rename(table, kept, 'options')
    table.delete(left)
  },
})

export const otherServices: readonly Customisation[] = [
  subscribe,
  configurationRecorder,
  optionGroup('add-option-to-option-group', 'options-to-include', 'options-to-remove'),
  optionGroup('remove-option-from-option-group', 'options-to-remove', 'options-to-include'),
]
