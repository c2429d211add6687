import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { alertsTable } from "../../lambda/archive/alerts-table.ts";
import { anAlert } from "../builders/alert.ts";
import { type HandlerWorld, startHandlerWorld } from "../builders/handler-world.ts";

let world: HandlerWorld;
/** Lines that become metrics. */
const counted: string[] = [];
beforeAll(async () => {
  jest.spyOn(console, "error").mockImplementation(() => {});
  jest.spyOn(process.stdout, "write").mockImplementation((line) => counted.push(String(line)) > 0);
  world = await startHandlerWorld("2026-03-02T09:00:00.000Z");
});
afterAll(async () => {
  jest.restoreAllMocks();
  await world.stop();
});

test("who was not told is counted though SES does not tell how many mails came back", async () => {
  const { client, alerts } = world.tables;
  await alertsTable(client, alerts).add(anAlert({ createdAt: "2026-03-02T09:00:00.000Z" }));
  world.ses.refusal = ["AccessDenied", "not now"];
  const { handler } = await import("../../lambda/handlers/outcomes.ts");
  await expect(handler()).rejects.toThrow("outcomes could not be watched");
  expect(counted.join("")).toContain('"UntoldAlerts":1');
});
