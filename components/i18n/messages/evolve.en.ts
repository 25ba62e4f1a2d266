/** The words of ratings, of blind choices and of the evolve page. */
export const evolveEn = {
  rate: {
    title: 'Your rating',
    aesthetics: 'The picture',
    instruction: 'Does what you asked',
    of: 'Your rating: {what}',
    clear: 'Take it back',
  },
  consent: {
    title: 'May the studio learn from your judgements?',
    text: 'Then it keeps your stars and blind choices, and which results you keep, undo, restore or change by hand – each with the words, the settings and the photo they are about.',
    where: 'On this server only: nothing of it is ever sent anywhere. You can look through it, export it, delete it or switch it off at any time.',
    yes: 'Yes, keep them',
    no: 'No',
    thanks: 'Kept from now on. It is all on the Evolve page.',
    declined: 'Nothing is kept. You can change that on the Evolve page.',
  },
};
