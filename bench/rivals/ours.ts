import { prepareDocument } from "../../lambda/query/finding/document.ts";
import { QuerySet } from "../../lambda/query/set/query-set.ts";
import { contentOf } from "../corpus.ts";
import type { Rival } from "./rival.ts";

export const ours: Rival = {
  name: "ours",
  caveat: "",
  build(queries) {
    const set = new QuerySet();
    queries.forEach((query, n) => {
      set.add(n, query);
    });
    return (document) => set.match(prepareDocument(contentOf(document))).length;
  },
};
