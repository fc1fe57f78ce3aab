#!/usr/bin/env node
import { hostname } from 'node:os';
import { Command, Option } from 'commander';
import { examine } from './commands/doctor.ts';
import { importExamples } from './commands/import.ts';
import { redrive } from './commands/redrive.ts';
import { describeRun, EXIT, percent, retrain } from './commands/retrain.ts';
import { issueToken } from './commands/token.ts';
import { parseDuration } from './duration.ts';
import { readConnection } from './environment.ts';
import { CliError } from './errors.ts';
import { connect } from './graph.ts';

const shown = (value: number | undefined, format: (value: number) => string) =>
  value === undefined ? 'not measured' : format(value);

const program = new Command('malha')
  .description('Talks to a running Malha: MALHA_URL (default http://127.0.0.1:4000), MALHA_TOKEN.')
  .showHelpAfterError();

program
  .command('import')
  .argument(
    '<path>',
    'a folder of train/val/test/oos_*.tsv, or one CSV or TSV file (text, intent[, language[, split]])',
  )
  .description('make an assistant from labelled utterances, train it and print its held-out figures')
  .option('--assistant <name>', 'the assistant’s name (default: the folder’s or file’s)')
  .option('--language <tag>', 'the language of rows that name none', 'en')
  .option('--timeout <duration>', 'how long to wait for the training', '30m')
  .option('--json', 'print one JSON object')
  .action(
    async (source: string, options: { assistant?: string; language: string; timeout: string; json?: boolean }) => {
      const graph = connect(readConnection());
      const result = await importExamples(graph, source, {
        assistant: options.assistant,
        language: options.language,
        timeoutMs: parseDuration(options.timeout),
        isQuiet: options.json ?? false,
        report: (line) => options.json || console.error(line),
      });
      if (options.json) return console.log(JSON.stringify(result));
      console.log(`assistant     ${result.assistantId}`);
      console.log(
        `accuracy      ${shown(result.accuracy, percent)} on ${result.testExamples ?? 0} held-out utterances`,
      );
      console.log(`macroF1       ${shown(result.macroF1, (value) => value.toFixed(3))}`);
      console.log(`oosRecall     ${shown(result.oosRecall, percent)}`);
      console.log(`trainSeconds  ${shown(result.trainSeconds, (value) => value.toFixed(1))}`);
      console.log(`version       ${result.modelVersionId} is ${result.state}`);
      if (result.state === 'PENDING_APPROVAL')
        console.log(`approve it at ${graph.connection.url}/console/versions/${result.modelVersionId}`);
    },
  );

program
  .command('retrain')
  .argument('<assistant>', 'the assistant’s id')
  .description('ask for a retraining; with --wait exit 0 succeeded, 1 failed, 2 refused by the gate, 3 timed out')
  .option('--wait', 'follow the run to its verdict')
  .option('--timeout <duration>', 'how long to wait', '30m')
  .option('--reason <text>', 'why, for the people who approve (default: who asks, or which revision)')
  .option(
    '--revision <revision>',
    'the code revision that asks, e.g. a commit; asked for again within 24 hours, it is the same run',
  )
  .option('--key <key>', 'the same key again within 24 hours returns the same run (default: one for each revision)')
  .action(
    async (
      assistant: string,
      options: { wait?: boolean; timeout: string; reason?: string; revision?: string; key?: string },
    ) => {
      const { revision, key } = options;
      const { exitCode, run, runId } = await retrain(connect(readConnection()), assistant, {
        wait: options.wait ?? false,
        timeoutMs: parseDuration(options.timeout),
        // The same on every machine that builds the revision: under one key, another reason would be another request.
        reason: options.reason ?? (revision ? `revision ${revision}` : `asked for by ${hostname()}`),
        revision,
        key,
      });
      console.log(run ? `${runId} ${describeRun(run)}` : runId);
      process.exitCode = exitCode;
    },
  );

program
  .command('token')
  .description('issue a token; it is shown once')
  .addOption(new Option('--role <role>').choices(['analyst', 'ci', 'app']).makeOptionMandatory())
  .option('--name <name>', 'who will use it, for the log', hostname())
  .option('--days <days>', 'how long it is good for', '90')
  .action(async (options: { role: string; name: string; days: string }) => {
    const expiresInDays = Number(options.days);
    if (!Number.isInteger(expiresInDays) || expiresInDays < 1)
      throw new CliError('BAD_DURATION', '--days is a whole number of days, 1 or more.');
    const { token, expiresAt } = await issueToken(connect(readConnection()), {
      role: options.role,
      name: options.name,
      expiresInDays,
    });
    console.error(`good until ${expiresAt}`);
    console.log(token);
  });

program
  .command('redrive')
  .description('send dead letters, and messages that were set aside, on their way again, once the reason is gone')
  .action(async () => {
    const { deadLetters, setAside, left } = await redrive(connect(readConnection()));
    console.log(`redriven  ${deadLetters} dead letters, ${setAside} that were set aside`);
    console.log(`queue     ${left.waiting} waiting, ${left.inFlight} in work, ${left.deadLetters} dead letters`);
    for (const { outbox, waiting, setAside: aside } of left.outboxes)
      console.log(`outbox    ${outbox}: ${waiting} waiting, ${aside} set aside`);
  });

program
  .command('doctor')
  .description('look at everything between this terminal and the rooms')
  .action(async () => {
    const findings = await examine(connect(readConnection()));
    for (const { what, isGood, detail } of findings)
      console.log(`${isGood ? 'ok  ' : 'BAD '} ${what.padEnd(13)} ${detail}`);
    if (findings.some(({ isGood }) => !isGood)) process.exitCode = EXIT.failed;
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = error.exitCode;
}
