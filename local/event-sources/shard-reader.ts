import {
  type _Record,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import type { Checkpoints } from "./checkpoints.ts";

export interface ReadRecords {
  readonly shardId: string;
  readonly records: readonly _Record[];
}

/** DynamoDB's own limit of one call. */
const mostRecordsACall = 1000;

/**
 * Reads a stream from where the checkpoints say, parents before children, so that the changes of
 * one key come in order. A stream without a checkpoint is read from its beginning, also where the
 * template says LATEST: its table was made together with its reader.
 */
export class ShardReader {
  readonly #client: DynamoDBStreamsClient;
  readonly #streamArn: string;
  readonly #mappingId: string;
  readonly #checkpoints: Checkpoints;
  /** Of the shards being read; a shard that is read to its end has null. */
  readonly #iterators = new Map<string, string | null>();

  constructor(
    client: DynamoDBStreamsClient,
    streamArn: string,
    mappingId: string,
    checkpoints: Checkpoints,
  ) {
    this.#client = client;
    this.#streamArn = streamArn;
    this.#mappingId = mappingId;
    this.#checkpoints = checkpoints;
  }

  /** @returns the next records of one shard; null where there are none now */
  async next(limit: number): Promise<ReadRecords | null> {
    const isAtEnd = [...this.#iterators.values()].every((iterator) => iterator === null);
    if (isAtEnd) await this.#findShards();
    for (const [shardId, iterator] of this.#iterators) {
      if (iterator === null) continue;
      const records = await this.#read(shardId, iterator, limit);
      if (records.length > 0) return { shardId, records };
    }
    return null;
  }

  /** @returns what has come to this shard since */
  async nextOf(shardId: string, limit: number): Promise<readonly _Record[]> {
    const iterator = this.#iterators.get(shardId) ?? null;
    return iterator === null ? [] : await this.#read(shardId, iterator, limit);
  }

  /** An iterator that no longer serves is replaced by one from the checkpoint, and the read made again. */
  async #read(shardId: string, iterator: string, limit: number): Promise<readonly _Record[]> {
    try {
      return await this.#readFrom(shardId, iterator, limit);
    } catch (error) {
      // DynamoDB Local also calls it trimmed where the iterator was made while the shard was empty.
      const isStale =
        error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException;
      if (!isStale) throw error;
      const renewed = await this.#iteratorOf(shardId);
      this.#iterators.set(shardId, renewed);
      return renewed === null ? [] : await this.#readFrom(shardId, renewed, limit);
    }
  }

  async #readFrom(shardId: string, iterator: string, limit: number): Promise<readonly _Record[]> {
    const { Records: records = [], NextShardIterator: next = null } = await this.#client.send(
      new GetRecordsCommand({ ShardIterator: iterator, Limit: Math.min(limit, mostRecordsACall) }),
    );
    this.#iterators.set(shardId, next);
    return records;
  }

  async #findShards(): Promise<void> {
    const shards: Shard[] = [];
    let from: string | undefined;
    do {
      const { StreamDescription: found } = await this.#client.send(
        new DescribeStreamCommand({
          StreamArn: this.#streamArn,
          ...(from === undefined ? {} : { ExclusiveStartShardId: from }),
        }),
      );
      shards.push(...(found?.Shards ?? []));
      from = found?.LastEvaluatedShardId;
    } while (from !== undefined);
    // Shard ids begin with the time they were made: parents come first.
    const ids = shards.map(({ ShardId = "" }) => ShardId).sort();
    for (const id of ids) {
      if (!this.#iterators.has(id)) this.#iterators.set(id, await this.#iteratorOf(id));
    }
  }

  async #iteratorOf(shardId: string): Promise<string | null> {
    const after = this.#checkpoints.get(this.#mappingId, shardId);
    const shard = { StreamArn: this.#streamArn, ShardId: shardId };
    const fromBeginning = { ...shard, ShardIteratorType: "TRIM_HORIZON" as const };
    try {
      const { ShardIterator: iterator = null } = await this.#client.send(
        new GetShardIteratorCommand(
          after === null
            ? fromBeginning
            : { ...shard, ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after },
        ),
      );
      return iterator;
    } catch (error) {
      // The stream keeps 24 hours; after a longer pause we go on with what is left.
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      const { ShardIterator: iterator = null } = await this.#client.send(
        new GetShardIteratorCommand(fromBeginning),
      );
      return iterator;
    }
  }
}
