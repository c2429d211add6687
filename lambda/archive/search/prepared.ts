import { type PreparedDocument, prepareDocument } from "../../query/finding/document.ts";
import type { Revision } from "../../readouts/revision.ts";

/** As long as a revision is kept, so is what was made of it: most searches look at what is newest. */
const prepared = new WeakMap<Revision, PreparedDocument>();

export function preparedOf(revision: Revision): PreparedDocument {
  const known = prepared.get(revision);
  if (known !== undefined) return known;
  const document = prepareDocument(revision.content, revision);
  prepared.set(revision, document);
  return document;
}
