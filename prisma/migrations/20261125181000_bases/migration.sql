-- Pictures that an image model made in a session lie under its steps like the photo does.
ALTER TABLE "Photo" ADD COLUMN "madeInId" TEXT REFERENCES "Session" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Photo" ADD COLUMN "provenance" JSONB;
ALTER TABLE "Step" ADD COLUMN "baseId" TEXT REFERENCES "Photo" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "Photo_madeInId_idx" ON "Photo"("madeInId");

-- CreateIndex
CREATE INDEX "Step_baseId_idx" ON "Step"("baseId");
