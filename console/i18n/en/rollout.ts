/** How a version takes over: on the page of deployments and in the policy. */
export const rollout = {
  steps: 'Steps',
  shadow: 'Shadow',
  of: '{{share}} of the conversations',
  passed: 'passed {{at}}',
  present: 'since {{at}}',
  ahead: 'at least {{minutes}} min, {{voices}} voices',
  test: 'Is it worse for users?',
  figures: 'helped in {{rate}} of {{voices}} conversations; the champion in {{championRate}} of {{championVoices}}',
  answered:
    'answered {{rate}} of {{conversations}} conversations at once; the champion {{championRate}} of {{championConversations}}',
  pValue: 'p = {{value}}; below {{threshold}} it is rolled back',
  concurrent: 'Beside the champion, conversations of the same time.',
  afterwards: 'Against what was in service in the week before it. Watched until {{until}}.',
  alarmed: 'Rolled back {{at}}: users like it less, or it answers less.',
  unheard: 'Unheard, it agreed with the champion in {{agreement}} of {{turns}} turns.',
  faults: 'Processes that cannot serve it; it does not go on meanwhile.',
  plan: 'How a canary grows',
  planHint:
    'For rollouts in steps, and for every version that the policy approves. Rollouts under way keep the plan they began with.',
  share: 'Share, %',
  minutes: 'At least, minutes',
  voices: 'At least, voices',
  add: 'Add a step',
  remove: 'Remove step {{number}}',
  last: 'then all conversations',
  withShadow: 'Unheard first',
  withShadowHint:
    'For as long as the first step takes, the version interprets what the champion answers, and answers nobody.',
  watch: 'Watch afterwards, days',
  watchHint:
    'The version goes back by itself if users like it less than what was there in the week before, or it answers less. 0: not watched.',
  save: 'Save plan',
  saved: 'The plan is saved',
};

/** What serves, and served. */
export const deployments = {
  title: 'Deployments',
  lead: 'What serves now, and what served before.',
  now: 'In service now',
  none: 'No version serves yet',
  noneHint: 'Approve a version; the first takes over at once.',
  earlier: 'History',
  earlierNone: 'Nothing has served yet.',
  tookOver: 'Version {{number}} took over',
  wentBack: 'Went back to version {{number}}',
  rollBack: 'Roll back',
  rollBackTitle: 'Roll back from version {{from}} to version {{to}}',
  rollBackCanaryTitle: 'End the canary of version {{from}}',
  rollBackText:
    'From the next turn on, version {{to}} answers again. Version {{from}} is marked as rolled back, and automatic training rests for a while.',
  rollBackCanaryText:
    'From the next turn on, version {{to}} answers everyone again. The canary, version {{from}}, is marked as rolled back.',
  reason: 'Why?',
  reasonHint: 'The reason is kept with the deployment.',
  confirm: 'Yes, roll back to version {{to}}',
  rolledBack: 'Version {{number}} is in service again',
  noTarget: 'There is no earlier version to go back to.',
  share: 'Share of the conversations',
};
