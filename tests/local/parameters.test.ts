import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { openParameters } from "../../local/services/parameters.ts";
import type { StateDirectory } from "../../local/state.ts";
import { aState } from "../builders/local-stack.ts";

let state: StateDirectory;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ state, remove } = await aState());
});

afterEach(async () => {
  await remove();
});

const Name = "/readouts/Readouts/link-secret";
const put = { Name, Type: "SecureString" } as const;

test("a parameter that nobody put is not there", async () => {
  expect(await call("GetParameter", { Name, WithDecryption: true })).toMatchObject({
    __type: "ParameterNotFound",
  });
});

test("a parameter stays the same from run to run", async () => {
  expect(await call("PutParameter", { ...put, Value: "one" })).toMatchObject({ Version: 1 });
  expect(await call("GetParameter", { Name, WithDecryption: true })).toMatchObject({
    Parameter: { Name, Value: "one", Version: 1 },
  });
});

test("what is there is replaced only by who says so, and its versions are kept", async () => {
  await call("PutParameter", { ...put, Value: "one" });
  expect(await call("PutParameter", { ...put, Value: "two", Overwrite: false })).toMatchObject({
    __type: "ParameterAlreadyExists",
  });
  await call("PutParameter", { ...put, Value: "two", Overwrite: true });
  expect(await call("GetParameter", { Name, WithDecryption: true })).toMatchObject({
    Parameter: { Value: "two", Version: 2 },
  });
  expect(await call("GetParameter", { WithDecryption: true, Name: `${Name}:1` })).toMatchObject({
    Parameter: { Value: "one", Version: 1 },
  });
  expect(await call("GetParameter", { WithDecryption: true, Name: `${Name}:3` })).toMatchObject({
    __type: "ParameterVersionNotFound",
  });
});

test("only what is encrypted is kept, and told to who has it decrypted", async () => {
  for (const wrong of [{ Type: "String" }, { Type: undefined }, { Value: "" }]) {
    expect(await call("PutParameter", { ...put, Value: "one", ...wrong })).toMatchObject({
      __type: "ValidationException",
    });
  }
  await call("PutParameter", { ...put, Value: "one" });
  const { Parameter } = (await call("GetParameter", { Name })) as { Parameter: { Value: string } };
  expect(Parameter.Value).not.toBe("one");
});

test("another call is refused by its name", async () => {
  expect(await call("DeleteParameter", { Name })).toMatchObject({
    message: expect.stringContaining("DeleteParameter"),
  });
});

/** Each in a run of its own. */
async function call(action: string, body: Readonly<Record<string, unknown>>): Promise<unknown> {
  const parameters = await openParameters(state);
  return JSON.parse((await parameters.call(action, body)).body);
}
