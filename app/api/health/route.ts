import { connection } from 'next/server';
import { healthOf } from '@/lib/studio/health';
import { studio } from '@/lib/studio/server';
import { json, respond } from '../respond';

export function GET(): Promise<Response> {
  return respond(async () => {
    await connection();
    const health = await healthOf(await studio());
    return json(health, health.ready ? 200 : 503);
  });
}
