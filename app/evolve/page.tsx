import { EvolvePage } from '@/components/evolve/evolve-page';
import { Trouble } from '@/components/ui/trouble';
import { listSessions } from '../actions';
import { openLabels, openPairs, openTraining, openTrust } from './actions';

export default async function Page() {
  const [labels, pairs, trust, training, sessions] = await Promise.all([openLabels(), openPairs(), openTrust(), openTraining(), listSessions()]);
  const failed = [labels, pairs, trust, training, sessions].find((one) => !one.ok);
  if (!labels.ok || !pairs.ok || !trust.ok || !training.ok || !sessions.ok) return <Trouble kind="broken" message={failed?.ok === false ? failed.error.message : undefined} />;
  return <EvolvePage labels={labels.value} pairs={pairs.value} trust={trust.value} training={training.value} sessions={sessions.value} />;
}
