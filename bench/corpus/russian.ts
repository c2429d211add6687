import { numberBelow, pick } from "../chance.ts";
import type { Lemma, Morphology } from "./vocabulary.ts";

const ONSETS =
  "б бл бр в вл г гр д др ж з к кл кр л м н п пл пр р с ск см ст стр т тр ф х ч ш".split(" ");
const NUCLEI = "а е и о у я ё".split(" ");
const CODAS = "б в г д з к л м н нт п р рг рд рк рт с ск ст т".split(" ");
const ROOT_ENDINGS = ["", "", "", "ств", "ор", "ник", "изм", "ент"];

/** Nominative first, in the order of the cases, singular and plural; how often each stands in a text is a guess. */
const MASCULINE = endings(" 24,а 18,у 6,ом 8,е 10,ы 10,ов 12,ам 3,ами 4,ах 5");
const FEMININE = endings("а 22,ы 22,е 10,у 14,ой 9,ам 3,ами 4,ах 5");
const ADJECTIVE = endings("ый 12,ого 14,ому 4,ым 6,ом 6,ая 10,ой 14,ую 6,ое 8,ые 9,ых 12,ыми 4");
const VERB = endings("ать 20,ает 18,ают 12,ал 14,ала 6,али 14,аем 8,айте 2");
const NAME = endings(" 45,а 22,у 8,ым 15,е 4");

/** Words that Russian would make by its rules, in all cases; real function words. */
export const russian: Morphology = {
  language: "ru",
  functionWords:
    "и в не на что с я мы это по он как к но у за из о вы все так от для же то есть они его был уже до если бы или нас будет наш наши их были может только еще можно надо при этом том этого очень нам вам чтобы также когда которые который сейчас были быть где там здесь после между во со об мне меня вас ваш ее ему она был была было себя себе тоже даже под над перед без через чем кто чего тем тех этих эти эта этот та те такие такой ли да нет ни потому поэтому более менее сегодня тогда теперь всегда один два всех всего свои своих который которая которых раз лишь ведь именно хотя среди около против ради вместе".split(
      " ",
    ),
  makeLemma(syllables, chance): Lemma {
    const root = Array.from({ length: syllables }, (_, n) => {
      const coda = n === syllables - 1 ? pick(CODAS, chance) : pick(["", "", "н", "р"], chance);
      return pick(ONSETS, chance) + pick(NUCLEI, chance) + coda;
    }).join("");
    const kind = chance();
    if (kind < 0.1) {
      const name = `${root.charAt(0).toUpperCase()}${root.slice(1)}${pick(["ов", "ин"], chance)}`;
      return { isName: true, forms: inflected(name, NAME) };
    }
    if (kind < 0.3) return { isName: false, forms: inflected(root, VERB) };
    if (kind < 0.5) return { isName: false, forms: inflected(`${root}н`, ADJECTIVE) };
    const base = root + (syllables < 2 ? "" : pick(ROOT_ENDINGS, chance));
    return { isName: false, forms: inflected(base, chance() < 0.5 ? MASCULINE : FEMININE) };
  },
  number: (chance) =>
    String(chance() < 0.4 ? 1990 + numberBelow(40, chance) : numberBelow(200, chance)),
};

type Endings = readonly (readonly [string, number])[];

function endings(text: string): Endings {
  return text.split(",").map((pair) => {
    const [ending = "", often = ""] = pair.split(" ");
    return [ending, Number(often)];
  });
}

const inflected = (base: string, all: Endings): Lemma["forms"] =>
  all.map(([ending, often]) => [base + ending, often]);
