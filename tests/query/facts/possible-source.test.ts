import { describe, expect, test } from "@jest/globals";
import { mayComeFrom } from "../../../lambda/query/facts/possible-source.ts";
import { parseQuery } from "../../../lambda/query/parsing/parse-query.ts";

const sources = ["ostrovia-pm", "veldmark-en", "calandra-mfa"];

function possible(text: string): readonly string[] {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`${text} is no query`);
  return sources.filter((id) => mayComeFrom(parsed.query, id));
}

describe("the sources that a query can match", () => {
  test.each([
    ["ferry", sources],
    ["source:veldmark-en", ["veldmark-en"]],
    ["ferry source:Veldmark-EN", ["veldmark-en"]],
    ["ferry (source:veldmark-en OR source:calandra-mfa)", ["veldmark-en", "calandra-mfa"]],
    ["ferry OR source:veldmark-en", sources],
    ["ferry NOT source:veldmark-en", ["ostrovia-pm", "calandra-mfa"]],
    ["ferry NOT (source:veldmark-en AND grain)", sources],
    ["(ferry source:veldmark-en) OR (grain source:ostrovia-pm)", ["ostrovia-pm", "veldmark-en"]],
    ["source:nowhere ferry", []],
  ])("%s", (query, expected) => {
    expect(possible(query)).toEqual(expected);
  });

  test("are all of them where only a language or a country is asked for, which are the text's own", () => {
    expect(possible("lang:ru country:KG")).toEqual(sources);
  });
});
