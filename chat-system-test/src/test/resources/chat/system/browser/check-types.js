'use strict';

// Runs TypeScript over the modules of the page: nothing is made, only said what is wrong with their types.
// `files` has everything by its path: the modules in /src, TypeScript's libraries in /lib, packages in /node_modules.
function checkTypes(ts, files) {
  const folders = new Set();
  for (const path of Object.keys(files)) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      folders.add(path.slice(0, at));
    }
  }
  const options = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    paths: { 'chat-client': ['/src/chat-client.js'] },
  };
  const host = {
    fileExists: (path) => path in files,
    readFile: (path) => files[path],
    directoryExists: (path) => folders.has(path.replace(/\/$/, '')),
    getDirectories: () => [],
    realpath: (path) => path,
    getSourceFile: (path, version) =>
      path in files ? ts.createSourceFile(path, files[path], version) : undefined,
    getDefaultLibFileName: () => '/lib/lib.d.ts',
    getDefaultLibLocation: () => '/lib',
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => {},
  };
  const modules = Object.keys(files).filter((path) => path.startsWith('/src/'));
  return ts.getPreEmitDiagnostics(ts.createProgram(modules, options, host)).map((problem) => {
    const text = ts.flattenDiagnosticMessageText(problem.messageText, '\n');
    if (!problem.file) {
      return text;
    }
    const { line, character } = problem.file.getLineAndCharacterOfPosition(problem.start);
    return `${problem.file.fileName}:${line + 1}:${character + 1} ${text}`;
  });
}
