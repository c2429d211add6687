import { countriesIn } from "./countries/mentions.ts";
import { demonyms } from "./countries/demonyms.ts";
import { countryForms } from "./countries/names.ts";
import type { Participant, Turn } from "./readout.ts";

export interface Meeting {
  readonly title: string;
  readonly turns: readonly Turn[];
  /** BCP 47. */
  readonly language: string;
  /** Of the press office; null for an organisation's. */
  readonly ownCountry: string | null;
}

/**
 * Who took part: whoever the title names with an office and a country, and whoever spoke. A person's country is the one that
 * the office names; the side is whether it is the press office's own.
 */
export function participantsOf(meeting: Meeting): readonly Participant[] {
  const found: Participant[] = [];
  const add = (name: string, role: string | null, country: string | null): void => {
    const place = placeOf(name, found);
    const known = found[place] ?? null;
    const itsCountry = known?.country ?? country;
    found[place] = {
      name: known === null || known.name.length < name.length ? name : known.name,
      role: longer(known?.role ?? null, role),
      country: itsCountry,
      side: sideOf(itsCountry, meeting.ownCountry),
    };
  };
  for (const { name, role, country } of namedIn(meeting.title, meeting.language)) {
    add(name, role, country);
  }
  for (const { speaker, role, label } of meeting.turns) {
    // One word is a question, an operator, or somebody whose whole name stands elsewhere.
    if (!label.includes(" ")) continue;
    const [country = null] = role === null ? [] : countriesIn(role, meeting.language);
    add(speaker, role, country);
  }
  return found;
}

function sideOf(country: string | null, own: string | null): Participant["side"] {
  if (country === null || own === null) return null;
  return country === own ? "own" : "other";
}

/**
 * Where the one stands whose name is this, or the one other form of it: `Tamm`, `Aksel Tamm`; behind the last
 * where there is none.
 */
function placeOf(name: string, known: readonly Participant[]): number {
  const exact = known.findIndex((one) => one.name === name);
  if (exact !== -1) return exact;
  const forms = known.flatMap((one, index) =>
    one.name.endsWith(` ${name}`) || name.endsWith(` ${one.name}`) ? [index] : [],
  );
  return forms.length === 1 ? (forms[0] ?? known.length) : known.length;
}

function longer(a: string | null, b: string | null): string | null {
  return (b ?? "").length > (a ?? "").length ? b : a;
}

const office = String.raw`(?:(?:Acting|Deputy|First|Vice|Federal|Alternate|Interim|State|Crown)[ -])*(?:President|Prime Minister|Foreign Minister|Foreign Secretary|Defen[cs]e Minister|Minister|Chancellor|King|Queen|Emir|Sultan|Prince|Secretary[- ]General|Chairman|Chairwoman|Speaker|Premier|Taoiseach)(?: of (?:Foreign Affairs|Defen[cs]e|State))?(?: and (?:Prime Minister|Foreign Minister|Minister of Foreign Affairs))?`;
/** Words that titles in capitals put behind a name. */
const noName =
  "Before|After|During|Ahead|Following|At|On|In|And|To|For|With|Regarding|Joint|Meeting|Call|Visit|Talks|Dr|Mr|Mrs|Ms";
const word = String.raw`(?!(?:${noName})s?(?![\p{L}]))\p{Lu}[\p{L}'’.-]*\p{L}`;
const name = `(?:(?:Dr|Mr|Mrs|Ms)\\.? )?(?<name>${word}(?: (?:${word}|I{1,3}|IV|VI{0,3}|\\p{Lu}\\.|al|bin|bint|ben|von|van|der|de|da|dos|el|la|le))*)`;

let titled: readonly RegExp[] | null = null;

/** `President of Veldmark Aksel Tamm`, `Veldmark’s President Aksel Tamm`, `President Aksel Tamm of Veldmark`. */
function namedIn(
  title: string,
  language: string,
): readonly { name: string; role: string; country: string | null }[] {
  // Other languages put names into cases, which only their own grammar undoes.
  if (!language.startsWith("en")) return [];
  titled ??= titlePatterns();
  const taken: { start: number; end: number }[] = [];
  return titled.flatMap((pattern) =>
    [...title.matchAll(pattern)].flatMap((match) => {
      const { index: start, groups: found = {} } = match;
      const end = start + match[0].length;
      if (taken.some((other) => start < other.end && other.start < end)) return [];
      const named = (found["name"] ?? "").replace(/[’']s$/u, "");
      const [country = null] = countriesIn(found["country"] ?? "", language);
      if (named === "" || country === null) return [];
      taken.push({ start, end });
      const role = match[0]
        .replace(found["name"] ?? "", "")
        .replace(/\s(?:Dr|Mr|Mrs|Ms)\.?\s*$/u, "")
        .replaceAll(/\s+/g, " ")
        .trim();
      return [{ name: named, role: role.replace(/^(.*?) of $/u, "$1"), country }];
    }),
  );
}

function anyOf(forms: readonly string[]): string {
  return forms.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
}

/** `President of Veldmark Aksel Tamm` taken apart, where that is all of a text; null where it is no such label. */
export function officeAndName(
  label: string,
): { readonly name: string; readonly role: string } | null {
  const [first] = namedIn(label, "en");
  const isWhole = first !== undefined && first.role.length + first.name.length + 1 >= label.length;
  return isWhole ? first : null;
}

function countryOf(forms: readonly string[]): string {
  return `(?<country>(?:the )?(?:Republic of |Islamic Republic of |Kingdom of |State of )?(?:${anyOf(forms)})(?: Republic| Federation)?(?: Authority)?)`;
}

function titlePatterns(): readonly RegExp[] {
  const { forms } = countryForms("en");
  const people = new Set((demonyms["en"] ?? []).map(([, term]) => term));
  const names = forms.filter((form) => !people.has(form));
  const boundary = String.raw`(?<![\p{L}\p{N}])`;
  return [
    new RegExp(`${boundary}${office} of ${countryOf(names)} ${name}`, "gu"),
    new RegExp(`${boundary}${office} ${name} of ${countryOf(names)}(?![\\p{L}])`, "gu"),
    new RegExp(`${boundary}${countryOf(forms)}(?:[’']s)? ${office} ${name}`, "gu"),
  ];
}
