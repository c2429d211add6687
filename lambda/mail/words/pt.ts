import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = [
  "Todas as segundas-feiras",
  "Todas as terças-feiras",
  "Todas as quartas-feiras",
  "Todas as quintas-feiras",
  "Todas as sextas-feiras",
  "Todos os sábados",
  "Todos os domingos",
] as const;

export const pt: MailWords = {
  readouts: counted("pt-PT", { one: "# comunicado", other: "# comunicados" }),
  number: decimal("pt-PT"),
  colon: ":",
  test: "Teste",
  sent: (moment) => `Enviado em ${moment}.`,
  seeAndChange: "Ver e alterar os seus alertas",
  stopThisAlert: "Cancelar este alerta",
  stopTheAlert: "Cancelar o alerta",
  stopAllOfThese: "Cancelar todos estes",
  andMore: counted("pt-PT", { other: "… e mais #" }),
  linkIsGood:
    "A ligação é válida por sete dias. Quem a tiver pode alterar os seus alertas: não a reencaminhe.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "De imediato";
      case "daily":
        return `Todos os dias às ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `${weekdays[frequency.weekday - 1] ?? ""} às ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `encontrou ${clauses}`,
    noLonger: "já não corresponde",
    without: (clause) => `sem ${clause}`,
    times: counted("pt-PT", { one: "(uma vez)", other: "(# vezes)" }),
  },
  alert: {
    changes: {
      new: "Novo comunicado",
      edited: "Alterado",
      completed: "Completado",
      removed: "Retirado",
      restored: "De novo disponível",
    },
    sentences: {
      edited: "O gabinete de imprensa alterou este comunicado desde que lhe demos notícia dele.",
      completed:
        "Este comunicado estava incompleto quando lhe demos notícia dele. O gabinete de imprensa continuou-o.",
      removed: "A página do gabinete de imprensa desapareceu. O arquivo conserva o que ela dizia.",
      restored: "A página do gabinete de imprensa tinha desaparecido e voltou a responder.",
    },
    firstSentences: {
      edited: "O gabinete de imprensa alterou este comunicado.",
      completed: "Este comunicado estava incompleto. O gabinete de imprensa continuou-o.",
    },
    nowMatches:
      "O gabinete de imprensa alterou este comunicado, que agora corresponde à sua pesquisa.",
    who: "Quem",
    where: "Onde",
    event: "Evento",
    published: "Publicado",
    namesAndMore: (names, count) => `${names} e mais ${count}`,
    days: (from, to) => `de ${from} a ${to}`,
    by: (moment) => `o mais tardar em ${moment}`,
    clocks: (read, sent) => `Lido no gabinete de imprensa em ${read}; enviado em ${sent}.`,
    whatChanged: "O que mudou",
    whatChangedAsText: "O que mudou, [-retirado-] e {+acrescentado+}",
    moreInArchive: counted("pt-PT", { other: "… e mais #: ver o arquivo." }),
    whereItMatches: "Onde corresponde",
    readInArchive: "Ler no arquivo",
    inTheArchive: "No arquivo",
    atThePressOffice: "No gabinete de imprensa",
    whyYouGetThis: "Porque recebe isto",
    yourAlert: "o seu alerta",
    youGetThis: "Recebe isto por causa do seu alerta",
    changeOrPause: "Alterar ou suspender os seus alertas",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Resumo diário", weekly: "Resumo semanal", mixed: "Resumo" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} para os seus alertas`,
    allThatItFinds: "Tudo o que encontra",
    linksUnderNames: "as ligações sob o nome de cada alerta levam a tudo o que ele encontra.",
    searchOrLinks: (address) => `${address}, ou as ligações de cada alerta acima.`,
  },
  health: {
    sourcesOfYourAlerts: "As fontes dos seus alertas",
    lastRead: (moment) => `lida pela última vez em ${moment}`,
    neverRead: "nunca lida",
    notReadSince: (moment) => `não lida desde ${moment}`,
    notPolled: "já não é consultada",
    nothingNewSince: (moment) => `nada de novo desde ${moment}`,
    allSources: counted("pt-PT", { other: "As # fontes" }),
    theOthers: counted("pt-PT", { one: "A outra", other: "As outras #" }),
    notReadYet: "ainda não lidas",
    eachReadSince: (moment) => `todas lidas desde ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} em sete dias, habitualmente ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Está tudo bem: n" : "N"}ada de novo para os seus alertas em ${month}`,
    said: (month, isWell) =>
      `Não lhe enviámos nada em ${month}, porque os seus alertas não encontraram nada de novo. Continuam ativos${
        isWell
          ? ", e as suas fontes são lidas."
          : "; das suas fontes, as que estão em silêncio são indicadas abaixo."
      }`,
    foundNothingYet: "ainda não encontrou nada",
    lastFound: (moment) => `último resultado em ${moment}`,
    optOut:
      "Esta mensagem vem no máximo uma vez por mês, quando mais nada veio. Para não a receber mais: prima “No monthly line” na página dos seus alertas.",
    stopAll: "Cancelar todos estes alertas",
  },
  confirmation: {
    subject: "Confirme o seu alerta do Readouts",
    heading: "Confirme o seu alerta",
    asked:
      "Alguém, provavelmente você, pediu para receber uma mensagem quando um comunicado corresponder a esta pesquisa:",
    button: "Confirmar este alerta",
    howLong: "A ligação abre uma página com um botão. É válida por 48 horas.",
    otherwise: "Se não foi você, não faça nada: não receberá alertas.",
    about:
      "O Readouts observa os gabinetes de imprensa dos governos e o que dizem dos seus encontros.",
  },
  manageLink: {
    subject: "Os seus alertas do Readouts",
    asked:
      "Alguém, provavelmente você, pediu uma ligação para ver, alterar ou cancelar os alertas deste endereço.",
    button: "Gerir os meus alertas",
    otherwise: "Se não foi você, não faça nada: nada é alterado.",
  },
  webhookDisabled: {
    subject: "O webhook de um alerta do Readouts foi desativado",
    heading: "Um webhook foi desativado",
    stopped: "Já nada é enviado ao webhook de um dos seus alertas.",
    causes: {
      gone: "Respondeu 410 Gone, o que significa que não quer mais nada.",
      failing:
        "Não aceitou nada durante uma semana, embora cada evento tenha sido enviado várias vezes.",
    },
    alert: "Alerta",
    receiver: "Destinatário",
    lastAnswer: "Última resposta",
    unaffected: "O alerta continua ativo: as suas mensagens vêm como antes.",
    wayBack:
      "Quando o destinatário voltar a funcionar, envie-lhe um evento de teste a partir da página dos seus alertas e ative-o aí. O que veio entretanto não é enviado depois; está no arquivo.",
    button: "Os meus alertas",
  },
};
