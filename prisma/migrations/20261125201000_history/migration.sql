-- Steps done again elsewhere, names of branches, deleted branches.
ALTER TABLE "Step" ADD COLUMN "copyOfId" TEXT;
ALTER TABLE "Step" ADD COLUMN "branchName" TEXT;
ALTER TABLE "Step" ADD COLUMN "hidden" BOOLEAN NOT NULL DEFAULT false;

-- What can be taken back, across reloads.
CREATE TABLE "Act" (
    "sessionId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "undone" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("sessionId", "number"),
    CONSTRAINT "Act_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
