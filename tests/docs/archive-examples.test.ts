import { gunzipSync } from "node:zlib";
import { ExecuteStatementCommand } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { indexTable } from "../../lambda/archive/index/index-table.ts";
import { keepIndex } from "../../lambda/archive/index/keep-index.ts";
import { eventOf } from "../../lambda/alerts/webhooks/webhook-event.ts";
import { webhooksTable } from "../../lambda/archive/webhooks-table.ts";
import { suppressionsTable } from "../../lambda/archive/suppressions-table.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import { anAlert } from "../builders/alert.ts";
import { archived } from "../builders/archive.ts";
import { aReadout, paragraphs } from "../builders/readout.ts";
import type { TestDynamoDb } from "../builders/dynamodb.ts";
import { anActive } from "../builders/subscription.ts";
import { document, type Example, readExamples, wordsOf } from "./archive-document.ts";
import { anInstallation, type Installation } from "../cli/installation.ts";

/*
 * Runs every example of docs/archive.md, the console's conditions, the two command lines and PartiQL, and
 * compares what each finds with what the document says.
 */

type Found = readonly Record<string, unknown>[];

const examples = readExamples(document);
const bytes = Buffer.from("<h1>Talks</h1>");

let local: Installation;
beforeAll(async () => {
  local = await anInstallation();
  await fill(local);
});
afterAll(async () => {
  await local.stop();
});

async function fill({ site, captures }: Installation): Promise<void> {
  const { deps, readouts, sources, subscriptions, tables } = site;
  const url = "https://pm.ostrovia.example/news/103";
  const proof = { url, sha256: "b".repeat(64), entryId: null };
  const looks = ["2026-03-02T15:00:00.000Z", "2026-03-02T18:00:00.000Z"] as const;
  for (const [index, capturedAt] of looks.entries()) {
    await captures.put({ url, capturedAt, status: 200, headers: {}, sha256: proof.sha256, bytes });
    const outcome = `revision ${index + 1}`;
    await captures.recordOutcome(url, capturedAt, {
      readoutId: "ostrovia-pm-103",
      outcome,
      takenFrom: null,
    });
    await archived(readouts, {
      observedAt: capturedAt,
      capture: { ...proof, capturedAt },
      content: aReadout({
        blocks: paragraphs(index === 0 ? "Welcome to Port Sella." : "Welcome to Port Lenn."),
      }),
    });
  }
  await archived(
    readouts,
    {
      readoutId: "ostrovia-pm-104",
      content: aReadout({ publishedAt: { at: "2026-03-02T16:00:00.000Z", precision: "minute" } }),
    },
    { recheckAt: "2026-03-02T19:00:00.000Z" },
  );
  await archived(readouts, {
    readoutId: "veldmark-presidency-2201",
    sourceId: "veldmark-presidency",
    content: aReadout({
      publishedAt: { at: "2026-02-10T09:00:00.000Z", precision: "minute" },
      blocks: paragraphs("The President bought a herring."),
    }),
  });
  const health = { lastPolledAt: looks[1], lastSuccessAt: looks[1], lastNewEntryAt: looks[1] };
  const calm = { failures: 0, lastProblem: null, nextPollAt: null, listings: {} };
  await sources.save({ sourceId: "ostrovia-pm", version: 1, ...health, ...calm }, 0);
  const subscription = anActive({ query: "herring" });
  const { subscriberId } = subscription;
  await subscriptions.save(subscription, null);
  const alerts = alertsTable(tables.client, tables.alerts);
  for (const [index, createdAt] of looks.entries()) {
    await alerts.add(anAlert({ subscriberId, revision: index + 1, createdAt }));
  }
  const first = { subscriberId, alertId: "ostrovia-pm-103#1" };
  await alerts.claim(first, looks[0], looks[1]);
  await alerts.markSent(first, "ses-1", looks[0]);
  const event = eventOf(
    anAlert({ subscriberId, createdAt: looks[0] }),
    subscription.subscriptionId,
  );
  await webhooksTable(tables.client, tables.webhooks).add(event);
  await site.copies.link("ostrovia-pm-103", "veldmark-presidency-2201");
  await keepIndex({
    clock: deps.clock,
    log: silentLog,
    readouts,
    index: indexTable(tables.client, tables.index),
  });
  const suppressions = suppressionsTable(tables.client, tables.suppressions);
  await suppressions.put({
    addressHash: subscriberId,
    reason: "wish",
    since: looks[0],
    until: null,
    softBounces: 0,
  });
}

/** `$ReadoutsTable` and `ReadoutsTable`, as an output of the stack names it. */
function tableOf(output: string): string {
  const { tables } = local.site;
  const entity = output.replace("$", "").replace("Table", "").toLowerCase();
  const name = Object.entries(tables).find(([key]) => key === entity)?.[1] as unknown;
  if (typeof name !== "string") throw new Error(`the stack has no output ${output}`);
  return name;
}

/** As the console's form: index, and one condition on each key. */
async function queryAsConsole({ console: cells }: Example, output: string): Promise<Found> {
  const conditions = cells.slice(2, 4).flatMap((cell) => {
    const [name, operator, value] = cell.split(" ");
    return name === undefined || operator === undefined ? [] : [{ name, operator, value }];
  });
  const { Items } = await local.site.tables.client.send(
    new QueryCommand({
      TableName: tableOf(output),
      IndexName: cells[1] === "" ? undefined : cells[1],
      ScanIndexForward: cells[1] !== "bySource",
      KeyConditionExpression: conditions
        .map(({ operator }, index) => `#k${index} ${operator} :v${index}`)
        .join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(
        conditions.map(({ name }, index) => [`#k${index}`, name]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        conditions.map(({ name, value }, index) => [
          `:v${index}`,
          name === "revision" ? Number(value) : value,
        ]),
      ),
    }),
  );
  return Items ?? [];
}

/** As `aws dynamodb query` and `get-item` would, with the options that the document uses. */
async function runAws(words: readonly string[]): Promise<Found> {
  const after = (option: string): string | undefined =>
    words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
  const values = (option: string): Record<string, unknown> | undefined => {
    const text = after(option);
    if (text === undefined) return undefined;
    return Object.fromEntries(
      Object.entries(JSON.parse(text) as Record<string, { S?: string; N?: string }>).map(
        ([name, { S, N }]) => [name, S ?? Number(N)],
      ),
    );
  };
  const names = after("--expression-attribute-names");
  const { client } = local.site.tables;
  const TableName = tableOf(after("--table-name") ?? "");
  if (words[2] === "get-item") {
    const { Item } = await client.send(new GetCommand({ TableName, Key: values("--key") }));
    return Item === undefined ? [] : [Item];
  }
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: after("--index-name"),
      ScanIndexForward: !words.includes("--no-scan-index-forward"),
      KeyConditionExpression: after("--key-condition-expression"),
      ProjectionExpression: after("--projection-expression"),
      ExpressionAttributeValues: values("--expression-attribute-values"),
      ExpressionAttributeNames:
        names === undefined ? undefined : (JSON.parse(names) as Record<string, string>),
    }),
  );
  return Items ?? [];
}

async function runPartiql({ partiql }: Example): Promise<Found> {
  const Statement = partiql.replace(/"(\w+Table)"/, (_, output: string) => `"${tableOf(output)}"`);
  const { Items = [] } = await local.site.tables.client.send(
    new ExecuteStatementCommand({ Statement }),
  );
  return Items.map((item) =>
    Object.fromEntries(Object.entries(item).map(([name, { S, N }]) => [name, S ?? N])),
  );
}

/** What the document calls an item by. */
function idsOf(found: Found): readonly unknown[] {
  const names = [
    "deliveryId",
    "alertId",
    "readoutId",
    "url",
    "sourceId",
    "subscriberId",
    "addressHash",
    "itemId",
  ] as const;
  return found.map((item) =>
    item["capturedAt"] === undefined
      ? names.map((name) => item[name]).find((id) => id !== undefined)
      : item["url"],
  );
}

describe.each(examples.map((example) => [example.title, example] as const))("%s", (_, example) => {
  const aws = wordsOf(example.commands.find((line) => line.startsWith("aws ")) ?? "");
  const output = aws[aws.indexOf("--table-name") + 1] ?? "";

  test("is found by the console's conditions, by the command line and by PartiQL", async () => {
    expect(example.finds.length).toBeGreaterThan(0);
    expect(idsOf(await queryAsConsole(example, output))).toEqual(example.finds);
    expect(idsOf(await runAws(aws))).toEqual(example.finds);
    const byPartiql = idsOf(await runPartiql(example));
    expect(byPartiql.map(String)).toEqual(example.finds);
  });
});

const own = examples.flatMap(({ commands, finds }) =>
  commands.filter((line) => line.startsWith("readouts ")).map((line) => [line, finds] as const),
);
test.each(own)("%s tells of it", async (command, finds) => {
  const { code, out, err } = await local.run(...wordsOf(command).slice(1));
  expect([code, err]).toEqual([0, ""]);
  if (command.endsWith("--diff")) {
    expect(out).toContain("{+Lenn+}");
    return;
  }
  // A person's list names the query, not the digest of the address.
  const names = command === "readouts subscriptions" ? ["herring"] : finds;
  for (const name of names) expect(out).toContain(name);
});

test("the bytes of a capture come back whole", async () => {
  const example = examples.find(({ title }) => title === "The bytes of one capture");
  const [item] = await runAws(wordsOf(example?.commands[0] ?? ""));
  expect(gunzipSync(item?.["bytes"] as Uint8Array)).toEqual(bytes);
});

test("every table and every index has an example", async () => {
  const { tables } = JSON.parse(process.env["READOUTS_TEST_DYNAMODB"] ?? "{}") as TestDynamoDb;
  const kept = tables.filter(({ logicalId }) => logicalId.startsWith("Archive"));
  const named = kept.flatMap(({ logicalId, indexes }) => [
    `"${/Archive([A-Z][a-z]+)/.exec(logicalId)?.[1]}Table"`,
    ...indexes.map(({ name }) => `"${name}"`),
  ]);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !document.includes(name))).toEqual([]);
});
