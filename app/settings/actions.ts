'use server';

import { z } from 'zod';
import { answer, answerDone } from '@/lib/studio/errors';
import { serverModels as namesAt, testModel } from '@/lib/studio/model-test';
import * as models from '@/lib/studio/models';
import { signInOperator, signOutOperator, theOperator } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import type { ModelCheck, ModelInput, ModelServer, ModelsView, ModelView, Result } from '@/lib/studio/types';

// Who asks is looked at before anything else: each action can be called by anyone, whatever page it belongs to.
const word = z.string().min(1).max(500);

export async function signIn(key: string): Promise<Result<null>> {
  return answerDone(async () => signInOperator(word.catch('').parse(key)));
}

export async function signOut(): Promise<Result<null>> {
  return answerDone(async () => signOutOperator());
}

export async function openModels(): Promise<Result<ModelsView>> {
  return answer(async () => {
    const operator = await theOperator();
    return models.openModels(await studio(), operator);
  });
}

export async function saveModel(input: ModelInput): Promise<Result<ModelView>> {
  return answer(async () => {
    const operator = await theOperator();
    return models.saveModel(await studio(), operator, input);
  });
}

export async function duplicateModel(id: string, name: string): Promise<Result<ModelView>> {
  return answer(async () => {
    const operator = await theOperator();
    return models.duplicateModel(await studio(), operator, word.parse(id), word.parse(name));
  });
}

export async function deleteModel(id: string): Promise<Result<null>> {
  return answerDone(async () => {
    const operator = await theOperator();
    await models.deleteModel(await studio(), operator, word.parse(id));
  });
}

export async function restoreModel(id: string): Promise<Result<null>> {
  return answerDone(async () => {
    const operator = await theOperator();
    await models.restoreModel(await studio(), operator, word.parse(id));
  });
}

export async function makeDefault(id: string): Promise<Result<null>> {
  return answerDone(async () => {
    const operator = await theOperator();
    await models.makeDefault(await studio(), operator, word.parse(id));
  });
}

/** The names of the models that a server offers, asked with what the form holds. */
export async function serverModels(input: ModelServer): Promise<Result<readonly string[]>> {
  return answer(async () => {
    const operator = await theOperator();
    return namesAt(await studio(), operator, input);
  });
}

/** Tries out what the form holds, saved or not, and tells what works as it finds out. */
export async function testModelNow(input: ModelInput): Promise<Result<AsyncIterable<ModelCheck>>> {
  return answer(async () => {
    const operator = await theOperator();
    return testModel(await studio(), operator, input);
  });
}
