import { sha256 } from '../../kernel/sha256.ts'
import type { Regraded } from '../replay/regrade.ts'
import { type Content, html, type Markup } from './markup.ts'
import { histogram, shareBar } from './plots.ts'
import { style } from './style.ts'
import { type Counted, medianOf, nameOf, type ScenarioSummary, summaryOf } from './summary.ts'

// The report on a class as one page that needs nothing else: no script, no font, nothing from anywhere.

export interface ReportOptions {
  /** When it was made, as people read it. */
  readonly made: string
  readonly version: string
}

export function tellPage(submissions: readonly Regraded[], { made, version }: ReportOptions): string {
  const summary = summaryOf(submissions)
  const { graded, passed, flagged, scenarios, others } = summary
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hashOf(style)}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Class report: ${graded} of ${submissions.length} submissions graded</title>
<style>${{ markup: style }}</style>
</head>
<body>
<a class="skip" href="#main">To the report</a>
<header>
<h1>Class report</h1>
<p>${count(submissions.length, 'submission')}, ${graded} graded, ${passed} passed. Made on ${made} with Hopwise ${version}.</p>
${scenarios.length > 1 ? contents(scenarios) : undefined}
</header>
<main id="main">
${attention(flagged.length, summary.flagged)}
${scenarios.map((one, i) => scenarioSection(one, i + 1))}
${
  others.length
    ? html`<section aria-labelledby="others"><h2 id="others">Not graded</h2>${table(
        'Submissions that could not be begun',
        ['Who', 'File', 'Why'],
        others.map((one) => [nameOf(one), one.file, one.flags.map(({ says }) => says).join(' ')]),
      )}</section>`
    : undefined
}
<section aria-labelledby="proof">
<h2 id="proof">What this report proves</h2>
<p>Each submission holds a seed and a log of everything that was done. All of it was done again, from the scenario's start, in the simulator that made this report, and the world that came out was judged anew. So the results here are those of the logs, whatever the submissions claim.</p>
<p>It does <strong>not</strong> prove who did it, or whether they had help; nor that they thought of it themselves, or how long they sat at it: minutes are those of the simulated clock, on which an <code>aws</code> command takes a second. A learner who changes the log hands in another log, which is done again as well. Equal logs are flagged, and prove nothing alone: short solutions look alike.</p>
</section>
</main>
</body>
</html>
`
  return page.markup
}

const hashOf = (text: string): string => btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const contents = (scenarios: readonly ScenarioSummary[]): Markup =>
  html`<nav aria-label="Scenarios"><ul>${scenarios.map(
    ({ title, graded }, i) => html`<li><a href="#s${i + 1}">${title}</a> (${graded})</li>`,
  )}</ul></nav>`

function attention(flags: number, flagged: ReturnType<typeof summaryOf>['flagged']): Markup {
  if (!flags)
    return html`<p class="good"><span aria-hidden="true">✓</span> Every submission came to the result that it claims; nothing is flagged.</p>`
  return html`<section class="flags" aria-labelledby="flags"><h2 id="flags">To be looked at</h2>${table(
    'What is flagged',
    ['Who', 'Flag', 'Why'],
    flagged.map(([one, { kind, says }]) => [nameOf(one), html`<code>${kind}</code>`, says]),
  )}</section>`
}

function scenarioSection(one: ScenarioSummary, number: number): Markup {
  const { id, title, graded, passed, percents, minutes, commands, best, checks, mistakes, submissions } = one
  const at = `s${number}`
  return html`<section aria-labelledby="${at}">
<h2 id="${at}">${title}</h2>
<p class="id"><code>${id}</code></p>
<dl class="figures">
<div><dt>graded</dt><dd>${graded} of ${submissions.length}</dd></div>
<div><dt>passed</dt><dd>${passed}</dd></div>
<div><dt>median</dt><dd>${medianOf(percents)} %</dd></div>
<div><dt>commands, median</dt><dd>${medianOf(commands)}${best === undefined ? undefined : html` <small>(author: ${best})</small>`}</dd></div>
</dl>
${
  graded
    ? html`<div class="plots">${histogram(percents, { title: 'Results', unit: '%', to: 100 })}${histogram(minutes, { title: 'Simulated time', unit: 'min' })}</div>`
    : undefined
}
<h3>Goals</h3>
${table(
  'How many reached each goal',
  ['Goal', 'Reached by', 'What stood in the way'],
  checks.map((check) => [
    html`${check.title}${check.isBonus ? ' (bonus)' : ''}<br><code>${check.id}</code>`,
    html`${shareBar(check.met, check.graded)} <span class="number">${check.met} of ${check.graded}</span>`,
    listOf(check.reasons),
  ]),
)}
${
  mistakes.length
    ? html`<h3>Common mistakes</h3>${table(
        'Mistakes that the author of the scenario knows',
        ['What is wrong', 'How often', 'Who'],
        mistakes.map(({ says, names }) => [says, names.length, shortList(names)]),
      )}`
    : undefined
}
<h3>Learners</h3>
${learners(one)}
</section>`
}

function learners({ submissions, checks }: ScenarioSummary): Markup {
  const sorted = [...submissions].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return html`${table(
    'Every learner, with the goals by number',
    [
      'Learner',
      'Result',
      ...checks.map((check, i) => html`<abbr title="${check.title}">${i + 1}</abbr>`),
      'Commands',
      'Minutes',
      'USD a month',
      'Hints',
      'Remarks',
    ],
    sorted.map((one) => {
      const { result } = one
      const remarks = [
        ...(result?.sawSolution ? ['saw the solution'] : []),
        ...one.flags.map(({ kind }) => kind),
        ...(one.mistake === undefined ? [] : [one.mistake]),
      ].join('; ')
      return [
        nameOf(one),
        result ? html`${result.percent} % ${result.passed ? 'passed' : ''}` : 'not graded',
        ...checks.map(({ id }) => mark(one, id)),
        result?.commands,
        result?.minutes,
        result?.usd,
        result
          ? result.hints.cost
            ? `${result.hints.taken} (−${result.hints.cost})`
            : result.hints.taken
          : undefined,
        remarks,
      ]
    }),
  )}
<ol class="legend">${checks.map(({ title }) => html`<li>${title}</li>`)}</ol>
${sorted.filter(({ result }) => result).map(details)}`
}

function mark({ checks }: Regraded, id: string): Content {
  const check = checks.find((one) => one.id === id)
  if (!check) return undefined
  if (check.met) return html`<span class="met" title="${check.title}: reached">✓</span>`
  const told = check.isClosed ? 'its stage did not open' : 'not reached'
  const part = check.points ? html` <small>${check.points} of ${check.of}</small>` : undefined
  return html`<span class="missed" title="${check.title}: ${told}">${check.isClosed ? '·' : '✗'}</span>${part}`
}

/** What of one learner's goals is not reached, for whoever opens it. */
function details(one: Regraded): Content {
  const missed = one.checks.filter(({ met, isClosed }) => !met && !isClosed)
  if (!missed.length) return undefined
  return html`<details><summary>${nameOf(one)}: ${count(missed.length, 'goal')} not reached</summary><ul>${missed.map(
    ({ title, observed, reasons }) =>
      html`<li>${title}<br><small>Found: ${observed}${reasons.map(({ code, says }) => html`<br>${says} (<code>${code}</code>)`)}</small></li>`,
  )}</ul></details>`
}

const listOf = (reasons: readonly Counted[]): Content =>
  reasons.length
    ? html`<ul>${reasons
        .slice(0, 4)
        .map(
          ({ what, says, names }) =>
            html`<li>${names.length} × ${says}${what === 'other' ? undefined : html` <code>${what}</code>`}</li>`,
        )}</ul>`
    : undefined

const shortList = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')

/** The first cell of a row is its head. */
function table(caption: string, heads: readonly Content[], rows: readonly (readonly Content[])[]): Markup {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`
}
