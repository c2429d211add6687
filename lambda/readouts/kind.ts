import type { ReadoutKind } from "./readout.ts";

type Told = Exclude<ReadoutKind, "other">;

/** Where a title says more than one: `Press statements following talks` is a press conference. */
const order: readonly Told[] = [
  "announcement",
  "press-conference",
  "call",
  "greeting",
  "talks",
  "visit",
  "meeting",
  "speech",
  "statement",
];

/** What a title says of the kind, by language: alternatives of whole words, or of stems with `\p{L}*`. */
const words: Readonly<Record<string, Readonly<Record<Told, string>>>> = {
  en: {
    announcement: String.raw`announcements?|announces?|announced|will (?:visit|take part|hold|host|meet|receive|travel|attend|have|make|take place)|to (?:visit|host|lead|receive|attend|travel to|meet with)`,
    "press-conference": String.raw`press (?:conferences?|briefings?|gaggles?|statements?|calls?|availability)|news conferences?|(?:joint )?press availability|briefing with`,
    call: String.raw`(?:phone|telephone|video) (?:calls?|conversations?)|calls? with|spoke (?:by (?:tele)?phone|with|to)|(?:tele)?phoned`,
    greeting: String.raw`greetings?|congratulat\p{L}*|condolences?|national day|birthday|independence day`,
    talks: "talks",
    visit: String.raw`(?:visits?|visited|trips?|travels?|travel+ed) (?:to|of|by)|visits`,
    meeting: String.raw`meetings?|(?:meets?|met) (?:with|on|at)|round ?tables?|discussions? with|discussed|audience with`,
    speech: "remarks|speech(?:es)?|address",
    statement: String.raw`(?:joint )?statements?|communiqu[eé]s?`,
  },
  ru: {
    announcement: String.raw`анонс\p{L}*|(?:посетит|встретится|примет|проведёт|проведет|состоится)`,
    "press-conference": String.raw`пресс-конференц\p{L}*|брифинг\p{L}*|заявлени\p{L}* для (?:прессы|сми)`,
    call: String.raw`телефонн\p{L}+ (?:разговор|бесед)\p{L}*`,
    greeting: String.raw`поздравлен\p{L}*|поздрави\p{L}*|соболезнован\p{L}*|приветстви\p{L}*`,
    talks: String.raw`\p{L}*переговор\p{L}*`,
    visit: String.raw`визит\p{L}*|поездк\p{L}*|посещени\p{L}*|посетил\p{L}*`,
    meeting: String.raw`встреч\p{L}*|встрети\p{L}*|совещани\p{L}*|заседани\p{L}*|беседа с`,
    speech: String.raw`выступлени\p{L}*|обращени\p{L}*|речь`,
    statement: String.raw`заявлени\p{L}*`,
  },
  de: {
    announcement: String.raw`ankündigung\p{L}*|terminhinweis\p{L}*|wird \p{L}+ (?:empfangen|besuchen|treffen)`,
    "press-conference": String.raw`presse(?:konferenz|statement|unterrichtung|begegnung|briefing|gespräch)\p{L}*|regierungspressekonferenz`,
    call: String.raw`telefonat\p{L}*|telefoniert\p{L}*|telefongespräch\p{L}*`,
    greeting: String.raw`glückwunsch\p{L}*|glückwünsche|gratuliert|gratulation\p{L}*|kondol\p{L}*|beileid\p{L}*|grußwort\p{L}*|grußbotschaft\p{L}*`,
    talks: String.raw`verhandlung\p{L}*|gespräche?|arbeitsgespräch\p{L}*`,
    visit: String.raw`\p{L}*besuch(?:s|e|es|t|en|te)?|(?!.*reisehinweis)\p{L}*reise(?:n|t)?(?= (?:nach|in|zu|von))`,
    meeting: String.raw`\p{L}*treffen|trifft|traf|trafen|sitzung\p{L}*|empfängt|empfing|empfang|begegnung`,
    speech: String.raw`rede|ansprache|reden`,
    statement: String.raw`erklärung\p{L}*|stellungnahme\p{L}*|erklärt`,
  },
  fr: {
    announcement: String.raw`annonce|recevra|rencontrera|se rendra|participera|effectuera`,
    "press-conference": String.raw`(?:conférence|point|déclaration) (?:de|à la) presse`,
    call: String.raw`(?:entretien|appel|conversation) téléphonique|s['’]entretient par téléphone`,
    greeting: String.raw`félicit\p{L}*|condoléances|vœux|voeux`,
    talks: String.raw`pourparlers|négociations?|entretiens?`,
    visit: String.raw`visites?|déplacement|voyage|se rend`,
    meeting: String.raw`rencontres?|rencontrent|réunions?|reçoit|a reçu|audience`,
    speech: String.raw`discours|allocution|intervention`,
    statement: String.raw`déclarations?|communiqué`,
  },
  es: {
    announcement: String.raw`anuncio|anuncia|recibirá|visitará|viajará|se reunirá|participará`,
    "press-conference": String.raw`(?:conferencia|rueda) de prensa`,
    call: String.raw`(?:llamada|conversación) telefónica|(?:habla|conversa) por teléfono`,
    greeting: String.raw`felicita\p{L}*|condolencias|pésame|saludos?`,
    talks: String.raw`conversaciones|negociaciones`,
    visit: String.raw`visitas?|viaje|viaja`,
    meeting: String.raw`reuni[oó]n(?:es)?|se reúne|se reunió|encuentros?|recibe|recibió|audiencia`,
    speech: String.raw`discurso|intervención|palabras`,
    statement: String.raw`declaraci[oó]n(?:es)?|comunicado`,
  },
  pt: {
    announcement: String.raw`anúncio|anuncia|receberá|visitará|viajará`,
    "press-conference": String.raw`conferência de imprensa|coletiva de imprensa|declaração à imprensa`,
    call: String.raw`(?:chamada|ligação|conversa) telef[oóô]nica|telefonema`,
    greeting: String.raw`felicita\p{L}*|parabeniza|condolências|pesar`,
    talks: String.raw`conversações|negociações`,
    visit: String.raw`visitas?|viagem`,
    meeting: String.raw`reuni(?:ão|ões)|reúne-se|se reúne|encontros?|recebe|recebeu|audiência`,
    speech: String.raw`discurso|intervenção|pronunciamento`,
    statement: String.raw`declaraç(?:ão|ões)|comunicado|nota à imprensa`,
  },
  it: {
    announcement: String.raw`annuncio|riceverà|incontrerà|si recherà`,
    "press-conference": String.raw`conferenza stampa|dichiarazioni alla stampa`,
    call: String.raw`(?:colloquio|conversazione) telefonic[ao]|telefonata`,
    greeting: String.raw`congratula\p{L}*|condoglianze|cordoglio|auguri`,
    talks: String.raw`colloqui|negoziati`,
    visit: String.raw`visita|visite|viaggio`,
    meeting: String.raw`incontr[oi]|incontra|riunione|riceve|ha ricevuto|udienza`,
    speech: String.raw`discorso|intervento`,
    statement: String.raw`dichiarazion[ei]|comunicato`,
  },
  uk: {
    announcement: String.raw`анонс\p{L}*|(?:відвідає|зустрінеться|прийме|відбудеться)`,
    "press-conference": String.raw`прес-?конференц\p{L}*|брифінг\p{L}*`,
    call: String.raw`телефонн\p{L}+ (?:розмов|бесід)\p{L}*|поговорив телефоном`,
    greeting: String.raw`привіт\p{L}*|вітан\p{L}*|співчут\p{L}*`,
    talks: String.raw`\p{L}*переговор\p{L}*|перемовин\p{L}*`,
    visit: String.raw`візит\p{L}*|поїздк\p{L}*|відвіда\p{L}*`,
    meeting: String.raw`зустріч\p{L}*|зустріл\p{L}*|нарад\p{L}*|засіданн\p{L}*`,
    speech: String.raw`виступ\p{L}*|звернення|промова`,
    statement: String.raw`заяв\p{L}*`,
  },
};

const patterns = new Map(
  Object.entries(words).map(([language, kinds]) => [
    language,
    order.map((kind): readonly [RegExp, Told] => [
      new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${kinds[kind]})(?![\p{L}\p{N}])`, "iu"),
      kind,
    ]),
  ]),
);

/**
 * What kind of event a title tells of, in its own language; in English where it says nothing there, since
 * offices mix the two.
 * @param language BCP 47
 */
export function readKind(title: string, language: string): ReadoutKind {
  const [base = "en"] = language.toLowerCase().split("-");
  for (const one of new Set([base, "en"])) {
    const found = patterns.get(one)?.find(([pattern]) => pattern.test(title));
    if (found !== undefined) return found[1];
  }
  return "other";
}
