import { endings, inflecting } from "./inflection.ts";

/** Words that German would make by its rules, nouns with a capital; real function words. How often each form stands in a text is a guess. */
export const german = inflecting({
  language: "de",
  functionWords:
    "die der und in den das zu wir ist von dass mit auch ich für es auf ein sich des nicht eine dem sie haben sind wie im an als hat aus werden einen bei er wird um aber noch uns einer was hier so nach oder kann mehr wenn diese über nur man sehr dies war zum unsere durch vor zur schon dieser wurde sein unser alle gibt müssen einem vom bis können jetzt damit immer sondern heute da gegen unter ganz ihre worden weil denn zwischen dann muss wieder seit sowie ja eines beim deshalb will ohne dazu allem darüber mir mich ihr ihm ihnen ihren diesem diesen wo dort viel viele wäre würde sollen soll selbst weiter während bereits gemeinsam zusammen",
  sounds: {
    onsets:
      "b d f g h k l m n r s t w z b d f g h k l m n r s t w br fl gr kl kr pr schl schw st str tr sch".split(
        " ",
      ),
    nuclei: "a e i o u a e i o u ei au ie ä ö ü eu".split(" "),
    codas: "b d f g ch l m n r t l m n r t nd nt rd rk rt cht st ß".split(" "),
    between: ["", "", "n", "r"],
  },
  names: { suffixes: ["", "mann", "er", "berg"], endings: endings(" 85,s 15") },
  verbs: endings("en 34,t 24,te 14,e 8,ten 12,end 6,est 2"),
  adjectives: { suffix: "", endings: endings("e 28,en 32,er 16,es 10,em 4, 10") },
  nouns: {
    suffixes: ["", "", "", "ung", "heit", "keit", "schaft", "ler", "nis"],
    declensions: [endings(" 48,s 12,e 20,en 20"), endings(" 60,en 40")],
    areCapitalised: true,
  },
  spell: (name) => name.replaceAll("v", "w"),
});
