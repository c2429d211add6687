import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = [
  "Montag",
  "Dienstag",
  "Mittwoch",
  "Donnerstag",
  "Freitag",
  "Samstag",
  "Sonntag",
] as const;

export const de: MailWords = {
  readouts: counted("de", { one: "# Mitteilung", other: "# Mitteilungen" }),
  number: decimal("de"),
  colon: ":",
  test: "Test",
  sent: (moment) => `Gesendet am ${moment}.`,
  seeAndChange: "Alle Benachrichtigungen ansehen und ändern",
  stopThisAlert: "Diese Benachrichtigung beenden",
  stopTheAlert: "Diese Benachrichtigung beenden:",
  stopAllOfThese: "Alle diese beenden",
  andMore: counted("de", { one: "… und # weitere", other: "… und # weitere" }),
  linkIsGood:
    "Der Link gilt sieben Tage. Wer ihn hat, kann Ihre Benachrichtigungen ändern: Geben Sie ihn nicht weiter.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "Sofort";
      case "daily":
        return `Jeden Tag um ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `Jeden ${weekdays[frequency.weekday - 1] ?? ""} um ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `fand ${clauses}`,
    noLonger: "passt nicht mehr",
    without: (clause) => `ohne ${clause}`,
    times: counted("de", { one: "(einmal)", other: "(#-mal)" }),
  },
  alert: {
    changes: {
      new: "Neue Mitteilung",
      edited: "Geändert",
      completed: "Vervollständigt",
      removed: "Entfernt",
      restored: "Wieder da",
    },
    sentences: {
      edited: "Die Pressestelle hat diese Mitteilung geändert, seit wir sie Ihnen gemeldet haben.",
      completed:
        "Diese Mitteilung war unvollständig, als wir sie Ihnen gemeldet haben. Die Pressestelle hat sie fortgesetzt.",
      removed: "Die Seite der Pressestelle ist nicht mehr da. Das Archiv bewahrt, was dort stand.",
      restored: "Die Seite der Pressestelle war verschwunden und ist wieder erreichbar.",
    },
    firstSentences: {
      edited: "Die Pressestelle hat diese Mitteilung geändert.",
      completed: "Diese Mitteilung war unvollständig. Die Pressestelle hat sie fortgesetzt.",
    },
    nowMatches: "Die Pressestelle hat diese Mitteilung geändert, und nun passt sie zu Ihrer Suche.",
    who: "Wer",
    where: "Wo",
    event: "Ereignis",
    published: "Veröffentlicht",
    namesAndMore: (names, count) => `${names} und ${count} weitere`,
    days: (from, to) => `${from} bis ${to}`,
    by: (moment) => `spätestens ${moment}`,
    clocks: (read, sent) => `Bei der Pressestelle gelesen am ${read}; gesendet am ${sent}.`,
    whatChanged: "Was sich geändert hat",
    whatChangedAsText: "Was sich geändert hat, [-gestrichen-] und {+eingefügt+}",
    moreInArchive: counted("de", {
      one: "… und # weitere Änderung: siehe das Archiv.",
      other: "… und # weitere Änderungen: siehe das Archiv.",
    }),
    whereItMatches: "Wo es passt",
    readInArchive: "Im Archiv lesen",
    inTheArchive: "Im Archiv",
    atThePressOffice: "Bei der Pressestelle",
    whyYouGetThis: "Warum Sie dies erhalten",
    yourAlert: "Ihre Benachrichtigung",
    youGetThis: "Sie erhalten dies wegen Ihrer Benachrichtigung",
    changeOrPause: "Benachrichtigungen ändern oder anhalten",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Tagesübersicht", weekly: "Wochenübersicht", mixed: "Übersicht" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} zu Ihren Benachrichtigungen`,
    allThatItFinds: "Alles, was sie findet",
    linksUnderNames:
      "Die Links unter dem Namen jeder Benachrichtigung führen zu allem, was sie findet.",
    searchOrLinks: (address) => `${address} oder die Links jeder Benachrichtigung oben.`,
  },
  health: {
    sourcesOfYourAlerts: "Die Quellen Ihrer Benachrichtigungen",
    lastRead: (moment) => `zuletzt gelesen am ${moment}`,
    neverRead: "nie gelesen",
    notReadSince: (moment) => `nicht mehr gelesen seit ${moment}`,
    notPolled: "sie wird nicht mehr abgefragt",
    nothingNewSince: (moment) => `nichts Neues seit ${moment}`,
    allSources: counted("de", { other: "Alle # Quellen" }),
    theOthers: counted("de", { one: "Die übrige", other: "Die übrigen #" }),
    notReadYet: "noch nicht gelesen",
    eachReadSince: (moment) => `alle gelesen seit ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} in sieben Tagen, sonst ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Alles in Ordnung: n" : "N"}ichts Neues zu Ihren Benachrichtigungen im ${month}`,
    said: (month, isWell) =>
      `Wir haben Ihnen im ${month} nichts geschickt, weil Ihre Benachrichtigungen nichts Neues gefunden haben. Sie laufen weiter${
        isWell
          ? ", und ihre Quellen werden gelesen."
          : "; von ihren Quellen sind die, die schweigen, unten genannt."
      }`,
    foundNothingYet: "noch nichts gefunden",
    lastFound: (moment) => `zuletzt etwas gefunden am ${moment}`,
    optOut:
      "Diese Mail kommt höchstens einmal im Monat, wenn sonst nichts kam. Wenn Sie sie nicht mehr wollen: Drücken Sie „No monthly line“ auf der Seite Ihrer Benachrichtigungen.",
    stopAll: "Alle diese Benachrichtigungen beenden",
  },
  confirmation: {
    subject: "Bestätigen Sie Ihre Readouts-Benachrichtigung",
    heading: "Bestätigen Sie Ihre Benachrichtigung",
    asked:
      "Jemand, wahrscheinlich Sie, möchte eine Mail bekommen, wenn eine Mitteilung zu dieser Suche passt:",
    button: "Benachrichtigung bestätigen",
    howLong: "Der Link öffnet eine Seite mit einer Schaltfläche. Er gilt 48 Stunden.",
    otherwise: "Wenn Sie es nicht waren, tun Sie nichts: Sie bekommen keine Benachrichtigungen.",
    about:
      "Readouts beobachtet die Pressestellen von Regierungen: was sie über ihre Begegnungen mitteilen.",
  },
  manageLink: {
    subject: "Ihre Readouts-Benachrichtigungen",
    asked:
      "Jemand, wahrscheinlich Sie, hat um einen Link gebeten, um die Benachrichtigungen dieser Adresse anzusehen, zu ändern oder zu beenden.",
    button: "Benachrichtigungen verwalten",
    otherwise: "Wenn Sie es nicht waren, tun Sie nichts: Es wird nichts geändert.",
  },
  webhookDisabled: {
    subject: "Der Webhook einer Readouts-Benachrichtigung wurde abgeschaltet",
    heading: "Ein Webhook wurde abgeschaltet",
    stopped: "An den Webhook einer Ihrer Benachrichtigungen wird nichts mehr geschickt.",
    causes: {
      gone: "Er hat mit 410 Gone geantwortet, das heißt: Er will nichts mehr.",
      failing:
        "Er hat eine Woche lang nichts angenommen, obwohl jedes Ereignis immer wieder geschickt wurde.",
    },
    alert: "Benachrichtigung",
    receiver: "Empfänger",
    lastAnswer: "Letzte Antwort",
    unaffected: "Die Benachrichtigung selbst läuft weiter: Ihre Mails kommen wie bisher.",
    wayBack:
      "Wenn der Empfänger wieder arbeitet, schicken Sie ihm von der Seite Ihrer Benachrichtigungen ein Testereignis, und schalten Sie ihn dort ein. Was inzwischen kam, wird nicht nachgeschickt; es steht im Archiv.",
    button: "Meine Benachrichtigungen",
  },
};
