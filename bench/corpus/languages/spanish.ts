import { endings, inflecting } from "./inflection.ts";

/** Words that Spanish would make by its rules; real function words. How often each form stands in a text is a guess. */
export const spanish = inflecting({
  language: "es",
  functionWords:
    "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada e otro después te otros aunque esa eso hace otra gobierno tan durante siempre día tanto ella tres sí sido gran según menos antes toda estos tener hacer estas nuestro nuestra vamos aquí hoy entonces contra nosotros ustedes quien cual algo juntos",
  sounds: {
    onsets:
      "b c d f g j l m n p r s t v b c d f g l m n p r s t v br cr dr fr gr pr tr bl ll qu ch".split(
        " ",
      ),
    nuclei: "a e i o u a e i o ie ue ia á é".split(" "),
    codas: "b c d g l m n p r t l m n r t nd nt rd rt st ñ rr".split(" "),
    between: ["", "", "n", "r"],
  },
  names: { suffixes: ["ez", "ero", "al", "illo"], endings: endings(" 100") },
  verbs: endings("ar 24,a 18,an 12,ó 16,aron 10,ado 10,ada 6,ando 6,amos 8"),
  adjectives: { suffix: "", endings: endings("o 30,a 32,os 20,as 18") },
  nouns: {
    suffixes: ["", "", "", "ment", "ador", "ism"],
    declensions: [
      endings("o 64,os 36"),
      endings("a 66,as 34"),
      endings("ación 66,aciones 34"),
      endings("idad 72,idades 28"),
    ],
  },
  spell: (name) => name,
});
