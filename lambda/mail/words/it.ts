import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = [
  "Ogni lunedì",
  "Ogni martedì",
  "Ogni mercoledì",
  "Ogni giovedì",
  "Ogni venerdì",
  "Ogni sabato",
  "Ogni domenica",
] as const;

export const it: MailWords = {
  readouts: counted("it", { one: "# comunicato", other: "# comunicati" }),
  number: decimal("it"),
  colon: ":",
  test: "Prova",
  sent: (moment) => `Inviato il ${moment}.`,
  seeAndChange: "Vedere e modificare i suoi avvisi",
  stopThisAlert: "Interrompere questo avviso",
  stopTheAlert: "Interrompere l’avviso",
  stopAllOfThese: "Interromperli tutti",
  andMore: counted("it", { one: "… e # altro", other: "… e altri #" }),
  linkIsGood:
    "Il link vale sette giorni. Chi lo possiede può modificare i suoi avvisi: non lo inoltri.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "Subito";
      case "daily":
        return `Ogni giorno alle ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `${weekdays[frequency.weekday - 1] ?? ""} alle ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `ha trovato ${clauses}`,
    noLonger: "non corrisponde più",
    without: (clause) => `senza ${clause}`,
    times: counted("it", { one: "(una volta)", other: "(# volte)" }),
  },
  alert: {
    changes: {
      new: "Nuovo comunicato",
      edited: "Modificato",
      completed: "Completato",
      removed: "Rimosso",
      restored: "Di nuovo disponibile",
    },
    sentences: {
      edited:
        "L’ufficio stampa ha modificato questo comunicato da quando glielo abbiamo segnalato.",
      completed:
        "Questo comunicato era incompleto quando glielo abbiamo segnalato. L’ufficio stampa lo ha proseguito.",
      removed: "La pagina dell’ufficio stampa non c’è più. L’archivio conserva ciò che diceva.",
      restored: "La pagina dell’ufficio stampa era scomparsa e risponde di nuovo.",
    },
    firstSentences: {
      edited: "L’ufficio stampa ha modificato questo comunicato.",
      completed: "Questo comunicato era incompleto. L’ufficio stampa lo ha proseguito.",
    },
    nowMatches:
      "L’ufficio stampa ha modificato questo comunicato, che ora corrisponde alla sua ricerca.",
    who: "Chi",
    where: "Dove",
    event: "Evento",
    published: "Pubblicato",
    namesAndMore: (names, count) =>
      count === 1 ? `${names} e 1 altro` : `${names} e altri ${count}`,
    days: (from, to) => `dal ${from} al ${to}`,
    by: (moment) => `al più tardi il ${moment}`,
    clocks: (read, sent) => `Letto presso l’ufficio stampa il ${read}; inviato il ${sent}.`,
    whatChanged: "Che cosa è cambiato",
    whatChangedAsText: "Che cosa è cambiato, [-tolto-] e {+aggiunto+}",
    moreInArchive: counted("it", {
      one: "… e # altro: si veda l’archivio.",
      other: "… e altri #: si veda l’archivio.",
    }),
    whereItMatches: "Dove corrisponde",
    readInArchive: "Leggere nell’archivio",
    inTheArchive: "Nell’archivio",
    atThePressOffice: "Presso l’ufficio stampa",
    whyYouGetThis: "Perché riceve questo messaggio",
    yourAlert: "il suo avviso",
    youGetThis: "Riceve questo messaggio per il suo avviso",
    changeOrPause: "Modificare o sospendere i suoi avvisi",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Riepilogo del giorno", weekly: "Riepilogo della settimana", mixed: "Riepilogo" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} per i suoi avvisi`,
    allThatItFinds: "Tutto ciò che trova",
    linksUnderNames: "i link sotto il nome di ogni avviso portano a tutto ciò che trova.",
    searchOrLinks: (address) => `${address}, o i link di ogni avviso qui sopra.`,
  },
  health: {
    sourcesOfYourAlerts: "Le fonti dei suoi avvisi",
    lastRead: (moment) => `letta l’ultima volta il ${moment}`,
    neverRead: "mai letta",
    notReadSince: (moment) => `non letta dal ${moment}`,
    notPolled: "non viene più consultata",
    nothingNewSince: (moment) => `niente di nuovo dal ${moment}`,
    allSources: counted("it", { other: "Tutte le # fonti" }),
    theOthers: counted("it", { one: "L’altra", other: "Le altre #" }),
    notReadYet: "non ancora lette",
    eachReadSince: (moment) => `tutte lette dal ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} in sette giorni, di solito ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Tutto bene: n" : "N"}iente di nuovo per i suoi avvisi, ${month}`,
    said: (month, isWell) =>
      `Non le abbiamo inviato nulla (${month}), perché i suoi avvisi non hanno trovato niente di nuovo. Sono attivi${
        isWell
          ? ", e le loro fonti vengono lette."
          : "; delle loro fonti, quelle che tacciono sono nominate qui sotto."
      }`,
    foundNothingYet: "non ha ancora trovato nulla",
    lastFound: (moment) => `ultimo risultato il ${moment}`,
    optOut:
      "Questo messaggio arriva al massimo una volta al mese, quando non è arrivato altro. Per non riceverlo più: prema “No monthly line” nella pagina dei suoi avvisi.",
    stopAll: "Interrompere tutti questi avvisi",
  },
  confirmation: {
    subject: "Confermi il suo avviso Readouts",
    heading: "Confermi il suo avviso",
    asked:
      "Qualcuno, probabilmente lei, ha chiesto di ricevere un messaggio quando un comunicato corrisponde a questa ricerca:",
    button: "Confermare questo avviso",
    howLong: "Il link apre una pagina con un pulsante. Vale 48 ore.",
    otherwise: "Se non è stato lei, non faccia nulla: non riceverà avvisi.",
    about: "Readouts osserva gli uffici stampa dei governi e ciò che dicono dei loro incontri.",
  },
  manageLink: {
    subject: "I suoi avvisi Readouts",
    asked:
      "Qualcuno, probabilmente lei, ha chiesto un link per vedere, modificare o interrompere gli avvisi di questo indirizzo.",
    button: "Gestire i miei avvisi",
    otherwise: "Se non è stato lei, non faccia nulla: non cambia niente.",
  },
  webhookDisabled: {
    subject: "Il webhook di un avviso Readouts è stato disattivato",
    heading: "Un webhook è stato disattivato",
    stopped: "Non viene più inviato nulla al webhook di un suo avviso.",
    causes: {
      gone: "Ha risposto 410 Gone, cioè che non vuole più nulla.",
      failing:
        "Non ha accettato nulla per una settimana, benché ogni evento sia stato inviato più volte.",
    },
    alert: "Avviso",
    receiver: "Destinatario",
    lastAnswer: "Ultima risposta",
    unaffected: "L’avviso continua: i suoi messaggi arrivano come prima.",
    wayBack:
      "Quando il destinatario funziona di nuovo, gli invii un evento di prova dalla pagina dei suoi avvisi e lo riattivi lì. Ciò che è arrivato nel frattempo non viene inviato dopo; è nell’archivio.",
    button: "I miei avvisi",
  },
};
