import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../../lambda/sources/catalogue.ts";
import type { Source } from "../../lambda/sources/source.ts";

/** A valid source of an invented government with some of its words changed. */
export function aSource(changes: Partial<Source> = {}): Source {
  return {
    id: "ostrovia",
    name: "President of Ostrovia",
    publisher: "Press Office of the President of Ostrovia",
    country: "NZ",
    language: "en",
    timeZone: "Etc/GMT-3",
    homepage: "https://press.ostrovia.example/",
    listings: [{ url: "https://press.ostrovia.example/feed/", format: "rss" }],
    body: "feed",
    hosts: ["press.ostrovia.example"],
    pollMinutes: 10,
    fetchTimeoutSeconds: 20,
    identity: { urls: ["^https://press\\.ostrovia\\.example/.+"] },
    page: null,
    feed: {},
    licence: "Public domain",
    verified: "declared only",
    ...changes,
  };
}

/** A source of the catalogue, by its id. */
export function catalogueSource(id: string): Source {
  const file = join(import.meta.dirname, "../../sources", `${id}.json`);
  const [source] = readCatalogue([{ name: id, text: readFileSync(file, "utf8") }]).all;
  if (source === undefined) throw new Error(`no source ${id}`);
  return source;
}
