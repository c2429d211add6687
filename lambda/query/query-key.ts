import { createHash } from "node:crypto";
import { base32nopad } from "@scure/base";
import { canonicalQuery } from "./print-query.ts";
import type { Query } from "./query.ts";

/** A short name shared by all queries of one canonical text: 26 letters and digits, lower-case. */
export function queryKey(query: Query): string {
  const digest = createHash("sha256").update(canonicalQuery(query)).digest();
  return base32nopad.encode(digest.subarray(0, 16)).toLowerCase();
}
