import { Trouble } from '@/components/ui/trouble';

export default function NotFound() {
  return <Trouble kind="share" />;
}
