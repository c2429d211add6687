import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import * as v from "valibot";
import {
  type Notification,
  signatureHashes,
  stringToSign,
} from "../../lambda/alerts/feedback/sns-message.ts";
import type { StateDirectory } from "../state.ts";
import { selfSignedCertificate } from "./self-signed-certificate.ts";

/** As SNS signs: with a key of its own, whose certificate lies where AWS keeps SNS's. */
export interface SnsSigning {
  sign(message: Notification, version: "1" | "2"): { Signature: string; certificateUrl: string };
  /** In PEM; null where there is none at this address. */
  certificateAt(url: string): string | null;
}

const stored = v.object({ privateKey: v.string(), certificate: v.string() });

/** A recording's clock may stand at any time of the web. */
const validity = { from: new Date("1950-01-01T00:00:00Z"), to: new Date("2049-12-31T23:59:59Z") };

/** So that no other request asks for keys that are not yet made. */
const isCertificate = /^https:.*\.pem$/;

/** Made at the first message, once per state folder: messages that were put aside stay genuine. */
export function snsSigning(state: StateDirectory): SnsSigning {
  let made: { privateKey: KeyObject; certificate: string; url: string } | null = null;
  const keys = (): NonNullable<typeof made> => {
    if (made !== null) return made;
    const { privateKey, certificate } = openKeys(state.file("sns-signing.json"));
    const id = createHash("sha256").update(certificate).digest("hex").slice(0, 32);
    const url = `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-${id}.pem`;
    made = { privateKey: createPrivateKey(privateKey), certificate, url };
    return made;
  };
  return {
    sign: (message, version) => {
      const { privateKey, url } = keys();
      const text = Buffer.from(stringToSign(message));
      const Signature = sign(signatureHashes[version], text, privateKey).toString("base64");
      return { Signature, certificateUrl: url };
    },
    certificateAt: (url) =>
      isCertificate.test(url) && url === keys().url ? keys().certificate : null,
  };
}

function openKeys(file: string): v.InferOutput<typeof stored> {
  if (existsSync(file)) return v.parse(stored, JSON.parse(readFileSync(file, "utf8")));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: selfSignedCertificate("sns.amazonaws.com", privateKey, validity),
  };
  writeFileSync(`${file}.new`, JSON.stringify(keys, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}
