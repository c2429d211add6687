import { endings, inflecting } from "./inflection.ts";
import { inCyrillic } from "../names.ts";

/** Words that Ukrainian would make by its rules, in all cases; real function words. How often each form stands in a text is a guess. */
export const ukrainian = inflecting({
  language: "uk",
  functionWords:
    "і в не на що з я ми це по він як до але у за із о ви все так від для ж то є вони його був вже якщо б або нас буде наш наші їх були може тільки ще можна треба при цьому тому цього дуже нам вам щоб також коли які який зараз бути де там тут після між мені мене вас ваш її йому вона була було себе собі теж навіть під над перед без через чим хто чого тим тих цих ці ця цей та ті такі такий чи так ні жодного тому більш менш сьогодні тоді тепер завжди один два всіх всього свої своїх яка яких раз лише адже саме хоча серед біля проти заради разом",
  sounds: {
    onsets: "б бл бр в вл г гр д др ж з к кл кр л м н п пл пр р с ск см ст стр т тр ф х ч ш".split(
      " ",
    ),
    nuclei: "а е и і о у я є".split(" "),
    codas: "б в г д з к л м н нт п р рг рд рк рт с ск ст т".split(" "),
    between: ["", "", "н", "р"],
  },
  names: { suffixes: ["енк", "ін"], endings: endings("о 45,а 22,у 8,ом 10,ові 6") },
  verbs: endings("ати 20,ає 18,ають 12,ав 14,ала 6,али 14,аємо 8,айте 2"),
  adjectives: {
    suffix: "н",
    endings: endings("ий 14,ого 14,ому 6,им 6,а 10,ої 14,ій 6,у 6,е 8,і 9,их 12,ими 4"),
  },
  nouns: {
    suffixes: ["", "", "", "ств", "ор", "ник", "ізм", "ент"],
    declensions: [
      endings(" 24,у 20,ові 3,ом 8,і 10,и 10,ів 12,ам 3,ами 4,ах 5"),
      endings("а 22,и 22,і 12,у 14,ою 9,ам 3,ами 4,ах 5"),
    ],
  },
  spell: (name) => inCyrillic(name, "і"),
});
