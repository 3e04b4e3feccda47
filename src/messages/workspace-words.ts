// The words of the workspace's frame: panes and their places, commands, help, sharing.

export const workspaceWords = {
  panes: {
    brief: 'Brief',
    checks: 'Goals',
    debrief: 'Debrief',
    topology: 'Map',
    trace: 'Packets',
    timeline: 'Time line',
    editor: 'Editor',
    terminal: 'Terminal',
  },
  zones: {
    left: 'Left',
    upper: 'Middle, above',
    lower: 'Middle, below',
    right: 'Right',
    narrow: 'Panes of the lab',
  },
  zoneOf: (zone: string) => `Panes: ${zone}`,
  moveTo: (pane: string, zone: string) => `Move ${pane} to: ${zone}`,
  arrange: (zone: string) => `Arrange panes: ${zone}`,
  collapse: (zone: string) => `Close ${zone}`,
  expand: (zone: string) => `Open ${zone}`,
  resetLayout: 'All panes as they were at first',
  moved: (pane: string, zone: string) => `${pane} is now at: ${zone}`,
  dropHere: (zone: string) => zone,
  resize: {
    left: 'Width of the left panes',
    upper: 'Height of the upper panes',
    right: 'Width of the right panes',
  },
  notLoaded: 'This pane could not be loaded.',
  again: 'Try again',
  loading: 'Loading …',
}
