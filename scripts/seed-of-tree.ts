import { spawnSync } from 'node:child_process'
import { root } from './commands.ts'

/**
 * A number out of what the checkout's last commit holds. Tests that try at random start from it: every change is tried
 * in ways of its own, and the same tree in the same way on every machine. Without Git it is always the same.
 */
export function seedOfTree(): number {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD^{tree}'], { cwd: root, encoding: 'utf8' })
  return Number.parseInt(stdout?.slice(0, 7) || '1', 16)
}
