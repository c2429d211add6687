import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = [
  "los lunes",
  "los martes",
  "los miércoles",
  "los jueves",
  "los viernes",
  "los sábados",
  "los domingos",
] as const;

export const es: MailWords = {
  readouts: counted("es", { one: "# comunicado", other: "# comunicados" }),
  number: decimal("es"),
  colon: ":",
  test: "Prueba",
  sent: (moment) => `Enviado el ${moment}.`,
  seeAndChange: "Ver y cambiar sus alertas",
  stopThisAlert: "Cancelar esta alerta",
  stopTheAlert: "Cancelar la alerta",
  stopAllOfThese: "Cancelar todas estas",
  andMore: counted("es", { other: "… y # más" }),
  linkIsGood:
    "El enlace es válido durante siete días. Quien lo tenga puede cambiar sus alertas: no lo reenvíe.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "Al momento";
      case "daily":
        return `Todos los días a las ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `Todos ${weekdays[frequency.weekday - 1] ?? ""} a las ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `encontró ${clauses}`,
    noLonger: "ya no coincide",
    without: (clause) => `sin ${clause}`,
    times: counted("es", { one: "(una vez)", other: "(# veces)" }),
  },
  alert: {
    changes: {
      new: "Nuevo comunicado",
      edited: "Modificado",
      completed: "Completado",
      removed: "Retirado",
      restored: "De nuevo disponible",
    },
    sentences: {
      edited: "La oficina de prensa ha modificado este comunicado desde que le avisamos de él.",
      completed:
        "Este comunicado estaba incompleto cuando le avisamos de él. La oficina de prensa lo ha continuado.",
      removed:
        "La página de la oficina de prensa ha desaparecido. El archivo conserva lo que decía.",
      restored: "La página de la oficina de prensa había desaparecido y vuelve a responder.",
    },
    firstSentences: {
      edited: "La oficina de prensa ha modificado este comunicado.",
      completed: "Este comunicado estaba incompleto. La oficina de prensa lo ha continuado.",
    },
    nowMatches:
      "La oficina de prensa ha modificado este comunicado, y ahora coincide con su búsqueda.",
    who: "Quién",
    where: "Dónde",
    event: "Acto",
    published: "Publicado",
    namesAndMore: (names, count) => `${names} y ${count} más`,
    days: (from, to) => `del ${from} al ${to}`,
    by: (moment) => `a más tardar el ${moment}`,
    clocks: (read, sent) => `Leído en la oficina de prensa el ${read}; enviado el ${sent}.`,
    whatChanged: "Qué ha cambiado",
    whatChangedAsText: "Qué ha cambiado, [-suprimido-] y {+añadido+}",
    moreInArchive: counted("es", { other: "… y # más: véase el archivo." }),
    whereItMatches: "Dónde coincide",
    readInArchive: "Leer en el archivo",
    inTheArchive: "En el archivo",
    atThePressOffice: "En la oficina de prensa",
    whyYouGetThis: "Por qué recibe esto",
    yourAlert: "su alerta",
    youGetThis: "Recibe esto por su alerta",
    changeOrPause: "Cambiar o pausar sus alertas",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Resumen diario", weekly: "Resumen semanal", mixed: "Resumen" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} para sus alertas`,
    allThatItFinds: "Todo lo que encuentra",
    linksUnderNames: "los enlaces bajo el nombre de cada alerta llevan a todo lo que encuentra.",
    searchOrLinks: (address) => `${address}, o los enlaces de cada alerta más arriba.`,
  },
  health: {
    sourcesOfYourAlerts: "Las fuentes de sus alertas",
    lastRead: (moment) => `leída por última vez el ${moment}`,
    neverRead: "nunca leída",
    notReadSince: (moment) => `no leída desde el ${moment}`,
    notPolled: "ya no se consulta",
    nothingNewSince: (moment) => `nada nuevo desde el ${moment}`,
    allSources: counted("es", { other: "Las # fuentes" }),
    theOthers: counted("es", { one: "La otra", other: "Las otras #" }),
    notReadYet: "aún no leídas",
    eachReadSince: (moment) => `todas leídas desde el ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} en siete días, normalmente ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Todo va bien: n" : "N"}ada nuevo para sus alertas en ${month}`,
    said: (month, isWell) =>
      `No le enviamos nada en ${month}, porque sus alertas no encontraron nada nuevo. Siguen activas${
        isWell
          ? ", y sus fuentes se leen."
          : "; de sus fuentes, las que callan se nombran más abajo."
      }`,
    foundNothingYet: "aún no ha encontrado nada",
    lastFound: (moment) => `último resultado el ${moment}`,
    optOut:
      "Este mensaje llega como mucho una vez al mes, cuando no llegó ningún otro. Para no recibirlo más: pulse «No monthly line» en la página de sus alertas.",
    stopAll: "Cancelar todas estas alertas",
  },
  confirmation: {
    subject: "Confirme su alerta de Readouts",
    heading: "Confirme su alerta",
    asked:
      "Alguien, probablemente usted, pidió recibir un mensaje cuando un comunicado coincida con esta búsqueda:",
    button: "Confirmar esta alerta",
    howLong: "El enlace abre una página con un botón. Es válido durante 48 horas.",
    otherwise: "Si no fue usted, no haga nada: no recibirá ninguna alerta.",
    about:
      "Readouts observa las oficinas de prensa de los gobiernos y lo que dicen de sus encuentros.",
  },
  manageLink: {
    subject: "Sus alertas de Readouts",
    asked:
      "Alguien, probablemente usted, pidió un enlace para ver, cambiar o cancelar las alertas de esta dirección.",
    button: "Gestionar mis alertas",
    otherwise: "Si no fue usted, no haga nada: no se cambia nada.",
  },
  webhookDisabled: {
    subject: "El webhook de una alerta de Readouts se ha desactivado",
    heading: "Se ha desactivado un webhook",
    stopped: "Ya no se envía nada al webhook de una de sus alertas.",
    causes: {
      gone: "Respondió 410 Gone, que significa que no quiere nada más.",
      failing: "No aceptó nada durante una semana, aunque cada evento se envió una y otra vez.",
    },
    alert: "Alerta",
    receiver: "Destinatario",
    lastAnswer: "Última respuesta",
    unaffected: "La alerta sigue activa: sus mensajes llegan como antes.",
    wayBack:
      "Cuando el destinatario vuelva a funcionar, envíele un evento de prueba desde la página de sus alertas, y actívelo allí. Lo que llegó entretanto no se envía después; está en el archivo.",
    button: "Mis alertas",
  },
};
