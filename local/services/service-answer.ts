/** An answer in the protocol of the service, to be passed on as it is. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request of one of the services that speak JSON. */
export type Body = Readonly<Record<string, unknown>>;

export function jsonAnswer(status: number, body: unknown): ServiceAnswer {
  const headers = { "content-type": "application/x-amz-json-1.1" };
  return { status, headers, body: JSON.stringify(body) };
}

/** How the services that speak JSON say no: the SDK makes an exception of this name. */
export function jsonError(code: string, message: string): ServiceAnswer {
  return jsonAnswer(400, { __type: code, message });
}

export function xmlAnswer(status: number, body: string): ServiceAnswer {
  return { status, headers: { "content-type": "text/xml" }, body };
}

/** How the services that speak the Query protocol say no. */
export function xmlError(status: number, code: string, message: string): ServiceAnswer {
  const error = `<Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  return xmlAnswer(status, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`);
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
