/** Headers by which protection services mark a challenge. Names in lower case, as received. */
const challengeHeaders: readonly { name: string; value: RegExp; who: string }[] = [
  { name: "cf-mitigated", value: /challenge/i, who: "Cloudflare" },
  { name: "x-amzn-waf-action", value: /challenge|captcha/i, who: "AWS WAF" },
  { name: "x-datadome", value: /./, who: "DataDome" },
];

/** What only a challenge or block page contains: its scripts' addresses and its title. */
const challengeMarks: readonly { mark: RegExp; who: string }[] = [
  { mark: /\/cdn-cgi\/challenge-platform\//i, who: "Cloudflare" },
  { mark: /<title>\s*Just a moment\.\.\.\s*<\/title>/i, who: "Cloudflare" },
  { mark: /<title>\s*Attention Required! \| Cloudflare/i, who: "Cloudflare" },
  { mark: /_Incapsula_Resource/i, who: "Imperva" },
  { mark: /<title>\s*DDoS-Guard\s*<\/title>|ddos-guard\.net\/check/i, who: "DDoS-Guard" },
  { mark: /<title>\s*Access Denied\s*<\/title>[^]{0,600}Reference\s*(?:&#32;)?#/i, who: "Akamai" },
  { mark: /\/sgcaptcha\/|sucuri\.net\/privacy|Sucuri WebSite Firewall/i, who: "Sucuri" },
  { mark: /captcha-delivery\.com/i, who: "DataDome" },
  { mark: /awswaf\.com\/[^"']*challenge\.js/i, who: "AWS WAF" },
  {
    mark: /<title>\s*(?:Checking your browser|Verifying you are human)/i,
    who: "a protection page",
  },
  { mark: /<noscript>\s*Please enable JavaScript to view the page content/i, who: "F5" },
];

/** A challenge says what it is in its first kilobytes. */
const headBytes = 16 * 1024;

/**
 * Recognises a block page or a challenge, which must never be taken for a readout.
 * @param headers names in lower case
 * @returns why, or null where the answer is what it seems
 */
export function recogniseBlock(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}): string | null {
  const { status, headers, bytes } = answer;
  for (const { name, value, who } of challengeHeaders) {
    const received = headers[name];
    if (received !== undefined && value.test(received)) return `a challenge by ${who}`;
  }
  if (looksLikeHtml(headers, bytes)) {
    const head = Buffer.from(bytes.subarray(0, headBytes)).toString("latin1");
    const found = challengeMarks.find(({ mark }) => mark.test(head));
    if (found !== undefined) return `a challenge by ${found.who}`;
  }
  if (status === 401 || status === 403 || status === 451) return `access refused (HTTP ${status})`;
  return null;
}

function looksLikeHtml(headers: Readonly<Record<string, string>>, bytes: Uint8Array): boolean {
  const type = headers["content-type"];
  if (type !== undefined) return /html/i.test(type);
  return /^\s*</.test(Buffer.from(bytes.subarray(0, 64)).toString("latin1"));
}
