import { reasonsOf } from "../lambda/alerts/delivery/reasons.ts";
import {
  calledWords,
  type AlertContent,
  reasonWords,
  speakerShown,
} from "../lambda/mail/alert-content.ts";
import { alertFacts, ourClocks, revisionUrl } from "../lambda/mail/alert-facts.ts";
import { renderAlert } from "../lambda/mail/alert.ts";
import type { DigestContent } from "../lambda/mail/digest-content.ts";
import { renderDigest } from "../lambda/mail/digest.ts";
import type { Mail } from "../lambda/mail/mail.ts";
import { wordsOf } from "../lambda/mail/words/words-of.ts";
import { composeMime } from "../lambda/outside/mime.ts";
import { makeDocuments } from "./corpus.ts";
import { median, rounded } from "./interleave.ts";
import { startMailPeers } from "./peers/mail/mail-peers.ts";
import { readoutOf } from "./search/load.ts";
import type { Subject } from "./subject.ts";

const seed = 2026;
const site = "https://readouts.norrhaven.example";
const rounds = 7;
/** Mails of a round; of the peers fewer, for they are slower. */
const times = { alert: 300, digest: 30, mjml: 10, react: 30 } as const;
const shownInDigest = 30;

interface Row {
  readonly what: string;
  readonly perSecond: number;
  /** The text and the HTML of one mail, in characters. */
  readonly characters: number;
  /** Time against our text and HTML. */
  readonly timesOurs: number;
}

export const mail: Subject = {
  name: "mail",
  description:
    "alerts as text and HTML, beside MJML and React Email rendering the same, and digests",
  options: [],
  isUsual: false,
  async measure(_options, say) {
    say("Rendering mails ...");
    const { rows, missing } = await measure(say);
    return {
      json: { rows, missing },
      print() {
        console.log("Mails rendered on one core, text and HTML");
        console.table(
          rows.map(({ what, perSecond, characters, timesOurs }) => ({
            what,
            "mails/s": perSecond,
            characters,
            "times ours": timesOurs,
          })),
        );
        if (missing !== null) console.log(missing);
      },
    };
  },
};

async function measure(
  say: (text: string) => void,
): Promise<{ readonly rows: readonly Row[]; readonly missing: string | null }> {
  const alert = anAlert();
  const digest = aDigest(alert);
  const peers = startMailPeers(asPeersSay(alert), say);
  const wholeAlert = renderAlert(alert);
  const ours: readonly Way[] = [
    {
      what: "ours: an alert",
      characters: lengthOf(wholeAlert),
      run: timed(times.alert, () => renderAlert(alert)),
    },
    {
      what: "ours: an alert as MIME",
      characters: lengthOf(wholeAlert),
      run: timed(times.alert, () =>
        composeMime(
          { ...renderAlert(alert), to: "reader@newsroom.example" },
          "alerts@norrhaven.example",
          alert.sentAt,
        ),
      ),
    },
    {
      what: `ours: a digest of ${shownInDigest} readouts`,
      characters: lengthOf(renderDigest(digest)),
      run: timed(times.digest, () => renderDigest(digest)),
    },
  ];
  const theirs: readonly Way[] = peers.isThere
    ? await Promise.all(
        (["mjml", "react"] as const).map(
          async (way): Promise<Way> => ({
            what: way === "mjml" ? "MJML: the same alert" : "React Email: the same alert",
            characters: (await peers.render(way, 1)).bytes,
            run: async () => (await peers.render(way, times[way])).ms / times[way],
          }),
        ),
      )
    : [];
  const all = [...ours, ...theirs].map((way) => ({ ...way, ms: [] as number[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const way of all) {
      const ms = await way.run();
      if (round > 0) way.ms.push(ms);
    }
  }
  if (peers.isThere) peers.stop();
  const [first] = all;
  return {
    rows: all.map(({ what, characters, ms }) => ({
      what,
      perSecond: rounded(1000 / median(ms)),
      characters,
      timesOurs: rounded(median(ms) / median(first?.ms ?? [])),
    })),
    missing: peers.isThere ? null : peers.why,
  };
}

interface Way {
  readonly what: string;
  readonly characters: number;
  /** @returns milliseconds a mail */
  run(): Promise<number>;
}

function timed(count: number, render: () => unknown): () => Promise<number> {
  return async () => {
    const begun = performance.now();
    for (let n = 0; n < count; n += 1) await render();
    return (performance.now() - begun) / count;
  };
}

const lengthOf = ({ text, html }: Mail): number => text.length + html.length;

/** Of a readout of the mean length, with the passages that two searches found. */
function anAlert(): AlertContent {
  const documents = makeDocuments({ seed, count: 40 });
  const document = documents.find(({ paragraphs }) => paragraphs.length > 8) ?? documents[0];
  if (document === undefined) throw new RangeError("There are no documents.");
  const { revision } = readoutOf(document, 1);
  const words = new Set(document.paragraphs.join(" ").match(/[a-z]{7,}/g));
  const [first = "", second = "", third = ""] = words;
  const { each, snippets } = reasonsOf([first, `${second} OR ${third}`], revision);
  const [one, ...others] = each.map((reason, n) => ({
    ...reason,
    name: reason.query,
    unsubscribeUrl: `${site}/unsubscribe?token=${n}`,
  }));
  if (one === undefined) throw new RangeError("There is no reason.");
  return {
    language: "en",
    change: "new",
    revision,
    sourceName: "Prime Minister of Ostrovia",
    timeZone: "Europe/Athens",
    snippets,
    reasons: [one, ...others],
    unsubscribeUrl: `${site}/unsubscribe?token=all`,
    manageUrl: `${site}/manage?token=mine`,
    difference: null,
    baseUrl: site,
    sentAt: "2026-03-02T15:01:30.000Z",
    messageId: "one@readouts.norrhaven.example",
    threadId: "thread@readouts.norrhaven.example",
    inReplyTo: null,
  };
}

function aDigest(alert: AlertContent): DigestContent {
  const { revision, sourceName, timeZone, snippets, unsubscribeUrl, manageUrl, baseUrl } = alert;
  const item = { change: "new" as const, revision, sourceName, timeZone };
  const passages = snippets.slice(0, 1);
  return {
    language: "en",
    rhythm: "daily",
    groups: [
      {
        name: "Everything",
        unsubscribeUrl,
        searchUrl: `${site}/search?q=everything`,
        items: Array.from({ length: shownInDigest }, () => ({
          ...item,
          snippets: passages,
          reasons: alert.reasons,
        })),
      },
    ],
    total: shownInDigest,
    health: [],
    timeZone: "Europe/Berlin",
    unsubscribeUrl,
    manageUrl,
    baseUrl,
    sentAt: alert.sentAt,
    messageId: "digest@readouts.norrhaven.example",
    threadId: "digests@readouts.norrhaven.example",
  };
}

/** The same words, without our looks: what render.mjs takes. */
function asPeersSay(alert: AlertContent): object {
  const { revision, reasons, snippets, sourceName, manageUrl } = alert;
  return {
    language: "en",
    heading: revision.content.title,
    kind: "New readout",
    source: sourceName,
    facts: alertFacts(alert),
    passages: snippets.map((snippet) => ({
      speaker: speakerShown(snippet),
      parts: snippet.parts,
      lang: snippet.language,
      dir: snippet.direction,
    })),
    button: { url: revisionUrl(alert), words: "Read it in the archive" },
    links: [
      { before: "At the press office: ", url: revision.url, words: revision.url },
      ...reasons.map((reason) => ({
        before: `You get this because of your alert ${calledWords(reason)}: ${reasonWords(reason.clauses, wordsOf("en"))}. `,
        url: reason.unsubscribeUrl,
        words: "Stop this alert",
      })),
      { before: "", url: manageUrl, words: "Change or pause your alerts" },
    ],
    foot: ourClocks(alert),
  };
}
