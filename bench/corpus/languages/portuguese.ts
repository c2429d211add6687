import { endings, inflecting } from "./inflection.ts";

/** Words that Portuguese would make by its rules; real function words. How often each form stands in a text is a guess. */
export const portuguese = inflecting({
  language: "pt",
  functionWords:
    "de a que o e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele nosso nossa vamos porque todos todas aqui hoje agora então ainda onde cada sobre contra desde durante antes bem assim outro outra outros toda todo aquele isto vez sempre juntos",
  sounds: {
    onsets:
      "b c d f g l m n p r s t v b c d f g l m n p r s t v br cr dr fr gr pr tr ch lh qu".split(
        " ",
      ),
    nuclei: "a e i o u a e i o ai ei ou ã é á".split(" "),
    codas: "b c d g l m n p r t l m n r t nd nt rd rt st lh nh ss".split(" "),
    between: ["", "", "n", "r"],
  },
  names: { suffixes: ["es", "eira", "al", "inho"], endings: endings(" 100") },
  verbs: endings("ar 24,a 18,am 12,ou 16,aram 10,ado 10,ada 6,ando 6,amos 8"),
  adjectives: { suffix: "", endings: endings("o 30,a 32,os 20,as 18") },
  nouns: {
    suffixes: ["", "", "", "ment", "ador", "ism"],
    declensions: [
      endings("o 64,os 36"),
      endings("a 66,as 34"),
      endings("ação 66,ações 34"),
      endings("idade 72,idades 28"),
    ],
  },
  spell: (name) => name,
});
