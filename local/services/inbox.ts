import type { Server } from "node:http";
import sesLocal from "aws-ses-v2-local";
import { clearStore, saveEmail } from "aws-ses-v2-local/dist/store.js";
import PostalMime from "postal-mime";
import type { AcceptedMail } from "./mail-store.ts";
import { printed } from "./ses-events.ts";

/** The page that shows what was sent (aws-ses-v2-local's). */
export interface Inbox {
  readonly url: string;
  show(mail: AcceptedMail, mime: Buffer): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the page on loopback. Mails are put into its store by hand, not through its API, which
 * would give them another id and today's date at every start.
 */
export async function startInbox(port: number): Promise<Inbox> {
  clearStore();
  const server: Server = await sesLocal.default({ host: "127.0.0.1", port });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${actual}`,
    show: async (mail, mime) => {
      const content = await PostalMime.parse(mime);
      saveEmail({
        messageId: mail.messageId,
        from: content.from === undefined ? mail.source : printed(content.from),
        replyTo: (content.replyTo ?? []).map(printed),
        destination: { to: [...mail.destinations], cc: [], bcc: [] },
        subject: content.subject ?? "(no subject)",
        body: { text: content.text, html: content.html },
        attachments: [],
        headers: content.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
        at: Math.floor(Date.parse(mail.acceptedAt) / 1000),
      });
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
