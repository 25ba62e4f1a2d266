import { describe, expect, it } from 'vitest';
import { fileNameOf } from './download';

describe('the name of a download', () => {
  it('takes the encoded name before the plain one', () => {
    expect(fileNameOf(`attachment; filename="photo.jpg"; filename*=UTF-8''%E5%A4%95%E9%98%B3.jpg`, 'x')).toBe('夕阳.jpg');
    expect(fileNameOf('attachment; filename="sunset.tif"', 'x')).toBe('sunset.tif');
  });
  it('falls back when the header is missing or broken', () => {
    expect(fileNameOf(null, 'photo')).toBe('photo');
    expect(fileNameOf(`attachment; filename="plain.png"; filename*=UTF-8''%E5%A4`, 'x')).toBe('plain.png');
  });
});
