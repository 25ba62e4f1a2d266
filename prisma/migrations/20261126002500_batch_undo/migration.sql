-- What a batch left each photo at, so that all of it can be taken back at once.
ALTER TABLE "BatchItem" ADD COLUMN "stepId" TEXT;
