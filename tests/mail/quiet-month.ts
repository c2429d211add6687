import type { AllIsWell } from "../../lambda/mail/all-is-well.ts";

const site = "https://readouts.norrhaven.example";

/** A month without a mail, for two alerts. */
export function anAllIsWell(changed: Partial<AllIsWell> = {}): AllIsWell {
  return {
    language: "en",
    month: "2026-02",
    alerts: [
      {
        name: "Water treaties",
        frequency: { kind: "daily", hour: 8 },
        timeZone: "Europe/Berlin",
        searchUrl: `${site}/search?q=treaty`,
        lastFoundAt: "2026-01-19T13:20:00.000Z",
      },
      {
        name: "Veldmark",
        frequency: { kind: "weekly", weekday: 1, hour: 8 },
        timeZone: "Europe/Berlin",
        searchUrl: `${site}/search?q=Veldmark`,
        lastFoundAt: null,
      },
    ],
    health: [
      {
        name: "Prime Minister of Ostrovia",
        lastReadAt: "2026-03-01T06:55:00.000Z",
        thisWeek: 9,
        usualWeek: 7.5,
        silent: null,
      },
      {
        name: "Presidency of Veldmark",
        lastReadAt: "2026-03-01T06:50:00.000Z",
        thisWeek: 3,
        usualWeek: 4,
        silent: null,
      },
    ],
    timeZone: "Europe/Berlin",
    unsubscribeUrl: `${site}/unsubscribe?token=all`,
    manageUrl: `${site}/manage?token=one`,
    baseUrl: site,
    sentAt: "2026-03-01T07:00:05.000Z",
    messageId: "month@readouts.norrhaven.example",
    threadId: "digests@readouts.norrhaven.example",
    ...changed,
  };
}
