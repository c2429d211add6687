import { beforeAll, beforeEach, expect, test } from "@jest/globals";
import { answerOrPutBack } from "../../../lambda/alerts/requests/answer-or-put-back.ts";
import type { SiteRequest } from "../../../lambda/alerts/requests/site-request.ts";
import { NotSentError } from "../../../lambda/outside/mailer.ts";
import { aDesk, type Desk } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
const back: { request: SiteRequest; delaySeconds: number }[] = [];
beforeEach(() => {
  back.length = 0;
  desk.mails.length = 0;
  desk.answer = desk.sends;
});

const aSignUp = (address: string): SiteRequest => ({
  kind: "sign-up",
  address,
  query: "ferry",
  preferences: null,
  from: "192.0.2.7",
  requestedAt: desk.now,
});

const answer = async (request: SiteRequest): Promise<void> => {
  await answerOrPutBack(request, {
    ...desk.deps,
    requestQueue: {
      send: (requests, delaySeconds = 0) => {
        back.push(...requests.map((one) => ({ request: one, delaySeconds })));
        return Promise.resolve();
      },
    },
  });
};

test("a confirmation waits for SES as often as need be, and is mailed once", async () => {
  const request = aSignUp("anna@newsroom.example");
  desk.answer = () => Promise.reject(new NotSentError("busy", { why: "busy", retryAfterMs: 4200 }));
  for (let n = 0; n < 20; n += 1) {
    await answer(back.at(-1)?.request ?? request);
    desk.pass(5000);
  }
  expect(back).toHaveLength(20);
  expect(back.at(-1)).toEqual({ request, delaySeconds: 5 });
  desk.answer = desk.sends;
  await answer(request);
  await answer(request);
  expect(desk.mails.map(({ to }) => to)).toEqual(["anna@newsroom.example"]);
});

test("what the queue cannot delay for so long comes back in between", async () => {
  desk.answer = () => Promise.reject(new NotSentError("day", { why: "day", retryAfterMs: 9e6 }));
  await answer(aSignUp("bert@newsroom.example"));
  expect(back).toMatchObject([{ delaySeconds: 900 }]);
});

test("what waiting does not help is tried by the queue, and given up in the end", async () => {
  desk.answer = () => Promise.reject(new NotSentError("the sender is not verified"));
  await expect(answer(aSignUp("carl@newsroom.example"))).rejects.toThrow("not verified");
  expect(back).toEqual([]);
});
