import { createRequire } from "node:module";

const { default: Sequencer } = createRequire(import.meta.url)("@jest/test-sequencer");

/**
 * Files that take longest, in seconds of a quiet machine with two cores. Jest begins with the longest of its
 * last run, but on a clean checkout with the largest in bytes, and these would come last and keep one core.
 */
const seconds = {
  "browser/pages": 64,
  "browser/walk": 45,
  "recorded/series": 45,
  "browser/mails": 41,
  "journeys/replay": 60,
  "journeys/command-line": 40,
  "ingest/once-each": 30,
  "query/set/query-set": 24,
  "archive/search/lists": 20,
  "alerts/year/year": 18,
  "archive/search/search-archive": 15,
  "alerts/requests/request-limits": 14,
  "alerts/sending/turns": 12,
  "query/finding/scan": 12,
  "alerts/once-each": 11,
};

export default class LongestFirst extends Sequencer {
  /** @returns ms; of those never run and not named, one for each kilobyte */
  time(test) {
    const known = seconds[test.path.replace(/^.*\/tests\/(.*)\.test\.ts$/, "$1")];
    const guess =
      known === undefined ? test.context.hasteFS.getSize(test.path) / 1024 : known * 1000;
    return super.time(test) ?? guess;
  }
}
