import type { _Record, AttributeValue } from "@aws-sdk/client-dynamodb-streams";

/** A stream record as Lambda hands it to a function: the API's Date is a number of seconds there, bytes are base64. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventVersion: string;
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: Readonly<Record<string, unknown>> & { readonly SequenceNumber: string };
}

export function toStreamRecord(record: _Record, streamArn: string): StreamRecord {
  const change = record.dynamodb ?? {};
  const { ApproximateCreationDateTime: createdAt, Keys, NewImage, OldImage } = change;
  return {
    eventID: record.eventID ?? "",
    eventName: record.eventName ?? "",
    eventVersion: record.eventVersion ?? "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "us-east-1",
    eventSourceARN: streamArn,
    dynamodb: {
      ...(createdAt === undefined
        ? {}
        : { ApproximateCreationDateTime: Math.floor(createdAt.getTime() / 1000) }),
      ...(Keys === undefined ? {} : { Keys: plainImage(Keys) }),
      ...(NewImage === undefined ? {} : { NewImage: plainImage(NewImage) }),
      ...(OldImage === undefined ? {} : { OldImage: plainImage(OldImage) }),
      SequenceNumber: change.SequenceNumber ?? "",
      SizeBytes: change.SizeBytes ?? 0,
      StreamViewType: change.StreamViewType ?? "",
    },
  };
}

type Image = Record<string, AttributeValue>;

function plainImage(image: Image): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plain(value)]));
}

function plain(value: AttributeValue): unknown {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(plain) };
  if (value.M !== undefined) return { M: plainImage(value.M) };
  return value;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
