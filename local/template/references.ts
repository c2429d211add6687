import type { Addresses } from "./stack.ts";
import type { Resource } from "./template.ts";

export const region = "us-east-1";
export const account = "000000000000";

/** What one resource answers to Ref (null) and Fn::GetAtt (the attribute's name). */
export type Attribute = (name: string | null) => string | undefined;

/**
 * Names and ARNs as AWS would make them, but from logical ids, so that they are the same at every
 * start: what was archived under a name yesterday is found today.
 */
export function attributesOf(
  logicalId: string,
  resource: Resource,
  resolved: (property: string) => unknown,
  addresses: Addresses,
): Attribute {
  const named = (property: string): string => {
    const value = resolved(property);
    return typeof value === "string" ? value : logicalId;
  };
  switch (resource.Type) {
    case "AWS::DynamoDB::GlobalTable":
    case "AWS::DynamoDB::Table": {
      const name = named("TableName");
      const arn = arnOf("dynamodb", `table/${name}`);
      return answers(name, { Arn: arn, StreamArn: `${arn}/stream/local`, TableId: logicalId });
    }
    case "AWS::SQS::Queue": {
      const isFifo = String(resolved("FifoQueue")) === "true";
      const name = queueName(named("QueueName"), isFifo);
      const url = `${addresses.gatewayUrl}/${account}/${name}`;
      return answers(url, { Arn: arnOf("sqs", name), QueueName: name, QueueUrl: url });
    }
    case "AWS::SNS::Topic": {
      const name = named("TopicName");
      const arn = arnOf("sns", name);
      return answers(arn, { TopicArn: arn, TopicName: name });
    }
    case "AWS::Lambda::Function": {
      const name = named("FunctionName");
      return answers(name, { Arn: arnOf("lambda", `function:${name}`) });
    }
    case "AWS::IAM::Role": {
      const name = named("RoleName");
      return answers(name, { Arn: `arn:aws:iam::${account}:role/${name}`, RoleId: logicalId });
    }
    case "AWS::SES::EmailIdentity":
      return answers(named("EmailIdentity"), dkimRecords(named("EmailIdentity")));
    case "AWS::SES::ConfigurationSet":
      return answers(named("Name"), {});
    case "AWS::ApiGatewayV2::Api":
      return answers(apiId(logicalId), { ApiId: apiId(logicalId), ApiEndpoint: addresses.siteUrl });
    case "AWS::Scheduler::ScheduleGroup":
      return answers(named("Name"), {
        Arn: arnOf("scheduler", `schedule-group/${named("Name")}`),
      });
    case "AWS::Scheduler::Schedule":
      return answers(named("Name"), {
        Arn: arnOf("scheduler", `schedule/default/${named("Name")}`),
      });
    case "AWS::Events::Rule":
      return answers(named("Name"), { Arn: arnOf("events", `rule/${named("Name")}`) });
    case "AWS::Logs::LogGroup": {
      const name = named("LogGroupName");
      return answers(name, { Arn: `${arnOf("logs", `log-group:${name}`)}:*` });
    }
    case "AWS::Lambda::EventSourceMapping":
    case "AWS::ApiGatewayV2::Integration":
    case "AWS::ApiGatewayV2::Route":
    case "AWS::ApiGatewayV2::Stage":
    case "AWS::CloudWatch::Alarm":
      return answers(logicalId, {});
    default:
      return () => undefined;
  }
}

function answers(ref: string, rest: Readonly<Record<string, string>>): Attribute {
  return (name) => (name === null ? ref : rest[name]);
}

export function arnOf(service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

/** What the owner would put into the DNS; here it only has to look like it. */
function dkimRecords(domain: string): Readonly<Record<string, string>> {
  const records = [1, 2, 3].flatMap((n) => [
    [`DkimDNSTokenName${n}`, `local${n}._domainkey.${domain}`],
    [`DkimDNSTokenValue${n}`, `local${n}.dkim.amazonses.com`],
  ]);
  return Object.fromEntries(records);
}

/** API Gateway's ids are lower-case. */
export function apiId(logicalId: string): string {
  return logicalId.toLowerCase();
}

/** A FIFO queue's name must end in `.fifo`, which a logical id cannot. */
function queueName(name: string, isFifo: boolean): string {
  return isFifo && !name.endsWith(".fifo") ? `${name}.fifo` : name;
}
