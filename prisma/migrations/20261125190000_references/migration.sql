-- Photos that show how another should look, and the runs that look at them.
ALTER TABLE "Photo" ADD COLUMN "isReference" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Run" ADD COLUMN "referenceId" TEXT REFERENCES "Photo" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "Run_referenceId_idx" ON "Run"("referenceId");
