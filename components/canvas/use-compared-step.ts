import type { StepView } from '@/lib/studio/types';
import { useStudio, useStudioData } from '../studio/context';

/** The step that stands for "before". */
export function useComparedStep(): StepView {
  const { tree, root } = useStudioData();
  const id = useStudio((state) => state.compareWith);
  return (id === null ? undefined : tree.byId.get(id)) ?? root;
}
