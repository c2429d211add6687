import { expect, test } from "@jest/globals";
import { isPublicAddress } from "../../lambda/outside/public-address.ts";

test.each(["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  ["loopback", "127.0.0.1"],
  ["loopback", "127.8.8.8"],
  ["loopback", "::1"],
  ["this network", "0.0.0.0"],
  ["this network", "::"],
  ["private", "10.1.2.3"],
  ["private", "172.16.0.1"],
  ["private", "192.168.1.1"],
  ["private", "fd12::1"],
  ["link-local, where clouds keep their metadata", "169.254.169.254"],
  ["link-local", "fe80::1"],
  ["the metadata of a cloud", "fd00:ec2::254"],
  ["shared by carriers", "100.64.0.1"],
  ["multicast", "224.0.0.1"],
  ["multicast", "ff02::1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["documentation", "192.0.2.1"],
  ["benchmarking", "198.18.0.1"],
  ["an IPv4 address in an IPv6 one", "::ffff:127.0.0.1"],
  ["an IPv4 address behind NAT64", "64:ff9b::7f00:1"],
  ["an IPv4 address behind 6to4", "2002:7f00:1::"],
  ["no address", "example"],
])("%s, %s, is not", (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});
