import { counted, decimal, hourWords } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

const weekdays = [
  "Щопонеділка",
  "Щовівторка",
  "Щосереди",
  "Щочетверга",
  "Щоп’ятниці",
  "Щосуботи",
  "Щонеділі",
] as const;

export const uk: MailWords = {
  readouts: counted("uk", { one: "# повідомлення", other: "# повідомлень", few: "# повідомлення" }),
  number: decimal("uk"),
  colon: ":",
  test: "Перевірка",
  sent: (moment) => `Надіслано ${moment}.`,
  seeAndChange: "Переглянути та змінити свої сповіщення",
  stopThisAlert: "Скасувати це сповіщення",
  stopTheAlert: "Скасувати сповіщення",
  stopAllOfThese: "Скасувати всі ці",
  andMore: counted("uk", { other: "… і ще #" }),
  linkIsGood:
    "Посилання дійсне сім днів. Той, хто його має, може змінювати ваші сповіщення: не пересилайте його.",
  frequency: (frequency, timeZone) => {
    switch (frequency.kind) {
      case "immediate":
        return "Одразу";
      case "daily":
        return `Щодня о ${hourWords(frequency.hour)} (${timeZone})`;
      case "weekly":
        return `${weekdays[frequency.weekday - 1] ?? ""} о ${hourWords(frequency.hour)} (${timeZone})`;
    }
  },
  reasons: {
    found: (clauses) => `знайшло ${clauses}`,
    noLonger: "більше не відповідає",
    without: (clause) => `без ${clause}`,
    times: counted("uk", { one: "(# раз)", few: "(# рази)", other: "(# разів)" }),
  },
  alert: {
    changes: {
      new: "Нове повідомлення",
      edited: "Змінено",
      completed: "Доповнено",
      removed: "Вилучено",
      restored: "Знову доступне",
    },
    sentences: {
      edited: "Пресслужба змінила це повідомлення після того, як ми вам про нього написали.",
      completed:
        "Коли ми вам про нього написали, це повідомлення було неповним. Пресслужба його продовжила.",
      removed: "Сторінка пресслужби зникла. В архіві збережено те, що на ній було.",
      restored: "Сторінка пресслужби зникала і знову відкривається.",
    },
    firstSentences: {
      edited: "Пресслужба змінила це повідомлення.",
      completed: "Це повідомлення було неповним. Пресслужба його продовжила.",
    },
    nowMatches: "Пресслужба змінила це повідомлення, і тепер воно відповідає вашому запиту.",
    who: "Хто",
    where: "Де",
    event: "Подія",
    published: "Опубліковано",
    namesAndMore: (names, count) => `${names} і ще ${count}`,
    days: (from, to) => `${from} – ${to}`,
    by: (moment) => `не пізніше ${moment}`,
    clocks: (read, sent) => `Прочитано в пресслужби ${read}; надіслано ${sent}.`,
    whatChanged: "Що змінилося",
    whatChangedAsText: "Що змінилося, [-вилучено-] і {+додано+}",
    moreInArchive: counted("uk", { other: "… і ще #: див. архів." }),
    whereItMatches: "Що відповідає запиту",
    readInArchive: "Читати в архіві",
    inTheArchive: "В архіві",
    atThePressOffice: "У пресслужби",
    whyYouGetThis: "Чому ви це отримали",
    yourAlert: "ваше сповіщення",
    youGetThis: "Ви отримали цього листа через сповіщення",
    changeOrPause: "Змінити або призупинити сповіщення",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Зведення за день", weekly: "Зведення за тиждень", mixed: "Зведення" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} за вашими сповіщеннями`,
    allThatItFinds: "Усе, що знайдено",
    linksUnderNames: "посилання під назвою кожного сповіщення ведуть до всього, що воно знаходить.",
    searchOrLinks: (address) => `${address} або посилання кожного сповіщення вище.`,
  },
  health: {
    sourcesOfYourAlerts: "Джерела ваших сповіщень",
    lastRead: (moment) => `останнє читання ${moment}`,
    neverRead: "жодного разу не вдалося прочитати",
    notReadSince: (moment) => `не читається з ${moment}`,
    notPolled: "джерело більше не опитується",
    nothingNewSince: (moment) => `нічого нового з ${moment}`,
    allSources: counted("uk", { other: "Усі джерела (#)" }),
    theOthers: counted("uk", { other: "Інші (#)" }),
    notReadYet: "ще не читалися",
    eachReadSince: (moment) => `усі прочитано після ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} за сім днів, зазвичай ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "Усе гаразд: з" : "З"}а вашими сповіщеннями нічого нового, ${month}`,
    said: (month, isWell) =>
      `Ми нічого вам не надсилали (${month}), бо за вашими сповіщеннями нічого нового не знайшлося. Вони працюють${
        isWell ? ", і їхні джерела читаються." : "; ті з їхніх джерел, що мовчать, названо нижче."
      }`,
    foundNothingYet: "поки нічого не знайдено",
    lastFound: (moment) => `остання знахідка ${moment}`,
    optOut:
      "Цей лист надходить не частіше ніж раз на місяць, коли нічого іншого не було. Щоб більше його не отримувати, натисніть «No monthly line» на сторінці ваших сповіщень.",
    stopAll: "Скасувати всі ці сповіщення",
  },
  confirmation: {
    subject: "Підтвердьте сповіщення Readouts",
    heading: "Підтвердьте сповіщення",
    asked:
      "Хтось, найімовірніше ви, попросив надсилати листи, коли повідомлення відповідає такому запиту:",
    button: "Підтвердити сповіщення",
    howLong: "Посилання відкриває сторінку з кнопкою. Воно дійсне 48 годин.",
    otherwise: "Якщо це були не ви, нічого не робіть: сповіщень не буде.",
    about: "Readouts стежить за пресслужбами урядів: що вони повідомляють про свої зустрічі.",
  },
  manageLink: {
    subject: "Ваші сповіщення Readouts",
    asked:
      "Хтось, найімовірніше ви, попросив посилання, щоб переглянути, змінити або скасувати сповіщення цієї адреси.",
    button: "Керувати сповіщеннями",
    otherwise: "Якщо це були не ви, нічого не робіть: нічого не зміниться.",
  },
  webhookDisabled: {
    subject: "Вебхук сповіщення Readouts вимкнено",
    heading: "Вебхук вимкнено",
    stopped: "На вебхук одного з ваших сповіщень більше нічого не надсилається.",
    causes: {
      gone: "Він відповів 410 Gone, тобто більше нічого не хоче.",
      failing: "Він тиждень нічого не приймав, хоча кожну подію надсилали знову і знову.",
    },
    alert: "Сповіщення",
    receiver: "Отримувач",
    lastAnswer: "Остання відповідь",
    unaffected: "Саме сповіщення діє: листи надходять, як і раніше.",
    wayBack:
      "Коли отримувач знову запрацює, надішліть йому перевірочну подію зі сторінки ваших сповіщень і ввімкніть його там. Те, що надійшло за цей час, не досилається; воно є в архіві.",
    button: "Мої сповіщення",
  },
};
