-- What a link allows, until when and for whom. Links that are there already go on showing, and allow nothing more.
ALTER TABLE "Link" ADD COLUMN "remixes" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Link" ADD COLUMN "locale" TEXT NOT NULL DEFAULT 'en';
ALTER TABLE "Link" ADD COLUMN "byline" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Link" ADD COLUMN "allowPicture" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Link" ADD COLUMN "allowSettings" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Link" ADD COLUMN "allowRemix" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Link" ADD COLUMN "original" TEXT NOT NULL DEFAULT 'none';
ALTER TABLE "Link" ADD COLUMN "expiresAt" DATETIME;
ALTER TABLE "Link" ADD COLUMN "passwordHash" TEXT;
