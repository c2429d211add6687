import { type Html, markup } from "./markup.ts";

/** Every zone that is known here, by continent; UTC first, which the list of cities does not hold. */
const zones: ReadonlyMap<string, readonly string[]> = byContinent(
  Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/")),
);

export function timeZoneOptions(chosen: string): Html {
  const one = (zone: string, words: string): Html =>
    markup`<option value="${zone}"${zone === chosen ? markup` selected` : ""}>${words}</option>`;
  const isKnown = chosen === "UTC" || [...zones.values()].some((some) => some.includes(chosen));
  return markup`${one("UTC", "UTC")}${isKnown ? "" : one(chosen, chosen)}${[...zones].map(
    ([continent, some]) =>
      markup`<optgroup label="${continent}">${some.map((zone) =>
        one(zone, zone.slice(continent.length + 1).replaceAll("_", " ")),
      )}</optgroup>`,
  )}`;
}

function byContinent(all: readonly string[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const zone of all) {
    const continent = zone.split("/")[0] ?? "";
    grouped.set(continent, [...(grouped.get(continent) ?? []), zone]);
  }
  return grouped;
}
