import { describe, expect, it } from 'vitest'
import { isPressed, type Shortcut, shortcuts, spelled } from '../../../../../src/lab/frame/shortcuts.ts'

/** `Ctrl+Shift+p` as a browser tells it. */
const press = (keys: string) => {
  const parts = keys.split(/\+(?!$)/)
  const has = (name: string) => parts.slice(0, -1).includes(name)
  return {
    key: parts.at(-1)!,
    ctrlKey: has('Ctrl'),
    metaKey: has('Meta'),
    shiftKey: has('Shift'),
    altKey: has('Alt'),
  }
}

describe('a shortcut', () => {
  it.each([
    ['Mod+K', 'Ctrl+k', true],
    ['Mod+K', 'Meta+k', true],
    ['Mod+K', 'Ctrl+Shift+K', false],
    ['Mod+K', 'Ctrl+Alt+k', false],
    ['Mod+K', 'k', false],
    ['Mod+Shift+P', 'Ctrl+Shift+P', true],
    ['F6', 'F6', true],
    ['F6', 'Shift+F6', false],
    ['Shift+F6', 'Shift+F6', true],
    ['?', 'Shift+?', true],
    ['?', '?', true],
    ['?', 'Ctrl+?', false],
    ['Mod+=', 'Ctrl+=', true],
    ['Mod+-', 'Ctrl+-', true],
  ])('%s is pressed with %s: %s', (keys, pressed, expected) => {
    expect(isPressed({ keys, says: '', where: 'everywhere' }, press(pressed))).toBe(expected)
  })

  it.each([
    ['Mod+K', 'Ctrl+K', '⌘ K'],
    ['Escape Tab', 'Esc, Tab', 'Esc, Tab'],
    ['Mod+=', 'Ctrl+=', '⌘ ='],
  ])('%s is spelled %s, and %s on a Mac', (keys, other, mac) => {
    const shortcut: Shortcut = { keys, says: '', where: 'everywhere' }
    expect([spelled(shortcut, false), spelled(shortcut, true)]).toEqual([other, mac])
  })

  it('is no other’s in the same place', () => {
    const taken = Object.values(shortcuts)
      .filter(({ where }) => where !== 'panes')
      .map(({ keys, where }) => `${where} ${keys}`)
    expect(taken.filter((one, i) => taken.indexOf(one) !== i)).toEqual([])
  })
})
