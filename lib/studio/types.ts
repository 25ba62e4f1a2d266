import type { LensModel, Survey } from '@/lib/develop/assets';
import type { Check } from '@/lib/agent/model/check';
import type { Profile } from '@/lib/agent/profile';
import type { Provenance, RunEvent, Score, Usage } from '@/lib/agent/types';
import type { ReadFormat } from '@/lib/develop/codecs';
import type { ReapplyConflict } from '@/lib/develop/settings';
import type { ActKind } from '@/lib/store/journal';
import type { ColourSpace, DevelopSettings, JsonValue, Locale, Localised, SettingsIssue, SettingsPatch } from '@/lib/develop/types';

/** What the page sees. Plain data: it crosses the wire. */

export type PhotoView = {
  readonly id: string;
  readonly name: string;
  readonly width: number; // upright, before any crop
  readonly height: number;
  readonly bytes: number;
  readonly format: string;
  readonly space: ColourSpace;
  readonly hasAlpha: boolean;
  /** The camera's white balance, of RAW photos in colour. */
  readonly asShot?: { readonly temperature: number; readonly tint: number };
  /** Things the user should know, e.g. "profile unreadable, read as sRGB"; message keys of the i18n catalogue `notices.*`. */
  readonly notices: readonly string[];
  /** It came with develop settings that are not in its pixels yet: an offer. */
  readonly carriesSettings: boolean;
  /** Of a base: how it came to be. */
  readonly made?: MadeView;
  readonly camera?: { readonly make?: string; readonly model?: string; readonly lens?: string; readonly iso?: number; readonly shutter?: string; readonly aperture?: string; readonly focal?: string; readonly takenAt?: string };
};

/** That an image model had a hand in a picture. */
export type MadeView = Omit<Provenance, 'parent' | 'masks' | 'usage'> & { /** Only a part was ordered. */ readonly isPart: boolean; readonly dollars?: number };

/** A settings file as it was read, before anything is done with it. */
export type ImportView = {
  /** The preset's own name, or the file's. */
  readonly name: string;
  readonly format: ReadFormat;
  /** A look to be laid over what is there, rather than the whole of a photo's settings. */
  readonly preset: boolean;
  /** It says that it is in its picture's pixels already. */
  readonly applied: boolean;
  readonly processVersion?: string;
  /** What the file says and nothing else: laid over settings as a patch. */
  readonly stated: SettingsPatch;
  readonly issues: readonly SettingsIssue[];
};

/** A node of the session's tree. The root has no parent and the settings that the photo starts with: none, but for a RAW photo. */
export type StepView = {
  readonly id: string;
  readonly parentId: string | null;
  readonly runId: string | null;
  readonly author: 'root' | 'agent' | 'user';
  readonly title: string;
  readonly patch: SettingsPatch;
  readonly settings: DevelopSettings;
  /** Content hash of `settings`: names the render in image URLs. */
  readonly hash: string;
  /** What the settings lie on: a picture that an image model made in this session; null is the photo. */
  readonly baseId: string | null;
  readonly createdAt: string;
  readonly rejected: boolean; // an attempt that lost the comparison
  readonly score?: Score;
  readonly stars?: number; // 1..5, the user's own, of the picture
  readonly followed?: number; // 1..5, the user's own, of how well it does what was asked
  /** It was done again here (a step before it disabled, another order, another branch); the step it was first. */
  readonly copyOfId?: string;
  /** Of the first step of a branch: what the user calls the branch. */
  readonly branchName?: string;
  /** Its branch was deleted; only what still points at it shows it. */
  readonly hidden?: boolean;
};

/** Something that undo or redo would reach next. */
export type ActView = { readonly kind: ActKind; readonly title: string };
export type JournalView = { readonly undo: ActView | null; readonly redo: ActView | null };

/** What is different after the history was changed: `steps` are those that are new or other than before. */
export type HistoryView = { readonly headId: string; /** The head is somewhere else than before. */ readonly went: boolean; readonly name: string; readonly steps: readonly StepView[]; readonly journal: JournalView };

export type ReappliedView = HistoryView & {
  /** What could not be done again as it was; `title` names the step, `name` the mask. */
  readonly conflicts: readonly { readonly kind: ReapplyConflict['kind']; readonly title: string; readonly name?: string }[];
  /** Parameters of the disabled step that a later one sets again. */
  readonly overruled: readonly string[];
};

/** What was found in a photo under a key of `lib/develop/masks/needs.ts`. */
/** What is known of a photo's lens and edges; what is not there was not found. */
export type OpticsView = {
  /** Without its name where that is not to be told. */
  readonly lens?: LensModel;
  readonly survey?: Survey;
  /** Why there is no profile of the lens. */
  readonly noLens?: Localised;
};

export type MaskView = {
  readonly key: string;
  /** Whether this server looks for such things at all. */
  readonly known: boolean;
  readonly confidence: number; // 0..1
  readonly doubtful: boolean;
  readonly reason?: Localised;
};

export type RunStatus = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted';

/** A run event with its place in the run log. `seq` counts from 1 without gaps. */
export type StudioEvent = RunEvent & { readonly runId: string; readonly seq: number };

export type RunView = {
  readonly id: string;
  readonly instruction: string;
  readonly fromStepId: string;
  readonly status: RunStatus;
  /** Who works: the profile as it was called when the run began. */
  readonly model: ModelChoice;
  readonly createdAt: string;
  /** Masks of what the user pointed at. */
  readonly pointed?: readonly JsonValue[];
  readonly reference?: ReferenceView;
  readonly events: readonly StudioEvent[];
};

/** A photo that shows how another should look. */
export type ReferenceView = { readonly id: string; readonly name: string; readonly width: number; readonly height: number };

/** A profile as everyone may see it. */
export type ModelChoice = { readonly id: string; readonly name: string; readonly brain: Profile['brain'] };
export type ModelChoices = { readonly models: readonly ModelChoice[]; readonly defaultId: string };

/** The endpoints of a profile, each with a key of its own. */
export type EndpointPart = 'endpoint' | 'judge' | 'generator';

/** A profile as the operator sees it: whether keys are set, never what they are. */
export type ModelView = {
  readonly id: string;
  /** Only `operator` ones can be changed: the others come with the studio, or from the environment. */
  readonly source: 'built-in' | 'environment' | 'operator';
  readonly profile: Profile;
  readonly keys: Readonly<Record<EndpointPart, boolean>>;
  /** The keys were sealed under another secret: they have to be given again. */
  readonly keysLost: boolean;
  /** Since `ModelsView.since`. */
  readonly usage?: ModelUsage;
};
export type ModelUsage = Usage & { readonly runs: number };

export type ModelsView = {
  readonly models: readonly ModelView[];
  readonly defaultId: string;
  readonly since: string;
  /** What profiles used that are gone. */
  readonly goneUsage?: ModelUsage;
};

/** Something that was found out about a model's server. */
export type ModelCheck = Check & { readonly part: EndpointPart };

/** A server whose models are to be named; `key` as in `ModelInput`. */
export type ModelServer = { readonly id?: string; readonly part: EndpointPart; readonly url: string; readonly key?: string | null };

/** What the settings page sends. A key that is left out stays as it is; `null` forgets it. */
export type ModelInput = { readonly id?: string; readonly profile: unknown; readonly keys?: Readonly<Partial<Record<EndpointPart, string | null>>> };

/** A look to lay over a photo: one of the studio's own, or one that the workspace keeps. */
export type LookView = {
  readonly id: string;
  readonly name: Localised;
  readonly description?: Localised;
  /** `own`: saved or read from a file here, and can be renamed and deleted. */
  readonly shelf: 'own' | 'film' | 'mood' | 'scene';
  readonly patch: SettingsPatch;
};

/** A photographer's hand as learnt here. Errors are those on edits that were held out, in shares of half a slider's travel. */
export type StyleView = { readonly id: string; readonly name: string; /** Edits that it rests on. */ readonly edits: number; readonly before: number; readonly after: number; readonly createdAt: string };

/** What happens while a style is learnt; the last one is `learnt` or `failed`. */
export type StyleEvent =
  | { readonly type: 'looking'; readonly done: number; readonly of: number }
  | { readonly type: 'learnt'; readonly style: StyleView }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/** What came of a change to several sessions: the steps that hold it, and the sessions where it could not be done. */
export type SyncView = { readonly steps: readonly { readonly sessionId: string; readonly stepId: string; /** Otherwise the photo had these settings already. */ readonly isNew: boolean }[]; readonly failed: readonly { readonly sessionId: string; readonly message: string }[] };
/** What came of taking something back from many sessions: those that are as they were before, and those that were changed since and stay. */
export type TakenBackView = { readonly taken: readonly string[]; readonly kept: readonly string[] };

/** What a link allows, and until when. */
export type LinkOptions = {
  /** Download of the finished picture, of its settings. */
  readonly picture: boolean;
  readonly settings: boolean;
  /** Download of the original: not at all, without what its file says of camera, time and place, or the file as it came. */
  readonly original: 'none' | 'clean' | 'whole';
  /** A copy of photo and branch in the visitor's own workspace. */
  readonly remix: boolean;
  /** Who shows it; empty: nobody is named. */
  readonly byline: string;
  readonly expiresAt: string | null;
};
/** What is left out stays as it is; a password of `null` is taken away. */
export type LinkInput = Partial<LinkOptions> & { readonly password?: string | null };
export type LinkView = { readonly token: string; readonly stepId: string; readonly createdAt: string; readonly views: number; readonly remixes: number; readonly options: LinkOptions; readonly hasPassword: boolean };

export type SessionView = {
  readonly id: string;
  readonly name: string;
  readonly photo: PhotoView;
  /** Pictures that an image model made here, oldest first. */
  readonly bases: readonly PhotoView[];
  readonly headId: string;
  readonly steps: readonly StepView[]; // oldest first
  readonly journal: JournalView;
  readonly runs: readonly RunView[]; // oldest first
  readonly links: readonly LinkView[];
  readonly suggestions: readonly string[];
};

/** A session as the library shows it. */
export type SessionCard = {
  readonly id: string;
  readonly name: string;
  /** What the head's settings lie on: the photo, or a base. */
  readonly photoId: string;
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
  readonly camera?: string;
  /** Camera-local, ISO 8601 without a zone. */
  readonly takenAt?: string;
  readonly bytes: number;
  readonly stars: number; // 0..5
  /** Without the original. */
  readonly steps: number;
  readonly headId: string;
  /** What was asked of the assistant of late, latest first. */
  readonly instructions: readonly string[];
  readonly running: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** A session in the bin. */
export type BinnedCard = Pick<SessionCard, 'id' | 'name' | 'width' | 'height' | 'bytes'> & { readonly deletedAt: string; /** When it is forgotten. */ readonly purgedAt: string };
export type BinView = readonly BinnedCard[];

/** Bytes of the originals of a workspace, each counted once; `binned` is what only sessions in the bin need. */
export type StorageView = { readonly bytes: number; readonly binned: number; readonly photos: number };

export type BatchItemView = {
  readonly id: string;
  readonly sessionId: string;
  readonly name: string;
  readonly photoId: string;
  readonly hash: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';
  /** Made by the run that is at work. */
  readonly steps: number;
  /** Why it failed; `question`: the assistant asks something back. */
  readonly code?: string;
  readonly message?: string;
  readonly isDeleted: boolean;
  /** It is as the batch left it, so that this can be taken back. */
  readonly isLeft: boolean;
};

/** The same work on many photos. */
export type BatchView = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'instruction' | 'settings' | 'like' | 'style';
  readonly state: 'running' | 'paused' | 'cancelled' | 'done';
  readonly createdAt: string;
  readonly items: readonly BatchItemView[];
};

/** `width` and `height` are the photo's; `src` is a small copy of it. */
export type SampleView = { readonly id: string; readonly title: string; readonly credit: string; readonly src: string; readonly width: number; readonly height: number };

/** What a visitor of an edit link gets: one branch, root first, without anything private. */
export type SharedView = {
  readonly name: string;
  readonly byline: string;
  /** Language of its words. */
  readonly locale: Locale;
  readonly allows: { readonly picture: boolean; readonly settings: boolean; readonly remix: boolean; readonly original: boolean };
  readonly photo: Pick<PhotoView, 'width' | 'height' | 'space' | 'format'>;
  readonly steps: readonly (Pick<StepView, 'id' | 'author' | 'title' | 'patch' | 'settings' | 'hash' | 'baseId' | 'score'> & { readonly thought: string; /** Of the step that an image model carried out. */ readonly made?: MadeView; /** The words that this and the following steps answer. */ readonly asked?: string })[];
  readonly instructions: readonly string[];
};

/** What is told while a reel is made; `done` and `total` count its pictures and the writing of the file. */
export type ReelEvent =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly bytes: number }
  | { readonly type: 'error'; readonly error: { readonly code: string; readonly message: string } };

/** Server actions answer with this instead of throwing, so that messages reach the user. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

export type ExportFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff';
export type { Locale };
