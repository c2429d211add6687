import { expect, test } from "@jest/globals";
import { type ItemKey, MissingItemError } from "../../../lambda/archive/index/index-items.ts";
import { cachedItems } from "../../../lambda/archive/search/segment-cache.ts";

const keys = (...items: readonly string[]): readonly ItemKey[] =>
  items.map((item) => ({ segment: "one", item }));

/** A table whose items hold four bytes each, but for those named `gone`. */
function table() {
  const read: string[][] = [];
  return {
    read,
    async items(wanted: readonly ItemKey[]): Promise<readonly Uint8Array[]> {
      read.push(wanted.map(({ item }) => item));
      if (wanted.some(({ item }) => item === "gone")) throw new MissingItemError("gone");
      return await Promise.resolve(wanted.map(({ item }) => new TextEncoder().encode(item)));
    },
  };
}

test("an item of a segment is read once, and comes in its place among others", async () => {
  const under = table();
  const cached = cachedItems(under);
  await cached.items(keys("aaaa", "bbbb"));
  const again = await cached.items(keys("cccc", "bbbb", "aaaa", "cccc"));
  expect(again.map((bytes) => new TextDecoder().decode(bytes))).toEqual([
    "cccc",
    "bbbb",
    "aaaa",
    "cccc",
  ]);
  await cached.items(keys("aaaa", "cccc"));
  expect(under.read).toEqual([["aaaa", "bbbb"], ["cccc"]]);
});

test("what was not asked for the longest goes first where there is no more room", async () => {
  const under = table();
  const cached = cachedItems(under, 8);
  await cached.items(keys("aaaa", "bbbb"));
  await cached.items(keys("aaaa"));
  await cached.items(keys("cccc"));
  await cached.items(keys("aaaa", "cccc"));
  expect(under.read).toHaveLength(2);
  await cached.items(keys("bbbb"));
  expect(under.read.at(-1)).toEqual(["bbbb"]);
});

test("more than there is room for is read all the same", async () => {
  const cached = cachedItems(table(), 4);
  expect(await cached.items(keys("aaaa", "bbbb", "cccc"))).toHaveLength(3);
});

test("a segment that is gone is told of, and nothing of it is kept", async () => {
  const under = table();
  const cached = cachedItems(under);
  await expect(cached.items(keys("aaaa", "gone"))).rejects.toThrow(MissingItemError);
  await cached.items(keys("aaaa"));
  expect(under.read).toEqual([["aaaa", "gone"], ["aaaa"]]);
});
