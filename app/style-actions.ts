'use server';

import type { SettingsPatch } from '@/lib/develop/types';
import { answer, answerDone } from '@/lib/studio/errors';
import { idInput } from '@/lib/studio/input';
import { currentWorkspace, ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import * as styles from '@/lib/studio/styles';
import type { Result, StyleEvent, StyleView } from '@/lib/studio/types';

// Of styles that were learnt. Arguments are parsed by the use cases, single ids here.

export async function listStyles(): Promise<Result<readonly StyleView[]>> {
  return answer(async () => styles.listStyles(await studio(), await currentWorkspace()));
}

/** Streams how far it is; the last event says what came of it. */
export async function learnStyle(input: styles.NewStyle): Promise<AsyncIterable<StyleEvent>> {
  return styles.learnFrom(await studio(), await ownWorkspace(), input);
}

export async function renameStyle(styleId: string, name: string): Promise<Result<null>> {
  return answerDone(async () => styles.renameStyle(await studio(), await ownWorkspace(), idInput.parse(styleId), name));
}

export async function deleteStyle(styleId: string): Promise<Result<null>> {
  return answerDone(async () => styles.setStyleDeleted(await studio(), await ownWorkspace(), idInput.parse(styleId), true));
}

export async function restoreStyle(styleId: string): Promise<Result<null>> {
  return answerDone(async () => styles.setStyleDeleted(await studio(), await ownWorkspace(), idInput.parse(styleId), false));
}

/** What a style sets for a photo; nothing is changed yet. */
export async function styleSettings(styleId: string, sessionId: string, stepId: string): Promise<Result<SettingsPatch>> {
  return answer(async () => styles.styleSettings(await studio(), await ownWorkspace(), idInput.parse(styleId), idInput.parse(sessionId), idInput.parse(stepId)));
}
