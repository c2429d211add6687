import type { Mail } from "./mail.ts";

/**
 * What every mail of an alert says to mail programs and providers.
 * @see RFC 8058 (one-click), RFC 2919 (List-Id), RFC 3834 (Auto-Submitted); Feedback-ID is Google's, by
 * which complaints are counted per kind of mail: kind, then sender
 */
export function listHeaders(
  { unsubscribeUrl, baseUrl }: { readonly unsubscribeUrl: string; readonly baseUrl: string },
  kind: "alert" | "digest" | "monthly",
): Mail["headers"] {
  const host = new URL(baseUrl).hostname;
  return {
    "List-Unsubscribe": `<${unsubscribeUrl}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": `Readouts alerts <alerts.${host}>`,
    "Auto-Submitted": "auto-generated",
    "Feedback-ID": `${kind}:${host}:readouts`,
  };
}
