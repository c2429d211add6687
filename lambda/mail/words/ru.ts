import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = [
  "По понедельникам",
  "По вторникам",
  "По средам",
  "По четвергам",
  "По пятницам",
  "По субботам",
  "По воскресеньям",
] as const;

export const ru: MailWords = {
  readouts: counted("ru", { one: "# сообщение", few: "# сообщения", other: "# сообщений" }),
  number: decimal("ru"),
  colon: ":",
  test: "Проверка",
  sent: (moment) => `Отправлено ${moment}.`,
  seeAndChange: "Посмотреть и изменить свои оповещения",
  stopThisAlert: "Отменить это оповещение",
  stopTheAlert: "Отменить оповещение",
  stopAllOfThese: "Отменить все эти",
  andMore: counted("ru", { other: "… и ещё #" }),
  linkIsGood:
    "Ссылка действует семь дней. Тот, у кого она есть, может менять ваши оповещения: не пересылайте её.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "Сразу";
      case "daily":
        return `Каждый день в ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `${weekdays[frequency.weekday - 1] ?? ""} в ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `нашло ${clauses}`,
    noLonger: "больше не соответствует",
    without: (clause) => `без ${clause}`,
    times: counted("ru", { one: "(# раз)", few: "(# раза)", other: "(# раз)" }),
  },
  alert: {
    changes: {
      new: "Новое сообщение",
      edited: "Изменено",
      completed: "Дополнено",
      removed: "Удалено",
      restored: "Снова доступно",
    },
    sentences: {
      edited: "Пресс-служба изменила это сообщение после того, как мы вам о нём написали.",
      completed:
        "Когда мы вам о нём написали, это сообщение было неполным. Пресс-служба его продолжила.",
      removed: "Страница пресс-службы исчезла. В архиве сохранено то, что на ней было.",
      restored: "Страница пресс-службы исчезала и снова открывается.",
    },
    firstSentences: {
      edited: "Пресс-служба изменила это сообщение.",
      completed: "Это сообщение было неполным. Пресс-служба его продолжила.",
    },
    nowMatches: "Пресс-служба изменила это сообщение, и теперь оно соответствует вашему запросу.",
    who: "Кто",
    where: "Где",
    event: "Событие",
    published: "Опубликовано",
    namesAndMore: (names, count) => `${names} и ещё ${count}`,
    days: (from, to) => `${from} – ${to}`,
    by: (moment) => `не позднее ${moment}`,
    clocks: (read, sent) => `Прочитано у пресс-службы ${read}; отправлено ${sent}.`,
    whatChanged: "Что изменилось",
    whatChangedAsText: "Что изменилось, [-убрано-] и {+добавлено+}",
    moreInArchive: counted("ru", { other: "… и ещё #: см. архив." }),
    whereItMatches: "Что соответствует запросу",
    readInArchive: "Читать в архиве",
    inTheArchive: "В архиве",
    atThePressOffice: "У пресс-службы",
    whyYouGetThis: "Почему вы это получили",
    yourAlert: "ваше оповещение",
    youGetThis: "Вы получили это письмо из-за оповещения",
    changeOrPause: "Изменить или приостановить оповещения",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Сводка за день", weekly: "Сводка за неделю", mixed: "Сводка" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} по вашим оповещениям`,
    allThatItFinds: "Всё, что найдено",
    linksUnderNames: "ссылки под названием каждого оповещения ведут ко всему, что оно находит.",
    searchOrLinks: (address) => `${address} или ссылки каждого оповещения выше.`,
  },
  health: {
    sourcesOfYourAlerts: "Источники ваших оповещений",
    lastRead: (moment) => `последнее чтение ${moment}`,
    neverRead: "ни разу не удалось прочитать",
    notReadSince: (moment) => `не читается с ${moment}`,
    notPolled: "источник больше не опрашивается",
    nothingNewSince: (moment) => `ничего нового с ${moment}`,
    allSources: counted("ru", { other: "Все источники (#)" }),
    theOthers: counted("ru", { other: "Остальные (#)" }),
    notReadYet: "ещё не читались",
    eachReadSince: (moment) => `все прочитаны после ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} за семь дней, обычно ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Всё в порядке: п" : "П"}о вашим оповещениям ничего нового, ${month}`,
    said: (month, isWell) =>
      `Мы ничего вам не присылали (${month}), потому что по вашим оповещениям ничего нового не нашлось. Они работают${
        isWell ? ", и их источники читаются." : "; те из их источников, что молчат, названы ниже."
      }`,
    foundNothingYet: "пока ничего не найдено",
    lastFound: (moment) => `последняя находка ${moment}`,
    optOut:
      "Это письмо приходит не чаще раза в месяц, когда ничего другого не было. Чтобы его больше не получать, нажмите «No monthly line» на странице ваших оповещений.",
    stopAll: "Отменить все эти оповещения",
  },
  confirmation: {
    subject: "Подтвердите оповещение Readouts",
    heading: "Подтвердите оповещение",
    asked:
      "Кто-то, скорее всего вы, попросил присылать письма, когда сообщение соответствует такому запросу:",
    button: "Подтвердить оповещение",
    howLong: "Ссылка открывает страницу с кнопкой. Она действует 48 часов.",
    otherwise: "Если это были не вы, ничего не делайте: оповещений не будет.",
    about: "Readouts следит за пресс-службами правительств: что они сообщают о своих встречах.",
  },
  manageLink: {
    subject: "Ваши оповещения Readouts",
    asked:
      "Кто-то, скорее всего вы, попросил ссылку, чтобы посмотреть, изменить или отменить оповещения этого адреса.",
    button: "Управлять оповещениями",
    otherwise: "Если это были не вы, ничего не делайте: ничего не изменится.",
  },
  webhookDisabled: {
    subject: "Вебхук оповещения Readouts отключён",
    heading: "Вебхук отключён",
    stopped: "На вебхук одного из ваших оповещений больше ничего не отправляется.",
    causes: {
      gone: "Он ответил 410 Gone, то есть больше ничего не хочет.",
      failing: "Он неделю ничего не принимал, хотя каждое событие отправлялось снова и снова.",
    },
    alert: "Оповещение",
    receiver: "Получатель",
    lastAnswer: "Последний ответ",
    unaffected: "Само оповещение действует: письма приходят как прежде.",
    wayBack:
      "Когда получатель снова заработает, отправьте ему проверочное событие со страницы ваших оповещений и включите его там. То, что пришло за это время, не досылается; оно есть в архиве.",
    button: "Мои оповещения",
  },
};
