import { frequencyWords } from "../../subscriptions/frequency-words.ts";
import { counted, decimal } from "./counted.ts";
import type { MailWords } from "./mail-words.ts";

export const en: MailWords = {
  readouts: counted("en", { one: "# readout", other: "# readouts" }),
  number: decimal("en"),
  colon: ":",
  test: "Test",
  sent: (moment) => `Sent ${moment}.`,
  seeAndChange: "See and change your alerts",
  stopThisAlert: "Stop this alert",
  stopTheAlert: "Stop the alert",
  stopAllOfThese: "Stop all of these",
  andMore: counted("en", { other: "… and # more" }),
  linkIsGood:
    "The link is good for seven days. Who has it can change your alerts: do not send it on.",
  frequency: frequencyWords,
  reasons: {
    found: (clauses) => `found ${clauses}`,
    noLonger: "it no longer matches",
    without: (clause) => `without ${clause}`,
    times: counted("en", { one: "(once)", other: "(# times)" }),
  },
  alert: {
    changes: {
      new: "New readout",
      edited: "Edited",
      completed: "Completed",
      removed: "Removed",
      restored: "Back again",
    },
    sentences: {
      edited: "The press office has changed this readout since we told you of it.",
      completed:
        "This readout was unfinished when we told you of it. The press office has gone on.",
      removed: "The press office's page is gone. The archive keeps what it said.",
      restored: "The press office's page was gone, and answers again.",
    },
    firstSentences: {
      edited: "The press office has changed this readout.",
      completed: "This readout was unfinished. The press office has gone on.",
    },
    nowMatches: "The press office has changed this readout, and now it matches your search.",
    who: "Who",
    where: "Where",
    event: "Event",
    published: "Published",
    namesAndMore: (names, count) => `${names} and ${count} more`,
    days: (from, to) => `${from} to ${to}`,
    by: (moment) => `by ${moment}`,
    clocks: (read, sent) => `Read at the press office ${read}; sent ${sent}.`,
    whatChanged: "What changed",
    whatChangedAsText: "What changed, [-taken out-] and {+put in+}",
    moreInArchive: counted("en", { other: "… and # more: see the archive." }),
    whereItMatches: "Where it matches",
    readInArchive: "Read it in the archive",
    inTheArchive: "In the archive",
    atThePressOffice: "At the press office",
    whyYouGetThis: "Why you get this",
    yourAlert: "your alert",
    youGetThis: "You get this because of your alert",
    changeOrPause: "Change or pause your alerts",
  },
  digest: {
    subject: (rhythm, day, readouts) =>
      `${{ daily: "Daily digest", weekly: "Weekly digest", mixed: "Digest" }[rhythm]}, ${day}: ${readouts}`,
    forYourAlerts: (readouts) => `${readouts} for your alerts`,
    allThatItFinds: "All that it finds",
    linksUnderNames: "the links under each alert’s name lead to all that it finds.",
    searchOrLinks: (address) => `${address}, or the links of each alert above.`,
  },
  health: {
    sourcesOfYourAlerts: "The sources of your alerts",
    lastRead: (moment) => `last read ${moment}`,
    neverRead: "never read",
    notReadSince: (moment) => `not read since ${moment}`,
    notPolled: "it is not polled any more",
    nothingNewSince: (moment) => `nothing new since ${moment}`,
    allSources: counted("en", { other: "All # sources" }),
    theOthers: counted("en", { other: "The other #" }),
    notReadYet: "not read yet",
    eachReadSince: (moment) => `each read since ${moment}`,
    inSevenDays: (readouts, usual) => `${readouts} in seven days, usually ${usual}`,
  },
  allIsWell: {
    subject: (month, isWell) =>
      `${isWell ? "All is well: n" : "N"}othing new for your alerts in ${month}`,
    said: (month, isWell) =>
      `We sent you nothing in ${month}, because your alerts found nothing new. They are watched${
        isWell
          ? ", and so are their sources."
          : "; of their sources, those that are silent are named below."
      }`,
    foundNothingYet: "found nothing yet",
    lastFound: (moment) => `last found something ${moment}`,
    optOut:
      "This comes at most once a month, when nothing else did. No more of these: press “No monthly line” on the page of your alerts.",
    stopAll: "Stop all of these alerts",
  },
  confirmation: {
    subject: "Confirm your Readouts alert",
    heading: "Confirm your alert",
    asked: "Somebody, most likely you, asked to be mailed when a readout matches this search:",
    button: "Confirm this alert",
    howLong: "The link opens a page with a button. It is good for 48 hours.",
    otherwise: "If it was not you, do nothing: you will get no alerts.",
    about: "Readouts watches the press offices of governments for what they say of their meetings.",
  },
  manageLink: {
    subject: "Your Readouts alerts",
    asked:
      "Somebody, most likely you, asked for a link to see, change or stop the alerts of this address.",
    button: "Manage my alerts",
    otherwise: "If it was not you, do nothing: nothing is changed.",
  },
  webhookDisabled: {
    subject: "The webhook of a Readouts alert was switched off",
    heading: "A webhook was switched off",
    stopped: "Nothing is posted any more to the webhook of an alert of yours.",
    causes: {
      gone: "It answered 410 Gone, which says that it wants no more.",
      failing: "It took nothing for a week, though each event was posted again and again.",
    },
    alert: "Alert",
    receiver: "Receiver",
    lastAnswer: "Last answer",
    unaffected: "The alert itself goes on: its mails come as before.",
    wayBack:
      "When the receiver works again, send it a test event from the page of your alerts, and switch it on there. What came meanwhile is not posted later; it is in the archive.",
    button: "My alerts",
  },
};
