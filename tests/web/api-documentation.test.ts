import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { archived } from "../builders/archive.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import { aSite, siteUrl, type TestSite } from "../builders/site.ts";

/*
 * Runs every example of docs/api.md in its order and compares the answers. After a change that is meant:
 * UPDATE_DOCUMENTS=1 npm test -- tests/web/api-documentation, and read the difference.
 */
const path = join(import.meta.dirname, "../../docs/api.md");
const example = /```console\n\$ (.+)\n```\n\n```json\n([^`]*)```/g;

let made: TestSite;

beforeAll(async () => {
  made = await aSite();
  const { readouts, sources } = made;
  await archived(readouts);
  await archived(readouts, {
    observedAt: "2026-03-02T18:00:00.000Z",
    contentHash: "c".repeat(64),
    content: aReadout({
      blocks: paragraphs(
        "Prime Minister of Ostrovia Ilse Orlan: Welcome to Port Lenn.",
        "We have a water treaty to talk about.",
      ),
      turns: aReadout().turns.slice(0, 1),
    }),
  });
  await archived(readouts, {
    readoutId: "veldmark-presidency-2201",
    sourceId: "veldmark-presidency",
    url: "https://president.veldmark.example/events/2201",
    content: aReadout({
      title: "Visit to the fish market",
      kind: "visit",
      publishedAt: { at: "2026-02-10T09:00:00.000Z", precision: "minute" },
      place: null,
      blocks: paragraphs("The President bought a herring, and asked what it cost last year."),
    }),
  });
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
});

/** As curl and jq would, so far as the document uses them. */
async function execute(command: string): Promise<unknown> {
  const [curl = "", filter = null] = command.split(" | jq ");
  const url = /"\$READOUTS([^"]*)"/.exec(curl)?.[1] ?? "";
  const json = / --json '([^']*)'/.exec(curl)?.[1];
  const form = / -d "([^"]*)"/.exec(curl)?.[1];
  const accept = / -H "Accept: ([^"]*)"/.exec(curl)?.[1];
  const isPost = curl.includes("-X POST") || json !== undefined || form !== undefined;
  const contentType = json === undefined ? "application/x-www-form-urlencoded" : "application/json";
  const hasLink = made.mails.at(-1)?.text.includes("/confirm?") === true;
  const token = hasLink ? made.confirmPath().replace(/.*token=/, "") : "";
  const manage = made.mails.at(-1)?.text.match(/\/manage\?token=([\w.-]+)/)?.[1] ?? "";
  const given = (text: string): string => text.replace("$TOKEN", token).replace("$MANAGE", manage);
  const sent = json ?? form;
  const response = await made.site.request(siteUrl + given(url), {
    method: isPost ? "POST" : "GET",
    body: sent === undefined ? null : given(sent),
    headers: { "content-type": contentType, accept: accept ?? "*/*" },
  });
  const answer = (await response.json()) as Record<string, unknown>;
  switch (filter) {
    case null:
      return answer;
    case ".difference":
      return answer["difference"];
    case '".sources[0]"':
      return (answer["sources"] as unknown[])[0];
    case '"del(.head)"':
      return without("head", answer);
    case '"del(.hits, .weeks)"':
      return without("hits", without("weeks", answer));
    case '"del(.hits[].head)"':
      return {
        ...answer,
        hits: (answer["hits"] as object[]).map((hit) => without("head", hit)),
      };
    default:
      throw new Error(`the test does not know jq ${filter}`);
  }
}

function without(name: string, object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}

test("every example of docs/api.md gives what the document says", async () => {
  const text = readFileSync(path, "utf8");
  const examples = [...text.matchAll(example)].map(([, command = "", json = ""]) => ({
    command,
    json,
  }));
  expect(examples.length).toBe(text.match(/```console/g)?.length);
  const answers: string[] = [];
  for (const { command } of examples) {
    answers.push(`${JSON.stringify(await execute(command), null, 2)}\n`);
  }
  if (process.env["UPDATE_DOCUMENTS"] === "1") {
    const left = [...answers];
    const updated = text.replaceAll(example, (_, command: string) => {
      return `\`\`\`console\n$ ${command}\n\`\`\`\n\n\`\`\`json\n${left.shift() ?? ""}\`\`\``;
    });
    writeFileSync(path, updated);
    return;
  }
  for (const [index, { command, json }] of examples.entries()) {
    expect([command, JSON.parse(json)]).toEqual([command, JSON.parse(answers[index] ?? "")]);
  }
});
