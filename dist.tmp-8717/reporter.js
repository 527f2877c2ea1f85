
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error('halfclose: needs Node 22.22 or later, this is ' + process.version + '; in a clone run `npx halfclose`, which brings its own');
  process.exit(2);
}
"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// harness/scenario/reporter.ts
var reporter_exports = {};
__export(reporter_exports, {
  default: () => HalfcloseReporter
});
module.exports = __toCommonJS(reporter_exports);
var import_node_path3 = __toESM(require("node:path"));

// harness/model/exit-codes.ts
var EXIT_FAILED = 1;
var EXIT_INTERRUPTED = 130;

// harness/scenario/die-with-parent.ts
var import_node_vm = require("node:vm");
var realProcess = (0, import_node_vm.runInThisContext)("process");
function dieWithParent() {
  const end = () => realProcess.exit(EXIT_FAILED);
  realProcess.once("disconnect", end);
  return () => realProcess.off("disconnect", end);
}

// harness/scenario/run-folder.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = __toESM(require("node:path"));

// harness/scenario/evidence-file.ts
var import_node_fs = require("node:fs");
var import_node_path = __toESM(require("node:path"));

// harness/model/clock.ts
var SAMPLES = 10;
function slowly() {
  return Number(process.hrtime.bigint()) / 1e6;
}
var AHEAD_MS = Math.max(...Array.from({ length: SAMPLES }, () => slowly() - performance.now()));

// harness/scenario/evidence-file.ts
function linkLatest(runFolder2) {
  const link = import_node_path.default.join(import_node_path.default.dirname(runFolder2), "latest");
  const fresh = `${link}.${String(process.pid)}`;
  (0, import_node_fs.rmSync)(fresh, { force: true });
  (0, import_node_fs.symlinkSync)(import_node_path.default.basename(runFolder2), fresh);
  (0, import_node_fs.renameSync)(fresh, link);
}

// harness/scenario/run-folder.ts
var RUN_FOLDER = "HALFCLOSE_RUN_FOLDER";
var OUT_FOLDER = "HALFCLOSE_OUT";
function outFolder() {
  return import_node_path2.default.resolve(process.env[OUT_FOLDER] ?? import_node_path2.default.join("reports", "out"));
}
function runFolder() {
  const known = process.env[RUN_FOLDER];
  if (known !== void 0) return known;
  const out = outFolder();
  const time = (/* @__PURE__ */ new Date()).toISOString().replaceAll(":", "-").replace(/\.\d+Z$/, "");
  const folder = import_node_path2.default.join(out, `${time}-${String(process.pid)}`);
  (0, import_node_fs2.mkdirSync)(folder, { recursive: true });
  linkLatest(folder);
  process.env[RUN_FOLDER] = folder;
  return folder;
}

// harness/scenario/reporter.ts
var HalfcloseReporter = class {
  #folder;
  #outlive;
  /** Jest makes its reporters before its workers, which inherit the folder's name through the environment. */
  constructor() {
    this.#folder = runFolder();
    process.env["JEST_JUNIT_OUTPUT_DIR"] ??= this.#folder;
    process.on("SIGINT", () => {
      process.stderr.write(`
interrupted; ${this.#where()}
`);
      process.exit(EXIT_INTERRUPTED);
    });
  }
  /** Its scenarios may run in workers, which end when this process does. */
  onRunStart() {
    this.#outlive = dieWithParent();
  }
  /** What a machine could not run is said in the last lines: it must not read as passed. */
  onRunComplete(_contexts, { testResults }) {
    this.#outlive?.();
    const names = testResults.flatMap((file) => file.testResults.map(({ fullName }) => fullName));
    for (const name of names) if (name.includes("(not run: ")) process.stderr.write(`${name}
`);
    process.stderr.write(`${this.#where()}
`);
  }
  #where() {
    return `evidence in ${import_node_path3.default.relative(process.cwd(), this.#folder)}`;
  }
};
//# sourceMappingURL=reporter.js.map
