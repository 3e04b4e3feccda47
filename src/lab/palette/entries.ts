import { workspaceWords as words } from '../../messages/workspace-words.ts'
import { installedPacks } from '../../packs/installed.ts'
import { rooms } from '../../site/navigation.ts'
import { places } from '../../site/places.ts'
import { siteUrl } from '../../site/site-url.ts'
import { shortcuts, spelled } from '../frame/shortcuts.ts'
import type { Workbench } from '../frame/workbench.ts'
import { selection } from '../stores/selection.ts'
import { changeFontSize, settings } from '../stores/settings.ts'
import type { PaletteEntry } from './entry.ts'

const { kinds, actions } = words.palette

/** What is there at once. */
export function entriesAtOnce(workbench: Workbench): PaletteEntry[] {
  const { panes, lab, opening, focus, run, undo, redo, share, help, resetLayout } = workbench
  const action = (id: keyof typeof actions, act: () => void, keys?: string): PaletteEntry => ({
    id: `action:${id}`,
    label: actions[id],
    kind: kinds.action,
    act,
    ...(keys && { keys }),
  })
  const setting = (id: keyof typeof words.palette.settings, act: () => void): PaletteEntry => ({
    id: `setting:${id}`,
    label: words.palette.settings[id],
    kind: kinds.setting,
    act,
  })
  const hosts = lab.state.get()?.hosts ?? []
  const scenario = opening.scenario !== undefined
  return [
    ...panes.map(({ id, label }) => ({
      id: `pane:${id}`,
      label,
      kind: kinds.pane,
      act: () => focus(id),
    })),
    action('undo', undo),
    action('redo', redo),
    ...(scenario
      ? [
          action('check', () => run('lab check')),
          action('step', () => run('lab solution --step')),
          action('submit', () => run('lab submit')),
          action('reset', () => run('lab reset')),
        ]
      : []),
    action('wait', () => run('sleep 300')),
    action('share', share),
    action('cost', () => run('lab cost')),
    action('help', help, spelled(shortcuts.help)),
    action('layout', resetLayout),
    ...hosts.map(({ id, name }) => ({
      id: `host:${id}`,
      label: words.palette.openTerminal(name),
      kind: kinds.action,
      also: id,
      act: () => workbench.openTerminal(id),
    })),
    setting('light', () => settings.set({ ...settings.get(), scheme: 'light' })),
    setting('dark', () => settings.set({ ...settings.get(), scheme: 'dark' })),
    setting('system', () => settings.set({ ...settings.get(), scheme: 'system' })),
    setting('larger', () => changeFontSize(1)),
    setting('smaller', () => changeFontSize(-1)),
    ...rooms.map(({ href, label }) => ({
      id: `page:${href}`,
      label,
      kind: kinds.page,
      href: siteUrl(href.slice(1)),
    })),
  ]
}

/** What has to be asked for: part by part, as it comes. */
export function entriesToCome({ lab, focus, type }: Workbench): Promise<PaletteEntry[]>[] {
  return [
    lab.worker.picture([]).then(({ frames, things }) => {
      const seen = new Set<string>()
      return [...things, ...frames].flatMap((one) => {
        const resource = 'resource' in one ? one.resource : one.id
        if (seen.has(resource)) return []
        seen.add(resource)
        return {
          id: `resource:${resource}`,
          label: one.label,
          kind: words.palette.kindOf(one.kind),
          also: `${resource} ${one.detail}`,
          act: () => {
            selection.set(resource)
            focus('topology')
          },
        }
      })
    }),
    lab.worker.everything().then((all) =>
      all
        .filter(({ isOnMap }) => !isOnMap)
        .map(({ id, name, kind, detail }) => ({
          id: `resource:${id}`,
          label: name,
          kind,
          also: `${id} ${detail}`,
          act: () => {
            selection.set(id)
            focus('inspector')
          },
        })),
    ),
    lab.worker.complete(0, 'lab ', 4).then(({ candidates }) =>
      candidates.map((word) => ({
        id: `lab:${word}`,
        label: `lab ${word}`,
        kind: kinds.command,
        act: () => type(`lab ${word} `),
      })),
    ),
    places().then(({ scenarios, lessons }) => [
      ...scenarios.map(({ id, title }) => ({
        id: `scenario:${id}`,
        label: title,
        kind: kinds.scenario,
        also: id,
        href: siteUrl(`scenarios/${id}/lab/`),
      })),
      ...lessons.map(({ id, title }) => ({
        id: `lesson:${id}`,
        label: title,
        kind: kinds.lesson,
        href: siteUrl(`learn/${id}/`),
      })),
    ]),
    installedPacks().then((packs) =>
      packs.flatMap(({ title: pack, scenarios }) =>
        scenarios.map(({ id, title }) => ({
          id: `installed:${id}`,
          label: title,
          kind: words.palette.installed(pack),
          also: id,
          href: siteUrl(`lab/?scenario=${encodeURIComponent(id)}`),
        })),
      ),
    ),
  ]
}
