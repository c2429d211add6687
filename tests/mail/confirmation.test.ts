import { describe, expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { renderConfirmation } from "../../lambda/mail/confirmation.ts";
import { composeMime } from "../../lambda/outside/mime.ts";
import { mailed } from "../../lambda/subscriptions/subscription.ts";
import { aPending } from "../builders/subscription.ts";

const confirmUrl = "https://readouts.norrhaven.example/confirm?token=abc.def";
const baseUrl = "https://readouts.norrhaven.example";
const render = (query: string) =>
  renderConfirmation({ pending: aPending({ query }), confirmUrl, baseUrl });

describe("a confirmation", () => {
  test("says what was asked for, where to confirm, how long, and what to do if it was not you", async () => {
    const mail = { ...render("ferry OR grain"), to: "reader@newsroom.example" };
    const raw = await composeMime(mail, "alerts@norrhaven.example", "2026-03-02T09:00:00.000Z");
    const email = await PostalMime.parse(raw);
    expect(email.subject).toBe("Confirm your Readouts alert");
    for (const part of [email.text, email.html]) {
      expect(part).toContain("ferry OR grain");
      expect(part).toContain(confirmUrl);
      expect(part).toContain("48 hours");
      expect(part).toContain("If it was not you, do nothing");
    }
    const header = (name: string) => email.headers.find(({ key }) => key === name)?.value;
    expect(header("auto-submitted")).toBe("auto-generated");
    // It is of no list, and nothing is to be left.
    expect(header("list-unsubscribe")).toBeUndefined();
  });

  test("repeats of a stranger's query 120 characters in one line", () => {
    const { text, html } = render(`buy\r\n\t now ${"very ".repeat(200)}cheap`);
    const line = text.split("\n").find((one) => one.startsWith("    ")) ?? "";
    expect(line.trim()).toMatch(/^buy now very .*…$/);
    expect(Array.from(line.trim()).length).toBeLessThanOrEqual(120);
    expect(html).not.toContain("cheap");
  });

  test.each([
    "https://evil.example/buy",
    "www.evil.example",
    "evil.example",
    "me@evil.example",
    "evil。example",
    "http://192.0.2.7/x",
  ])("has nothing in it of which a mail program would make a link: %s", (query) => {
    const { text, html } = render(query);
    for (const part of [text, html]) {
      expect(part).not.toContain(query);
      const own = part.replaceAll(confirmUrl, "").replaceAll(baseUrl, "");
      expect(own).not.toMatch(/evil[.。]example|192\.0|https?:\/\/(?!\u200B)/);
    }
  });

  test("shows a query of right-to-left marks as it would be read", () => {
    expect(render("\u202Eelpmaxe\u202C grain").text).toContain("    elpmaxe grain");
  });

  test("holds markup as text", () => {
    const { html } = render('"<b onclick=x>" OR ferry');
    expect(html).not.toContain("<b onclick");
    expect(html).toContain("&lt;b onclick");
  });

  test("mailed again is another message about the same request", () => {
    const pending = aPending();
    const again = mailed(pending, "2026-03-02T11:00:00.000Z");
    const ids = [pending, again].map(
      (one) => renderConfirmation({ pending: one, confirmUrl, baseUrl }).messageId,
    );
    expect(new Set(ids).size).toBe(2);
  });
});
