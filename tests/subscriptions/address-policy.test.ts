import { expect, test } from "@jest/globals";
import { readDomains, refusalOf } from "../../lambda/subscriptions/address-policy.ts";

const domains = readDomains("# throw-away\nThrowaway.example\r\n\nquick.example # an hour\n");
const strict = { refusedDomains: domains, roleAddresses: "refuse" } as const;

test.each([
  ["anna@throwaway.example", "throwaway.example"],
  ["anna@mx.quick.example", "mx.quick.example"],
  ["Postmaster@norrhaven.example", "“postmaster” is the address of an office"],
  ["info+readouts@norrhaven.example", "“info”"],
])("%s is refused", (address, said) => {
  expect(refusalOf(address, strict)).toContain(said);
});

test("others are not, and an office is not where the owner accepts offices", () => {
  expect(refusalOf("anna@nothrowaway.example", strict)).toBeNull();
  expect(refusalOf("informer@norrhaven.example", strict)).toBeNull();
  const lenient = { ...strict, roleAddresses: "accept" } as const;
  expect(refusalOf("info@norrhaven.example", lenient)).toBeNull();
});
