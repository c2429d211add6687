import type { DigestContent, DigestItem } from "../../lambda/mail/digest-content.ts";
import { anAlertOf } from "./received.ts";

const site = "https://readouts.norrhaven.example";

const clause = { holds: "present", count: 2, isFact: false } as const;
const treaties = { name: "Water treaties", clauses: [{ text: "treaty", ...clause }] };
const veldmark = { name: "Veldmark", clauses: [{ text: "Veldmark", ...clause }] };

function anItem(
  title: string,
  reasons: DigestItem["reasons"],
  its: Partial<DigestItem> = {},
): DigestItem {
  const { revision, snippets, sourceName, timeZone } = anAlertOf({ content: { title } });
  const shown = snippets.filter(({ where }) => where !== "title").slice(0, 1);
  return { change: "new", revision, snippets: shown, sourceName, timeZone, reasons, ...its };
}

/** A weekday's digest of two alerts, and the sources they depend on. */
export function aDigest(changed: Partial<DigestContent> = {}): DigestContent {
  return {
    language: "en",
    rhythm: "daily",
    groups: [
      {
        name: "Water treaties",
        unsubscribeUrl: `${site}/unsubscribe?token=0`,
        searchUrl: `${site}/search?q=treaty`,
        items: [
          anItem("Talks with the President of Veldmark on the water treaty", [treaties, veldmark]),
          anItem("Telephone conversation with the President of Calandra", [treaties], {
            change: "edited",
          }),
        ],
      },
      {
        name: "Veldmark",
        unsubscribeUrl: `${site}/unsubscribe?token=1`,
        searchUrl: `${site}/search?q=Veldmark`,
        items: [anItem("Visit to the port of Norrhaven", [veldmark])],
      },
    ],
    total: 5,
    health: [
      {
        name: "Prime Minister of Ostrovia",
        lastReadAt: "2026-03-03T06:55:00.000Z",
        thisWeek: 9,
        usualWeek: 7.5,
        silent: null,
      },
      {
        name: "Presidency of Veldmark",
        lastReadAt: "2026-03-01T22:10:00.000Z",
        thisWeek: 0,
        usualWeek: 4,
        silent: {
          kind: "unread",
          since: "2026-03-01T22:10:00.000Z",
          problem: "the server answered 503",
        },
      },
    ],
    timeZone: "Europe/Berlin",
    unsubscribeUrl: `${site}/unsubscribe?token=all`,
    manageUrl: `${site}/manage?token=one`,
    baseUrl: site,
    sentAt: "2026-03-03T07:00:05.000Z",
    messageId: "digest@readouts.norrhaven.example",
    threadId: "digests@readouts.norrhaven.example",
    ...changed,
  };
}
