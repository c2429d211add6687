import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";

/** What the archive holds at one moment. */
export interface ArchiveCounts {
  /** Number of the latest revision by readout; 0 for what never was readable. */
  readonly latest: ReadonlyMap<string, number>;
  /** Reason by readout. */
  readonly unreadable: ReadonlyMap<string, { readonly url: string; readonly reason: string }>;
  /** Subscription × revision. */
  readonly matches: number;
}

export interface CountedTables {
  readonly readouts: string;
  readonly alerts: string;
}

export async function countArchive(
  client: DynamoDBDocumentClient,
  tables: CountedTables,
): Promise<ArchiveCounts> {
  const latest = new Map<string, number>();
  const unreadable = new Map<string, { url: string; reason: string }>();
  let matches = 0;
  const heads = paginateScan(
    { client },
    {
      TableName: tables.readouts,
      FilterExpression: "revision = :head",
      ExpressionAttributeValues: { ":head": 0 },
      ExpressionAttributeNames: { "#state": "state", "#url": "url" },
      ProjectionExpression: "readoutId, latest, #state, #url, reason",
    },
  );
  for await (const { Items: items = [] } of heads) {
    for (const head of items) {
      const id = String(head["readoutId"]);
      latest.set(id, Number(head["latest"] ?? 0));
      if (head["state"] === "unreadable") {
        unreadable.set(id, { url: String(head["url"]), reason: String(head["reason"]) });
      }
    }
  }
  const alerts = paginateScan(
    { client },
    { TableName: tables.alerts, ProjectionExpression: "subscriptionIds" },
  );
  for await (const { Items: items = [] } of alerts) {
    for (const alert of items) matches += sizeOf(alert["subscriptionIds"]);
  }
  return { latest, unreadable, matches };
}

export interface ArchiveGrowth {
  /** Distinct readouts that became readable. */
  readonly archived: number;
  /** Revisions beyond a readout's first. */
  readonly revisions: number;
  readonly matched: number;
  readonly unreadable: readonly { readonly url: string; readonly reason: string }[];
}

export function growth(before: ArchiveCounts, after: ArchiveCounts): ArchiveGrowth {
  let archived = 0;
  let revisions = 0;
  for (const [id, latest] of after.latest) {
    const had = before.latest.get(id) ?? 0;
    if (latest > 0 && had === 0) archived += 1;
    revisions += Math.max(latest, 1) - Math.max(had, 1);
  }
  return {
    archived,
    revisions,
    matched: after.matches - before.matches,
    unreadable: [...after.unreadable]
      .filter(([id]) => !before.unreadable.has(id))
      .map(([, found]) => found),
  };
}

/** A list, or a set of strings. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  return value instanceof Set ? value.size : 0;
}
