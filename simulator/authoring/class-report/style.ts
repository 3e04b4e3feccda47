/** The looks of a class report, on screens in both schemes and on paper. */
export const style = `
:root { color-scheme: light dark;
  --paper: light-dark(#f6f7f5, #0f1413); --sheet: light-dark(#fff, #151c1a); --ink: light-dark(#17211f, #e3e9e6);
  --soft: light-dark(#4d5b57, #9daaa6); --line: light-dark(#d2d9d5, #2b3633); --accent: light-dark(#2446bd, #a3b8ff);
  --good: light-dark(#17663f, #82d3a6); --bad: light-dark(#a82c18, #ff9d87); --wash: light-dark(#f7e6e1, #35201b); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 72rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h2 { margin-block: 2.5rem 0.25rem; border-block-start: 1px solid var(--line); padding-block-start: 1.5rem; }
h3 { margin-block: 1.75rem 0.5rem; }
a { color: var(--accent); }
code { font: 0.875em ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
small, .id, caption, figcaption { color: var(--soft); }
.id { margin: 0; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { position: static; }
.good, .met { color: var(--good); }
.missed { color: var(--bad); }
.flags { background: var(--wash); padding: 0 1rem 1rem; border-radius: 0.5rem; margin-block: 1rem; }
.flags h2 { border: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin-block: 1rem; }
.figures dt { color: var(--soft); font-size: 0.875rem; }
.figures dd { margin: 0; font-size: 1.375rem; font-variant-numeric: tabular-nums; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; }
figure { margin: 0; flex: 1 1 20rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem; }
svg { display: block; inline-size: 100%; block-size: auto; }
svg text { font: 11px system-ui, sans-serif; fill: var(--soft); text-anchor: middle; }
svg .count { fill: var(--ink); }
svg .tick:first-of-type { text-anchor: start; }
.bar { fill: var(--accent); }
.ground { fill: var(--line); }
.axis { stroke: var(--soft); }
.median { stroke: var(--bad); stroke-dasharray: 3 3; }
.share { inline-size: 6rem; block-size: 0.625rem; display: inline-block; }
abbr, .number { white-space: nowrap; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; background: var(--sheet); font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-block: 0.25rem; font-size: 0.875rem; }
th, td { border: 1px solid var(--line); padding: 0.375rem 0.625rem; text-align: start; vertical-align: top; }
thead th { background: var(--paper); font-weight: 600; }
tbody th { font-weight: 500; }
td ul { margin: 0; padding-inline-start: 1.125rem; }
abbr { text-decoration: none; cursor: help; }
.legend { color: var(--soft); font-size: 0.875rem; }
details { border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.375rem 0.75rem; margin-block: 0.375rem; background: var(--sheet); }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; background: #fff; font-size: 10pt; }
  .wide { overflow: visible; }
  section, figure, tr { break-inside: avoid; }
  section { break-inside: auto; }
  .skip, nav { display: none; }
}
`
