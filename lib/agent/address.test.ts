import type * as Dns from 'node:dns/promises';
import { lookup } from 'node:dns/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { addressProblem, checkAddress } from './address';
import { createModelClient } from './model';

vi.mock('node:dns/promises', async (original) => {
  const real = await original<typeof Dns>();
  return { ...real, lookup: vi.fn(real.lookup) };
});
afterEach(() => vi.restoreAllMocks());

test.each([
  'http://localhost:11434/v1', 'http://127.0.0.1:1234/v1', 'http://192.168.1.7:8000/v1', 'http://10.0.0.2/v1', 'http://[::1]:8000/v1', 'http://[fd12::7]:8000/v1',
  'https://api.openai.com/v1', 'https://169.254.example.org/v1',
])('a model may be at %s', (address) => expect(addressProblem(address)).toBeUndefined());

test.each([
  ['metadata', 'http://169.254.169.254/latest'], ['metadata', 'http://2852039166/'], ['metadata', 'http://0xa9.0xfe.0xa9.0xfe/'], ['metadata', 'http://0251.0376.0251.0376/'],
  ['metadata', 'http://169.254.43518/'], ['metadata', 'http://[::ffff:169.254.169.254]/'], ['metadata', 'http://[::ffff:a9fe:a9fe]/'], ['metadata', 'http://[64:ff9b::169.254.169.254]/'],
  ['metadata', 'http://[fe80::1]/'], ['metadata', 'http://[fd00:ec2::254]/'], ['metadata', 'http://[fd00:0ec2:0:0::254]/'], ['metadata', 'http://100.100.100.200/'],
  ['metadata', 'http://metadata.google.internal/computeMetadata/v1'], ['metadata', 'http://METADATA.google.internal./'],
  ['credentials', 'https://user:secret@api.openai.com/v1'], ['credentials', 'https://user@localhost/v1'],
  ['not-http', 'file:///etc/passwd'], ['not-http', 'ftp://localhost/'], ['not-http', 'javascript:alert(1)'], ['not-http', 'localhost:11434'], ['not-http', ''],
] as const)('never (%s): %s', async (problem, address) => {
  expect(addressProblem(address)).toBe(problem);
  await expect(checkAddress(address)).rejects.toMatchObject({ code: 'bad-address' });
});

test('a name that leads nowhere is for the connection to report', async () => {
  await expect(checkAddress('http://model.invalid/v1')).resolves.toBeUndefined();
});

test('a name that leads to a metadata service is refused, whatever it is called, before anything is sent', async () => {
  vi.mocked(lookup as unknown as () => Promise<unknown>).mockResolvedValue([{ address: '10.0.0.7', family: 4 }, { address: '169.254.169.254', family: 4 }]);
  await expect(checkAddress('https://models.example.org/v1')).rejects.toMatchObject({ code: 'bad-address' });
  const client = createModelClient({ urls: ['http://models.example.org/v1'], model: 'm' }, { apiKey: 'sk-secret', limits: { retries: 0 } });
  await expect(client.models(new AbortController().signal)).rejects.toMatchObject({ code: 'bad-address' });
});

test('a client asks no forbidden address, even where no schema has looked at it', async () => {
  const client = createModelClient({ urls: ['http://169.254.169.254/v1'], model: 'm' }, { limits: { retries: 0 } });
  await expect(client.models(new AbortController().signal)).rejects.toMatchObject({ code: 'bad-address' });
});
