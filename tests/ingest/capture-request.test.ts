import { describe, expect, test } from "@jest/globals";
import {
  captureDeduplicationId,
  captureGroup,
  type CaptureRequest,
  readCaptureRequest,
} from "../../lambda/ingest/capture-request.ts";

const request: CaptureRequest = {
  sourceId: "ostrovia-pm",
  readoutId: "ostrovia-pm-7",
  url: "https://pm.ostrovia.example/news/7",
  listing: null,
  requestedAt: "2026-03-02T09:00:00.000Z",
  quiet: null,
  why: "listing",
};

describe("a capture request", () => {
  test("reads back from its message", () => {
    expect(readCaptureRequest(JSON.stringify(request))).toEqual(request);
  });

  test.each([
    [{ ...request, url: "news/7" }, /not a capture request: url: /],
    [{ ...request, why: "boredom" }, /not a capture request: why: /],
    [{ ...request, listing: { url: "x" } }, /not a capture request: listing\.capturedAt: /],
    [{ ...request, text: "…" }, /not a capture request: text: /],
    [null, /not a capture request: it: /],
  ])("that is none names what is wrong: %#", (wrong, message) => {
    expect(() => readCaptureRequest(JSON.stringify(wrong))).toThrow(message);
  });

  test("that is no JSON is refused", () => {
    expect(() => readCaptureRequest("capture!")).toThrow(SyntaxError);
  });

  test("shares its group with those of its host, and its number with none but itself", () => {
    const other = { ...request, url: "https://pm.ostrovia.example/news/8" };
    expect(captureGroup(request)).toBe("pm.ostrovia.example");
    expect(captureGroup(other)).toBe(captureGroup(request));
    expect(captureDeduplicationId({ ...request })).toBe(captureDeduplicationId(request));
    expect(captureDeduplicationId(other)).not.toBe(captureDeduplicationId(request));
  });
});
