// How the page of a conversion looks, on a screen and on paper. Texts break anywhere: nothing scrolls
// sideways.

export const pageStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem 1.5rem 3rem; max-width: 100rem; color: #1a1a1a; background: #fff;
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 0.5rem; }
h3 { font: 600 0.9rem/1.4 ui-monospace, monospace; margin: 0; padding: 0.4rem 0.6rem; background: #eef1f4;
  overflow-wrap: anywhere; }
h3 small { font-weight: 400; color: #444; }
p { margin: 0.3rem 0; }
a { color: #0b57a4; }
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; align-items: start; }
.sides h2 { margin-top: 0; }
.file { border: 1px solid #c6ccd2; margin-bottom: 1rem; }
table { border-collapse: collapse; width: 100%; }
td, th { vertical-align: top; text-align: left; overflow-wrap: anywhere; }
.text { font-family: ui-monospace, monospace; font-size: 0.82rem; white-space: pre-wrap; }
.code { table-layout: fixed; }
.code td { padding: 0 0.4rem; }
.code .no { width: 3.2rem; text-align: right; color: #555; font: 0.78rem/1.6 ui-monospace, monospace; }
.code .rows { width: 5.5rem; font-size: 0.75rem; }
.report { table-layout: fixed; }
.report th, .report td, .choices th, .choices td, .verified th, .verified td { padding: 0.3rem 0.5rem; border-bottom: 1px solid #d9dee3; }
.report th:nth-child(1) { width: 3.2rem; }
.report th:nth-child(2) { width: 3.5rem; }
.report th:nth-child(3) { width: 22%; }
.report th:nth-child(4) { width: 8.5rem; }
.report th:nth-child(5) { width: 24%; }
.report .of { font: 600 0.9rem/1.4 ui-monospace, monospace; background: #eef1f4; }
.choices, .verified { table-layout: fixed; }
.choices th:nth-child(3) { width: 6rem; }
.verified th:nth-child(4) { width: 8rem; }
.verified td:nth-child(-n+3) { font-size: 0.85rem; }
.badge { display: inline-block; padding: 0 0.45rem; border-radius: 0.6rem; font-size: 0.8rem; border: 1px solid; }
.badge.lossless { color: #14532d; background: #e7f6ec; }
.badge.approximated { color: #6b4300; background: #fff3d6; }
.badge.dropped { color: #7a1414; background: #fde8e8; }
.badge.needs-decision { color: #4b1d7a; background: #f1e7fb; }
.code tr.lossless { background: #f2faf4; }
.code tr.approximated { background: #fff9ea; }
.code tr.dropped { background: #fdf1f1; }
.code tr.needs-decision { background: #f7f1fd; }
tr:target { outline: 2px solid #0b57a4; outline-offset: -2px; }
@media (max-width: 900px) { .sides { grid-template-columns: minmax(0, 1fr); } }
@media print {
  body { font-size: 10px; padding: 0; max-width: none; }
  a { color: inherit; text-decoration: none; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .badge, .code tr { print-color-adjust: exact; }
}
`;
