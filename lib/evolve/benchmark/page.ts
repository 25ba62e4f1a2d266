import type { Interval } from '../metrics';
import { overallOf } from '../judge';
import { html, type Markup } from './markup';
import { EXPERT, UNTOUCHED, type BenchmarkReport } from './run';
import type { Row, SystemSummary } from './summary';

/** The report as one page: no script, nothing from anywhere else, pictures in it. `picture` gives a small JPEG, or nothing. */
export type PictureOf = (id: string, system: string) => Uint8Array | undefined;

/** More cases than this are not shown in pictures: a page has to open. The worst of the first system are. */
const SHOWN = 60;

const two = (value: number): string => value.toFixed(2);
const three = (value: number): string => value.toFixed(3).replace('-', '−');
const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;
const range = ({ low, high }: Interval, show: (value: number) => string): string => `${show(low)} … ${show(high)}`;

const STYLE = `:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}body{max-width:1200px;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0 1.5rem}th,td{padding:.25rem .75rem;border-bottom:1px solid #8884;text-align:right;font-variant-numeric:tabular-nums}th:first-child,td:first-child{text-align:left}.scroll{overflow-x:auto}.note{color:#777}.case{margin:2rem 0}.row{display:flex;flex-wrap:wrap;gap:.75rem}figure{margin:0;width:220px}img{width:100%;height:auto;display:block}figcaption{font-size:12px}q{quotes:"“" "”"}`;

const HEAD = ['', 'cases', 'failed', 'L1×10² ↓', 'L2×10³ ↓', 'SC ↑', 'PQ ↑', 'O ↑', 'O, 95 %'] as const;

const table = (head: readonly string[], rows: readonly Markup[]): Markup => html`<div class="scroll"><table><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

const cells = ({ cases, l1, l2, sc, pq, overall, interval }: Row, failed: number): Markup => html`<td>${cases}</td><td>${failed}</td><td>${two(l1)}</td><td>${two(l2)}</td><td>${two(sc)}</td><td>${two(pq)}</td><td>${two(overall)}</td><td>${range(interval, two)}</td>`;
const rowOf = (name: string, row: Row | undefined, failed: number): Markup => html`<tr><td>${name}</td>${row ? cells(row, failed) : html`<td>0</td><td>${failed}</td><td colspan="6">no result</td>`}</tr>`;

const LANGUAGES = { en: 'English', zh: 'Chinese' } as const;

function languages(systems: readonly SystemSummary[]): Markup {
  const rows = systems.flatMap(({ name, byLocale }) => (['en', 'zh'] as const).flatMap((locale) => (byLocale[locale] ? [rowOf(`${name}, ${LANGUAGES[locale]}`, byLocale[locale], 0)] : [])));
  return html`<h2>By language</h2>${table(HEAD, rows)}`;
}

function categories(systems: readonly SystemSummary[]): Markup {
  const names = [...new Set(systems.flatMap(({ byCategory }) => Object.keys(byCategory)))].sort();
  const rows = names.map((category) => html`<tr><td>${category}</td>${systems.map(({ byCategory }) => html`<td>${byCategory[category] ? `${two(byCategory[category].overall)} (${byCategory[category].cases})` : '–'}</td>`)}</tr>`);
  return html`<h2>By category: O (cases)</h2>${table(['', ...systems.map(({ name }) => name)], rows)}`;
}

function duels({ duels: list }: BenchmarkReport): Markup | undefined {
  if (list.length === 0) return undefined;
  const rows = list.flatMap(({ system, against, all, byLocale }) => [['all', all] as const, ...(['en', 'zh'] as const).flatMap((locale) => (byLocale[locale] ? [[LANGUAGES[locale], byLocale[locale]] as const] : []))].map(([where, rate]) =>
    html`<tr><td>${system} against ${against}, ${where}</td><td>${rate.wins}</td><td>${rate.ties}</td><td>${rate.losses}</td><td>${percent(rate.rate)}</td><td>${range(rate.interval, percent)}</td></tr>`));
  return html`<h2>Who wins</h2><p class="note">On the same case, by O; less than 0.1 apart is a draw, which counts half. Wilson intervals.</p>${table(['', 'wins', 'draws', 'losses', 'win rate', '95 %'], rows)}`;
}

const people = ({ people: found, evaluator }: BenchmarkReport): Markup | undefined => found && html`<h2>The evaluator against people</h2><p class="note">${found.samples} results that people scored, as the evaluator “${evaluator}” scores them.</p>${
  table(['', 'SRCC', 'SRCC, 95 % by case', 'PLCC'], Object.entries(found.scores).map(([score, one]) => html`<tr><td>${score}</td><td>${three(one.srcc)}</td><td>${range(one.interval, three)}</td><td>${three(one.plcc)}</td></tr>`))}`;

function pictures(report: BenchmarkReport, picture: PictureOf): Markup {
  const first = report.systems[0]?.name;
  const scoreOf = (outcomes: BenchmarkReport['cases'][number]['outcomes']): number => { const own = outcomes.find(({ system }) => system === first); return own?.sc === undefined || own.pq === undefined ? -1 : overallOf({ sc: own.sc, pq: own.pq }); };
  const shown = report.cases.length <= SHOWN ? report.cases : report.cases.toSorted((a, b) => scoreOf(a.outcomes) - scoreOf(b.outcomes)).slice(0, SHOWN);
  const figure = (id: string, system: string, caption: Markup): Markup => {
    const bytes = picture(id, system);
    return html`<figure>${bytes && html`<img src="data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}" alt="${caption.text.replace(/<[^>]*>/g, ' ')}" loading="lazy">`}<figcaption>${caption}</figcaption></figure>`;
  };
  return html`<h2>Cases</h2>${report.cases.length > shown.length && html`<p class="note">The ${shown.length} of ${report.cases.length} on which ${first ?? 'the first system'} scored lowest.</p>`}${shown.map(({ asked, outcomes }) => html`<section class="case"><h3><q lang="${asked.locale}">${asked.instruction}</q></h3><p class="note">${asked.id} · ${asked.category}${asked.subcategory !== '' && html` · ${asked.subcategory}`}</p><div class="row">${figure(asked.id, 'source', html`before`)}${
    outcomes.filter(({ system }) => system !== UNTOUCHED).map(({ system, failed, l1 = 0, sc = 0, pq = 0 }) => (failed === undefined
      ? figure(asked.id, system, html`<b>${system}</b><br>O ${two(overallOf({ sc, pq }))} = √(${two(sc)} · ${two(pq)})${system !== EXPERT && html`, L1 ${two(l1)}`}`)
      : html`<figure><figcaption><b>${system}</b><br>failed: ${failed}</figcaption></figure>`))}</div></section>`)}`;
}

export function pageOf(report: BenchmarkReport, picture: PictureOf): string {
  const { benchmark, judge, edge, seed, systems } = report;
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><title>${benchmark.name}</title><style>${STYLE}</style></head><body><h1>${benchmark.name}</h1>
<p>${benchmark.cases} cases, ${edge} px, seed ${seed}. Judge: ${judge}; it saw each result beside its photo and the words, and nothing of who made it. L1 and L2 are means over pixels against the expert’s result.</p>${benchmark.expert !== '' && html`<p class="note">The expert: ${benchmark.expert}</p>`}
<h2>All cases</h2>${table(HEAD, systems.map(({ name, all, failed }) => rowOf(name, all, failed)))}${duels(report)}${languages(systems)}${categories(systems)}${people(report)}${pictures(report, picture)}</body></html>
`.text;
}
