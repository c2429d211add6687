import type { Statement } from "./template/stack.ts";

export interface Call {
  /** `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys and their values for this call: `dynamodb:LeadingKeys`. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface Decision {
  readonly allowed: boolean;
  readonly reason: string;
}

export function decide(_statements: readonly Statement[], _call: Call): Decision {
  throw new Error("not yet written");
}
