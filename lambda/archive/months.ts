import { type DynamoDBDocumentClient, paginateQuery, PutCommand } from "@aws-sdk/lib-dynamodb";

/**
 * Which months the archive has readouts of, in one small partition: an archive of thirty years with
 * gaps is then walked by the months that are there. An item a month, numbered like 202603.
 */
const partition = "#months";

/** Notes a month (`2026-03`); again changes nothing. Noted once per function instance. */
export function monthNoter(
  client: DynamoDBDocumentClient,
  tableName: string,
): (month: string) => Promise<void> {
  const noted = new Set<string>();
  return async (month) => {
    if (noted.has(month)) return;
    const Item = { readoutId: partition, revision: Number(month.replace("-", "")) };
    await client.send(new PutCommand({ TableName: tableName, Item }));
    noted.add(month);
  };
}

/** The months between two, both taken in, that have readouts. */
export async function monthsNewestFirst(
  client: DynamoDBDocumentClient,
  tableName: string,
  { newest, oldest }: { readonly newest: string; readonly oldest: string },
): Promise<readonly string[]> {
  const months: string[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: "readoutId = :months AND revision BETWEEN :oldest AND :newest",
      ExpressionAttributeValues: {
        ":months": partition,
        ":oldest": Number(oldest.replace("-", "")),
        ":newest": Number(newest.replace("-", "")),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
    },
  );
  for await (const page of pages) {
    for (const item of page.Items ?? []) {
      const number = String(item["revision"]);
      months.push(`${number.slice(0, 4)}-${number.slice(4)}`);
    }
  }
  return months;
}
