import { CredentialFiles } from './credentials/credential-files.js';
import type { CheckLibrdkafkaProperties } from './librdkafka/client.js';
import { effectiveText, faultsText, helpText, warningsText } from './report.js';
import { resolve } from './resolve.js';
import type { Settings } from './settings.js';
import { readCommandLine } from './sources/command-line.js';
import { readEnvironment } from './sources/environment.js';
import { addFindings, noFindings, type Note } from './sources/given.js';
import { readPropertiesFile } from './sources/properties-file.js';
import { VERSION } from './version.js';

/** EX_CONFIG of sysexits.h: "something was found in an unconfigured or misconfigured state". */
export const EXIT_CONFIG = 78;

/** What a process that was started so has to do: serve with these settings, or print something and end. */
export type Start =
  | { readonly settings: Settings; readonly notes: readonly Note[]; readonly credentials: CredentialFiles }
  | { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/**
 * Reads all sources: defaults < properties file < environment < flags.
 *
 * @param argv arguments after the program
 * @param variables the environment
 * @param loadCheck loads what asks librdkafka about its properties; not called where that is not needed
 */
export async function readStart(
  argv: readonly string[],
  loadCheck: () => Promise<CheckLibrdkafkaProperties>,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Start> {
  const commandLine = readCommandLine(argv);
  if (commandLine.task === 'help') return { exitCode: 0, stdout: helpText(), stderr: '' };
  if (commandLine.task === 'version') return { exitCode: 0, stdout: `${VERSION}\n`, stderr: '' };

  const findings = noFindings();
  if (commandLine.propertiesFile !== null) addFindings(findings, readPropertiesFile(commandLine.propertiesFile));
  addFindings(findings, readEnvironment(variables));
  addFindings(findings, commandLine.findings);
  const check = await loadCheck();
  const { settings, faults, notes, effective } = resolve(findings, check);
  switch (commandLine.task) {
    case 'check-config':
      if (settings === null) return { exitCode: EXIT_CONFIG, stdout: faultsText(faults), stderr: warningsText(notes) };
      return { exitCode: 0, stdout: 'ok\n', stderr: warningsText(notes) };
    case 'print-config':
      if (settings === null) return { exitCode: EXIT_CONFIG, stdout: '', stderr: faultsText(faults) };
      return { exitCode: 0, stdout: effectiveText(effective), stderr: warningsText(notes) };
    case 'serve':
      if (settings === null) return { exitCode: EXIT_CONFIG, stdout: '', stderr: faultsText(faults) };
      return { settings, notes, credentials: new CredentialFiles(findings, check) };
  }
}
