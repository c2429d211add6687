import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readAssembly, readTemplate } from "../../../local/template/assembly.ts";
import type { LocalStack } from "../../../local/template/stack.ts";
import type { Resource, Template } from "../../../local/template/template.ts";
import { aFolder } from "../../builders/local-stack.ts";
import { arn, capture, code, resources } from "../../builders/template.ts";

const addresses = { gatewayUrl: "http://127.0.0.1:4600", siteUrl: "http://127.0.0.1:4680" };
function read(changes: Readonly<Record<string, Resource>> = {}, more: Template = {}): LocalStack {
  const template = { Resources: { ...resources, ...changes }, ...more };
  return readTemplate(template, "Readouts", addresses, (key) => (key === code.S3Key ? "/a" : null));
}

describe("a stack", () => {
  test("has its tables with keys, stream and expiry", () => {
    expect(read().tables).toEqual([
      {
        logicalId: "Readouts",
        name: "Readouts",
        arn: arn("dynamodb", "table/Readouts"),
        streamArn: arn("dynamodb", "table/Readouts/stream/local"),
        partitionKey: { name: "readoutId", type: "S" },
        sortKey: { name: "revision", type: "N" },
        indexes: [],
        streamView: "NEW_AND_OLD_IMAGES",
        timeToLive: "expiresAt",
      },
    ]);
  });

  test("has functions with their bundle, and an environment of local names and addresses", () => {
    expect(read().functions).toMatchObject([
      {
        logicalId: "Capture",
        assetDir: "/a",
        roleLogicalId: "CaptureRole",
        environment: {
          TABLE: "Readouts",
          QUEUE: "http://127.0.0.1:4600/000000000000/Captures.fifo",
        },
      },
    ]);
  });

  test("has the rights of its roles, resolved", () => {
    expect(read().roles).toMatchObject([
      {
        logicalId: "CaptureRole",
        statements: [
          {
            effect: "Allow",
            actions: ["dynamodb:PutItem"],
            resources: [arn("dynamodb", "table/Readouts")],
          },
        ],
      },
    ]);
  });

  test("has event sources with Lambda's defaults where the template is silent", () => {
    expect(read().streamMappings).toMatchObject([
      {
        functionId: "Capture",
        tableName: "Readouts",
        batchSize: 100,
        retries: null,
        bisectOnError: true,
        partialFailures: true,
        filters: [{ eventName: ["INSERT"] }],
      },
    ]);
    expect(read().queueMappings).toMatchObject([
      {
        functionId: "Capture",
        batchSize: 1,
        maxConcurrency: 2,
        partialFailures: false,
        enabled: true,
      },
    ]);
  });

  test("has schedules with zone, input and retries", () => {
    expect(read().schedules).toMatchObject([
      {
        expression: "cron(0 7 * * ? *)",
        timeZone: "Europe/London",
        input: '{"sourceId":"veldmark"}',
        retries: 3,
        maxAgeSeconds: 86_400,
        functionId: "Capture",
      },
    ]);
  });

  test("gives no notice where local mode knows everything", () => {
    expect(read().notices).toEqual([]);
  });
});

describe("the stack's own address becomes the local site's", () => {
  test("where it is API Gateway's", () => {
    expect(read().functions[0]?.environment["BASE_URL"]).toBe("http://127.0.0.1:4680/");
  });

  test("where it is the owner's domain, as the output BaseUrl tells", () => {
    const Environment = { Variables: { BASE_URL: "https://readouts.veldmark.example" } };
    const Capture = { ...capture, Properties: { ...capture.Properties, Environment } };
    const Outputs = { BaseUrl: { Value: "https://readouts.veldmark.example" } };
    const stack = read({ Capture }, { Outputs });
    expect(stack.functions[0]?.environment["BASE_URL"]).toBe("http://127.0.0.1:4680");
    expect(stack.outputs).toEqual({ BaseUrl: "http://127.0.0.1:4680" });
  });
});

const withQueue = (Properties: Record<string, unknown>): Resource => ({
  Type: "AWS::SQS::Queue",
  Properties,
});

describe("what local mode does not do is said", () => {
  test.each<[string, Record<string, Resource>, string]>([
    [
      "a type",
      { Bucket: { Type: "AWS::S3::Bucket" } },
      "local mode does not know AWS::S3::Bucket and leaves it out",
    ],
    [
      "a property",
      { Q: withQueue({ Speed: 3 }) },
      "local mode does not know Q.Speed and leaves it out",
    ],
    [
      "a managed policy",
      {
        R: {
          Type: "AWS::IAM::Role",
          Properties: { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
        },
      },
      "local mode does not know what arn:aws:iam::aws:policy/AdministratorAccess allows; it counts for nothing",
    ],
    [
      "a function in another language",
      { P: { ...capture, Properties: { ...capture.Properties, Runtime: "python3.14" } } },
      "is no bundle for Node (python3.14); local mode does not run it",
    ],
    [
      "an event destination whose topic SES may not publish to",
      {
        Set: { Type: "AWS::SES::ConfigurationSet" },
        Topic: { Type: "AWS::SNS::Topic" },
        Destination: {
          Type: "AWS::SES::ConfigurationSetEventDestination",
          Properties: {
            ConfigurationSetName: { Ref: "Set" },
            EventDestination: {
              MatchingEventTypes: ["send"],
              SnsDestination: { TopicARN: { Ref: "Topic" } },
            },
          },
        },
      },
      `the policy of ${arn("sns", "Topic")} does not let ses.amazonaws.com publish; in AWS no event would arrive`,
    ],
  ])("%s", (_, changes, message) => {
    expect(read(changes).notices).toContainEqual({
      logicalId: Object.keys(changes).at(-1),
      message,
    });
  });
});

test("a resource whose condition does not hold is not there", () => {
  const Conditions = { Never: { "Fn::Equals": ["a", "b"] } };
  const Extra: Resource = { Type: "AWS::SQS::Queue", Condition: "Never" };
  expect(read({ Extra }, { Conditions }).queues.map(({ name }) => name)).toEqual(["Captures.fifo"]);
});

test("a property of the wrong shape is an error naming it", () => {
  const Captures: Resource = { Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: "soon" } };
  expect(() => read({ Captures })).toThrow(
    'Captures.VisibilityTimeout should be a number, but is "soon"',
  );
});

describe("an assembly", () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;

  beforeAll(async () => {
    folder = await aFolder();
  });

  afterAll(async () => {
    await folder.remove();
  });

  test("that is not there says how to make it", () => {
    expect(() => readAssembly(join(folder.path, "none"), addresses)).toThrow("Run: npm run synth");
  });

  test("gives each function the folder of its asset", async () => {
    const write = async (name: string, value: unknown): Promise<void> =>
      await writeFile(join(folder.path, name), JSON.stringify(value));
    await mkdir(join(folder.path, "asset.abc"));
    await write("manifest.json", {
      artifacts: {
        Tree: { type: "cdk:tree" },
        Readouts: {
          type: "aws:cloudformation:stack",
          properties: { templateFile: "Readouts.template.json" },
        },
      },
    });
    await write("Readouts.template.json", { Resources: resources });
    await write("Readouts.assets.json", {
      files: {
        abc: { source: { path: "asset.abc" }, destinations: { here: { objectKey: "abc.zip" } } },
      },
    });
    const { name, functions } = readAssembly(folder.path, addresses);
    expect(name).toBe("Readouts");
    expect(functions[0]?.assetDir).toBe(join(folder.path, "asset.abc"));
  });
});
