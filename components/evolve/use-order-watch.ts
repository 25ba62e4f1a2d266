import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { openPairs } from '@/app/evolve/actions';
import { sessionKey } from '../studio/session-cache';
import { valueOf } from '../ui/result';
import { EVOLVE_KEY } from './use-consent';

const EVERY_MS = 2_000;

/** The runs of an ordered pair are started by the server: the open photo asks for them until the pair is made. Returns what begins that. */
export function useOrderWatch(sessionId: string): () => void {
  const client = useQueryClient();
  const [watching, setWatching] = useState(false);
  const queryKey = [...EVOLVE_KEY, 'orders', sessionId];
  useQuery({
    queryKey,
    queryFn: async () => {
      const { making } = await valueOf(openPairs());
      await client.invalidateQueries({ queryKey: sessionKey(sessionId) });
      if (making.length === 0) void client.invalidateQueries({ queryKey: [...EVOLVE_KEY, 'pair'] });
      return making.length;
    },
    enabled: watching,
    refetchInterval: ({ state: { data } }) => (data === 0 ? false : EVERY_MS),
    staleTime: 0,
  });
  return () => {
    client.removeQueries({ queryKey });
    setWatching(true);
  };
}
