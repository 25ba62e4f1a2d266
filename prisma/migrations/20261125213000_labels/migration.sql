-- Labels are kept only of workspaces that agreed to it. Those from before anyone was asked are forgotten with their table.
DROP TABLE "Label";

CREATE TABLE "Label" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "stepId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "photoSha256" TEXT NOT NULL,
    "settingsHash" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "runId" TEXT,
    "instruction" TEXT NOT NULL DEFAULT '',
    "profileId" TEXT NOT NULL DEFAULT '',
    "brain" TEXT NOT NULL DEFAULT '',
    "model" TEXT NOT NULL DEFAULT '',
    "checkpoint" TEXT NOT NULL DEFAULT '',
    "appVersion" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Label_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Label_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Label_stepId_fkey" FOREIGN KEY ("stepId") REFERENCES "Step" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Label_sessionId_idx" ON "Label"("sessionId");

-- CreateIndex
CREATE INDEX "Label_stepId_kind_idx" ON "Label"("stepId", "kind");

-- CreateIndex
CREATE INDEX "Label_workspaceId_createdAt_idx" ON "Label"("workspaceId", "createdAt");

ALTER TABLE "Workspace" ADD COLUMN "keepsLabels" BOOLEAN;
ALTER TABLE "Workspace" ADD COLUMN "consentAt" DATETIME;

-- A second judgement of a result: how well it does what was asked.
ALTER TABLE "Step" ADD COLUMN "followed" INTEGER;

-- Who made a result, to the checkpoint.
ALTER TABLE "Run" ADD COLUMN "model" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Run" ADD COLUMN "checkpoint" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "Pair" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "workspaceId" TEXT NOT NULL,
    "sessionId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "firstId" TEXT,
    "secondId" TEXT,
    "firstIsLeft" BOOLEAN NOT NULL,
    "order" JSONB,
    "failure" TEXT,
    "answer" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answeredAt" DATETIME,
    CONSTRAINT "Pair_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Pair_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Pair_firstId_secondId_key" ON "Pair"("firstId", "secondId");

-- CreateIndex
CREATE INDEX "Pair_workspaceId_answer_idx" ON "Pair"("workspaceId", "answer");

-- CreateIndex
CREATE INDEX "Pair_sessionId_idx" ON "Pair"("sessionId");
