/** The forms of a word after a number, by CLDR's plural categories; `other` for those that are not there. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/**
 * Says how many of something, as the language wants it.
 * @param forms `#` stands for the number
 * @see Unicode Technical Standard 35, part 3, "Language Plural Rules"
 */
export function counted(language: string, forms: PluralForms): (count: number) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count) =>
    (forms[rules.select(count)] ?? forms.other).replaceAll("#", numbers.format(count));
}

/** A number with at most one decimal, as the language writes it. */
export function decimal(language: string): (value: number) => string {
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return (value) => numbers.format(value);
}

/** `08:00`. */
export function hourWords(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}
