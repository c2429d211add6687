import { expect, test } from "@jest/globals";
import { isThisMachine, networkOf } from "../../lambda/subscriptions/network.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"],
  ["unknown", "unknown"],
])("%s counts as %s", (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});

test("this machine is known by its own addresses", () => {
  expect(["127.0.0.1", "::1", "::ffff:127.0.0.1"].map(isThisMachine)).toEqual([true, true, true]);
  expect(["192.0.2.7", "1127.0.0.1", "unknown"].map(isThisMachine)).toEqual([false, false, false]);
});
