import * as v from "valibot";

const mail = v.object({
  messageId: v.string(),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  destination: v.optional(v.array(v.string()), []),
  tags: v.optional(v.record(v.string(), v.array(v.string())), {}),
});

/**
 * What of SES's events we read.
 * @see Amazon SES developer guide, "Contents of event data that Amazon SES publishes to Amazon SNS"
 */
const schema = v.variant("eventType", [
  v.object({ eventType: v.literal("Send"), mail }),
  v.object({
    eventType: v.literal("Bounce"),
    mail,
    bounce: v.object({
      bounceType: v.string(),
      bounceSubType: v.optional(v.string(), ""),
    }),
  }),
  v.object({
    eventType: v.literal("Complaint"),
    mail,
    complaint: v.object({ complaintFeedbackType: v.optional(v.nullable(v.string()), null) }),
  }),
]);

const anyEvent = v.object({ eventType: v.string(), mail });

export type SesEvent = v.InferOutput<typeof schema>;

/** What SES sends to a topic that it is told to use, to see whether it can. */
const greeting = /^Successfully validated SNS topic/;

/**
 * Reads SES's event.
 * @param message the SNS message's text
 * @returns null for events of other kinds
 * @throws Error where it is no event of SES
 */
export function readSesEvent(message: string): SesEvent | null {
  if (greeting.test(message)) return null;
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch (error) {
    throw new Error("not an event of SES: it is not JSON", { cause: error });
  }
  const { eventType } = parse(anyEvent, json);
  const isRead = ["Send", "Bounce", "Complaint"].includes(eventType);
  return isRead ? parse(schema, json) : null;
}

function parse<S extends v.GenericSchema>(expected: S, json: unknown): v.InferOutput<S> {
  const result = v.safeParse(expected, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`not an event of SES: ${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
