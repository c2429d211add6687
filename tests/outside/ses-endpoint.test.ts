import { SESClient } from "@aws-sdk/client-ses";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import sesLocal from "aws-ses-v2-local";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sesMailer } from "../../lambda/outside/ses-mailer.ts";

let server: Server;
let origin: string;

beforeAll(async () => {
  server = await sesLocal.default({ port: 0, host: "127.0.0.1" });
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // on TCP, so it is one
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("a message arrives at an SES endpoint with both its parts and its headers", async () => {
  const mailer = sesMailer({
    client: new SESClient({
      endpoint: origin,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    }),
    sender: "Readouts <alerts@desk.example>",
    configurationSet: "readouts",
    clock: { now: () => "2026-03-02T09:00:00.000Z" },
  });
  const outcome = await mailer.send({
    to: "reader@newsroom.example",
    subject: "Überblick: переговоры о зерне",
    text: "The grain deal.",
    html: "<p>The <mark>grain</mark> deal.</p>",
    headers: { "List-Unsubscribe": "<https://alerts.desk.example/unsubscribe?token=abc>" },
    messageId: "alert-1@alerts.desk.example",
    tags: { alert: "abc_1" },
  });
  expect(outcome).toMatchObject({ outcome: "sent", sesMessageId: expect.stringMatching(/./) });
  const store = (await (await fetch(`${origin}/store`)).json()) as { emails: unknown[] };
  expect(store.emails).toMatchObject([
    {
      from: expect.stringContaining("alerts@desk.example"),
      destination: { to: ["reader@newsroom.example"] },
      subject: "Überblick: переговоры о зерне",
      body: {
        text: expect.stringContaining("The grain deal."),
        html: expect.stringContaining("<mark>grain</mark>"),
      },
    },
  ]);
});
