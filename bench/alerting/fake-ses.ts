import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SESClient } from "@aws-sdk/client-ses";
import type { Mailer } from "../../lambda/outside/mailer.ts";
import { sesMailer } from "../../lambda/outside/ses-mailer.ts";
import { systemClock } from "../../lambda/runtime/clock.ts";

export interface FakeSes {
  /** Our own, sending there. */
  readonly mailer: Mailer;
  mails(): number;
  stop(): Promise<void>;
}

/** Takes whatever comes, at once. */
export async function startFakeSes(): Promise<FakeSes> {
  let mails = 0;
  const server = createServer((request, response) => {
    request.resume().once("end", () => {
      mails += 1;
      response.setHeader("content-type", "text/xml");
      response.end(
        `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>mail-${mails}</MessageId></SendRawEmailResult></SendRawEmailResponse>`,
      );
    });
  });
  // A connection that the server closes while a mail is on its way looks like a mail that may have been sent.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    mailer: sesMailer({
      client: new SESClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: "us-east-1",
        credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
        maxAttempts: 1,
      }),
      sender: "Readouts <alerts@desk.example>",
      configurationSet: "Readouts",
      clock: systemClock,
    }),
    mails: () => mails,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
