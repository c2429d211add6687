import type { Change } from "../../readouts/revision.ts";
import type { Frequency } from "../../subscriptions/preferences.ts";

/**
 * Everything that our mails say in one language. Names, titles, passages and queries stay as they are; days
 * and moments come in ready, in the same language.
 */
export interface MailWords {
  /** `3 readouts`. */
  readonly readouts: (count: number) => string;
  readonly number: (value: number) => string;
  /** Between a label and what it says, with the space that the language wants before it. */
  readonly colon: string;
  readonly test: string;
  readonly sent: (moment: string) => string;
  /** The page where a subscriber's alerts are. */
  readonly seeAndChange: string;
  readonly stopThisAlert: string;
  /** Before the alert's name or its link, with the punctuation that leads to it. */
  readonly stopTheAlert: string;
  readonly stopAllOfThese: string;
  readonly andMore: (count: number) => string;
  readonly linkIsGood: string;
  readonly frequency: (frequency: Frequency, timeZone: string) => string;
  readonly reasons: ReasonWords;
  readonly alert: AlertWords;
  readonly digest: DigestWords;
  readonly health: HealthWords;
  readonly allIsWell: AllIsWellWords;
  readonly confirmation: ConfirmationWords;
  readonly manageLink: ManageLinkWords;
  readonly webhookDisabled: WebhookDisabledWords;
}

/** Why an alert wants a readout. */
export interface ReasonWords {
  /** `found treaty (once), without oil`. */
  readonly found: (clauses: string) => string;
  readonly noLonger: string;
  readonly without: (clause: string) => string;
  /** `(once)`, `(3 times)`. */
  readonly times: (count: number) => string;
}

export interface AlertWords {
  /** What happened, at the head of the mail and, but for news, of the subject. */
  readonly changes: Readonly<Record<Change, string>>;
  /** To who was told of the readout before; what is new needs no sentence. */
  readonly sentences: Readonly<Record<Exclude<Change, "new">, string>>;
  /** To who was not told of it, wanting such changes only. */
  readonly firstSentences: Readonly<Record<"edited" | "completed", string>>;
  /** To who is told of it first because an edit made it match. */
  readonly nowMatches: string;
  readonly who: string;
  readonly where: string;
  readonly event: string;
  readonly published: string;
  /** `Ilse Orlan, Aksel Tamm and 3 more`. */
  readonly namesAndMore: (names: string, count: number) => string;
  readonly days: (from: string, to: string) => string;
  /** At this moment or before it. */
  readonly by: (moment: string) => string;
  readonly clocks: (read: string, sent: string) => string;
  readonly whatChanged: string;
  /** What the brackets mean that mark changes in text. */
  readonly whatChangedAsText: string;
  readonly moreInArchive: (count: number) => string;
  readonly whereItMatches: string;
  readonly readInArchive: string;
  readonly inTheArchive: string;
  readonly atThePressOffice: string;
  readonly whyYouGetThis: string;
  readonly yourAlert: string;
  /** The same as the beginning of a sentence that the alert's name goes on with. */
  readonly youGetThis: string;
  readonly changeOrPause: string;
}

export interface DigestWords {
  readonly subject: (
    rhythm: "daily" | "weekly" | "mixed",
    day: string,
    /** With its noun: `3 readouts`. */
    readouts: string,
  ) => string;
  readonly forYourAlerts: (readouts: string) => string;
  readonly allThatItFinds: string;
  /** After “and 5 more”. */
  readonly linksUnderNames: string;
  /** The same where the links stand above, and search is at this address. */
  readonly searchOrLinks: (address: string) => string;
}

/** How the sources are doing that the alerts depend on. */
export interface HealthWords {
  readonly sourcesOfYourAlerts: string;
  readonly lastRead: (moment: string) => string;
  readonly neverRead: string;
  readonly notReadSince: (moment: string) => string;
  readonly notPolled: string;
  readonly nothingNewSince: (moment: string) => string;
  readonly allSources: (count: number) => string;
  readonly theOthers: (count: number) => string;
  readonly notReadYet: string;
  readonly eachReadSince: (moment: string) => string;
  /** @param usual a number of a week, as the language writes it */
  readonly inSevenDays: (readouts: string, usual: string) => string;
}

export interface AllIsWellWords {
  readonly subject: (month: string, isWell: boolean) => string;
  readonly said: (month: string, isWell: boolean) => string;
  readonly foundNothingYet: string;
  readonly lastFound: (moment: string) => string;
  readonly optOut: string;
  readonly stopAll: string;
}

export interface ConfirmationWords {
  readonly subject: string;
  readonly heading: string;
  readonly asked: string;
  readonly button: string;
  readonly howLong: string;
  readonly otherwise: string;
  readonly about: string;
}

export interface ManageLinkWords {
  readonly subject: string;
  readonly asked: string;
  readonly button: string;
  readonly otherwise: string;
}

export interface WebhookDisabledWords {
  readonly subject: string;
  readonly heading: string;
  readonly stopped: string;
  readonly causes: Readonly<Record<"gone" | "failing", string>>;
  readonly alert: string;
  readonly receiver: string;
  readonly lastAnswer: string;
  readonly unaffected: string;
  readonly wayBack: string;
  readonly button: string;
}
