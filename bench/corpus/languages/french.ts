import { endings, inflecting } from "./inflection.ts";

/** Words that French would make by its rules; real function words. How often each form stands in a text is a guess. */
export const french = inflecting({
  language: "fr",
  functionWords:
    "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec nous aux cette mais ou comme être son ont ces elle sa vous leur fait aussi été nos notre entre tout y même sans deux bien si peut faire leurs ses on très ainsi tous je avons depuis encore après où dont autres votre avoir toutes lors avant contre non doit ils donc car faut toujours quand afin moins lui cela autre jour vers alors mon déjà sous avait était peu pendant ici rien ceux celle celui chaque selon dès trop puis beaucoup jamais me ma moi eux elles quel quelle parce ensemble",
  sounds: {
    onsets:
      "b c d f g j l m n p r s t v b c d f l m n p r s t v bl br cl cr dr fr gr pl pr tr qu ch".split(
        " ",
      ),
    nuclei: "a e i o u é a e i o u ou ai eu oi è".split(" "),
    codas: "b d g l m n p r t l m n r t nd nt rd rt ss gn ch".split(" "),
    between: ["", "", "n", "r"],
  },
  names: { suffixes: ["", "ier", "ard", "eau"], endings: endings(" 100") },
  verbs: endings("er 22,e 16,ent 12,é 20,ée 6,és 6,ait 6,ons 8,ez 3,era 5,ant 6"),
  adjectives: { suffix: "", endings: endings(" 35,e 30,s 20,es 15") },
  nouns: {
    suffixes: ["", "", "", "ment", "eur", "isme", "ance", "ité", "ation"],
    declensions: [endings(" 66,s 34")],
  },
  spell: (name) => name.replaceAll("u", "ou"),
});
