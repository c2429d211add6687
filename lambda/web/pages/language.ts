const rightToLeft = new Set(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]);
const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "code" });
const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** Which way a language is written, by the script it is usually (or explicitly) written in. */
export function directionOf(language: string): "ltr" | "rtl" {
  try {
    return rightToLeft.has(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
  } catch {
    return "ltr"; // not a language tag: nothing is known of it
  }
}

/** @param language BCP 47 */
export function languageName(language: string): string {
  return named(languageNames, language);
}

/** What those who speak a language call it: `Deutsch`. */
export function ownName(language: string): string {
  return named(new Intl.DisplayNames(language, { type: "language", fallback: "code" }), language);
}

/** @param country ISO 3166-1 alpha-2 */
export function countryName(country: string): string {
  return named(countryNames, country);
}

function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
