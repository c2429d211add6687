import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, test } from "@jest/globals";
import { documentClient } from "../../lambda/archive/document-client.ts";
import { readoutsTable } from "../../lambda/archive/readouts-table.ts";
import type { TestDynamoDb } from "../builders/dynamodb.ts";
import { testTables } from "../builders/dynamodb.ts";

test("a table that is not there is named; its neighbours answer", async () => {
  const raw = process.env["READOUTS_TEST_DYNAMODB"] ?? "";
  const { endpoint, credentials } = JSON.parse(raw) as TestDynamoDb;
  const client = documentClient(new DynamoDBClient({ endpoint, credentials, region: "us-east-1" }));
  await expect(readoutsTable(client, "Readouts-of-2019").head("ostrovia-pm-103")).rejects.toThrow(
    "The table Readouts-of-2019 does not exist in this account and region",
  );
  const { readouts } = await testTables();
  expect(await readoutsTable(client, readouts).head("ostrovia-pm-103")).toBeNull();
});
