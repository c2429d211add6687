import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { documentClient } from "../../lambda/archive/document-client.ts";

/** What every function has loaded before it does anything: to compare with. */
documentClient(new DynamoDBClient({ region: "us-east-1" })).destroy();
console.log(JSON.stringify({ residentBytes: process.memoryUsage.rss() }));
