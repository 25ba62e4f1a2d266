import { standIn, type Fault, type Received, type StandIn } from '../../model/testing';

/** What a stand-in for the checkpoint says: raw answers, in order of the requests of each conversation, the last again and again. */
export type Script = { readonly edit: readonly (string | Fault)[]; readonly evaluate?: readonly (string | Fault)[]; readonly reflect?: readonly (string | Fault)[] };

type Message = { readonly role: string; readonly content: string | readonly { readonly type: string; readonly text?: string; readonly image_url?: { readonly url: string } }[] };
export type Conversation = readonly { readonly role: string; readonly text: string; readonly images: number }[];

/** The published server takes so many pictures. */
const PICTURES = 5;

export const conversationOf = ({ body }: Received): Conversation => (body['messages'] as readonly Message[]).map(({ role, content }) => ({
  role,
  text: typeof content === 'string' ? content : content.map(({ text = '' }) => text).join(' ').trim(),
  images: typeof content === 'string' ? 0 : content.filter(({ image_url: image }) => image?.url.startsWith('data:image/jpeg;base64,')).length,
}));

/** What of a conversation the checkpoint was not trained on. */
function breaches(conversation: Conversation): readonly string[] {
  const [system, first, ...rest] = conversation;
  const reflection = first?.text.includes('4. Self-Evaluation:');
  const wrong: string[] = [];
  if (system?.role !== 'system' || first?.role !== 'user') wrong.push('does not begin with system and user');
  if (reflection ? !/^1\. Original Image:.*2\. Previous Result:.*3\. User Instruction:.*4\. Self-Evaluation: \{"Score":.*5\. Historical Parameters/s.test(first?.text ?? '') : !/^<task_type>(lightroom|aigc|auto)<\/task_type>\. Instruction: \S/.test(first?.text ?? '')) wrong.push(`opens with ${first?.text.slice(0, 80)}`);
  if ((first?.images ?? 0) < 1) wrong.push('shows no picture first');
  for (const [at, turn] of rest.entries()) {
    if (turn.role !== (at % 2 === 0 ? 'assistant' : 'user')) wrong.push(`turn ${at + 2} is by ${turn.role}`);
    if (turn.role === 'assistant' && !(reflection ? /^<think>/ : /^<state>(processing|finished)<\/state>/).test(turn.text)) wrong.push(`answer ${at + 2} begins with ${turn.text.slice(0, 40)}`);
  }
  if (conversation.reduce((sum, { images }) => sum + images, 0) > PICTURES) wrong.push(`has more than ${PICTURES} pictures`);
  return wrong;
}

/** A stand-in for the served checkpoint. A conversation that breaks the published protocol is refused, as vLLM refuses too many pictures, with what broke it. */
export async function checkpoint({ edit, evaluate = [], reflect = [] }: Script): Promise<StandIn & { readonly conversations: () => readonly Conversation[] }> {
  const counts = { edit: 0, evaluate: 0, reflect: 0 };
  const server = await standIn((request) => {
    const conversation = conversationOf(request);
    const wrong = breaches(conversation);
    if (wrong.length > 0) return { fault: 'status', status: 400, body: { error: { message: `protocol: ${wrong.join('; ')}` } } };
    const kind = /[Pp]lease evaluate/.test(conversation.at(-1)?.text ?? '') ? 'evaluate' : conversation[1]?.text.includes('4. Self-Evaluation:') ? 'reflect' : 'edit';
    const script = { edit, evaluate, reflect }[kind];
    const said = script[counts[kind]++] ?? script.at(-1);
    if (said === undefined) return { fault: 'status', status: 400, body: { error: { message: `the script has nothing to say to ${kind}` } } };
    return typeof said === 'string' ? { text: said } : said;
  }, 'qwen3_vl');
  return { ...server, conversations: () => server.requests.map(conversationOf) };
}
