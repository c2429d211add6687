import type { Block, ReadoutContent, Turn } from "../../lambda/readouts/readout.ts";
import { archived } from "../builders/archive.ts";
import { aParagraph, aReadout, paragraphs } from "../builders/readout.ts";
import type { TestSite } from "../builders/site.ts";

const orlan = "Prime Minister of Ostrovia Ilse Orlan";
const tamm = "President of Veldmark Aksel Tamm";

const conversation: readonly (readonly [string, string])[] = [
  [
    orlan,
    "Mr President, friends, welcome to Port Sella. Two years ago we stood on this quay and promised each other a treaty on the water of the Lenn. Today it lies on the table.",
  ],
  ["", "The harbours of both our countries live from that river. So do the farmers above it."],
  [
    tamm,
    "Thank you, Madam Prime Minister. I remember that day; it rained. Veldmark will open the upper locks from the first of April, and we ask that the ferry keeps its timetable through the summer.",
  ],
  [orlan, "It will. The ferry is older than either of our constitutions."],
  [
    tamm,
    "Then let our ministers sign the water treaty tonight, and let the ferry carry them home.",
  ],
];

/** A conversation's blocks and turns: a speaker's label stands before the first words only. */
function spoken(
  parts: readonly (readonly [string, string])[],
): Pick<ReadoutContent, "blocks" | "turns"> {
  const blocks: Block[] = [];
  const turns: Turn[] = [];
  for (const [label, text] of parts) {
    const last = turns.at(-1);
    if (label === "" && last !== undefined) {
      turns[turns.length - 1] = { ...last, to: blocks.length + 1 };
    } else {
      const speaker = label.split(" ").slice(-2).join(" ");
      const role = label.split(" ").slice(0, -2).join(" ");
      turns.push({ speaker, label, role, from: blocks.length, to: blocks.length + 1 });
    }
    blocks.push(aParagraph(label === "" ? text : `${label}: ${text}`));
  }
  return { blocks, turns };
}

const talks = aReadout({
  lead: "The Prime Minister of Ostrovia and the President of Veldmark spoke at the harbour office.",
  countries: [
    { country: "PT", weight: 0.6 },
    { country: "NO", weight: 0.4 },
  ],
  ...spoken(conversation),
});

/** Readouts of invented governments: everything that a page must be able to show. */
export async function fillArchive({ readouts, sources }: TestSite): Promise<void> {
  const add = async (
    readoutId: string,
    content: ReadoutContent,
    head: Parameters<typeof archived>[2] = {},
    observedAt = "2026-03-02T15:00:00.000Z",
  ) => {
    const sourceId = readoutId.startsWith("veldmark") ? "veldmark-presidency" : "ostrovia-pm";
    const host = sourceId === "ostrovia-pm" ? "pm.ostrovia" : "president.veldmark";
    const url = `https://${host}.example/events/${readoutId.replace(/\D/g, "")}`;
    await archived(readouts, { readoutId, sourceId, url, observedAt, content }, head);
  };
  await add("ostrovia-pm-103", aReadout({ ...talks, ...spoken(conversation.slice(0, 3)) }));
  await add("ostrovia-pm-103", talks, {}, "2026-03-02T17:10:00.000Z");
  await add(
    "veldmark-presidency-2204",
    aReadout({
      title: "Telephone conversation with Prime Minister of Calandra Piet Harro",
      kind: "call",
      place: null,
      eventDate: { from: "2026-03-02", to: "2026-03-02", readFrom: "page" },
      publishedAt: { at: "2026-03-02T11:05:00.000Z", precision: "minute" },
      blocks: paragraphs(
        "The President of Veldmark spoke by telephone with the Prime Minister of Calandra.",
        "They discussed the price of grain, the water treaty with Ostrovia and the fisheries of the northern bank.",
      ),
    }),
  );
  await add(
    "veldmark-presidency-2203",
    aReadout({
      title: "Visit of the President to Norrhaven: meeting with the harbour masters",
      kind: "meeting",
      place: "Norrhaven",
      publishedAt: { at: "2026-03-01T16:30:00.000Z", precision: "minute" },
      isContinued: true,
      blocks: [
        { kind: "heading", text: "On the quay" },
        aParagraph("The President asked what a ship pays, and for what."),
        { kind: "list-item", text: "Dues by length, from the first metre." },
        { kind: "list-item", text: "A pilot, where the bank has moved." },
        { kind: "quote", text: "A harbour is a promise that the sea is not the end." },
        aParagraph("To be continued."),
      ],
    }),
  );
  await add(
    "ostrovia-pm-102",
    aReadout({
      title: "لقاء رئيسة الوزراء مع سفير كالاندرا",
      language: "ar",
      kind: "meeting",
      place: "بورت سيلا",
      publishedAt: { at: "2026-03-01T09:00:00.000Z", precision: "day" },
      blocks: paragraphs(
        "استقبلت رئيسة الوزراء سفير كالاندرا في مكتبها بالميناء.",
        "وتناول اللقاء أسعار الحبوب ومعاهدة المياه (Lenn Treaty) بين البلدين.",
      ),
    }),
  );
  await add(
    "ostrovia-pm-101",
    aReadout({
      title: "Statement on the <b>grain</b> price & the \u202Enorthern\u202C bank",
      kind: "statement",
      publishedAt: { at: "2026-02-27T09:00:00.000Z", precision: "minute" },
      place: null,
      blocks: paragraphs(
        "<script>alert(1)</script> is not what the Prime Minister said; she said that grain must stay cheap.",
        `See ${"averylongwordwithoutanyspaces".repeat(6)} for more.`,
      ),
    }),
    { state: "removed" },
  );
  await sources.save(
    {
      sourceId: "ostrovia-pm",
      version: 1,
      lastPolledAt: "2026-03-03T07:55:00.000Z",
      lastSuccessAt: "2026-03-03T07:55:00.000Z",
      lastNewEntryAt: "2026-03-02T14:45:00.000Z",
      failures: 0,
      lastProblem: null,
      nextPollAt: null,
      listings: {},
    },
    0,
  );
  await sources.save(
    {
      sourceId: "veldmark-presidency",
      version: 1,
      lastPolledAt: "2026-03-03T07:50:00.000Z",
      lastSuccessAt: "2026-03-03T01:50:00.000Z",
      lastNewEntryAt: "2026-03-02T11:10:00.000Z",
      failures: 3,
      lastProblem: "https://president.veldmark.example/events/feed answered 503",
      nextPollAt: "2026-03-03T08:50:00.000Z",
      listings: {},
    },
    0,
  );
}
