import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { alertTag, readAlertTag } from "../../../lambda/alerts/delivery/alert-tag.ts";
import { readDeliveryRequest } from "../../../lambda/alerts/delivery/delivery-request.ts";
import { recordEvent } from "../../../lambda/alerts/feedback/record-event.ts";
import { anAlert } from "../../builders/alert.ts";
import { aDesk, type Desk, sendEvent } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});

const at = "2026-03-02T15:02:00.000Z";

describe("SES's event", () => {
  test("of a send marks its alert as sent, however often it comes", async () => {
    const alert = anAlert({ readoutId: "told" });
    await desk.alerts.add(alert);
    const event = sendEvent({ tags: { alert: alertTag(alert) } }, "ses-1", "2026-03-02T15:02:00Z");
    await recordEvent(event, desk.deps);
    await recordEvent(event, desk.deps);
    expect(await desk.alerts.get(alert)).toMatchObject({
      state: "sent",
      sesMessageId: "ses-1",
      sentAt: at,
    });
  });

  test("of a confirmation, of another kind, or of a stranger's mail is passed over", async () => {
    const alert = anAlert({ readoutId: "other" });
    await desk.alerts.add(alert);
    const ours = { tags: { alert: alertTag(alert) } };
    const bounce = sendEvent(ours, "ses-2", at).replace('"Send"', '"Open"');
    const stranger = sendEvent({ tags: { alert: "not-ours" } }, "ses-2", at);
    for (const event of [bounce, stranger, sendEvent({ tags: {} }, "ses-2", at)]) {
      await recordEvent(event, desk.deps);
    }
    expect(await desk.alerts.get(alert)).toEqual(alert);
  });

  test("that only tries the topic is passed over", async () => {
    const greeting = "Successfully validated SNS topic for Amazon SES event publishing.";
    await expect(recordEvent(greeting, desk.deps)).resolves.toBeUndefined();
  });

  test.each([
    ["plain words", "it is not JSON"],
    ["null", "it"],
    ['{"eventType":"Send"}', "mail"],
    ['{"eventType":"Send","mail":{"messageId":"a","timestamp":"yesterday"}}', "mail.timestamp"],
  ])("that is none (%s) fails, naming what is wrong", async (message, what) => {
    await expect(recordEvent(message, desk.deps)).rejects.toThrow(`not an event of SES: ${what}`);
  });
});

describe("an alert's tag", () => {
  test("is made of what SES allows, and says which alert it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9-]{1,140}$/), fc.nat(999), (readoutId, revision) => {
        const { subscriberId, alertId } = anAlert({ readoutId, revision });
        const tag = alertTag({ subscriberId, alertId });
        expect(tag).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
        expect(readAlertTag(tag)).toEqual({ subscriberId, alertId });
      }),
    );
  });

  test("that would be too long for SES is refused before anything is sent", () => {
    expect(() => alertTag(anAlert({ readoutId: "x".repeat(200) }))).toThrow(/too long for a tag/);
  });
});

test("a delivery request reads back; what is none is refused with the field that is wrong", () => {
  const request = { subscriberId: "a", alertId: "b#1" };
  expect(readDeliveryRequest(JSON.stringify(request))).toEqual(request);
  expect(() => readDeliveryRequest('{"subscriberId":"a"}')).toThrow(/alertId/);
  expect(() => readDeliveryRequest("words")).toThrow("not a delivery request: it is not JSON");
});
