import { describe, expect, test } from "@jest/globals";
import { documentAddress, identify, translationsOf } from "../../lambda/sources/identity.ts";
import { aSource } from "../builders/source.ts";

const numbered = aSource({
  identity: {
    urls: ["^https?://press\\.ostrovia\\.example/(?:news|talks)/(\\d+)(?:/print)?/?$"],
    canonicalUrl: "https://press.ostrovia.example/news/{id}",
  },
});
const named = aSource({
  identity: {
    urls: ["^https://press\\.ostrovia\\.example/.+"],
    guids: ["\\?p=(\\d+)$"],
  },
});

describe("a native id in the address", () => {
  test.each([
    "http://press.ostrovia.example/news/42",
    "https://press.ostrovia.example/talks/42/",
    "https://press.ostrovia.example/news/42/print",
    "https://press.ostrovia.example/news/42#top",
    "https://press.ostrovia.example/news/42?utm_source=mail",
  ])("%s is the same document", (url) => {
    expect(identify(numbered, { url, guid: null })).toEqual({
      readoutId: "ostrovia-42",
      canonicalUrl: "https://press.ostrovia.example/news/42",
    });
  });

  test("an address of another form is no readout", () => {
    const url = "https://press.ostrovia.example/about";
    expect(identify(numbered, { url, guid: null })).toBeNull();
  });
});

describe("a native id in the feed's guid", () => {
  const guid = "https://press.ostrovia.example/?p=7";

  test("stays the same when the document moves with its title", () => {
    const before = identify(named, { url: "https://press.ostrovia.example/talks-with-v", guid });
    const after = identify(named, {
      url: "https://press.ostrovia.example/talks-with-veldmark",
      guid,
    });
    expect(after?.readoutId).toBe("ostrovia-7");
    expect(after?.readoutId).toBe(before?.readoutId);
  });

  test("is not asked where the address is another host's", () => {
    expect(identify(named, { url: "https://veldmark.example/talks", guid })).toBeNull();
  });
});

test("without a native id, the address less what says where a reader came from is the identity", () => {
  const plain = identify(named, { url: "https://press.ostrovia.example/a?page=2", guid: null });
  const tracked = identify(named, {
    url: "https://press.ostrovia.example/a?utm_medium=x&page=2&fbclid=y#end",
    guid: null,
  });
  expect(plain?.readoutId).toMatch(/^ostrovia-[a-z2-7]{12}$/);
  expect(tracked).toEqual(plain);
});

test("two addresses are two documents, whatever their titles", () => {
  const one = identify(named, { url: "https://press.ostrovia.example/a", guid: null });
  const two = identify(named, { url: "https://press.ostrovia.example/b", guid: null });
  expect(one?.readoutId).not.toBe(two?.readoutId);
});

describe("a key in the address", () => {
  const keyed = aSource({
    identity: {
      urls: [
        "^https://press\\.ostrovia\\.example/(?:en/|api/)?(?<key>news/[a-z-]+)$",
        "^https://press\\.ostrovia\\.example/node/(\\d+)$",
      ],
      canonicalUrl: "https://press.ostrovia.example/{key}",
    },
  });

  test("makes variants one document with one address", () => {
    const found = ["", "en/", "api/"].map((variant) =>
      identify(keyed, { url: `https://press.ostrovia.example/${variant}news/talks`, guid: null }),
    );
    expect(new Set(found.map((one) => one?.readoutId)).size).toBe(1);
    expect(found[1]?.canonicalUrl).toBe("https://press.ostrovia.example/news/talks");
  });

  test("leaves addresses of another form as they are", () => {
    const url = "https://press.ostrovia.example/node/42";
    expect(identify(keyed, { url, guid: null })).toEqual({
      readoutId: "ostrovia-42",
      canonicalUrl: url,
    });
  });
});

test("a document may be fetched at another address than its own", () => {
  const page = {
    title: "title",
    body: "body",
    address: {
      pattern: "^https://press\\.ostrovia\\.example/",
      url: "https://press.ostrovia.example/api/",
    },
  };
  expect(documentAddress({ page }, "https://press.ostrovia.example/news/a")).toBe(
    "https://press.ostrovia.example/api/news/a",
  );
  expect(documentAddress({ page: null }, "https://x.example/a")).toBe("https://x.example/a");
});

describe("a readout in another language", () => {
  const source = aSource({
    identity: { ...numbered.identity, sameIdsAs: ["ostrovia-ru"] },
  });

  test("has the same native id", () => {
    expect(translationsOf(source, "ostrovia-42")).toEqual(["ostrovia-ru-42"]);
  });

  test("cannot be told where the id is a digest of the address, or the source has one language", () => {
    expect(translationsOf(source, "ostrovia-k7f2a9b3c4d5")).toEqual([]);
    expect(translationsOf(numbered, "ostrovia-42")).toEqual([]);
  });
});
