import { describe, expect, it } from 'vitest';
import { composerCommand, recall } from './composer-keys';

const key = (name: string, more: object = {}) => ({ key: name, shiftKey: false, isComposing: false, keyCode: 0, ...more });
const idle = { text: 'warmer', caretAtStart: false, running: false };

describe('keys in the composer', () => {
  it('sends on Enter and breaks the line on Shift+Enter', () => {
    expect(composerCommand(key('Enter'), idle, false)).toBe('send');
    expect(composerCommand(key('Enter', { shiftKey: true }), idle, false)).toBeUndefined();
  });
  it('leaves Enter to the input method while it composes', () => {
    expect(composerCommand(key('Enter', { isComposing: true }), idle, false)).toBeUndefined();
    expect(composerCommand(key('Enter', { keyCode: 229 }), idle, false)).toBeUndefined();
  });
  it('does not send nothing, nor while a run is going', () => {
    expect(composerCommand(key('Enter'), { ...idle, text: ' \n ' }, false)).toBeUndefined();
    expect(composerCommand(key('Enter'), { ...idle, running: true }, false)).toBeUndefined();
  });
  it('stops a run on Escape', () => {
    expect(composerCommand(key('Escape'), { ...idle, running: true }, false)).toBe('stop');
    expect(composerCommand(key('Escape'), idle, false)).toBeUndefined();
  });
  it('recalls earlier instructions by arrow up, without stealing the arrow from text', () => {
    expect(composerCommand(key('ArrowUp'), { ...idle, text: '' }, false)).toBe('older');
    expect(composerCommand(key('ArrowUp'), idle, false)).toBeUndefined();
    expect(composerCommand(key('ArrowUp'), { ...idle, caretAtStart: true }, true)).toBe('older');
  });
  it('walks the history and stops at its ends', () => {
    const said = ['first', 'second'];
    expect(recall(said, -1, 'older')).toEqual({ index: 0, text: 'second' });
    expect(recall(said, 1, 'older')).toEqual({ index: 1, text: 'first' });
    expect(recall(said, 0, 'newer')).toEqual({ index: -1, text: '' });
    expect(recall([], -1, 'older')).toEqual({ index: -1, text: '' });
  });
});
