import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"] as const;

// A no-break space stands before the colon and inside the quotation marks.
export const fr: MailWords = {
  readouts: counted("fr", { one: "# compte rendu", other: "# comptes rendus" }),
  number: decimal("fr"),
  colon: "\u00a0:",
  test: "Essai",
  sent: (moment) => `Envoyé le ${moment}.`,
  seeAndChange: "Voir et modifier vos alertes",
  stopThisAlert: "Arrêter cette alerte",
  stopTheAlert: "Arrêter l’alerte",
  stopAllOfThese: "Arrêter toutes celles-ci",
  andMore: counted("fr", { one: "… et # autre", other: "… et # autres" }),
  linkIsGood:
    "Le lien est valable sept jours. Quiconque l’a peut modifier vos alertes\u00a0: ne le transmettez pas.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "Immédiatement";
      case "daily":
        return `Chaque jour à ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `Chaque ${weekdays[frequency.weekday - 1] ?? ""} à ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `a trouvé ${clauses}`,
    noLonger: "ne correspond plus",
    without: (clause) => `sans ${clause}`,
    times: counted("fr", { other: "(# fois)" }),
  },
  alert: {
    changes: {
      new: "Nouveau compte rendu",
      edited: "Modifié",
      completed: "Complété",
      removed: "Retiré",
      restored: "De retour",
    },
    sentences: {
      edited:
        "Le service de presse a modifié ce compte rendu depuis que nous vous l’avons signalé.",
      completed:
        "Ce compte rendu était inachevé quand nous vous l’avons signalé. Le service de presse l’a poursuivi.",
      removed: "La page du service de presse a disparu. L’archive garde ce qu’elle disait.",
      restored: "La page du service de presse avait disparu\u00a0; elle répond de nouveau.",
    },
    firstSentences: {
      edited: "Le service de presse a modifié ce compte rendu.",
      completed: "Ce compte rendu était inachevé. Le service de presse l’a poursuivi.",
    },
    nowMatches:
      "Le service de presse a modifié ce compte rendu, qui correspond maintenant à votre recherche.",
    who: "Qui",
    where: "Où",
    event: "Événement",
    published: "Publié",
    namesAndMore: (names, count) => `${names} et ${count} ${count === 1 ? "autre" : "autres"}`,
    days: (from, to) => `du ${from} au ${to}`,
    by: (moment) => `au plus tard le ${moment}`,
    clocks: (read, sent) => `Lu au service de presse le ${read}\u00a0; envoyé le ${sent}.`,
    whatChanged: "Ce qui a changé",
    whatChangedAsText: "Ce qui a changé, [-supprimé-] et {+ajouté+}",
    moreInArchive: counted("fr", {
      one: "… et # autre\u00a0: voir l’archive.",
      other: "… et # autres\u00a0: voir l’archive.",
    }),
    whereItMatches: "Ce qui correspond",
    readInArchive: "Lire dans l’archive",
    inTheArchive: "Dans l’archive",
    atThePressOffice: "Au service de presse",
    whyYouGetThis: "Pourquoi vous recevez ceci",
    yourAlert: "votre alerte",
    youGetThis: "Vous recevez ceci en raison de votre alerte",
    changeOrPause: "Modifier ou suspendre vos alertes",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Résumé du jour", weekly: "Résumé de la semaine", mixed: "Résumé" }[rhythm]}, ${day}\u00a0: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} pour vos alertes`,
    allThatItFinds: "Tout ce qu’elle trouve",
    linksUnderNames: "les liens sous le nom de chaque alerte mènent à tout ce qu’elle trouve.",
    searchOrLinks: (address) => `${address}, ou les liens de chaque alerte ci-dessus.`,
  },
  health: {
    sourcesOfYourAlerts: "Les sources de vos alertes",
    lastRead: (moment) => `lue pour la dernière fois le ${moment}`,
    neverRead: "jamais lue",
    notReadSince: (moment) => `pas lue depuis le ${moment}`,
    notPolled: "elle n’est plus interrogée",
    nothingNewSince: (moment) => `rien de nouveau depuis le ${moment}`,
    allSources: counted("fr", { other: "Les # sources" }),
    theOthers: counted("fr", { one: "L’autre", other: "Les # autres" }),
    notReadYet: "pas encore lues",
    eachReadSince: (moment) => `toutes lues depuis le ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} en sept jours, d’habitude ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Tout va bien\u00a0: r" : "R"}ien de nouveau pour vos alertes en ${month}`,
    said: (month, isWell) =>
      `Nous ne vous avons rien envoyé en ${month}, car vos alertes n’ont rien trouvé de nouveau. Elles sont actives${
        isWell
          ? ", et leurs sources sont lues."
          : "\u00a0; parmi leurs sources, celles qui se taisent sont nommées ci-dessous."
      }`,
    foundNothingYet: "n’a encore rien trouvé",
    lastFound: (moment) => `dernier résultat le ${moment}`,
    optOut:
      "Ce message vient au plus une fois par mois, quand rien d’autre n’est venu. Pour ne plus le recevoir\u00a0: appuyez sur «\u00a0No monthly line\u00a0» sur la page de vos alertes.",
    stopAll: "Arrêter toutes ces alertes",
  },
  confirmation: {
    subject: "Confirmez votre alerte Readouts",
    heading: "Confirmez votre alerte",
    asked:
      "Quelqu’un, sans doute vous, a demandé à recevoir un message quand un compte rendu correspond à cette recherche\u00a0:",
    button: "Confirmer cette alerte",
    howLong: "Le lien ouvre une page avec un bouton. Il est valable 48 heures.",
    otherwise: "Si ce n’était pas vous, ne faites rien\u00a0: vous ne recevrez aucune alerte.",
    about:
      "Readouts observe les services de presse des gouvernements et ce qu’ils disent de leurs rencontres.",
  },
  manageLink: {
    subject: "Vos alertes Readouts",
    asked:
      "Quelqu’un, sans doute vous, a demandé un lien pour voir, modifier ou arrêter les alertes de cette adresse.",
    button: "Gérer mes alertes",
    otherwise: "Si ce n’était pas vous, ne faites rien\u00a0: rien n’est modifié.",
  },
  webhookDisabled: {
    subject: "Le webhook d’une alerte Readouts a été désactivé",
    heading: "Un webhook a été désactivé",
    stopped: "Plus rien n’est envoyé au webhook d’une de vos alertes.",
    causes: {
      gone: "Il a répondu 410 Gone, ce qui veut dire qu’il ne veut plus rien.",
      failing:
        "Il n’a rien accepté pendant une semaine, bien que chaque événement ait été envoyé plusieurs fois.",
    },
    alert: "Alerte",
    receiver: "Destinataire",
    lastAnswer: "Dernière réponse",
    unaffected: "L’alerte elle-même continue\u00a0: ses messages viennent comme avant.",
    wayBack:
      "Quand le destinataire fonctionnera de nouveau, envoyez-lui un événement d’essai depuis la page de vos alertes, et réactivez-le là. Ce qui est venu entre-temps n’est pas renvoyé\u00a0; c’est dans l’archive.",
    button: "Mes alertes",
  },
};
