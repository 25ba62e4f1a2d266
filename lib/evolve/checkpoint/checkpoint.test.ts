import { describe, expect, it } from 'vitest';
import { freshWeights, PARAMETERS } from '../policy/layout';
import { cardOf, readCheckpoint, writeCheckpoint } from './policy-file';
import { readTensors, writeTensors } from './safetensors';

const card = cardOf('test', 'sft', 3, { 'sft.epochs': 2 }, { photos: 8 }, { overall: 5.5 });

describe('checkpoints', () => {
  it('come back to the bit, with their card, and are below a megabyte', () => {
    const weights = freshWeights(3);
    const bytes = writeCheckpoint({ weights, card });
    expect(bytes.length).toBeLessThan(1_000_000);
    const read = readCheckpoint(bytes);
    expect(read.weights).toEqual(weights);
    expect(read.card).toEqual(card);
    expect(read.card.parameters).toBe(PARAMETERS);
  });

  it('are safetensors: header length, JSON padded to eight bytes, offsets from its end', () => {
    const bytes = writeTensors({ tensors: { a: { shape: [2, 1], data: Float32Array.of(1, 2) }, b: { shape: [1], data: Float32Array.of(3) } }, metadata: { format: 'x' } });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({ __metadata__: { format: 'x' }, a: { dtype: 'F32', shape: [2, 1], data_offsets: [0, 8] }, b: { dtype: 'F32', shape: [1], data_offsets: [8, 12] } });
    expect(bytes.length).toBe(8 + length + 12);
    expect(readTensors(bytes).tensors['b']?.data).toEqual(Float32Array.of(3));
  });

  it('of another network are refused with what to do, and so is a broken file', () => {
    const weights = freshWeights(3);
    expect(() => readCheckpoint(writeCheckpoint({ weights, card: { ...card, layout: 'other' } }))).toThrow('Train it anew');
    const bytes = writeCheckpoint({ weights, card });
    expect(() => readCheckpoint(bytes.subarray(0, 40))).toThrow('safetensors');
    expect(() => readCheckpoint(bytes.subarray(0, bytes.length - 4))).toThrow('does not fit');
  });
});
