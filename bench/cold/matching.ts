import { readFileSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { restoreWatched, WatchedQueries } from "../../lambda/alerts/matching/watched-queries.ts";
import { documentClient } from "../../lambda/archive/document-client.ts";
import { unpackJson } from "../../lambda/archive/packing.ts";
import type { Revision } from "../../lambda/readouts/revision.ts";
import { silentLog } from "../../lambda/runtime/log.ts";
import type { StandingQuery } from "../../lambda/subscriptions/standing-query.ts";

/** A process that starts as `match` does: reads the copy of all queries, and matches a few readouts. */
const [how, queriesFile = "", revisionsFile = ""] = process.argv.slice(2);
documentClient(new DynamoDBClient({ region: "us-east-1" })).destroy();
const bytes = readFileSync(queriesFile);
const watched =
  how === "compiled"
    ? restoreWatched(bytes, silentLog)
    : new WatchedQueries(unpackJson([bytes]) as readonly StandingQuery[], silentLog);
const revisions = JSON.parse(readFileSync(revisionsFile, "utf8")) as readonly Revision[];
const begun = performance.now();
const hits = revisions.reduce((sum, revision) => sum + watched.matching(revision).length, 0);
console.log(
  JSON.stringify({
    hits,
    matchingMs: performance.now() - begun,
    residentBytes: process.memoryUsage.rss(),
  }),
);
