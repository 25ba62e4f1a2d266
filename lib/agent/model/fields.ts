/** The body of a request before it is sent. */
export type Body = Readonly<Record<string, unknown>>;

type Field = {
  readonly name: string;
  /** How servers speak of it when they refuse it. */
  readonly named: RegExp;
  /** The body without it; undefined where it is not in the body. */
  readonly without: (body: Body) => Body | undefined;
  /** Left out even where the refusal does not name it: common, and the answer is good without it. */
  readonly blindly?: true;
};

const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value);

const leaveOut = (name: string) => (body: Body): Body | undefined => {
  if (!(name in body)) return undefined;
  const { [name]: _, ...rest } = body;
  return rest;
};

/** `strict` sits in functions and in the schema of the answer. */
function loosened(body: Body): Body | undefined {
  const { tools, response_format: format } = body;
  const loosen = (holder: unknown, key: string): unknown => {
    if (!isObject(holder) || !isObject(holder[key]) || !('strict' in holder[key])) return holder;
    const { strict: _, ...rest } = holder[key];
    return { ...holder, [key]: rest };
  };
  const next = {
    ...body,
    ...(Array.isArray(tools) && { tools: tools.map((tool: unknown) => loosen(tool, 'function')) }),
    ...(format !== undefined && { response_format: loosen(format, 'json_schema') }),
  };
  return JSON.stringify([next['tools'], next['response_format']]) === JSON.stringify([tools, format]) ? undefined : next;
}

/** What not every server takes. */
const FIELDS: readonly Field[] = [
  { name: 'stream_options', named: /stream_options/i, without: leaveOut('stream_options'), blindly: true },
  { name: 'strict', named: /\bstrict\b|invalid schema for/i, without: loosened, blindly: true },
  { name: 'response_format', named: /response_format|json_schema|json_object|output_format/i, without: leaveOut('response_format'), blindly: true },
  { name: 'tool_choice', named: /tool_choice/i, without: leaveOut('tool_choice'), blindly: true },
  { name: 'temperature', named: /temperature/i, without: leaveOut('temperature') },
  {
    name: 'max_tokens', named: /max_tokens/i,
    // Newer models of OpenAI know it by another name only.
    without: (body) => { const { max_tokens: most, ...rest } = body; return most === undefined ? undefined : { ...rest, max_completion_tokens: most }; },
  },
  { name: 'max_completion_tokens', named: /max_completion_tokens/i, without: leaveOut('max_completion_tokens') },
  { name: 'stream', named: /\bstream(ing|ed)?\b(?!_options)/i, without: (body) => (body['stream'] === true ? { ...body, stream: false } : undefined) },
  { name: 'size', named: /\bsize\b/i, without: leaveOut('size') },
];

/** The body without the fields that a server does not take. */
export const withoutFields = (body: Body, refused: ReadonlySet<string>): Body =>
  FIELDS.reduce((rest, { name, without }) => (refused.has(name) ? (without(rest) ?? rest) : rest), body);

/** Which field to leave out after a refusal that says `text`: one that it names, else a common one; undefined: nothing is left to leave out. */
export function nextToRefuse(body: Body, refused: ReadonlySet<string>, text: string): string | undefined {
  const sent = withoutFields(body, refused);
  const present = FIELDS.filter(({ name, without }) => !refused.has(name) && without(sent) !== undefined);
  return (present.find(({ named }) => named.test(text)) ?? present.find(({ blindly }) => blindly))?.name;
}
