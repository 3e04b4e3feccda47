import type { CliResult } from './host.ts'

/** Where a running command writes. */
export class Streams {
  #stdout = ''
  #stderr = ''
  #pager: string | undefined

  write(text: string): void {
    this.#stdout += text
  }

  /** On standard error. */
  warn(text: string): void {
    this.#stderr += text
  }

  /** Names the program that a terminal is to show standard output with. */
  page(pager: string): void {
    this.#pager = pager
  }

  result(exitCode: number): CliResult {
    const pager = this.#pager
    return {
      stdout: this.#stdout,
      stderr: this.#stderr,
      exitCode,
      ...(pager === undefined || exitCode !== 0 ? {} : { pager }),
    }
  }
}
