import { SESv2Client } from "@aws-sdk/client-sesv2";
import { expect, test } from "@jest/globals";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describePlan, describeSending, planFinding } from "../../cli/commands/sending-finding.ts";
import type { Sending } from "../../lambda/archive/sending-table.ts";

const known: Sending = {
  readAt: "2026-03-02T15:00:00.000Z",
  perSecond: 14,
  perDay: 50_000,
  sentInDay: 1200,
  intervalMs: 75,
  lateMs: 50,
  loosenedAt: null,
  slowedAt: null,
  nextSlotAt: 0,
  remaining: 48_000,
};
const quota = { perSecond: 14, perDay: 50_000, sentInDay: 1234 };

test("the quota is shown with what of it is used", () => {
  expect(describeSending(quota, known, 0)).toEqual({
    what: "quota",
    isWell: true,
    seen: "1234 of 50000 mails of 24 hours sent, 14 a second",
  });
  expect(describeSending(quota, null, 0).isWell).toBe(true);
});

test("a day that is used up is not well, and says what to do", () => {
  const finding = describeSending({ ...quota, sentInDay: 50_000 }, known, 17);
  expect(finding.isWell).toBe(false);
  expect(finding.seen).toMatch(/17 mails wait; used up: .*Service Quotas/);
  expect(describeSending(quota, { ...known, remaining: 0 }, 0).isWell).toBe(false);
});

test("the sandbox is named", () => {
  const finding = describeSending({ perSecond: 1, perDay: 200, sentInDay: 0 }, null, 0);
  expect(finding).toMatchObject({ isWell: false, seen: expect.stringContaining("sandbox") });
});

test("a rate that SES made us lower is shown", () => {
  const slowed = { ...known, intervalMs: 150, slowedAt: "2026-03-02T15:00:00.000Z" };
  expect(describeSending(quota, slowed, 0).seen).toContain("now 6.7 a second");
});

test("no limit is said to be none", () => {
  const none = { perSecond: null, perDay: null, sentInDay: 3 };
  expect(describeSending(none, null, 0)).toMatchObject({
    isWell: true,
    seen: expect.stringMatching(/^no limit/),
  });
});

test("the price plan is named, and the one that follows it", () => {
  expect(describePlan("ESSENTIALS", null)).toBe("essentials");
  expect(describePlan("NONE", "PRO")).toBe(
    "none: each mail and feature by itself; from next month pro",
  );
});

test("the price plan is asked of SES; where it may not be seen, that is no illness", async () => {
  let answer = { status: 200, body: JSON.stringify({ PricingAttributes: { CurrentPlan: "PRO" } }) };
  const server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const mailAccount = new SESv2Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // on TCP, so it is one
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
  expect(await planFinding({ mailAccount })).toMatchObject({ isWell: true, seen: "pro" });
  const denied = { __type: "AccessDeniedException", message: "no" };
  answer = { status: 403, body: JSON.stringify(denied) };
  expect(await planFinding({ mailAccount })).toMatchObject({
    isWell: true,
    seen: expect.stringContaining("not known (AccessDeniedException)"),
  });
  server.closeAllConnections();
  server.close();
});
