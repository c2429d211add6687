import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  ParameterVersionNotFound,
  PutParameterCommand,
  type SSMClient,
  TooManyUpdates,
} from "@aws-sdk/client-ssm";
import type { SecretStore, SecretVersion } from "./link-secrets.ts";

/** A secret as a SecureString of Systems Manager's Parameter Store, which keeps a hundred versions. */
export function parameterStore(client: SSMClient, name: string): SecretStore {
  const read = async (selector: string): Promise<SecretVersion> => {
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name: selector, WithDecryption: true }),
    );
    const { Value: value = "", Version: version = 1 } = Parameter ?? {};
    // Whoever may choose an empty key could sign.
    if (value === "") throw new Error(`the secret ${selector} is empty: see docs/runbook.md`);
    return { value, version };
  };
  return {
    readNewest: async () => await orNull(read(name), ParameterNotFound),
    read: async (version) =>
      (await orNull(read(`${name}:${version}`), ParameterVersionNotFound))?.value ?? null,
    make: async (value) => {
      const command = new PutParameterCommand({
        Name: name,
        Description: "Signs the links in mails of Readouts",
        Type: "SecureString",
        Value: value,
        Overwrite: false,
      });
      const made = await orNull(client.send(command), ParameterAlreadyExists, TooManyUpdates);
      return made === null ? null : { value, version: made.Version ?? 1 };
    },
  };
}

async function orNull<T>(
  answer: Promise<T>,
  ...expected: (abstract new (
    ...parameters: never[]
  ) => Error)[]
): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (expected.some((kind) => error instanceof kind)) return null;
    throw error;
  }
}
