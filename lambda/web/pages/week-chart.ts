import { DateTime } from "luxon";
import type { PreviewWeek } from "../../archive/preview/weeks.ts";
import { type Html, markup } from "./markup.ts";

const height = 60;
const step = 28;
const barWidth = 20;
const baseline = height + 18;

/** Matches per week as bars, and the same as a table for those who do not see them. */
export function weekChart(weeks: readonly PreviewWeek[]): Html {
  const most = Math.max(1, ...weeks.map(({ matches }) => matches));
  const total = weeks.reduce((sum, { matches }) => sum + matches, 0);
  const [first] = weeks;
  if (first === undefined || weeks.length < 2) return markup``;
  const words = `${total === 1 ? "1 match" : `${total} matches`} in ${weeks.length} weeks`;
  return markup`<figure class="weeks"><figcaption>${words}, by week</figcaption>
<svg viewBox="0 0 ${weeks.length * step} ${baseline + 20}" role="img" aria-label="Bar chart: ${words}, at most ${most} in a week">
${weeks.map((week, n) => bar(week, n, most))}
<text class="axis" x="0" y="${baseline + 16}">${dayWords(first.monday)}</text>
<text class="axis end" x="${weeks.length * step}" y="${baseline + 16}">this week</text>
</svg>
<details><summary>As a table</summary><table><thead><tr><th scope="col">Week from</th><th scope="col">Matches</th></tr></thead>
<tbody>${weeks.map(({ monday, matches }) => markup`<tr><td>${dayWords(monday)}</td><td>${matches}</td></tr>`)}</tbody></table></details>
</figure>`;
}

function bar({ matches }: PreviewWeek, n: number, most: number): Html {
  const tall = matches === 0 ? 1 : Math.max(3, Math.round((matches / most) * height));
  const x = n * step + (step - barWidth) / 2;
  return markup`<rect x="${x}" y="${baseline - tall}" width="${barWidth}" height="${tall}"/>${
    matches === 0
      ? ""
      : markup`<text class="count-of" x="${x + barWidth / 2}" y="${baseline - tall - 5}">${matches}</text>`
  }`;
}

function dayWords(day: string): string {
  return DateTime.fromISO(day).setLocale("en-GB").toFormat("d LLLL");
}
