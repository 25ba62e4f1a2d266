import { describe, expect, it } from 'vitest';
import { focusOf, studioCommand } from './keyboard';

const press = (key: string, more: object = {}) => ({ key, metaKey: false, ctrlKey: false, altKey: false, shiftKey: false, ...more });

describe('keys of the studio', () => {
  it('scrubs with the arrows, unless a control wants them', () => {
    expect(studioCommand(press('ArrowLeft'), 'page')).toBe('previous-step');
    expect(studioCommand(press('ArrowLeft'), 'control')).toBeUndefined();
    expect(studioCommand(press('End'), 'page')).toBe('last-step');
  });
  it('leaves letters to text fields', () => {
    for (const key of ['\\', 'z', 'y', 'h', '/', '?', 'ArrowLeft', 'Escape']) expect(studioCommand(press(key), 'text')).toBeUndefined();
    expect(studioCommand(press('Z'), 'page')).toBe('toggle-zoom');
    expect(studioCommand(press('\\'), 'page')).toBe('hold-before');
  });
  it('points by P and brushes by B, and leaves the erasing keys to text fields', () => {
    expect(['p', 'B', '[', ']', 'Delete'].map((key) => studioCommand(press(key), 'page'))).toEqual(['toggle-point', 'toggle-brush', 'smaller-brush', 'larger-brush', 'take-mark-back']);
    expect(studioCommand(press('Backspace'), 'text')).toBeUndefined();
  });
  it('zooms with bare keys, unless a slider takes them as a value', () => {
    expect(['+', '=', '-', '0', '1', '2'].map((key) => studioCommand(press(key), 'page'))).toEqual(['zoom-in', 'zoom-in', 'zoom-out', 'fit', 'zoom-100', 'zoom-200']);
    for (const key of ['+', '-', '0', '1']) for (const focus of ['slider', 'text'] as const) expect(studioCommand(press(key), focus)).toBeUndefined();
    expect(studioCommand(press('1'), 'control')).toBe('zoom-100');
    expect(studioCommand(press('ArrowLeft'), 'slider')).toBeUndefined();
    expect(studioCommand(press('Y', { shiftKey: true }), 'page')).toBe('toggle-side');
    expect(studioCommand(press('y'), 'page')).toBe('toggle-split');
  });
  it('undoes and redoes with either modifier, but not inside text', () => {
    expect(studioCommand(press('z', { metaKey: true }), 'page')).toBe('undo');
    expect(studioCommand(press('Z', { ctrlKey: true, shiftKey: true }), 'control')).toBe('redo');
    expect(studioCommand(press('z', { ctrlKey: true }), 'text')).toBeUndefined();
  });
  it('never acts on a key that an input method is composing with', () => {
    expect(studioCommand(press('z', { isComposing: true }), 'page')).toBeUndefined();
  });
  it('leaves the browser its own chords', () => {
    expect(studioCommand(press('r', { ctrlKey: true }), 'page')).toBeUndefined();
    expect(studioCommand(press('ArrowLeft', { altKey: true }), 'page')).toBeUndefined();
  });
  it('knows what takes text and what takes arrows', () => {
    expect(focusOf({ tagName: 'TEXTAREA' })).toBe('text');
    expect(focusOf({ tagName: 'INPUT', type: 'range' })).toBe('slider');
    expect(focusOf({ tagName: 'DIV', getAttribute: () => 'slider' })).toBe('slider');
    expect(focusOf({ tagName: 'BODY', getAttribute: () => null })).toBe('page');
    expect(focusOf(null)).toBe('page');
  });
});
