import { describe, expect, it } from 'vitest';
import { composerCommand, recall, saidBefore } from './composer-keys';

const key = (name: string, more: object = {}) => ({ key: name, shiftKey: false, isComposing: false, keyCode: 0, ...more });
const idle = { text: 'warmer', caretAtStart: false, running: false, editing: false, browsing: false };

describe('keys in the composer', () => {
  it('sends on Enter and breaks the line on Shift+Enter', () => {
    expect(composerCommand(key('Enter'), idle)).toBe('send');
    expect(composerCommand(key('Enter', { shiftKey: true }), idle)).toBeUndefined();
  });
  it('leaves Enter to the input method while it composes', () => {
    expect(composerCommand(key('Enter', { isComposing: true }), idle)).toBeUndefined();
    expect(composerCommand(key('Enter', { keyCode: 229 }), idle)).toBeUndefined();
  });
  it('does not send nothing, and sends while a run is going: that waits', () => {
    expect(composerCommand(key('Enter'), { ...idle, text: ' \n ' })).toBeUndefined();
    expect(composerCommand(key('Enter'), { ...idle, running: true })).toBe('send');
  });
  it('stops a run on Escape', () => {
    expect(composerCommand(key('Escape'), { ...idle, running: true })).toBe('stop');
    expect(composerCommand(key('Escape'), idle)).toBeUndefined();
  });
  it('leaves an edit on Escape before it stops a run', () => {
    expect(composerCommand(key('Escape'), { ...idle, running: true, editing: true })).toBe('leave');
  });
  it('remembers each thing once, those of this photo nearest', () => {
    expect(saidBefore(['newest elsewhere', 'older elsewhere'], ['first', 'second', 'first'])).toEqual(['older elsewhere', 'newest elsewhere', 'second', 'first']);
    expect(saidBefore(['first', ' '], ['first'])).toEqual(['first']);
  });
  it('recalls earlier instructions by arrow up, without stealing the arrow from text', () => {
    expect(composerCommand(key('ArrowUp'), { ...idle, text: '' })).toBe('older');
    expect(composerCommand(key('ArrowUp'), idle)).toBeUndefined();
    expect(composerCommand(key('ArrowUp'), { ...idle, caretAtStart: true, browsing: true })).toBe('older');
  });
  it('walks the history and stops at its ends', () => {
    const said = ['first', 'second'];
    expect(recall(said, -1, 'older')).toEqual({ index: 0, text: 'second' });
    expect(recall(said, 1, 'older')).toEqual({ index: 1, text: 'first' });
    expect(recall(said, 0, 'newer')).toEqual({ index: -1, text: '' });
    expect(recall([], -1, 'older')).toEqual({ index: -1, text: '' });
  });
});
