import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Import {
  /** Path from the repository's folder for files of ours, the specifier as written for everything else. */
  target: string;
  ours: boolean;
  /** Gone after compilation. */
  typeOnly: boolean;
  /** Names as exported there; empty for whole modules. */
  names: string[];
}

export interface SourceFile {
  /** From the repository's folder, with `/`. */
  path: string;
  tree: ts.SourceFile;
  lines: number;
  imports: Import[];
}

/** All TypeScript files below a folder of the repository, parsed. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => parsed(relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/')));
}

export function isSpec({ path }: SourceFile): boolean {
  return path.endsWith('.spec.ts');
}

/** Every node of a file. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

function parsed(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n').length - 1;
  return { path, tree, lines, imports: [...nodesOf(tree)].flatMap((node) => importOf(path, node) ?? []) };
}

function importOf(path: string, node: ts.Node): Import | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const { importClause: clause } = node;
    const bindings = clause?.namedBindings;
    const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
    const everyNameIsType = elements.length > 0 && elements.every((element) => element.isTypeOnly) && !clause?.name;
    const typeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || everyNameIsType;
    const names = elements.map(({ propertyName, name }) => (propertyName ?? name).text);
    return imported(path, node.moduleSpecifier.text, typeOnly, names);
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return imported(path, node.moduleSpecifier.text, node.isTypeOnly, []);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return imported(path, node.argument.literal.text, true, []);
  }
  if (ts.isCallExpression(node) && loads(node.expression)) {
    const [specifier] = node.arguments;
    return specifier && ts.isStringLiteralLike(specifier) ? imported(path, specifier.text, false, []) : null;
  }
  return null;
}

/** `import(…)`, `require(…)` and `require.resolve(…)`. */
function loads(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || /^require(?:\.resolve)?$/.test(callee.getText());
}

function imported(path: string, specifier: string, typeOnly: boolean, names: string[]): Import {
  const ours = specifier.startsWith('.');
  const target = ours ? join(dirname(path), specifier).replaceAll('\\', '/').replace(/\.js$/, '.ts') : specifier;
  return { target, ours, typeOnly, names };
}
