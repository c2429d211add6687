import { pick } from "../../chance.ts";
import { capitalised, makeNumber, makeRoot, type Sounds } from "./inflection.ts";
import type { Lemma, Morphology } from "../vocabulary.ts";

const SOUNDS: Sounds = {
  onsets:
    "b c d f g h l m n p r s t v w b c d f g h l m n p r s t br cl dr fl gr pl pr st tr".split(" "),
  nuclei: "a e i o u a e i o u ea ou".split(" "),
  codas: "b d g l m n p r t l m n r t nd nt rd rk rt lt".split(" "),
  between: ["", "", "n", "r"],
};
const NOUN_ENDINGS = ["", "", "", "", "ment", "ance", "or", "ation", "ity", "ship"];
const ADJECTIVE_ENDINGS = ["", "al", "ive", "ous", "ic"];

/** Words that English would make by its rules, so that its stemmer brings their forms together; real function words. */
export const english: Morphology = {
  language: "en",
  functionWords:
    "the of and to in a that we is for it on this with i be are as you have will our by not was which at from has but they an or their there all also about very been who so he would these us what can its more one if your were no do them out my up his when other some than time into just only because how now over such may must should could between after both those then where here her she any well even before through under while during against upon within without being had did does am me him each too same own whom whose why until again since per around among every yet ever".split(
      " ",
    ),
  makeLemma(syllables, chance): Lemma {
    const root = makeRoot(SOUNDS, syllables, chance);
    const kind = chance();
    if (kind < 0.1) return nameForms(root);
    if (kind < 0.35) return verbForms(root);
    if (kind < 0.55)
      return adjectiveForms(root + (syllables < 2 ? "" : pick(ADJECTIVE_ENDINGS, chance)));
    return nounForms(root + (syllables < 2 ? "" : pick(NOUN_ENDINGS, chance)));
  },
  makeNumber,
  spellName: nameForms,
};

function nounForms(base: string): Lemma {
  const many = base.endsWith("y") ? `${base.slice(0, -1)}ies` : `${base}s`;
  return {
    isName: false,
    forms: [
      [base, 63],
      [many, 32],
      [`${base}’s`, 5],
    ],
  };
}

const verbForms = (base: string): Lemma => ({
  isName: false,
  forms: [
    [base, 35],
    [`${base}s`, 15],
    [`${base}ed`, 30],
    [`${base}ing`, 20],
  ],
});

const adjectiveForms = (base: string): Lemma => ({
  isName: false,
  forms: [
    [base, 90],
    [base.endsWith("ic") ? `${base}ally` : `${base}ly`, 10],
  ],
});

function nameForms(root: string): Lemma {
  const name = capitalised(root);
  return {
    isName: true,
    forms: [
      [name, 90],
      [`${name}’s`, 10],
    ],
  };
}
