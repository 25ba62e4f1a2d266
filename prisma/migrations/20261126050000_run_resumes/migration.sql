-- A run that stops the server each time it is taken up is not taken up for ever.
ALTER TABLE "Run" ADD COLUMN "resumes" INTEGER NOT NULL DEFAULT 0;
