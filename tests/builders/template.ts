import type { Resource } from "../../local/template/template.ts";

/** An ARN of the local account. */
export const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:us-east-1:000000000000:${rest}`;

export const code = { S3Bucket: "assets", S3Key: "abc.zip" };
/** A function with its role and an environment. */
export const capture: Resource = {
  Type: "AWS::Lambda::Function",
  Properties: {
    Code: code,
    Runtime: "nodejs24.x",
    Handler: "index.handler",
    Timeout: 60,
    Role: { "Fn::GetAtt": ["CaptureRole", "Arn"] },
    Environment: {
      Variables: {
        TABLE: { Ref: "Readouts" },
        QUEUE: { Ref: "Captures" },
        BASE_URL: {
          "Fn::Join": ["", ["https://", { Ref: "Api" }, ".execute-api.us-east-1.amazonaws.com/"]],
        },
      },
    },
  },
};
/** A small stack in the shape that `cdk synth` gives: a table, a queue, a function, its sources. */
export const resources: Readonly<Record<string, Resource>> = {
  Readouts: {
    Type: "AWS::DynamoDB::GlobalTable",
    Properties: {
      AttributeDefinitions: [
        { AttributeName: "readoutId", AttributeType: "S" },
        { AttributeName: "revision", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "readoutId", KeyType: "HASH" },
        { AttributeName: "revision", KeyType: "RANGE" },
      ],
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      Replicas: [{ Region: { Ref: "AWS::Region" } }],
    },
  },
  Captures: { Type: "AWS::SQS::Queue", Properties: { FifoQueue: true, VisibilityTimeout: 360 } },
  CaptureRole: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } },
  CapturePolicy: {
    Type: "AWS::IAM::Policy",
    Properties: {
      PolicyName: "p",
      Roles: [{ Ref: "CaptureRole" }],
      PolicyDocument: {
        Statement: [
          {
            Effect: "Allow",
            Action: "dynamodb:PutItem",
            Resource: { "Fn::GetAtt": ["Readouts", "Arn"] },
          },
        ],
      },
    },
  },
  Capture: capture,
  Api: { Type: "AWS::ApiGatewayV2::Api", Properties: {} },
  FromStream: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      FunctionName: { Ref: "Capture" },
      EventSourceArn: { "Fn::GetAtt": ["Readouts", "StreamArn"] },
      StartingPosition: "TRIM_HORIZON",
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: -1,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
    },
  },
  FromQueue: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: {
      FunctionName: { Ref: "Capture" },
      EventSourceArn: { "Fn::GetAtt": ["Captures", "Arn"] },
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 2 },
    },
  },
  Daily: {
    Type: "AWS::Scheduler::Schedule",
    Properties: {
      ScheduleExpression: "cron(0 7 * * ? *)",
      ScheduleExpressionTimezone: "Europe/London",
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "ENABLED",
      Target: {
        Arn: { "Fn::GetAtt": ["Capture", "Arn"] },
        Input: '{"sourceId":"veldmark"}',
        RoleArn: { "Fn::GetAtt": ["CaptureRole", "Arn"] },
        RetryPolicy: { MaximumRetryAttempts: 3 },
      },
    },
  },
};
