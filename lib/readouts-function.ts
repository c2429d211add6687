import { rmSync } from "node:fs";
import { type Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { type IRole, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { bundle, type BundledFile, type HandlerName } from "./bundle.ts";

export interface ReadoutsFunctionProps {
  /** Name of its file in `lambda/handlers`, without the ending. */
  readonly handler: HandlerName;
  readonly description: string;
  /** As `fill` made it from the handler's declaration. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  /** In MiB; a function's share of a processor grows with it. @default 512 */
  readonly memorySize?: number;
  /** Put beside the code. @default none */
  readonly files?: readonly BundledFile[];
}

/** How every function is bundled, logged and granted: it may write its own log, and nothing else. */
export class ReadoutsFunction extends LambdaFunction {
  readonly ownRole: IRole;

  constructor(scope: Construct, id: string, props: ReadoutsFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `What ${props.handler} of Readouts may do`,
    });
    // Not AWSLambdaBasicExecutionRole, which may write to every log group of the account.
    role.addToPolicy(
      new PolicyStatement({
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [logGroup.logGroupArn],
      }),
    );
    const needsCode = Stack.of(scope).bundlingRequired;
    const folder = needsCode ? bundle(props.handler, props.files ?? []) : null;
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: folder === null ? Code.fromInline("// not bundled") : Code.fromAsset(folder),
      role,
      logGroup,
      description: props.description,
      timeout: props.timeout,
      memorySize: props.memorySize ?? 512,
      environment: { ...props.environment, NODE_OPTIONS: "--enable-source-maps" },
    });
    this.ownRole = role;
    // The assembly has its own copy.
    if (folder !== null) rmSync(folder, { recursive: true });
  }
}
