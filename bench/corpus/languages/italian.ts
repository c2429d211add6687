import { endings, inflecting } from "./inflection.ts";

/** Words that Italian would make by its rules; real function words. How often each form stands in a text is a guess. */
export const italian = inflecting({
  language: "it",
  functionWords:
    "di e la il che in a per è un del una le i con si da non della dei al nel anche sono lo alla più ha delle come ma questo o ci nella su se dal quello gli abbiamo molto essere io noi questa degli sul loro stato tra ed stata due nostro nostra hanno perché quindi anni così tutti fra ai sia ad sulla fare già dalla solo prima quando oggi poi senza dopo nei ancora ogni suo sua mi altri fatto deve anno era alle dove tutto bene cosa nostri contro grazie qui verso vi lui lei me uno tanto nelle dai parte stesso modo insieme sempre erano suoi proprio quanto chi dobbiamo mentre durante presso",
  sounds: {
    onsets:
      "b c d f g l m n p r s t v b c d f g l m n p r s t v br cr dr fr gr pr st tr sp sc gl qu".split(
        " ",
      ),
    nuclei: "a e i o u a e i o ia io ie uo".split(" "),
    codas: "b c d g l m n p r t l m n r t nd nt rd rt tt ss ll zz st".split(" "),
    between: ["", "", "n", "r"],
  },
  names: { suffixes: ["i", "etti", "ini", "ella"], endings: endings(" 100") },
  verbs: endings("are 22,a 16,ano 10,ato 18,ata 6,ati 6,iamo 8,ava 5,erà 4,ando 5"),
  adjectives: { suffix: "", endings: endings("o 30,a 32,i 20,e 18") },
  nouns: {
    suffixes: ["", "", "", "ment", "ator", "ism"],
    declensions: [
      endings("o 64,i 36"),
      endings("a 66,e 34"),
      endings("azione 66,azioni 34"),
      endings("ità 100"),
    ],
  },
  spell: (name) => name,
});
