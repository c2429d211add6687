import { type AwsRequest, jsonOf, targetOf } from "./gateway/request.ts";
import type { ServiceAnswer } from "./services/service-answer.ts";

/** What one function did that AWS would bill. */
export interface FunctionUse {
  invocations: number;
  /** Of all invocations, on this machine. */
  milliseconds: number;
  /** Of the lines that it logged. */
  logBytes: number;
  /** DynamoDB's capacity units, as it counts them. */
  readUnits: number;
  writeUnits: number;
  /** By service and action: `sqs:SendMessage`. */
  readonly calls: Record<string, number>;
}

export const noUse: Readonly<FunctionUse> = {
  invocations: 0,
  milliseconds: 0,
  logBytes: 0,
  readUnits: 0,
  writeUnits: 0,
  calls: {},
};

export type Use = Readonly<Record<string, FunctionUse>>;

/** Adds up what the functions do, as the bill would. */
export class Meter {
  readonly #use = new Map<string, FunctionUse>();

  report(): Use {
    return Object.fromEntries(this.#use);
  }

  invoked(functionId: string, milliseconds: number): void {
    const use = this.#of(functionId);
    use.invocations += 1;
    use.milliseconds += milliseconds;
  }

  logged(functionId: string, text: string): void {
    this.#of(functionId).logBytes += Buffer.byteLength(text);
  }

  /** The request as it is to be sent on: DynamoDB says what a call takes where it is asked to. */
  asking(request: AwsRequest): AwsRequest {
    if (!this.#isOfTables(request)) return request;
    const body = JSON.stringify({ ...jsonOf(request), ReturnConsumedCapacity: "TOTAL" });
    return { ...request, body: Buffer.from(body) };
  }

  answered(request: AwsRequest, { body }: ServiceAnswer): void {
    const use = this.#of(request.caller);
    const action = targetOf(request) || new URLSearchParams(request.body.toString()).get("Action");
    const call = `${request.service}:${action ?? request.method}`;
    use.calls[call] = (use.calls[call] ?? 0) + 1;
    if (!this.#isOfTables(request)) return;
    const units = unitsOf(body);
    if (/^(?:Get|Query|Scan|BatchGet|TransactGet)/.test(targetOf(request))) use.readUnits += units;
    else use.writeUnits += units;
  }

  #isOfTables(request: AwsRequest): boolean {
    return (
      request.service === "dynamodb" &&
      /(?:Item|Items|Query|Scan)$/.test(targetOf(request)) &&
      !(request.headers["x-amz-target"] ?? "").startsWith("DynamoDBStreams")
    );
  }

  #of(functionId: string): FunctionUse {
    const known = this.#use.get(functionId) ?? { ...noUse, calls: {} };
    this.#use.set(functionId, known);
    return known;
  }
}

/** Of one table, or of several that a call touched. A write whose condition failed says nothing, and is billed all the same. */
function unitsOf(body: string): number {
  const answer = JSON.parse(body) as { ConsumedCapacity?: Consumed | readonly Consumed[] };
  const consumed = answer.ConsumedCapacity;
  if (consumed === undefined) return 1;
  return [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

interface Consumed {
  readonly CapacityUnits?: number;
}
