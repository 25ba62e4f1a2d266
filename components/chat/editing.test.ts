import { describe, expect, it } from 'vitest';
import type { Mark } from '../pointing/marks';
import { createStudioStore } from '../studio/store';
import { beginEditing } from './begin-editing';
import { afterSending, leaveEditing, withReference } from './editing';

const full = { width: 300, height: 200 };
const photo = (id: string) => {
  const view = { id, name: `${id}.jpg`, width: 4, height: 3 };
  return { name: view.name, sent: Promise.resolve(view), view };
};
const place = (x: number): Mark => ({ id: 1, kind: 'point', at: [x, 0.5] });
const run = (id: string) => ({ id, instruction: `said in ${id}`, fromStepId: 's', pointed: undefined, reference: undefined });
const mine = { words: 'my draft', marks: [place(0.2)], reference: photo('mine') };

/** A composer; `send` takes its words out as it does on the page, and answers what ends the sending. */
function composer(start: Partial<ReturnType<ReturnType<typeof createStudioStore>['getState']>>) {
  const store = createStudioStore('root', 'root', false);
  store.setState(start);
  const standing = () => { const { words, marks, reference, editing } = store.getState(); return { words, marks, reference, editing }; };
  const send = () => {
    store.setState({ words: '' });
    const sent = store.getState();
    return () => store.setState((state) => afterSending(state, sent));
  };
  return { store, send, standing };
}

describe('the composer once a message was sent', () => {
  it('is empty, but for what was added meanwhile', () => {
    const { store, send, standing } = composer(mine);
    const arrived = send();
    const [later, other] = [place(0.9), photo('other')];
    store.setState(({ marks }) => ({ words: 'and then', marks: [...marks, later], reference: other }));
    arrived();
    expect(standing()).toEqual({ words: 'and then', marks: [later], reference: other, editing: null });

    const plain = composer(mine);
    plain.send()();
    expect(plain.standing()).toEqual({ words: '', marks: [], reference: null, editing: null });
  });

  it('has the draft again that an earlier message was taken up over', () => {
    const { store, send, standing } = composer(mine);
    beginEditing(store, { ...run('a'), reference: photo('theirs').view }, full);
    expect(standing()).toMatchObject({ words: 'said in a', marks: [], reference: { name: 'theirs.jpg' } });
    send()();
    expect(standing()).toEqual({ ...mine, editing: null });
  });

  it('has it again when other words were sent than those of the field', () => {
    const { store, standing } = composer(mine);
    beginEditing(store, run('a'), full);
    const sent = store.getState();
    store.setState((state) => afterSending(state, sent));
    expect(standing()).toEqual({ ...mine, editing: null });
  });

  it('has its reference there that arrived while it was set aside', () => {
    const { name, sent, view } = photo('mine');
    const { store, send, standing } = composer({ ...mine, reference: { name, sent, view: null } });
    beginEditing(store, run('a'), full);
    const arrived = send();
    store.setState((state) => withReference(state, sent, { name, sent, view }));
    expect(standing().reference).toBeNull();
    arrived();
    expect(standing()).toMatchObject({ words: mine.words, reference: { view }, editing: null });
  });

  it('has no reference that could not be sent while it was set aside', () => {
    const { store, standing } = composer(mine);
    beginEditing(store, { ...run('a'), reference: photo('theirs').view }, full);
    store.setState((state) => withReference(state, mine.reference.sent, null));
    leaveEditing(store);
    expect(standing()).toEqual({ ...mine, reference: null, editing: null });
  });

  it('keeps what was written over the draft meanwhile', () => {
    const { store, send, standing } = composer(mine);
    beginEditing(store, run('a'), full);
    const arrived = send();
    store.setState({ words: 'newer' });
    arrived();
    expect(standing()).toEqual({ ...mine, words: 'newer', editing: null });
  });

  it('stays with a message that was taken up meanwhile, over nothing that was sent', () => {
    const { store, send, standing } = composer(mine);
    const arrived = send();
    beginEditing(store, run('b'), full);
    arrived();
    expect(standing()).toMatchObject({ words: 'said in b', editing: { runId: 'b' } });
    leaveEditing(store);
    expect(standing()).toEqual({ words: '', marks: [], reference: null, editing: null });
  });

  it('stays as it is when the message was left while it was sent', () => {
    const { store, send, standing } = composer(mine);
    beginEditing(store, run('a'), full);
    const arrived = send();
    leaveEditing(store);
    store.setState({ marks: [] });
    arrived();
    expect(standing()).toEqual({ ...mine, marks: [], editing: null });
  });
});
