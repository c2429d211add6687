import { expect, test } from "@jest/globals";
import { remembered } from "../../lambda/runtime/remembered.ts";

const hourMs = 60 * 60 * 1000;

function aQuestion() {
  const answers: (string | Error)[] = [];
  const state = { now: "2026-03-02T09:00:00.000Z", asked: 0 };
  const read = remembered(hourMs, { now: () => state.now }, async () => {
    const answer = answers[state.asked];
    state.asked += 1;
    return await (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer));
  });
  return { answers, state, read };
}

test("is asked for once in so long, whoever needs it at once", async () => {
  const { answers, state, read } = aQuestion();
  answers.push("one", "two");
  expect(await Promise.all([read(), read()])).toEqual(["one", "one"]);
  state.now = "2026-03-02T09:59:59.999Z";
  expect(await read()).toBe("one");
  expect(state.asked).toBe(1);
  state.now = "2026-03-02T10:00:00.000Z";
  expect(await read()).toBe("two");
});

test("what failed is asked for again, by all who waited for it together", async () => {
  const { answers, state, read } = aQuestion();
  answers.push(new Error("not now"), "one");
  const both = await Promise.allSettled([read(), read()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await read()).toBe("one");
  expect(state.asked).toBe(2);
});
