import { describe, expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { renderWebhookDisabled } from "../../lambda/mail/webhook-disabled.ts";
import { composeMime } from "../../lambda/outside/mime.ts";

const manageUrl = "https://readouts.norrhaven.example/manage?token=abc.def";
const notice = {
  language: "en",
  subscriptionId: "one",
  name: "The river",
  receiver: "hooks.newsroom.example",
  because: "failing",
  disabledSince: "2026-03-02T09:00:00.000Z",
  lastFailure: "no answer within 15 s",
  manageUrl,
  baseUrl: "https://readouts.norrhaven.example",
} as const;

describe("the notice of a webhook that was switched off", () => {
  test("says which, why, and how to go on, in text and HTML alike", async () => {
    const mail = { ...renderWebhookDisabled(notice), to: "reader@newsroom.example" };
    const raw = await composeMime(mail, "alerts@norrhaven.example", notice.disabledSince);
    const email = await PostalMime.parse(raw);
    for (const part of [email.text, email.html]) {
      for (const said of [
        "The river",
        "hooks.newsroom.example",
        "for a week",
        "no answer within 15 s",
        "switch it on there",
        manageUrl,
      ]) {
        expect(part).toContain(said);
      }
    }
    const header = (name: string) => email.headers.find(({ key }) => key === name)?.value;
    expect(header("auto-submitted")).toBe("auto-generated");
  });

  test("is the same mail however often it is made, and another for another time", () => {
    const { messageId } = renderWebhookDisabled(notice);
    expect(renderWebhookDisabled({ ...notice, manageUrl: "other" }).messageId).toBe(messageId);
    const later = { ...notice, disabledSince: "2026-04-02T09:00:00.000Z" };
    expect(renderWebhookDisabled(later).messageId).not.toBe(messageId);
  });

  test("holds markup as text, cut to size", () => {
    const { html, text } = renderWebhookDisabled({ ...notice, name: `<b>${"river ".repeat(90)}` });
    expect(html).toContain("&lt;b&gt;river");
    expect(text).not.toMatch(/(river ){40}/);
  });
});
