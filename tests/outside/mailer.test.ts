import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import type { Message } from "../../lambda/outside/mailer.ts";
import { composeMime } from "../../lambda/outside/mime.ts";
import { sesMailer } from "../../lambda/outside/ses-mailer.ts";

const sentAt = "2026-03-02T09:00:00.000Z";

function aMessage(changed: Partial<Message> = {}): Message {
  return {
    to: "reader@newsroom.example",
    subject: "Gespräch über den Fluss Lune — Überblick",
    text: "Zwei Präsidenten sprachen.",
    html: "<p>Zwei Präsidenten sprachen.</p>",
    headers: {
      "List-Unsubscribe": "<https://alerts.desk.example/unsubscribe?token=abc>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
    messageId: "alert-1@alerts.desk.example",
    tags: { alert: "abc_1" },
    ...changed,
  };
}

function errorBody(code: string, message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
}

describe("a message on the wire", () => {
  test("reads back as it was written, umlauts and all", async () => {
    const raw = await composeMime(aMessage(), "Readouts <alerts@desk.example>", sentAt);
    const mail = await PostalMime.parse(raw);
    expect(mail).toMatchObject({
      subject: "Gespräch über den Fluss Lune — Überblick",
      from: { name: "Readouts", address: "alerts@desk.example" },
      to: [{ address: "reader@newsroom.example" }],
      messageId: "<alert-1@alerts.desk.example>",
      date: sentAt,
    });
    expect(mail.text?.trim()).toBe("Zwei Präsidenten sprachen.");
    expect(mail.html?.trim()).toBe("<p>Zwei Präsidenten sprachen.</p>");
    const header = (name: string) => mail.headers.find((one) => one.key === name)?.value;
    expect(header("list-unsubscribe")).toBe("<https://alerts.desk.example/unsubscribe?token=abc>");
    expect(header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  });

  test("has no line longer than 76 characters, however long the text", async () => {
    const raw = await composeMime(
      aMessage({ text: "wort ".repeat(5_000), html: `<p>${"ü".repeat(20_000)}</p>` }),
      "alerts@desk.example",
      sentAt,
    );
    const longest = Math.max(
      ...Buffer.from(raw)
        .toString()
        .split("\r\n")
        .map((line) => line.length),
    );
    expect(longest).toBeLessThanOrEqual(76);
  });

  test("carries a long unsubscribe link verbatim", async () => {
    const link = `<https://alerts.desk.example/unsubscribe?token=${"aB3_-.".repeat(50)}>`;
    const raw = await composeMime(
      aMessage({ headers: { "List-Unsubscribe": link } }),
      "alerts@desk.example",
      sentAt,
    );
    expect(
      Buffer.from(raw)
        .toString()
        .replaceAll(/\r\n\s/g, ""),
    ).toContain(link);
  });

  test("names a sender outside ASCII", async () => {
    const mail = await PostalMime.parse(
      await composeMime(aMessage(), "Кабинет «Readouts» <alerts@desk.example>", sentAt),
    );
    expect(mail.from).toMatchObject({
      name: "Кабинет «Readouts»",
      address: "alerts@desk.example",
    });
  });

  test("takes no further header from a subject or a header's value", async () => {
    const raw = await composeMime(
      aMessage({
        subject: "Talks\r\nBcc: all@elsewhere.example",
        headers: { "X-Note": "a\r\nBcc: b@c.example" },
      }),
      "alerts@desk.example",
      sentAt,
    );
    const mail = await PostalMime.parse(raw);
    expect(mail.bcc).toBeUndefined();
    expect(mail.headers.map((one) => one.key)).not.toContain("bcc");
  });
});

describe("SES", () => {
  let server: Server;
  let answer: { status: number; body: string };
  const asked: URLSearchParams[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
        response.writeHead(answer.status, { "Content-Type": "text/xml" }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function mailer(sender = "alerts@desk.example") {
    const { port } = server.address() as AddressInfo; // listening on TCP, so it is one
    return sesMailer({
      client: new SESClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: "us-east-1",
        credentials: { accessKeyId: "a", secretAccessKey: "b" },
        maxAttempts: 1,
      }),
      sender,
      configurationSet: "readouts",
      clock: { now: () => sentAt },
    });
  }

  test("is given the recipient, the configuration set and the tags, and its id is kept", async () => {
    answer = {
      status: 200,
      body: "<SendRawEmailResponse><SendRawEmailResult><MessageId>ses-1</MessageId></SendRawEmailResult></SendRawEmailResponse>",
    };
    expect(await mailer().send(aMessage())).toEqual({ outcome: "sent", sesMessageId: "ses-1" });
    const call = asked.at(-1);
    expect(call?.get("Destinations.member.1")).toBe("reader@newsroom.example");
    expect(call?.get("ConfigurationSetName")).toBe("readouts");
    expect(call?.get("Tags.member.1.Name")).toBe("alert");
    expect(call?.get("Tags.member.1.Value")).toBe("abc_1");
  });

  test("is given addresses in ASCII, without names", async () => {
    answer = {
      status: 200,
      body: "<SendRawEmailResponse><SendRawEmailResult><MessageId>ses-2</MessageId></SendRawEmailResult></SendRawEmailResponse>",
    };
    await mailer("Кабинет <alerts@desk.example>").send(aMessage({ to: "leser@müller.example" }));
    expect(asked.at(-1)?.get("Source")).toBe("alerts@desk.example");
    expect(asked.at(-1)?.get("Destinations.member.1")).toBe("leser@xn--mller-kva.example");
  });

  test("a message refused for good is an outcome", async () => {
    answer = { status: 400, body: errorBody("MessageRejected", "Address blacklisted") };
    expect(await mailer().send(aMessage())).toEqual({
      outcome: "rejected",
      reason: "SES refused it: MessageRejected",
    });
  });

  test.each([
    ["Throttling", "Maximum sending rate exceeded"],
    ["MessageRejected", "Email address is not verified"],
    ["MailFromDomainNotVerifiedException", "no"],
  ])("%s (%s) is thrown, to be tried again", async (code, message) => {
    answer = { status: 400, body: errorBody(code, message) };
    await expect(mailer().send(aMessage())).rejects.toThrow(message);
  });

  test.each([
    ["Throttling", "Maximum sending rate exceeded.", 60_000],
    ["Throttling", "Daily message quota exceeded.", 900_000],
    ["ConfigurationSetSendingPausedException", "Sending is disabled.", 900_000],
    ["MailFromDomainNotVerifiedException", "no", null],
  ])("%s (%s) says how long to wait", async (code, message, retryAfterMs) => {
    answer = { status: 400, body: errorBody(code, message) };
    await expect(mailer().send(aMessage())).rejects.toMatchObject({ retryAfterMs });
  });

  test("what is thrown names no recipient", async () => {
    const message = "Email address is not verified: reader@newsroom.example, other@press.example";
    answer = { status: 400, body: errorBody("MessageRejected", message) };
    const error: unknown = await mailer()
      .send(aMessage())
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("not verified");
    expect(String(error)).not.toContain("@");
    expect(error).not.toHaveProperty("cause");
  });
});
