/** Colours have a contrast of 4.5 or more on their ground, in both schemes; nothing is loaded. */
export const style: string = `
:root {
  color-scheme: light dark;
  --bg: #fff;
  --panel: #f8fafc;
  --ink: #0f172a;
  --soft: #475569;
  --line: #cbd5e1;
  --focus: #1d4ed8;
  --vpc: #14532d;
  --vpc-bg: #dcfce7;
  --gateway: #164e63;
  --gateway-bg: #cffafe;
  --aws: #713f12;
  --aws-bg: #fef9c3;
  --internet: #701a75;
  --internet-bg: #fae8ff;
  --blocked: #991b1b;
  --blocked-bg: #fee2e2;
  --undetermined: #1e3a8a;
  --undetermined-bg: #dbeafe;
  --thing: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0b1120;
    --panel: #111a2e;
    --ink: #e2e8f0;
    --soft: #a3b1c6;
    --line: #334155;
    --focus: #93c5fd;
    --vpc: #bbf7d0;
    --vpc-bg: #14532d;
    --gateway: #a5f3fc;
    --gateway-bg: #164e63;
    --aws: #fef08a;
    --aws-bg: #57390c;
    --internet: #f5d0fe;
    --internet-bg: #601a66;
    --blocked: #fecaca;
    --blocked-bg: #7f1d1d;
    --undetermined: #bfdbfe;
    --undetermined-bg: #1e3a8a;
    --thing: #1b2740;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--bg);
  color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', 'Hiragino Sans', 'Noto Sans CJK JP',
    'Noto Sans JP', sans-serif;
}
header,
main,
footer {
  max-width: 1500px;
  margin: 0 auto;
  padding: 10px 20px;
}
main {
  padding-top: 0;
}
main > section:first-child h2 {
  margin-top: 0.4em;
}
h1 {
  font-size: 1.35rem;
  margin: 0.3em 0;
  overflow-wrap: anywhere;
}
h1 small {
  font-weight: 400;
  color: var(--soft);
  font-size: 0.85rem;
  margin-left: 0.6em;
}
h2 {
  font-size: 1.05rem;
  margin: 1.6em 0 0.4em;
}
h3 {
  font-size: 0.95rem;
  margin: 1em 0 0.3em;
}
p {
  margin: 0.3em 0;
}
.soft,
figcaption,
caption {
  color: var(--soft);
  font-size: 0.86rem;
}
code,
.mono {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono CJK JP', monospace;
  font-size: 0.88em;
  overflow-wrap: anywhere;
}
.scroll {
  overflow: auto;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--panel);
}
table {
  border-collapse: separate;
  border-spacing: 0;
  width: 100%;
}
caption {
  text-align: left;
  padding: 8px 10px;
  caption-side: bottom;
}
th,
td {
  padding: 4px 6px;
  text-align: left;
  white-space: nowrap;
}
thead th,
thead td {
  position: sticky;
  top: 0;
  background: var(--panel);
  border-bottom: 1px solid var(--line);
  z-index: 1;
}
tbody th {
  position: sticky;
  left: 0;
  background: var(--panel);
  font-weight: 500;
  max-width: 30em;
  overflow: hidden;
  text-overflow: ellipsis;
}
.cell {
  display: block;
  width: 100%;
  min-width: 6.2em;
  min-height: 30px;
  border: 1px solid transparent;
  border-radius: 6px;
  padding: 3px 8px;
  font: inherit;
  font-size: 0.86rem;
  text-align: left;
  cursor: pointer;
  color: var(--ink);
  background: transparent;
}
.vpc.cell,
.vpc.tag {
  color: var(--vpc);
  background: var(--vpc-bg);
}
.gateway.cell,
.gateway.tag {
  color: var(--gateway);
  background: var(--gateway-bg);
}
.aws.cell,
.aws.tag {
  color: var(--aws);
  background: var(--aws-bg);
}
.internet.cell,
.internet.tag {
  color: var(--internet);
  background: var(--internet-bg);
}
.blocked.cell,
.blocked.tag {
  color: var(--blocked);
  background: var(--blocked-bg);
}
.undetermined.cell,
.undetermined.tag {
  color: var(--undetermined);
  background: var(--undetermined-bg);
}
.cell.optional {
  background: transparent;
  border-color: var(--line);
}
.cell[aria-pressed='true'] {
  outline: 3px solid var(--focus);
  outline-offset: 1px;
}
:focus-visible {
  outline: 3px solid var(--focus);
  outline-offset: 2px;
}
.tag {
  display: inline-block;
  border-radius: 6px;
  padding: 1px 8px;
  font-weight: 600;
}
.two {
  display: grid;
  margin-top: 1.4em;
  grid-template-columns: minmax(320px, 480px) minmax(0, 1fr);
  gap: 18px;
  align-items: start;
}
@media (max-width: 900px) {
  .two {
    grid-template-columns: minmax(0, 1fr);
  }
}
.two h2 {
  margin-top: 0;
}
.panel {
  border: 1px solid var(--line);
  border-radius: 8px;
  background: var(--panel);
  padding: 10px 14px;
}
ol.hops {
  list-style: none;
  margin: 0.2em 0;
  padding: 0;
}
ol.hops li {
  display: grid;
  grid-template-columns: 1.6em 1fr;
  padding: 5px 0;
  border-top: 1px solid var(--line);
}
ol.hops li:first-child {
  border-top: 0;
}
.hops .sign {
  font-weight: 700;
}
.pass .sign {
  color: var(--vpc);
}
.block .sign,
.block .said {
  color: var(--blocked);
  font-weight: 600;
}
.unknown .sign,
.unknown .said {
  color: var(--undetermined);
  font-weight: 600;
}
.findings li {
  margin: 0.4em 0;
  overflow-wrap: anywhere;
}
.skip {
  position: absolute;
  left: -999px;
}
.skip:focus {
  left: 8px;
  top: 8px;
  background: var(--bg);
  padding: 6px 10px;
  z-index: 9;
}
svg text {
  fill: var(--ink);
  font: 12px system-ui, -apple-system, 'Segoe UI', 'Hiragino Sans', 'Noto Sans CJK JP', sans-serif;
}
svg .note {
  fill: var(--soft);
  font-size: 11px;
}
svg rect {
  fill: none;
  stroke: var(--line);
}
svg .region rect {
  stroke-dasharray: 5 4;
  stroke: var(--soft);
}
svg .vpc rect {
  stroke: var(--vpc);
  stroke-width: 1.5;
}
svg .zone rect {
  stroke-dasharray: 3 3;
}
svg .subnet rect {
  fill: var(--bg);
}
svg .thing rect {
  fill: var(--thing);
  stroke: var(--soft);
}
svg .interface-endpoint rect,
svg .gateway-endpoint rect {
  fill: var(--gateway-bg);
  stroke: var(--gateway);
}
svg .nat-gateway rect,
svg .internet-gateway rect,
svg .egress-only-internet-gateway rect {
  fill: var(--aws-bg);
  stroke: var(--aws);
}
svg .outside rect {
  fill: var(--thing);
  stroke: var(--soft);
}
svg .outside text {
  font-weight: 600;
}
svg .on rect {
  stroke-width: 3;
}
#way path {
  fill: none;
  stroke-width: 3;
  stroke: var(--way);
}
#way .cross {
  stroke-width: 4;
}
.tip {
  fill: context-stroke;
}
#map {
  --way: var(--vpc);
  display: block;
  max-width: 100%;
  height: auto;
  min-width: 720px;
}
#map.gateway {
  --way: var(--gateway);
}
#map.aws {
  --way: var(--aws);
}
#map.internet {
  --way: var(--internet);
}
#map.blocked {
  --way: var(--blocked);
}
#map.undetermined {
  --way: var(--undetermined);
}
svg .on rect {
  stroke: var(--way);
}
@media print {
  .skip,
  .hint {
    display: none;
  }
  .scroll {
    overflow: visible;
  }
}
`.trim();
