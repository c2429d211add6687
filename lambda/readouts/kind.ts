import type { ReadoutKind } from "./readout.ts";

/** What a title says of the kind, in English and Russian; the first that fits. */
const byTitle: readonly [RegExp, ReadoutKind][] = [
  [
    /\b(?:announcement|will (?:visit|take part|hold|meet|attend|have|make|take place))\b|анонс/iu,
    "announcement",
  ],
  [
    /\b(?:phone|telephone|video) (?:call|conversation)|\bcalls? with\b|\bspoke (?:by phone|with)\b|телефонн\p{L}+ разговор/iu,
    "call",
  ],
  [
    /press (?:conference|briefing|gaggle|statements?)|news conference|joint press availability|пресс-конференц|заявления для прессы/iu,
    "press-conference",
  ],
  [
    /\b(?:greetings?|congratulations?|condolences?)\b|поздравлен|соболезнован|приветстви/iu,
    "greeting",
  ],
  [/\btalks\b|переговор/iu, "talks"],
  [/\b(?:visit|trip)(?:s|ed)? (?:to|of|by)\b|визит|поездка/iu, "visit"],
  [
    /\b(?:meeting|meets?|met) (?:with|of|on|at)\b|bilateral meeting|встреч|совещани|заседани/iu,
    "meeting",
  ],
  [/\bremarks\b|\bspeech\b|\baddress\b|выступлени/iu, "speech"],
  [/\bstatements?\b|заявлени/iu, "statement"],
];

export function readKind(title: string): ReadoutKind {
  return byTitle.find(([pattern]) => pattern.test(title))?.[1] ?? "other";
}
