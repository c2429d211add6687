import { describe, expect, test } from "@jest/globals";
import { decode } from "../../lambda/sources/decoding.ts";

const cyrillic = "Встреча президента Островии с послом";
/** `Переговоры в столице` in windows-1251. */
const windows1251 = Buffer.from("cfe5f0e5e3eee2eef0fb20e220f1f2eeebe8f6e5", "hex");
/** `会談` in Shift_JIS. */
const shiftJis = Buffer.from("89ef926b", "hex");
/** `会谈` in GB 18030. */
const gb18030 = Buffer.from("bbe1ccb8", "hex");

describe("the encoding is told by", () => {
  test("the byte-order mark, whatever else says", () => {
    const bytes = Buffer.from(`\uFEFF${cyrillic}`, "utf8");
    expect(decode(bytes, "text/xml; charset=windows-1252")).toBe(cyrillic);
    expect(decode(Buffer.from(`\uFEFF${cyrillic}`, "utf16le"), null)).toBe(cyrillic);
  });

  test("the Content-Type", () => {
    expect(decode(windows1251, "text/xml; charset=windows-1251")).toBe("Переговоры в столице");
    expect(decode(shiftJis, "text/html;charset='shift_jis'")).toBe("会談");
  });

  test("the XML declaration", () => {
    const head = Buffer.from('<?xml version="1.0" encoding="gb18030"?><a>');
    expect(decode(Buffer.concat([head, gb18030]), null)).toContain("<a>会谈");
  });

  test("the page's meta element", () => {
    const head = Buffer.from('<html><head><meta charset="windows-1251"></head>');
    expect(decode(Buffer.concat([head, windows1251]), "text/html")).toContain("Переговоры");
  });

  test("the bytes themselves, where nothing names it or what names it is wrong", () => {
    const text = Buffer.concat(Array.from({ length: 5 }, () => windows1251));
    expect(decode(text, null)).toContain("Переговоры в столице");
    expect(decode(text, "text/html; charset=utf-8")).toContain("Переговоры в столице");
  });

  test("the zeros of UTF-16 and UTF-32 without a mark", () => {
    expect(decode(Buffer.from("<a>да</a>", "utf16le"), null)).toBe("<a>да</a>");
    const wide = Buffer.alloc(12);
    for (const [at, one] of Array.from("<да").entries())
      wide.writeUInt32LE(one.codePointAt(0) ?? 0, at * 4);
    expect(decode(wide, null)).toBe("<да");
  });
});

test("one bad byte costs one character", () => {
  const bytes = Buffer.from(`${cyrillic} ? ${cyrillic}`, "utf8");
  bytes[bytes.indexOf("?")] = 0xff;
  expect(decode(bytes, "text/html; charset=utf-8")).toBe(`${cyrillic} \uFFFD ${cyrillic}`);
});

test("an encoding that nobody knows is read as UTF-8", () => {
  expect(decode(Buffer.from(cyrillic), "text/html; charset=ostrovian-8")).toBe(cyrillic);
});
