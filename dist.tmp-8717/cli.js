#!/usr/bin/env node

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
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target2, all) => {
  for (var name2 in all)
    __defProp(target2, name2, { get: all[name2], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target2) => (target2 = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target2, "default", { value: mod, enumerable: true }) : target2,
  mod
));

// harness/model/errors.ts
var HalfcloseError;
var init_errors = __esm({
  "harness/model/errors.ts"() {
    "use strict";
    HalfcloseError = class extends Error {
      code;
      hint;
      constructor(code, message, options = {}) {
        super(options.hint ? `${message}
  ${options.hint}` : message, { cause: options.cause });
        this.name = "HalfcloseError";
        this.code = code;
        this.hint = options.hint;
      }
    };
  }
});

// package.json
var package_default;
var init_package = __esm({
  "package.json"() {
    package_default = {
      name: "halfclose",
      version: "0.1.0",
      description: "Network emulation test harness for TCP: real sockets, real kernels, faults on purpose, states asserted with ss.",
      license: "Apache-2.0",
      type: "commonjs",
      engines: {
        node: ">=22.22"
      },
      os: [
        "linux"
      ],
      bin: {
        halfclose: "dist/cli.js"
      },
      main: "dist/index.js",
      types: "types/harness/index.d.ts",
      exports: {
        ".": {
          types: "./types/harness/index.d.ts",
          default: "./dist/index.js"
        },
        "./reporter": {
          default: "./dist/reporter.js"
        },
        "./package.json": "./package.json"
      },
      files: [
        "dist",
        "types/harness",
        "containers",
        "scenarios/headline",
        "setup"
      ],
      scripts: {
        prepare: "node build.mjs",
        build: "node build.mjs",
        predemo: "./setup",
        demo: "node dist/cli.js demo",
        pretest: "./setup",
        test: "node dist/cli.js test",
        bench: "node dist/cli.js bench",
        format: "prettier --write .",
        check: "node dist/cli.js check",
        prepack: "tsc -p . --noEmit false --declaration --emitDeclarationOnly --rewriteRelativeImportExtensions --outDir types"
      },
      devDependencies: {
        "@eslint/js": "^10.0.1",
        "@jest/globals": "^30.5.2",
        "@swc/core": "^1.16.18",
        "@swc/jest": "^0.2.39",
        "@types/dockerode": "^4.0.2",
        "@types/node": "^24.19.2",
        esbuild: "^0.28.2",
        eslint: "^10.15.0",
        "fast-check": "^4.10.2",
        jest: "^30.5.2",
        "jest-junit": "^17.0.0",
        knip: "^6.42.1",
        node: "^24.21.0",
        prettier: "^3.10.1",
        typescript: "^6.0.3",
        "typescript-eslint": "^8.73.0"
      },
      dependencies: {
        commander: "^15.1.0",
        dockerode: "^5.0.1",
        koffi: "^3.3.4",
        picocolors: "^1.1.1",
        pino: "^10.4.0",
        "prom-client": "^15.1.3",
        testcontainers: "12.2",
        "toxiproxy-node-client": "4.1",
        zod: "^4.6.7"
      },
      allowScripts: {
        node: true,
        esbuild: true,
        "@swc/core": true,
        koffi: false,
        protobufjs: false,
        ssh2: false,
        "cpu-features": false,
        "@parcel/watcher": false
      },
      peerDependencies: {
        "@jest/globals": ">=30",
        jest: ">=30"
      }
    };
  }
});

// harness/model/exit-codes.ts
var EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED;
var init_exit_codes = __esm({
  "harness/model/exit-codes.ts"() {
    "use strict";
    EXIT_FAILED = 1;
    EXIT_USAGE = 2;
    EXIT_INTERRUPTED = 130;
  }
});

// harness/model/evidence.ts
var EVIDENCE_SCHEMA, SOCKET_ROLES;
var init_evidence = __esm({
  "harness/model/evidence.ts"() {
    "use strict";
    EVIDENCE_SCHEMA = 1;
    SOCKET_ROLES = ["client", "client-leg", "server-leg", "server", "listener"];
  }
});

// reports/read-run.ts
function readRun(folder) {
  return (0, import_node_fs.globSync)("**/evidence.json", { cwd: folder }).map((file) => JSON.parse((0, import_node_fs.readFileSync)(import_node_path.default.join(folder, file), "utf8"))).filter((found2) => found2.schema === EVIDENCE_SCHEMA).sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}
var import_node_fs, import_node_path;
var init_read_run = __esm({
  "reports/read-run.ts"() {
    "use strict";
    import_node_fs = require("node:fs");
    import_node_path = __toESM(require("node:path"));
    init_evidence();
  }
});

// harness/model/socket-row.ts
function formatAddress({ address: address3, port: port2 }) {
  return `${address3.includes(":") ? `[${address3}]` : address3}:${port2 === 0 ? "*" : String(port2)}`;
}
function connectionKey(row2) {
  return `${formatAddress(row2.local)}>${formatAddress(row2.peer)}`;
}
var init_socket_row = __esm({
  "harness/model/socket-row.ts"() {
    "use strict";
  }
});

// harness/model/timeline-text.ts
function timelineText(timeline, columns, limit = 40) {
  const moments = timeline.flatMap((observation) => {
    const text2 = describe(observation, columns);
    return text2 === void 0 ? [] : [{ at: observation.at, text: text2 }];
  });
  const lines = mergeCells(moments, columns).map(
    ({ at, text: text2 }) => `${INDENT}${`+${at.toFixed(0)} ms`.padEnd(9)} ${text2}`
  );
  const left = lines.length - limit;
  return left > 0 ? [`${INDENT}\u2026 ${String(left)} earlier lines`, ...lines.slice(left)].join("\n") : lines.join("\n");
}
function describe(observation, columns) {
  if (observation.probe === "step") return `\u2014 ${observation.text}`;
  const { socket } = observation;
  if (socket === void 0 || !columns.includes(socket)) return void 0;
  if (observation.probe === "ss") return { column: socket, state: observation.state };
  return describeApplication(observation);
}
function describeApplication({
  socket,
  kind,
  errno,
  syscall,
  detail
}) {
  if (kind === "error") return `! ${socket}: ${errno ?? "error"}${syscall ? ` in ${syscall}` : ""}`;
  if (kind === "toxic") return `~ ${socket}: ${detail ?? "toxic"}`;
  return void 0;
}
function mergeCells(moments, columns) {
  const width = new Map(columns.map((column) => [column, column.length + "ESTABLISHED".length + 3]));
  const lines = [];
  const last = /* @__PURE__ */ new Map();
  for (const { at, text: text2 } of moments) {
    if (typeof text2 === "string") {
      lines.push({ at, text: text2 });
      continue;
    }
    if (last.get(text2.column) === text2.state) continue;
    last.set(text2.column, text2.state);
    const previous = lines.at(-1);
    const joins = previous?.cells && Math.round(previous.at) === Math.round(at) && !previous.cells.has(text2.column);
    const line = joins ? previous : { at, text: "", cells: /* @__PURE__ */ new Map() };
    if (!joins) lines.push(line);
    line.cells?.set(text2.column, `${text2.column} ${text2.state === "CLOSED" ? "gone" : text2.state}`);
    line.text = columns.map((column) => (line.cells?.get(column) ?? "").padEnd(width.get(column) ?? 0)).join("").trimEnd();
  }
  return lines;
}
var INDENT;
var init_timeline_text = __esm({
  "harness/model/timeline-text.ts"() {
    "use strict";
    INDENT = "    ";
  }
});

// reports/terminal.ts
function summarise({ scenario, backend, verdict, sockets }) {
  const ofEach = (tell3) => Object.fromEntries(connections(sockets).map(({ name: name2, states }) => [name2, tell3(states)]));
  return {
    name: scenario.name,
    backend,
    verdict,
    states: ofEach((path19) => path19.filter(({ known }) => known === "seen").map(({ state }) => state)),
    paths: ofEach(describePath)
  };
}
function renderScenario(evidence) {
  const { scenario, backend, verdict, hosts, timeline } = evidence;
  const sockets = connections(evidence.sockets);
  const mark = verdict === "held" ? import_picocolors.default.green("held") : import_picocolors.default.red(verdict ?? "no verdict");
  const ends = sockets.map(({ name: name2, local, peer, states }) => {
    const where = local && peer ? `${formatAddress(local)} \u2192 ${formatAddress(peer)}` : "never connected";
    return `    ${name2.padEnd(18)} ${where.padEnd(38)} ${describePath(states)}`;
  });
  return [
    `${mark}  ${import_picocolors.default.bold(scenario.name)}  ${import_picocolors.default.dim(`${backend}, kernel ${hosts[0]?.versions.kernel ?? "?"}`)}`,
    ...ends,
    timelineText(
      timeline,
      sockets.map(({ name: name2 }) => name2)
    ),
    ""
  ].join("\n");
}
function describePath(states) {
  const names = states.map(({ state, known }) => {
    const name2 = state === "CLOSED" ? "gone" : state;
    return known === "implied" ? `(${name2})` : name2;
  });
  return names.join(" \u2192 ");
}
function connections(sockets) {
  return sockets.filter(({ role }) => role !== "listener");
}
var import_picocolors;
var init_terminal = __esm({
  "reports/terminal.ts"() {
    "use strict";
    import_picocolors = __toESM(require("picocolors"));
    init_socket_row();
    init_timeline_text();
  }
});

// harness/backend/package-files.ts
function packageRoot() {
  for (let folder = __dirname; folder !== import_node_path2.default.dirname(folder); folder = import_node_path2.default.dirname(folder)) {
    const manifest = import_node_path2.default.join(folder, "package.json");
    if ((0, import_node_fs2.existsSync)(manifest) && isHalfclose(manifest)) return folder;
  }
  throw new HalfcloseError("MISSING_TOOL", `halfclose cannot find its own package above ${__dirname}`);
}
function builtFile(name2) {
  const file = import_node_path2.default.join(packageRoot(), "dist", name2);
  if ((0, import_node_fs2.existsSync)(file)) return file;
  throw new HalfcloseError("MISSING_TOOL", `${file} is missing`, { hint: "run `npm run build`" });
}
function isHalfclose(manifest) {
  return JSON.parse((0, import_node_fs2.readFileSync)(manifest, "utf8")).name === "halfclose";
}
var import_node_fs2, import_node_path2;
var init_package_files = __esm({
  "harness/backend/package-files.ts"() {
    "use strict";
    import_node_fs2 = require("node:fs");
    import_node_path2 = __toESM(require("node:path"));
    init_errors();
  }
});

// harness/backend/docker/engine-address.ts
function engineAddress(environment, exists = import_node_fs3.existsSync) {
  const where = environment["DOCKER_HOST"] || `unix://${localSocket(environment["XDG_RUNTIME_DIR"], exists)}`;
  return { where, connection: URL.canParse(where) ? connectionTo(new URL(where), environment) : void 0 };
}
function localSocket(runtimeDirectory, exists) {
  const rootless = runtimeDirectory && import_node_path3.default.join(runtimeDirectory, "docker.sock");
  return rootless && !exists(SYSTEM_SOCKET) && exists(rootless) ? rootless : SYSTEM_SOCKET;
}
function connectionTo(url, environment) {
  if (url.protocol === "unix:") return { socketPath: url.pathname || SYSTEM_SOCKET };
  if (!["tcp:", "http:", "https:"].includes(url.protocol) || url.hostname === "") return void 0;
  const secure = url.protocol === "https:" || environment["DOCKER_TLS_VERIFY"] === "1";
  return {
    protocol: secure ? "https" : "http",
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port) || (secure ? 2376 : 2375),
    certificates: secure ? environment["DOCKER_CERT_PATH"] : void 0
  };
}
var import_node_fs3, import_node_path3, SYSTEM_SOCKET;
var init_engine_address = __esm({
  "harness/backend/docker/engine-address.ts"() {
    "use strict";
    import_node_fs3 = require("node:fs");
    import_node_path3 = __toESM(require("node:path"));
    SYSTEM_SOCKET = "/var/run/docker.sock";
  }
});

// harness/backend/docker/engine.ts
async function probeEngine(deadlineMs = PROBE_DEADLINE_MS) {
  const { where, connection } = engineAddress(process.env);
  if (!connection) return { ok: false, where, reason: "not a unix://, tcp://, http:// or https:// address" };
  const began = performance.now();
  try {
    const docker = await clientFor(connection, { connectionTimeout: deadlineMs });
    const { Version, ApiVersion } = await docker.version();
    return { ok: true, version: Version, apiVersion: ApiVersion, where };
  } catch (error) {
    const late = performance.now() - began >= deadlineMs;
    return { ok: false, where, reason: late ? `no answer within ${deadlineMs} ms` : reasonOf(error) };
  }
}
async function connectEngine() {
  const answer3 = await probeEngine();
  const { where, connection } = engineAddress(process.env);
  if (!answer3.ok || !connection) throw noEngine({ where, connection }, answer3.ok ? "" : answer3.reason);
  return {
    docker: await clientFor(connection, {}),
    where,
    version: answer3.version,
    apiVersion: answer3.apiVersion
  };
}
function engineStatus(error) {
  const status = error?.statusCode;
  return typeof status === "number" ? status : void 0;
}
function engineMessage(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^\(HTTP code \d+\) [a-z ]+ - /, "").trim();
}
async function clientFor(connection, limits) {
  const { default: Client2 } = await import("dockerode");
  if ("socketPath" in connection) return new Client2({ ...connection, ...limits });
  const { protocol, host: host2, port: port2, certificates } = connection;
  const read = (name2) => (0, import_node_fs4.readFileSync)(import_node_path4.default.join(certificates ?? "", name2));
  const tls = certificates ? { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") } : {};
  return new Client2({ protocol, host: host2, port: port2, ...tls, ...limits });
}
function noEngine({ where }, reason) {
  const hint = process.env["DOCKER_HOST"] ? "start the engine there, or unset DOCKER_HOST to use the one on this machine" : "run `./setup --docker`, or use `--backend netns`, which needs no engine";
  return new HalfcloseError("NO_ENGINE", `no container engine answers at ${where}: ${reason}`, { hint });
}
function reasonOf(error) {
  const code = error?.code ?? "";
  return REASONS[code] ?? engineMessage(error);
}
var import_node_fs4, import_node_path4, PROBE_DEADLINE_MS, REASONS;
var init_engine = __esm({
  "harness/backend/docker/engine.ts"() {
    "use strict";
    import_node_fs4 = require("node:fs");
    import_node_path4 = __toESM(require("node:path"));
    init_errors();
    init_engine_address();
    PROBE_DEADLINE_MS = 3e3;
    REASONS = {
      ENOENT: "there is no such socket",
      EACCES: "this user may not open the socket",
      ECONNREFUSED: "the connection is refused"
    };
  }
});

// harness/backend/docker/engine-images.ts
async function imageExists(docker, image) {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (error) {
    if (engineStatus(error) === 404) return false;
    throw error;
  }
}
async function pullImage(docker, image) {
  await followProgress(await docker.pull(image));
}
async function followProgress(stream, onText) {
  for await (const line of (0, import_node_readline.createInterface)({ input: stream })) {
    if (line.trim() === "") continue;
    const {
      error,
      stream: said,
      status
    } = JSON.parse(line);
    if (error) throw new Error(error);
    const text2 = (said ?? status ?? "").trim();
    if (text2) onText?.(text2);
  }
}
var import_node_readline;
var init_engine_images = __esm({
  "harness/backend/docker/engine-images.ts"() {
    "use strict";
    import_node_readline = require("node:readline");
    init_engine();
  }
});

// harness/backend/docker/base-image.ts
async function ensureBaseImage(docker, onProgress) {
  if (await imageExists(docker, REGISTRY_BASE)) return { base: REGISTRY_BASE, fromRegistry: true };
  if (await imageExists(docker, MADE_BASE)) return { base: MADE_BASE, fromRegistry: false };
  onProgress(`pulling ${REGISTRY_BASE}`);
  try {
    await pullImage(docker, REGISTRY_BASE);
    return { base: REGISTRY_BASE, fromRegistry: true };
  } catch (error) {
    onProgress(`it cannot be had (${engineMessage(error)}), so the base is made here`);
  }
  await requireSameProcessor(docker);
  onProgress(`making ${MADE_BASE} from Debian packages, which takes about half a minute`);
  await importDebian(docker);
  return { base: MADE_BASE, fromRegistry: false };
}
async function requireSameProcessor(docker) {
  const { Arch } = await docker.version();
  const own = ENGINE_ARCH[process.arch] ?? process.arch;
  if (Arch === own) return;
  throw new HalfcloseError(
    "NO_IMAGE",
    `the engine runs ${Arch}, this machine ${own}: no base can be made here for it`,
    {
      hint: `load ${REGISTRY_BASE} into the engine, for example with \`docker load\``
    }
  );
}
async function importDebian(docker) {
  const maker = (0, import_node_child_process.spawn)("mmdebstrap", debianRecipe(), { stdio: ["ignore", "pipe", "pipe"] });
  let complaint2 = "";
  maker.stderr.on("data", (chunk) => complaint2 = (complaint2 + chunk.toString()).slice(-2e3));
  const exit = new Promise((resolve) => maker.once("close", resolve));
  await started(maker);
  const [imported, code] = await Promise.all([importTar(docker, maker.stdout), exit]);
  if (code !== 0) {
    await imported.remove();
    throw new HalfcloseError("NO_IMAGE", `mmdebstrap could not make a base:
${complaint2.trim()}`);
  }
  await imported.tag({ repo: MADE_BASE_REPO, tag: MADE_BASE_TAG });
}
function debianRecipe() {
  const node = nodeBinary().replace(/["\\]/g, "\\$&");
  const hook = `--customize-hook=copy-in "${node}" /usr/local/bin`;
  return ["--variant=minbase", `--include=${PACKAGES.join(",")}`, hook, "bookworm", "-"];
}
async function started(maker) {
  try {
    await (0, import_node_events.once)(maker, "spawn");
  } catch (cause) {
    throw new HalfcloseError(
      "MISSING_TOOL",
      `no registry has ${REGISTRY_BASE}, and mmdebstrap, which makes a base from Debian packages, is missing`,
      { hint: "on Debian or Ubuntu, as root: `apt-get install mmdebstrap`", cause }
    );
  }
}
async function importTar(docker, tar) {
  let id = "";
  await followProgress(await docker.importImage(tar), (text2) => id = text2);
  return docker.getImage(id);
}
function nodeBinary() {
  const packaged = import_node_path5.default.join(packageRoot(), "node_modules", "node", "bin", "node");
  return (0, import_node_fs5.existsSync)(packaged) ? packaged : process.execPath;
}
var import_node_child_process, import_node_events, import_node_fs5, import_node_path5, REGISTRY_BASE, MADE_BASE_REPO, MADE_BASE_TAG, MADE_BASE, PACKAGES, ENGINE_ARCH;
var init_base_image = __esm({
  "harness/backend/docker/base-image.ts"() {
    "use strict";
    import_node_child_process = require("node:child_process");
    import_node_events = require("node:events");
    import_node_fs5 = require("node:fs");
    import_node_path5 = __toESM(require("node:path"));
    init_errors();
    init_package_files();
    init_engine();
    init_engine_images();
    REGISTRY_BASE = "node:24-bookworm-slim";
    MADE_BASE_REPO = "halfclose-base";
    MADE_BASE_TAG = "bookworm";
    MADE_BASE = `${MADE_BASE_REPO}:${MADE_BASE_TAG}`;
    PACKAGES = ["iproute2", "tcpdump", "nftables", "iptables", "libstdc++6", "ca-certificates"];
    ENGINE_ARCH = { x64: "amd64", arm: "arm", ia32: "386" };
  }
});

// harness/backend/docker/build-image.ts
function imageName(repository, context) {
  const hash2 = (0, import_node_crypto.createHash)("sha256");
  for (const [name2, content] of Object.entries(context).sort(([a], [b]) => a.localeCompare(b))) {
    hash2.update(`${name2} ${content.length}
`).update(content);
  }
  return `${repository}:${hash2.digest("hex").slice(0, 12)}`;
}
async function buildImage(docker, context, image, base) {
  const folder = await (0, import_promises.mkdtemp)(import_node_path6.default.join((0, import_node_os.tmpdir)(), "halfclose-image-"));
  const said = [];
  try {
    for (const [name2, content] of Object.entries(context)) {
      await (0, import_promises.mkdir)(import_node_path6.default.dirname(import_node_path6.default.join(folder, name2)), { recursive: true });
      await (0, import_promises.writeFile)(import_node_path6.default.join(folder, name2), content, { mode: 493 });
    }
    const options = {
      t: image,
      buildargs: { BASE: base },
      labels: { [BASE_LABEL]: base },
      rm: true,
      forcerm: true
    };
    const output = await docker.buildImage({ context: folder, src: Object.keys(context) }, options);
    await followProgress(output, (text2) => said.push(text2));
  } catch (error) {
    throw new HalfcloseError(
      "NO_IMAGE",
      `building ${image} failed: ${engineMessage(error)}
${said.slice(-10).join("\n")}`,
      { cause: error }
    );
  } finally {
    await (0, import_promises.rm)(folder, { recursive: true, force: true });
  }
}
var import_node_crypto, import_promises, import_node_os, import_node_path6, BASE_LABEL;
var init_build_image = __esm({
  "harness/backend/docker/build-image.ts"() {
    "use strict";
    import_node_crypto = require("node:crypto");
    import_promises = require("node:fs/promises");
    import_node_os = require("node:os");
    import_node_path6 = __toESM(require("node:path"));
    init_errors();
    init_engine();
    init_engine_images();
    BASE_LABEL = "dev.halfclose.base";
  }
});

// harness/backend/docker/native-library.ts
async function nativeLibrary() {
  const files = {};
  for (const name2 of ["koffi", `@koromix/koffi-linux-${process.arch}`]) {
    const folder = installed(name2);
    for (const file of (0, import_node_fs6.globSync)(PARTS, { cwd: folder })) {
      files[import_node_path7.default.join("node_modules", name2, file)] = await (0, import_promises2.readFile)(import_node_path7.default.join(folder, file));
    }
  }
  return files;
}
function installed(name2) {
  const search = (0, import_node_module.createRequire)(import_node_path7.default.join(packageRoot(), "package.json")).resolve.paths(name2) ?? [];
  const found2 = search.map((folder) => import_node_path7.default.join(folder, name2)).find((folder) => (0, import_node_fs6.globSync)(folder).length > 0);
  if (found2 !== void 0) return found2;
  throw new HalfcloseError("MISSING_TOOL", `the npm package ${name2} is not installed`, {
    hint: "install again without leaving out optional packages: the host image needs it"
  });
}
var import_node_fs6, import_promises2, import_node_module, import_node_path7, PARTS;
var init_native_library = __esm({
  "harness/backend/docker/native-library.ts"() {
    "use strict";
    import_node_fs6 = require("node:fs");
    import_promises2 = require("node:fs/promises");
    import_node_module = require("node:module");
    import_node_path7 = __toESM(require("node:path"));
    init_errors();
    init_package_files();
    PARTS = [
      "package.json",
      "index.cjs",
      "src/koffi/**/*.cjs",
      "index.js",
      `linux_${process.arch}/koffi.node`
    ];
  }
});

// harness/backend/docker/ryuk.ts
function ryukImage() {
  return process.env["RYUK_CONTAINER_IMAGE"] || RYUK_IMAGE;
}
async function ryukIsThere() {
  const { docker } = await connectEngine();
  return imageExists(docker, ryukImage());
}
function joinRyuk(docker) {
  decided ??= decide(docker);
  return decided;
}
async function decide(docker) {
  const without = (why) => ({ fact: `not used: ${why}`, labels: {} });
  const image = ryukImage();
  if (process.env["TESTCONTAINERS_RYUK_DISABLED"] === "true")
    return without("TESTCONTAINERS_RYUK_DISABLED is set");
  if (!await imageExists(docker, image)) return without(`${image} is not on the engine`);
  try {
    const { getContainerRuntimeClient, getReaper, LABEL_TESTCONTAINERS_SESSION_ID } = await import("testcontainers");
    const { sessionId } = await getReaper(await getContainerRuntimeClient());
    return { fact: image, labels: { [LABEL_TESTCONTAINERS_SESSION_ID]: sessionId } };
  } catch (error) {
    return without(`${image} did not start: ${engineMessage(error)}`);
  }
}
async function pullRyuk(docker, onProgress) {
  const image = ryukImage();
  if (await imageExists(docker, image)) return;
  onProgress(`pulling ${image}`);
  await pullImage(docker, image).catch(
    (error) => onProgress(`it cannot be had (${engineMessage(error)}); leftovers are found by label without it`)
  );
}
var RYUK_IMAGE, decided;
var init_ryuk = __esm({
  "harness/backend/docker/ryuk.ts"() {
    "use strict";
    init_engine();
    init_engine_images();
    RYUK_IMAGE = "testcontainers/ryuk:0.14.0";
  }
});

// harness/backend/executables.ts
function findExecutable(name2, folders) {
  return folders.map((folder) => import_node_path8.default.join(folder, name2)).find(isExecutable);
}
function isExecutable(file) {
  try {
    (0, import_node_fs7.accessSync)(file, import_node_fs7.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
var import_node_fs7, import_node_path8;
var init_executables = __esm({
  "harness/backend/executables.ts"() {
    "use strict";
    import_node_fs7 = require("node:fs");
    import_node_path8 = __toESM(require("node:path"));
  }
});

// harness/backend/toxiproxy-program.ts
function locateToxiproxy(folders = usualFolders()) {
  return findExecutable(PROGRAM, folders);
}
function usualFolders() {
  return [...(process.env["PATH"] ?? "").split(":"), import_node_path9.default.join((0, import_node_os2.homedir)(), "go", "bin")];
}
function findToxiproxyProgram() {
  return found ??= findIn(usualFolders());
}
async function findIn(folders) {
  const file = locateToxiproxy(folders);
  if (file === void 0)
    throw noToxiproxy(`there is no \`${PROGRAM}\` on the PATH of this machine or in ~/go/bin`);
  const version2 = await versionOf(file);
  if (version2 === TOXIPROXY_VERSION) return file;
  throw noToxiproxy(`${file} is ${version2}, and scenarios are written for ${TOXIPROXY_VERSION}`);
}
function noToxiproxy(why) {
  return new HalfcloseError("NO_TOXIPROXY", why, { hint: HOW_TO_GET_TOXIPROXY });
}
async function versionOf(file) {
  const said = await (0, import_node_util.promisify)(import_node_child_process2.execFile)(file, ["--version"], { timeout: 5e3 }).then(
    ({ stdout }) => /version (\S+)/.exec(stdout)?.[1],
    () => void 0
  );
  if (said !== "git") return said ?? "something that does not tell its version";
  return (await (0, import_promises3.readFile)(file)).includes(BUILT_FROM) ? TOXIPROXY_VERSION : "of an unknown version";
}
var import_node_child_process2, import_promises3, import_node_os2, import_node_path9, import_node_util, TOXIPROXY_VERSION, PROGRAM, BUILT_FROM, HOW_TO_GET_TOXIPROXY, found;
var init_toxiproxy_program = __esm({
  "harness/backend/toxiproxy-program.ts"() {
    "use strict";
    import_node_child_process2 = require("node:child_process");
    import_promises3 = require("node:fs/promises");
    import_node_os2 = require("node:os");
    import_node_path9 = __toESM(require("node:path"));
    import_node_util = require("node:util");
    init_errors();
    init_executables();
    TOXIPROXY_VERSION = "2.12.0";
    PROGRAM = "toxiproxy-server";
    BUILT_FROM = `mod	github.com/Shopify/toxiproxy/v2	v${TOXIPROXY_VERSION}	`;
    HOW_TO_GET_TOXIPROXY = `run \`./setup --toxiproxy\`, or by hand: \`CGO_ENABLED=0 go install github.com/Shopify/toxiproxy/v2/cmd/server@v${TOXIPROXY_VERSION}\`, then rename the \`server\` it puts into ~/go/bin to \`${PROGRAM}\``;
  }
});

// harness/backend/docker/toxiproxy-image.ts
async function requireToxiproxyImage(docker, hostImage) {
  if (await imageExists(docker, OFFICIAL_IMAGE)) return { kind: "official", image: OFFICIAL_IMAGE };
  const image = ownName(await readBuildContext(), hostImage);
  if (await imageExists(docker, image)) return { kind: "own", image };
  throw noToxiproxy(
    `the engine has neither ${OFFICIAL_IMAGE} nor ${image}, which \`npx halfclose images\` would build`
  );
}
async function ensureToxiproxyImage(docker, hostImage, { onProgress, mayPull }) {
  try {
    if (mayPull) await pullOfficial(docker, onProgress);
    if (await imageExists(docker, OFFICIAL_IMAGE)) return OFFICIAL_IMAGE;
    const context = await readBuildContext();
    const image = ownName(context, hostImage);
    if (await imageExists(docker, image)) return image;
    onProgress(`building ${image} from ${hostImage}`);
    await buildImage(docker, context, image, hostImage);
    return image;
  } catch (error) {
    return `none: ${engineMessage(error)}`;
  }
}
async function pullOfficial(docker, onProgress) {
  if (await imageExists(docker, OFFICIAL_IMAGE)) return;
  onProgress(`pulling ${OFFICIAL_IMAGE}`);
  await pullImage(docker, OFFICIAL_IMAGE).catch(
    (error) => onProgress(`it cannot be had (${engineMessage(error)})`)
  );
}
async function readBuildContext() {
  return {
    Dockerfile: await (0, import_promises4.readFile)(import_node_path10.default.join(packageRoot(), "containers", "toxiproxy", "Dockerfile")),
    "toxiproxy-server": await (0, import_promises4.readFile)(await findToxiproxyProgram())
  };
}
function ownName(context, hostImage) {
  return imageName("halfclose-toxiproxy", { ...context, base: Buffer.from(hostImage) });
}
var import_promises4, import_node_path10, OFFICIAL_IMAGE;
var init_toxiproxy_image = __esm({
  "harness/backend/docker/toxiproxy-image.ts"() {
    "use strict";
    import_promises4 = require("node:fs/promises");
    import_node_path10 = __toESM(require("node:path"));
    init_package_files();
    init_toxiproxy_program();
    init_build_image();
    init_engine();
    init_engine_images();
    OFFICIAL_IMAGE = `ghcr.io/shopify/toxiproxy:${TOXIPROXY_VERSION}`;
  }
});

// harness/backend/docker/host-image.ts
async function readBuildContext2() {
  return {
    Dockerfile: await (0, import_promises5.readFile)(import_node_path11.default.join(packageRoot(), "containers", "host", "Dockerfile")),
    "agent.js": await (0, import_promises5.readFile)(builtFile("agent.js")),
    ...await nativeLibrary()
  };
}
function hostImageName(context) {
  return imageName("halfclose-host", context);
}
async function requireHostImage(docker, context) {
  const image = hostImageName(context ?? await readBuildContext2());
  if (await imageExists(docker, image)) return image;
  throw new HalfcloseError("NO_IMAGE", `the engine has no image ${image}`, {
    hint: "build it with `npx halfclose images`; it changes with the version of halfclose"
  });
}
async function ensureHostImage({ onProgress }) {
  const { docker } = await connectEngine();
  const context = await readBuildContext2();
  const image = hostImageName(context);
  const there = await imageExists(docker, image);
  const { base, fromRegistry } = there ? { base: await baseOf(docker, image), fromRegistry: false } : await buildHostImage(docker, context, { onProgress });
  const toxiproxy = await ensureToxiproxyImage(docker, image, { onProgress, mayPull: fromRegistry });
  return { image, built: !there, base, toxiproxy };
}
async function baseOf(docker, image) {
  const { Config } = await docker.getImage(image).inspect();
  return Config.Labels[BASE_LABEL] ?? "";
}
async function buildHostImage(docker, context, { onProgress }) {
  const image = hostImageName(context);
  const { base, fromRegistry } = await ensureBaseImage(docker, onProgress);
  onProgress(`building ${image} from ${base}`);
  await buildImage(docker, context, image, base);
  if (fromRegistry) await pullRyuk(docker, onProgress);
  return { base, fromRegistry };
}
var import_promises5, import_node_path11;
var init_host_image = __esm({
  "harness/backend/docker/host-image.ts"() {
    "use strict";
    import_promises5 = require("node:fs/promises");
    import_node_path11 = __toESM(require("node:path"));
    init_errors();
    init_package_files();
    init_base_image();
    init_build_image();
    init_engine();
    init_engine_images();
    init_native_library();
    init_ryuk();
    init_toxiproxy_image();
  }
});

// harness/model/deadlines.ts
var MATCHER_DEADLINE_MS, SCENARIO_DEADLINE_MS, AGENT_REPLY_DEADLINE_MS, TEARDOWN_DEADLINE_MS, EAGER_LOOK_PAUSE_MS, IDLE_LOOK_PAUSE_MS, SILENT_LOOK_PAUSE_MS, NEGATED_WATCH_MS;
var init_deadlines = __esm({
  "harness/model/deadlines.ts"() {
    "use strict";
    MATCHER_DEADLINE_MS = 5e3;
    SCENARIO_DEADLINE_MS = 6e4;
    AGENT_REPLY_DEADLINE_MS = 1e4;
    TEARDOWN_DEADLINE_MS = 1e4;
    EAGER_LOOK_PAUSE_MS = 2;
    IDLE_LOOK_PAUSE_MS = 200;
    SILENT_LOOK_PAUSE_MS = 20;
    NEGATED_WATCH_MS = 1e3;
  }
});

// harness/backend/agent-failure.ts
function agentFailureToError(failure, op, host2) {
  const known = OWN_CODES[failure.code] ?? { code: "SYSCALL_FAILED" };
  const where = failure.syscall ? `${op} (${failure.syscall})` : op;
  return new HalfcloseError(known.code, `host ${host2}, ${where}: ${failure.message}`, {
    ...known.hint ? { hint: known.hint } : {},
    cause: failure
  });
}
var OWN_CODES;
var init_agent_failure = __esm({
  "harness/backend/agent-failure.ts"() {
    "use strict";
    init_errors();
    OWN_CODES = {
      EADDRINUSE: { code: "ADDRESS_IN_USE", hint: "choose another port, or put the socket on a host of its own" },
      MISSING_TOOL: {
        code: "MISSING_TOOL",
        hint: "run ./setup, or rebuild the host image with `npx halfclose images`"
      },
      TOXIPROXY_DIED: {
        code: "TOXIPROXY_DIED",
        hint: "what it said last tells more; is there a fault that it does not survive?"
      },
      INVALID_OPTION: { code: "INVALID_OPTION" },
      PROTOCOL_ERROR: { code: "PROTOCOL_ERROR" }
    };
  }
});

// harness/model/tcp-state.ts
function stateFromSs(spelling) {
  return Object.hasOwn(SS_SPELLINGS, spelling) ? SS_SPELLINGS[spelling] : void 0;
}
function isTcpState(name2) {
  return TCP_STATES.includes(name2);
}
var TCP_STATES, SS_SPELLINGS;
var init_tcp_state = __esm({
  "harness/model/tcp-state.ts"() {
    "use strict";
    TCP_STATES = [
      "CLOSED",
      "LISTEN",
      "SYN_SENT",
      "SYN_RECV",
      "ESTABLISHED",
      "FIN_WAIT1",
      "FIN_WAIT2",
      "CLOSE_WAIT",
      "CLOSING",
      "LAST_ACK",
      "TIME_WAIT"
    ];
    SS_SPELLINGS = {
      ESTAB: "ESTABLISHED",
      "SYN-SENT": "SYN_SENT",
      "SYN-RECV": "SYN_RECV",
      "FIN-WAIT-1": "FIN_WAIT1",
      "FIN-WAIT-2": "FIN_WAIT2",
      "TIME-WAIT": "TIME_WAIT",
      UNCONN: "CLOSED",
      "CLOSE-WAIT": "CLOSE_WAIT",
      "LAST-ACK": "LAST_ACK",
      LISTEN: "LISTEN",
      CLOSING: "CLOSING"
    };
  }
});

// harness/backend/agent-lines.ts
function readAgentLine(text2, host2) {
  const complaint2 = (reason) => new HalfcloseError(
    "PROTOCOL_ERROR",
    `host ${host2} printed a line that is not of the protocol: ${reason}
  ${text2.slice(0, 200)}`,
    {
      hint: "something else writes to the agent's stdout, or harness and host image are of different versions"
    }
  );
  let parsed;
  try {
    parsed = JSON.parse(text2);
  } catch {
    return complaint2("it is not JSON");
  }
  const checked = agentLine.safeParse(parsed);
  return checked.success ? checked.data : complaint2(import_zod.z.prettifyError(checked.error));
}
var import_zod, address, time, reply, event, agentLine;
var init_agent_lines = __esm({
  "harness/backend/agent-lines.ts"() {
    "use strict";
    import_zod = require("zod");
    init_errors();
    init_tcp_state();
    address = import_zod.z.object({ address: import_zod.z.string(), port: import_zod.z.number().int().min(0).max(65535) });
    time = import_zod.z.number().nonnegative();
    reply = import_zod.z.discriminatedUnion("ok", [
      import_zod.z.object({ id: import_zod.z.number().int(), ok: import_zod.z.literal(true), result: import_zod.z.unknown() }),
      import_zod.z.object({
        id: import_zod.z.number().int(),
        ok: import_zod.z.literal(false),
        error: import_zod.z.object({ code: import_zod.z.string(), message: import_zod.z.string(), syscall: import_zod.z.string().optional() })
      })
    ]);
    event = import_zod.z.discriminatedUnion("event", [
      import_zod.z.looseObject({ event: import_zod.z.literal("app"), at: time, socket: import_zod.z.string(), kind: import_zod.z.string() }),
      import_zod.z.looseObject({
        event: import_zod.z.literal("look"),
        at: time,
        before: time,
        began: time,
        looks: import_zod.z.number().int(),
        errors: import_zod.z.number().int(),
        seen: import_zod.z.array(import_zod.z.looseObject({ local: address, peer: address, state: import_zod.z.enum(TCP_STATES) }))
      })
    ]);
    agentLine = import_zod.z.union([event, reply]);
  }
});

// harness/backend/agent-channel.ts
function openAgentChannel(streams) {
  return new StreamChannel(streams);
}
function mayWaitMs(params) {
  return "withinMs" in params && typeof params.withinMs === "number" ? params.withinMs : 0;
}
var import_node_readline2, STDERR_TAIL, StreamChannel;
var init_agent_channel = __esm({
  "harness/backend/agent-channel.ts"() {
    "use strict";
    import_node_readline2 = require("node:readline");
    init_deadlines();
    init_errors();
    init_agent_failure();
    init_agent_lines();
    STDERR_TAIL = 2e3;
    StreamChannel = class {
      #streams;
      #pending = /* @__PURE__ */ new Map();
      #eventListeners = [];
      #deathListeners = [];
      #nextId = 1;
      #closing = false;
      #death;
      #stderr = "";
      constructor(streams) {
        this.#streams = streams;
        streams.stderr.on("data", (chunk) => {
          this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_TAIL);
        });
        streams.stdin.on("error", () => void 0);
        const lines = (0, import_node_readline2.createInterface)({ input: streams.stdout });
        lines.on("line", (line) => this.#receive(line));
        lines.on("close", () => this.#die());
      }
      request(op, params) {
        if (this.#death) return Promise.reject(this.#death);
        const id = this.#nextId++;
        return new Promise((resolve, reject) => {
          const timer = setTimeout(
            () => {
              this.#pending.delete(id);
              reject(new HalfcloseError("TIMED_OUT", `${this.#streams.describe} did not answer \`${op}\``));
            },
            AGENT_REPLY_DEADLINE_MS + mayWaitMs(params)
          );
          this.#pending.set(id, { op, resolve, reject, timer });
          this.#streams.stdin.write(`${JSON.stringify({ id, op, params })}
`);
        });
      }
      onEvent(listener) {
        this.#eventListeners.push(listener);
      }
      onDeath(listener) {
        if (this.#death && !this.#closing) listener(this.#death);
        else this.#deathListeners.push(listener);
      }
      /** Ends the agent's stdin, which ends the agent and with it the host. */
      close() {
        this.#closing = true;
        this.#streams.stdin.end();
      }
      #receive(text2) {
        const line = readAgentLine(text2, this.#streams.describe);
        if (line instanceof HalfcloseError) this.#fail(line);
        else if ("event" in line) for (const listener of this.#eventListeners) listener(line);
        else this.#settle(line);
      }
      #settle(reply2) {
        const pending = this.#pending.get(reply2.id);
        if (!pending) return;
        this.#pending.delete(reply2.id);
        clearTimeout(pending.timer);
        if (reply2.ok) pending.resolve(reply2.result);
        else pending.reject(agentFailureToError(reply2.error, pending.op, this.#streams.describe));
      }
      #die() {
        const said = this.#stderr.trim();
        this.#fail(
          new HalfcloseError(
            "AGENT_DIED",
            `the agent of host ${this.#streams.describe} ended${said ? `; it last said:
${said}` : " without a word"}`,
            { hint: "its sockets went with it; look for an out-of-memory kill or a signal from outside" }
          )
        );
      }
      #fail(error) {
        if (this.#death) return;
        this.#death = error;
        for (const pending of this.#pending.values()) {
          clearTimeout(pending.timer);
          pending.reject(error);
        }
        this.#pending.clear();
        if (!this.#closing) for (const listener of this.#deathListeners) listener(error);
        if (error.code === "PROTOCOL_ERROR") this.close();
      }
    };
  }
});

// harness/backend/docker/host-container.ts
function demultiplexed(docker, attached) {
  const stdout = new import_node_stream.PassThrough();
  const stderr = new import_node_stream.PassThrough();
  docker.modem.demuxStream(attached, stdout, stderr);
  attached.once("close", () => {
    stderr.end();
    stdout.end();
  });
  attached.on("error", () => void 0);
  return { stdin: attached, stdout, stderr };
}
var import_node_stream, import_testcontainers, HostContainer, READ_ONLY_PATHS, READY_AT_ONCE;
var init_host_container = __esm({
  "harness/backend/docker/host-container.ts"() {
    "use strict";
    import_node_stream = require("node:stream");
    import_testcontainers = require("testcontainers");
    HostContainer = class extends import_testcontainers.GenericContainer {
      #docker;
      #plan;
      #streams;
      #created;
      #inspected;
      constructor(docker, plan) {
        super(plan.image);
        this.#docker = docker;
        this.#plan = plan;
        this.withNetworkMode(plan.networkId).withHostname(plan.hostname).withLabels({ ...plan.labels }).withPullPolicy(import_testcontainers.PullPolicy.neverPull()).withAutoCleanup(false);
      }
      get created() {
        return this.#created;
      }
      get streams() {
        return this.#streams;
      }
      get inspected() {
        return this.#inspected;
      }
      beforeContainerCreated() {
        const { networkId, hostname: hostname2, sysctls: sysctls2 } = this.#plan;
        Object.assign(this.createOpts, {
          OpenStdin: true,
          StdinOnce: true,
          AttachStdin: true,
          AttachStdout: true,
          AttachStderr: true,
          NetworkingConfig: { EndpointsConfig: { [networkId]: { Aliases: [hostname2] } } }
        });
        Object.assign(this.hostConfig, {
          AutoRemove: true,
          // For rules on its own segments, and for `ss -K`; forged segments need NET_RAW, which containers have.
          CapAdd: ["NET_ADMIN"],
          Init: false,
          Sysctls: sysctls2,
          // A scenario may change its host's kernel parameters while it runs; those of the machine stay write-protected.
          ReadonlyPaths: READ_ONLY_PATHS,
          LogConfig: { Type: "none" }
        });
        return Promise.resolve();
      }
      async containerCreated(containerId) {
        this.#created = this.#docker.getContainer(containerId);
        const attached = await this.#created.attach({
          stream: true,
          hijack: true,
          stdin: true,
          stdout: true,
          stderr: true
        });
        if (!(attached instanceof import_node_stream.Duplex))
          throw new TypeError("the engine gave a connection that cannot be written to");
        this.#streams = demultiplexed(this.#docker, attached);
      }
      /** There is nothing to wait for: what is sent before the agent reads stays in its stdin. */
      selectWaitStrategy(_, inspected) {
        this.#inspected = inspected;
        return Promise.resolve(READY_AT_ONCE);
      }
    };
    READ_ONLY_PATHS = [
      ...["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sysrq-trigger"],
      ...["abi", "debug", "dev", "fs", "kernel", "sunrpc", "user", "vm"].map((name2) => `/proc/sys/${name2}`)
    ];
    READY_AT_ONCE = {
      waitUntilReady: () => Promise.resolve(),
      withStartupTimeout: () => READY_AT_ONCE,
      isStartupTimeoutSet: () => false,
      getStartupTimeout: () => 0
    };
  }
});

// harness/backend/docker/docker-host.ts
async function startDockerHost(docker, plan) {
  const container = new HostContainer(docker, plan);
  try {
    await container.start();
    return new DockerHost(container, plan);
  } catch (error) {
    container.streams?.stdin.destroy();
    await removeNow(container.created);
    if (error instanceof HalfcloseError) throw error;
    throw new HalfcloseError("HOST_SETUP_FAILED", `host ${plan.hostname}: ${engineMessage(error)}`, {
      ...Object.keys(plan.sysctls).length > 0 ? { hint: `its sysctls were ${JSON.stringify(plan.sysctls)}` } : {},
      cause: error
    });
  }
}
async function untilRemoved(container) {
  try {
    await container.wait({ condition: "removed" });
  } catch (error) {
    if (engineStatus(error) !== 404) throw error;
  }
}
async function removeNow(container) {
  try {
    await container?.remove({ force: true, v: true });
  } catch (error) {
    if (engineStatus(error) === 409) return "under way";
    if (engineStatus(error) !== 404) throw error;
  }
  return "gone";
}
var END_GRACE_MS, DockerHost;
var init_docker_host = __esm({
  "harness/backend/docker/docker-host.ts"() {
    "use strict";
    init_errors();
    init_agent_channel();
    init_engine();
    init_host_container();
    END_GRACE_MS = 3e3;
    DockerHost = class {
      name;
      ipv4;
      ipv6;
      agent;
      identity;
      #container;
      #stopped;
      constructor({ created, streams, inspected }, plan) {
        const endpoint = Object.values(inspected?.NetworkSettings.Networks ?? {})[0];
        if (!created || !streams || !endpoint?.IPAddress) {
          throw new HalfcloseError(
            "HOST_SETUP_FAILED",
            `host ${plan.hostname}: its container ended as soon as it had started`,
            {
              hint: "rebuild the host image with `npx halfclose images`"
            }
          );
        }
        this.name = plan.hostname;
        this.ipv4 = endpoint.IPAddress;
        this.ipv6 = endpoint.GlobalIPv6Address;
        this.identity = { container: created.id };
        this.#container = created;
        this.agent = openAgentChannel({
          ...streams,
          describe: `${this.name} (container ${created.id.slice(0, 12)})`
        });
      }
      stop() {
        this.#stopped ??= this.#end();
        return this.#stopped;
      }
      /** Ends the agent by ending its stdin, and waits until the container is gone; by force where that is not enough. */
      async #end() {
        const removed = untilRemoved(this.#container);
        let timer;
        const forced = new Promise((resolve, reject) => {
          timer = setTimeout(() => void this.#removed(removed).then(resolve, reject), END_GRACE_MS);
        });
        this.agent.close();
        await Promise.race([removed, forced]).finally(() => clearTimeout(timer));
      }
      async #removed(alreadyUnderWay) {
        const answer3 = await removeNow(this.#container);
        if (answer3 === "under way") await alreadyUnderWay;
      }
    };
  }
});

// harness/backend/docker/run-id.ts
function newRunId(here = HERE) {
  return [here.place, here.boot, process.pid, here.startOf(process.pid), (0, import_node_crypto2.randomBytes)(4).toString("hex")].join(
    "."
  );
}
function runState(run2, here = HERE) {
  const [place, boot, pid, start3] = run2.split(".");
  if (place !== here.place || !pid || !start3) return "elsewhere";
  if (boot !== here.boot) return "dead";
  return here.startOf(Number(pid)) === start3 ? "alive" : "dead";
}
function short(text2) {
  return (0, import_node_crypto2.createHash)("sha256").update(text2).digest("hex").slice(0, 8);
}
function readOrEmpty(file) {
  try {
    return (0, import_node_fs8.readFileSync)(file, "utf8").trim();
  } catch {
    return "";
  }
}
function pidNamespace() {
  try {
    return (0, import_node_fs8.readlinkSync)("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
var import_node_crypto2, import_node_fs8, import_node_os3, LAB_LABEL, RUN_LABEL, HERE;
var init_run_id = __esm({
  "harness/backend/docker/run-id.ts"() {
    "use strict";
    import_node_crypto2 = require("node:crypto");
    import_node_fs8 = require("node:fs");
    import_node_os3 = require("node:os");
    LAB_LABEL = "dev.halfclose.lab";
    RUN_LABEL = "dev.halfclose.run";
    HERE = {
      place: short(`${(0, import_node_os3.hostname)()} ${readOrEmpty("/etc/machine-id")} ${pidNamespace()}`),
      boot: short(readOrEmpty("/proc/sys/kernel/random/boot_id")),
      startOf: (pid) => {
        const stat = readOrEmpty(`/proc/${String(pid)}/stat`);
        return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
      }
    };
  }
});

// harness/backend/docker/reaper-process.ts
function joinRun() {
  current ??= startRun();
  clearTimeout(dismissal);
  labs++;
  return current;
}
function leaveRun() {
  labs--;
  if (labs > 0) return;
  dismissal = setTimeout(() => {
    current?.reaper.stdin.end();
    current = void 0;
  }, IDLE_MS).unref();
}
function startRun() {
  const id = newRunId();
  const reaper = (0, import_node_child_process3.spawn)(process.execPath, [builtFile("reaper.js"), id], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"]
  });
  reaper.unref();
  if (reaper.stdin instanceof import_node_net.Socket) reaper.stdin.unref();
  reaper.stdin.on("error", () => void 0);
  return { id, reaper };
}
var import_node_child_process3, import_node_net, IDLE_MS, current, labs, dismissal;
var init_reaper_process = __esm({
  "harness/backend/docker/reaper-process.ts"() {
    "use strict";
    import_node_child_process3 = require("node:child_process");
    import_node_net = require("node:net");
    init_package_files();
    init_run_id();
    IDLE_MS = 2e3;
    labs = 0;
  }
});

// harness/backend/docker/toxiproxy-container.ts
async function startToxiproxyBeside(docker, { image, labels }, host2, port2) {
  const joined = `container:${host2.identity.container ?? ""}`;
  let container;
  try {
    container = await docker.createContainer({
      Image: image,
      Cmd: ["-host=127.0.0.1", `-port=${String(port2)}`],
      Labels: { ...labels },
      HostConfig: {
        NetworkMode: joined,
        PidMode: joined,
        AutoRemove: true,
        LogConfig: { Type: "none", Config: {} }
      }
    });
    await container.start();
  } catch (error) {
    await removeNow(container);
    throw new HalfcloseError("HOST_SETUP_FAILED", `host ${host2.name}, ${image}: ${engineMessage(error)}`, {
      cause: error
    });
  }
  const started2 = container;
  return () => untilRemoved(started2);
}
var init_toxiproxy_container = __esm({
  "harness/backend/docker/toxiproxy-container.ts"() {
    "use strict";
    init_errors();
    init_docker_host();
    init_engine();
  }
});

// harness/backend/docker/docker-network.ts
var docker_network_exports = {};
__export(docker_network_exports, {
  openDockerNetwork: () => openDockerNetwork
});
async function openDockerNetwork(engine, { image: hostImage, toxiproxy }, labId) {
  const image = "kind" in toxiproxy && toxiproxy.kind === "own" ? toxiproxy.image : hostImage;
  const ryuk = await joinRyuk(engine.docker);
  const run2 = joinRun();
  const labels = { [LAB_LABEL]: labId, [RUN_LABEL]: run2.id, ...ryuk.labels };
  try {
    const { network, ipv6 } = await createBridge(engine.docker, `halfclose-${labId}`, labels);
    const facts = {
      engine: `${engine.version} (API ${engine.apiVersion}) at ${engine.where}`,
      image,
      network: network.id.slice(0, 12),
      ipv6,
      privileges: "those every container has; nothing added",
      ryuk: ryuk.fact,
      run: run2.id
    };
    return new DockerNetwork(engine.docker, network, facts, { image, labels, toxiproxy });
  } catch (error) {
    leaveRun();
    throw new HalfcloseError(
      "HOST_SETUP_FAILED",
      `the engine made no network for lab ${labId}: ${engineMessage(error)}`,
      {
        hint: "many networks of earlier runs may be left: `npx halfclose clean`",
        cause: error
      }
    );
  }
}
async function createBridge(docker, name2, labels) {
  const bridge = { Name: name2, Driver: "bridge", Internal: true, Labels: { ...labels } };
  const subnet = randomUlaSubnet();
  try {
    const IPAM = { Driver: "default", Config: [{ Subnet: subnet }] };
    return { network: await docker.createNetwork({ ...bridge, EnableIPv6: true, IPAM }), ipv6: subnet };
  } catch (error) {
    const network = await docker.createNetwork(bridge);
    return { network, ipv6: `none: the engine refused it: ${engineMessage(error)}` };
  }
}
function randomUlaSubnet() {
  const hex = (0, import_node_crypto3.randomBytes)(7).toString("hex");
  return `fd${hex.slice(0, 2)}:${hex.slice(2, 6)}:${hex.slice(6, 10)}:${hex.slice(10, 14)}::/64`;
}
async function removeNetwork(network) {
  await network.remove().catch((error) => {
    if (engineStatus(error) !== 404) throw error;
  });
}
var import_node_crypto3, PROGRAM2, DockerNetwork;
var init_docker_network = __esm({
  "harness/backend/docker/docker-network.ts"() {
    "use strict";
    import_node_crypto3 = require("node:crypto");
    init_errors();
    init_docker_host();
    init_engine();
    init_run_id();
    init_reaper_process();
    init_ryuk();
    init_toxiproxy_container();
    PROGRAM2 = "/usr/local/bin/toxiproxy-server";
    DockerNetwork = class {
      backend = "docker";
      facts;
      #docker;
      #network;
      #containers;
      #hosts = [];
      #beside = [];
      #stopped;
      constructor(docker, network, facts, containers) {
        this.#docker = docker;
        this.#network = network;
        this.facts = facts;
        this.#containers = containers;
      }
      createHost({ name: name2, sysctls: sysctls2 }) {
        const { image, labels } = this.#containers;
        const plan = { image, labels, networkId: this.#network.id, hostname: name2, sysctls: sysctls2 };
        const host2 = startDockerHost(this.#docker, plan);
        this.#hosts.push(host2);
        return host2;
      }
      toxiproxy() {
        const { toxiproxy, labels } = this.#containers;
        if (!("kind" in toxiproxy)) return Promise.reject(toxiproxy);
        const { kind, image } = toxiproxy;
        if (kind === "own") return Promise.resolve({ from: image, program: PROGRAM2 });
        const startBeside = async (host2, port2) => {
          const started2 = startToxiproxyBeside(this.#docker, { image, labels }, host2, port2);
          this.#beside.push(started2);
          await started2;
        };
        return Promise.resolve({ from: image, startBeside });
      }
      stop() {
        this.#stopped ??= this.#end();
        return this.#stopped;
      }
      async #end() {
        const started2 = (await Promise.allSettled(this.#hosts)).filter((host2) => host2.status === "fulfilled");
        const stops = await Promise.allSettled(started2.map((host2) => host2.value.stop()));
        const beside = (await Promise.allSettled(this.#beside)).filter((each) => each.status === "fulfilled");
        await Promise.allSettled(beside.map(({ value: untilGone }) => untilGone()));
        try {
          await removeNetwork(this.#network);
        } finally {
          leaveRun();
        }
        const failed = stops.find((stop2) => stop2.status === "rejected");
        if (failed) throw failed.reason;
      }
    };
  }
});

// harness/backend/docker/docker-backend.ts
async function prepare() {
  const engine = await connectEngine();
  return { engine, image: await requireHostImage(engine.docker) };
}
var dockerBackend;
var init_docker_backend = __esm({
  "harness/backend/docker/docker-backend.ts"() {
    "use strict";
    init_engine();
    init_host_image();
    init_toxiproxy_image();
    dockerBackend = {
      name: "docker",
      check: async () => {
        await prepare();
      },
      toxiproxy: async () => {
        const { engine, image } = await prepare();
        return { from: (await requireToxiproxyImage(engine.docker, image)).image };
      },
      createNetwork: async (labId) => {
        const { engine, image } = await prepare();
        const { openDockerNetwork: openDockerNetwork2 } = await Promise.resolve().then(() => (init_docker_network(), docker_network_exports));
        const toxiproxy = await requireToxiproxyImage(engine.docker, image).catch(
          (error) => error
        );
        return openDockerNetwork2(engine, { image, toxiproxy }, labId);
      }
    };
  }
});

// harness/backend/netns/commands.ts
function toolOnPath(tool) {
  return findExecutable(tool, SEARCH_PATH.split(":")) !== void 0;
}
function works(command2, args2) {
  return new Promise((resolve) => {
    const child = (0, import_node_child_process4.spawn)(command2, args2, { env: commandEnvironment, stdio: "ignore" });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}
var import_node_child_process4, SEARCH_PATH, commandEnvironment;
var init_commands = __esm({
  "harness/backend/netns/commands.ts"() {
    "use strict";
    import_node_child_process4 = require("node:child_process");
    init_executables();
    SEARCH_PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/bin:/sbin:/bin`;
    commandEnvironment = { ...process.env, PATH: SEARCH_PATH };
  }
});

// harness/backend/netns/held-process.ts
function untilReady(child, command2) {
  return new Promise((resolve, reject) => {
    let complaint2 = "";
    const onError = (chunk) => complaint2 += chunk.toString();
    const fail = (why) => reject(
      new HalfcloseError(
        "HOST_SETUP_FAILED",
        `\`${command2.slice(0, 6).join(" ")} \u2026\`: ${complaint2 || why}`
      )
    );
    child.stderr.on("data", onError);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => fail(`ended with ${String(code)}`));
    child.stdout.once("readable", () => {
      if (child.stdout.read(READY.length) === null) return;
      child.stderr.off("data", onError);
      resolve();
    });
  });
}
var import_node_child_process5, READY, HeldProcess;
var init_held_process = __esm({
  "harness/backend/netns/held-process.ts"() {
    "use strict";
    import_node_child_process5 = require("node:child_process");
    init_errors();
    init_commands();
    READY = "ready\n";
    HeldProcess = class _HeldProcess {
      child;
      pid;
      ended;
      constructor(child, pid) {
        this.child = child;
        this.pid = pid;
        this.ended = new Promise((resolve) => child.once("exit", () => resolve()));
      }
      /**
       * Runs `command`, whose last part is a shell script that prints `ready` and then execs what holds the namespace.
       * Resolves at `ready`, when the namespaces exist, while what was exec'ed may still be starting.
       */
      static async start(command2) {
        const [file = "", ...args2] = command2;
        const child = (0, import_node_child_process5.spawn)(file, args2, { env: commandEnvironment, detached: true, stdio: "pipe" });
        child.stdin.on("error", () => void 0);
        await untilReady(child, command2);
        return new _HeldProcess(child, child.pid ?? 0);
      }
      /** Ends it at once: it has nothing to put in order, what it holds goes with it. */
      async stop() {
        if (this.child.exitCode !== null || this.child.signalCode !== null) return;
        this.child.kill("SIGKILL");
        await this.ended;
      }
    };
  }
});

// harness/backend/netns/lab-switch.ts
var import_node_readline3, PROGRAM3, LabSwitch;
var init_lab_switch = __esm({
  "harness/backend/netns/lab-switch.ts"() {
    "use strict";
    import_node_readline3 = require("node:readline");
    init_errors();
    init_held_process();
    PROGRAM3 = `
  echo ready
  for i in all default; do echo 1 > /proc/sys/net/ipv6/conf/$i/disable_ipv6; done 2>/dev/null
  ip link add lab type bridge mcast_snooping 0 2>&1 && ip link set lab up 2>&1 || exit 1
  while read -r port; do ip link set "$port" master lab up 2>&1 && echo up; done`;
    LabSwitch = class _LabSwitch {
      pid;
      #held;
      #waiting = [];
      /** Why it can do nothing any more. */
      #failure;
      constructor(held) {
        this.#held = held;
        this.pid = held.pid;
        (0, import_node_readline3.createInterface)({ input: held.child.stdout }).on("line", (line) => {
          if (line === "up") this.#waiting.shift()?.resolve();
          else this.#fail(line);
        }).on("close", () => this.#fail("it went away"));
      }
      static async start(privilege) {
        const flags = privilege === "root" ? "-n" : "-Urn";
        return new _LabSwitch(await HeldProcess.start(["unshare", flags, "sh", "-c", PROGRAM3]));
      }
      /** Puts a port on the bridge that a host has made in this namespace. */
      plugIn(port2) {
        if (this.#failure) return Promise.reject(this.#failure);
        return new Promise((resolve, reject) => {
          this.#waiting.push({ resolve, reject });
          this.#held.child.stdin.write(`${port2}
`);
        });
      }
      stop() {
        return this.#held.stop();
      }
      #fail(reason) {
        this.#failure ??= new HalfcloseError("HOST_SETUP_FAILED", `the lab's bridge: ${reason}`);
        for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
      }
    };
  }
});

// harness/backend/netns/privilege.ts
function requirePrivilege() {
  return answer ??= findPrivilege();
}
async function findPrivilege() {
  for (const [tool, debianPackage] of Object.entries(TOOLS)) {
    if (toolOnPath(tool)) continue;
    throw new HalfcloseError(
      "MISSING_TOOL",
      `the netns backend needs \`${tool}\`, which is not on the path`,
      {
        hint: `run ./setup, or: apt-get install ${debianPackage}`
      }
    );
  }
  if (await works("unshare", ["-n", "true"])) return "root";
  if (await works("unshare", ["-Urn", "true"])) return "userns";
  throw new HalfcloseError("NO_PRIVILEGE", "the netns backend may not make network namespaces here", {
    hint: "run as root, or allow unprivileged user namespaces (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns); `npx halfclose doctor` tells more"
  });
}
var TOOLS, answer;
var init_privilege = __esm({
  "harness/backend/netns/privilege.ts"() {
    "use strict";
    init_errors();
    init_commands();
    TOOLS = {
      ss: "iproute2",
      ip: "iproute2",
      unshare: "util-linux",
      nsenter: "util-linux"
    };
  }
});

// harness/backend/netns/subnet.ts
async function leaseSubnet() {
  const first = (0, import_node_crypto4.randomInt)(SUBNETS);
  for (let tried = 0; tried < SUBNETS; tried++) {
    const number = (first + tried) % SUBNETS;
    const lease = await tryLease(number);
    if (lease) return describe2(number, lease);
  }
  throw new HalfcloseError("HOST_SETUP_FAILED", `all ${String(SUBNETS)} subnets are in use by running labs`);
}
function tryLease(number) {
  return new Promise((resolve, reject) => {
    const lease = import_node_net2.default.createServer();
    lease.once(
      "error",
      (error) => error.code === "EADDRINUSE" ? resolve(void 0) : reject(error)
    );
    lease.listen({ path: `\0halfclose-subnet-${String(number)}` }, () => resolve(lease));
    lease.unref();
  });
}
function describe2(number, lease) {
  const v4 = `10.${String(FIRST_IPV4_BLOCK + (number >> 8))}.${String(number & 255)}`;
  const v6 = `${IPV6_PREFIX}:${number.toString(16)}`;
  return {
    ipv4: (host2) => `${v4}.${String(host2)}`,
    ipv6: (host2) => `${v6}::${host2.toString(16)}`,
    description: `${v4}.0/24, ${v6}::/64`,
    release: () => lease.close()
  };
}
var import_node_crypto4, import_node_net2, SUBNETS, FIRST_IPV4_BLOCK, IPV6_PREFIX;
var init_subnet = __esm({
  "harness/backend/netns/subnet.ts"() {
    "use strict";
    import_node_crypto4 = require("node:crypto");
    import_node_net2 = __toESM(require("node:net"));
    init_errors();
    SUBNETS = 4096;
    FIRST_IPV4_BLOCK = 64;
    IPV6_PREFIX = "fd68:6c66:636c";
  }
});

// harness/backend/netns/netns-backend.ts
async function programOfThisMachine() {
  const program2 = await findToxiproxyProgram();
  return { from: program2, program: program2 };
}
function hostScript(port2, switchPid, addresses) {
  const commands = [
    "link set lo up",
    `link add eth0 type veth peer name ${port2} netns ${String(switchPid)}`,
    ...addresses.map((address3) => `addr add ${address3} dev eth0${address3.includes(":") ? " nodad" : ""}`),
    "link set eth0 up"
  ];
  return `
    wire() { ip -batch - && echo ready || kill $$; }
    (wire <<END &
${commands.join("\n")}
END
    )
    exec "$0" "$1"`;
}
var netnsBackend, NetnsNetwork;
var init_netns_backend = __esm({
  "harness/backend/netns/netns-backend.ts"() {
    "use strict";
    init_agent_channel();
    init_package_files();
    init_toxiproxy_program();
    init_held_process();
    init_lab_switch();
    init_privilege();
    init_subnet();
    netnsBackend = {
      name: "netns",
      check: async () => {
        await requirePrivilege();
      },
      toxiproxy: programOfThisMachine,
      createNetwork: async () => {
        const privilege = await requirePrivilege();
        const subnet = await leaseSubnet();
        try {
          return new NetnsNetwork(privilege, subnet, await LabSwitch.start(privilege));
        } catch (error) {
          subnet.release();
          throw error;
        }
      }
    };
    NetnsNetwork = class {
      backend = "netns";
      facts;
      #privilege;
      #subnet;
      #switch;
      #hosts = [];
      #nextNumber = 2;
      constructor(privilege, subnet, labSwitch) {
        this.#privilege = privilege;
        this.#subnet = subnet;
        this.#switch = labSwitch;
        this.facts = { privilege, subnet: subnet.description };
      }
      toxiproxy() {
        return programOfThisMachine();
      }
      async createHost({ name: name2, sysctls: sysctls2 }) {
        const number = this.#nextNumber++;
        const [ipv4, ipv6] = [this.#subnet.ipv4(number), this.#subnet.ipv6(number)];
        const port2 = `host${String(number)}`;
        const held = await HeldProcess.start([
          ...this.#inUserNamespace(),
          ...["unshare", "-n", "sh", "-c", hostScript(port2, this.#switch.pid, [`${ipv4}/24`, `${ipv6}/64`])],
          ...[process.execPath, builtFile("agent.js")]
        ]);
        const { stdin, stdout, stderr } = held.child;
        const agent = openAgentChannel({ stdin, stdout, stderr, describe: `${name2} (pid ${String(held.pid)})` });
        const stop2 = () => (agent.close(), held.stop());
        const host2 = { name: name2, ipv4, ipv6, agent, identity: { pid: held.pid }, stop: stop2 };
        this.#hosts.push(host2);
        await this.#switch.plugIn(port2);
        if (Object.keys(sysctls2).length > 0) await agent.request("configure", { sysctls: sysctls2 });
        return host2;
      }
      async stop() {
        await Promise.all(this.#hosts.map((host2) => host2.stop()));
        await this.#switch.stop();
        this.#subnet.release();
      }
      #inUserNamespace() {
        if (this.#privilege === "root") return [];
        return ["nsenter", "-t", String(this.#switch.pid), "-U", "--preserve-credentials"];
      }
    };
  }
});

// harness/scenario/backends.ts
function backendNamed(name2) {
  if (Object.hasOwn(BACKENDS, name2)) return BACKENDS[name2];
  throw new HalfcloseError("UNKNOWN_BACKEND", `there is no backend called \`${name2}\``, {
    hint: `choose one of: ${Object.keys(BACKENDS).join(", ")}`
  });
}
var BACKENDS;
var init_backends = __esm({
  "harness/scenario/backends.ts"() {
    "use strict";
    init_docker_backend();
    init_netns_backend();
    init_errors();
    BACKENDS = { netns: netnsBackend, docker: dockerBackend };
  }
});

// harness/model/clock.ts
function slowly() {
  return Number(process.hrtime.bigint()) / 1e6;
}
function monotonicMs() {
  return AHEAD_MS + performance.now();
}
var SAMPLES, AHEAD_MS;
var init_clock = __esm({
  "harness/model/clock.ts"() {
    "use strict";
    SAMPLES = 10;
    AHEAD_MS = Math.max(...Array.from({ length: SAMPLES }, () => slowly() - performance.now()));
  }
});

// harness/scenario/evidence-file.ts
function linkLatest(runFolder2) {
  const link = import_node_path12.default.join(import_node_path12.default.dirname(runFolder2), "latest");
  const fresh = `${link}.${String(process.pid)}`;
  (0, import_node_fs9.rmSync)(fresh, { force: true });
  (0, import_node_fs9.symlinkSync)(import_node_path12.default.basename(runFolder2), fresh);
  (0, import_node_fs9.renameSync)(fresh, link);
}
var import_node_fs9, import_node_path12;
var init_evidence_file = __esm({
  "harness/scenario/evidence-file.ts"() {
    "use strict";
    import_node_fs9 = require("node:fs");
    import_node_path12 = __toESM(require("node:path"));
    init_clock();
  }
});

// harness/scenario/run-folder.ts
function outFolder() {
  return import_node_path13.default.resolve(process.env[OUT_FOLDER] ?? import_node_path13.default.join("reports", "out"));
}
function runFolder() {
  const known = process.env[RUN_FOLDER];
  if (known !== void 0) return known;
  const out = outFolder();
  const time2 = (/* @__PURE__ */ new Date()).toISOString().replaceAll(":", "-").replace(/\.\d+Z$/, "");
  const folder = import_node_path13.default.join(out, `${time2}-${String(process.pid)}`);
  (0, import_node_fs10.mkdirSync)(folder, { recursive: true });
  linkLatest(folder);
  process.env[RUN_FOLDER] = folder;
  return folder;
}
var import_node_fs10, import_node_path13, RUN_FOLDER, OUT_FOLDER;
var init_run_folder = __esm({
  "harness/scenario/run-folder.ts"() {
    "use strict";
    import_node_fs10 = require("node:fs");
    import_node_path13 = __toESM(require("node:path"));
    init_evidence_file();
    RUN_FOLDER = "HALFCLOSE_RUN_FOLDER";
    OUT_FOLDER = "HALFCLOSE_OUT";
  }
});

// harness/cli/jest.ts
async function runJest(args2, options = {}) {
  const folder = runFolder();
  const jest = import_node_path14.default.join(import_node_path14.default.dirname(require.resolve("jest/package.json")), "bin", "jest.js");
  const child = (0, import_node_child_process6.spawn)(process.execPath, [jest, ...args2], {
    cwd: packageRoot(),
    env: { ...process.env, ...options.env, HALFCLOSE_RUN_FOLDER: folder },
    // Over the IPC channel it learns that this process has ended, even by SIGKILL, and ends too.
    stdio: options.quiet ? ["ignore", "pipe", "pipe", "ipc"] : ["inherit", "inherit", "inherit", "ipc"]
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => output += chunk.toString());
  const interruption = new AbortController();
  const onInterrupt = () => interruption.abort();
  process.on("SIGINT", onInterrupt);
  const exitCode = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? EXIT_FAILED));
  });
  process.off("SIGINT", onInterrupt);
  if (interruption.signal.aborted) {
    if (options.quiet)
      process.stderr.write(`
interrupted; evidence in ${import_node_path14.default.relative(process.cwd(), folder)}
`);
    process.exit(EXIT_INTERRUPTED);
  }
  return { exitCode, output };
}
var import_node_child_process6, import_node_path14;
var init_jest = __esm({
  "harness/cli/jest.ts"() {
    "use strict";
    import_node_child_process6 = require("node:child_process");
    import_node_path14 = __toESM(require("node:path"));
    init_package_files();
    init_run_folder();
    init_exit_codes();
  }
});

// harness/scenario/required.ts
function isRequired(what) {
  return (process.env["HALFCLOSE_REQUIRE"] ?? "").split(",").includes(what);
}
var init_required = __esm({
  "harness/scenario/required.ts"() {
    "use strict";
  }
});

// harness/cli/projects.ts
function namedBackends(choice) {
  return choice === "all" ? ["netns", "docker"] : [backendNamed(choice).name];
}
async function availableBackends() {
  const engine = await probeEngine();
  if (engine.ok) return { backends: ["netns", "docker"], notRun: [] };
  const why = `docker suite not run: ${engine.reason} (${engine.where})`;
  if (isRequired("docker")) {
    throw new HalfcloseError("NO_ENGINE", `HALFCLOSE_REQUIRE demands docker; ${why}`, {
      hint: "run ./setup --docker"
    });
  }
  return { backends: ["netns"], notRun: [why] };
}
var init_projects = __esm({
  "harness/cli/projects.ts"() {
    "use strict";
    init_engine();
    init_errors();
    init_backends();
    init_required();
  }
});

// harness/cli/demo.ts
var demo_exports = {};
__export(demo_exports, {
  demo: () => demo
});
async function demo(options) {
  const backends = namedBackends(options.backend);
  if (backends.includes("docker")) await ensureHostImage({ onProgress: tell });
  for (const name2 of backends) await backendNamed(name2).check();
  tell(
    `running the headline scenarios on ${backends.join(" and ")}: real kernels, so it takes some seconds \u2026`
  );
  const jest = await runJest(["--selectProjects", ...backends, "--", "scenarios/headline"], { quiet: true });
  const evidence = readRun(runFolder());
  process.stdout.write(
    options.json ? `${JSON.stringify(evidence.map(summarise), void 0, 2)}
` : render(evidence)
  );
  if (jest.exitCode !== 0) process.stderr.write(jest.output);
  process.exitCode = jest.exitCode;
}
function tell(line) {
  process.stderr.write(`${line}
`);
}
function render(evidence) {
  const held = evidence.filter(({ verdict }) => verdict === "held").length;
  const summary = `${String(held)} of ${String(evidence.length)} scenarios held; evidence in ${import_node_path15.default.relative(process.cwd(), runFolder())}`;
  return `${evidence.map(renderScenario).join("\n")}
${summary}
`;
}
var import_node_path15;
var init_demo = __esm({
  "harness/cli/demo.ts"() {
    "use strict";
    import_node_path15 = __toESM(require("node:path"));
    init_read_run();
    init_terminal();
    init_host_image();
    init_backends();
    init_run_folder();
    init_jest();
    init_projects();
  }
});

// harness/cli/test.ts
var test_exports = {};
__export(test_exports, {
  test: () => test
});
async function test(jestArguments) {
  const { backends, notRun } = await availableBackends();
  if (backends.includes("docker"))
    await ensureHostImage({ onProgress: (line) => process.stderr.write(`${line}
`) });
  const { exitCode } = await runJest(["--selectProjects", "unit", ...backends, ...pass(jestArguments)]);
  for (const line of notRun)
    process.stdout.write(`${line}
  run ./setup --docker to install and start an engine
`);
  process.exitCode = exitCode;
}
function pass(args2) {
  return args2.length === 0 ? [] : args2[0]?.startsWith("-") ? [...args2] : ["--", ...args2];
}
var init_test = __esm({
  "harness/cli/test.ts"() {
    "use strict";
    init_host_image();
    init_jest();
    init_projects();
  }
});

// harness/cli/positive-number.ts
function positiveNumber(option, text2) {
  const value = Number(text2);
  if (Number.isInteger(value) && value > 0) return value;
  throw new HalfcloseError(
    "INVALID_OPTION",
    `Expected ${option} to be a positive whole number, got \`${text2}\``
  );
}
var init_positive_number = __esm({
  "harness/cli/positive-number.ts"() {
    "use strict";
    init_errors();
  }
});

// harness/cli/repeat.ts
var repeat_exports = {};
__export(repeat_exports, {
  repeat: () => repeat
});
async function repeat(pattern, options) {
  const times = positiveNumber("--times", options.times);
  const parallel = positiveNumber("--parallel", options.parallel);
  const backends = namedBackends(options.backend);
  if (backends.includes("docker")) {
    await ensureHostImage({ onProgress: (line) => process.stderr.write(`${line}
`) });
  }
  const load = options.busy ? keepCoresBusy() : [];
  const rounds = { started: 0, ended: 0, failed: 0, times };
  const run2 = () => runRounds(rounds, ["--selectProjects", ...backends, "--", pattern]);
  try {
    await Promise.all(Array.from({ length: parallel }, run2));
  } finally {
    for (const child of load) child.kill();
  }
  report(countOutcomes(), options);
  if (rounds.failed > 0) process.exitCode = EXIT_FAILED;
}
async function runRounds(rounds, args2) {
  while (rounds.started < rounds.times) {
    rounds.started++;
    const { exitCode, output } = await runJest(args2, { quiet: true });
    if (exitCode !== 0) rounds.failed++;
    const which = `round ${String(++rounds.ended)} of ${String(rounds.times)}`;
    process.stderr.write(`${which}: ${exitCode === 0 ? "passed" : `FAILED
${output}`}
`);
  }
}
function keepCoresBusy() {
  const program2 = 'process.stdin.on("close", () => process.exit()).resume(); (function spin() { for (let i = 0; i < 1e7; i++); setImmediate(spin); })()';
  return import_node_os4.default.cpus().map(() => (0, import_node_child_process7.spawn)(process.execPath, ["-e", program2], { stdio: ["pipe", "ignore", "inherit"] }));
}
function countOutcomes() {
  const counts = /* @__PURE__ */ new Map();
  for (const { scenario, backend, status } of readRun(runFolder())) {
    const name2 = `${backend}: ${scenario.name}`;
    const count2 = counts.get(name2) ?? { passed: 0, failed: 0 };
    count2[status === "passed" ? "passed" : "failed"]++;
    counts.set(name2, count2);
  }
  return counts;
}
function report(counts, options) {
  const flaky = [...counts.values()].some(({ failed }) => failed > 0);
  if (options.json) process.stdout.write(`${JSON.stringify(Object.fromEntries(counts), void 0, 2)}
`);
  else
    for (const [name2, { passed, failed }] of counts)
      process.stdout.write(`${String(passed)} passed, ${String(failed)} failed  ${name2}
`);
  process.stdout.write(options.json ? "" : `evidence in ${import_node_path16.default.relative(process.cwd(), runFolder())}
`);
  if (flaky || counts.size === 0) process.exitCode = EXIT_FAILED;
}
var import_node_child_process7, import_node_os4, import_node_path16;
var init_repeat = __esm({
  "harness/cli/repeat.ts"() {
    "use strict";
    import_node_child_process7 = require("node:child_process");
    import_node_os4 = __toESM(require("node:os"));
    import_node_path16 = __toESM(require("node:path"));
    init_host_image();
    init_exit_codes();
    init_run_folder();
    init_read_run();
    init_jest();
    init_positive_number();
    init_projects();
  }
});

// harness/doctor/report.ts
function row(what, status, found2, used, advice) {
  return status === "ok" ? { what, found: found2, status, used } : { what, found: found2, status, used, advice };
}
var init_report = __esm({
  "harness/doctor/report.ts"() {
    "use strict";
  }
});

// harness/doctor/backends.ts
function chooseBackends(rows, netns) {
  const missing = (what) => rows.some((found2) => found2.what === what && found2.status === "missing");
  return {
    netns: netns === void 0 || NEEDED.some(missing) ? "not possible" : netns,
    docker: !missing("container engine")
  };
}
function backendRows({ netns, docker }) {
  const how = { root: "as root", userns: "as an ordinary user", "not possible": "not possible" }[netns];
  const used = (yes) => yes ? "will be used" : "will not be used";
  const runs = netns !== "not possible";
  return [
    row("backend netns", runs ? "ok" : "missing", how, used(runs), "see network namespaces, ss and ip"),
    row(
      "backend docker",
      docker ? "ok" : "missing",
      docker ? "engine answers" : "no engine",
      used(docker),
      "see container engine"
    )
  ];
}
var NEEDED;
var init_backends2 = __esm({
  "harness/doctor/backends.ts"() {
    "use strict";
    init_report();
    NEEDED = ["ss", "ip"];
  }
});

// harness/doctor/engine.ts
function engineRow(answer3, dockerHost) {
  const used = "the docker backend";
  const advice = dockerHost ? "start the engine that DOCKER_HOST points at, or unset DOCKER_HOST" : "./setup --docker, or do without: the netns backend needs no engine";
  return answer3.ok ? row(
    "container engine",
    "ok",
    `${answer3.version} (API ${answer3.apiVersion}) at ${answer3.where}`,
    used,
    advice
  ) : row("container engine", "missing", `${answer3.where}: ${answer3.reason}`, used, advice);
}
var init_engine2 = __esm({
  "harness/doctor/engine.ts"() {
    "use strict";
    init_report();
  }
});

// harness/doctor/attempt.ts
function attempt(command2, args2) {
  const env = { ...process.env, PATH: SEARCH_PATH2.join(":"), LC_ALL: "C" };
  return new Promise((resolve) => {
    (0, import_node_child_process8.execFile)(command2, args2, { env, timeout: DEADLINE_MS, killSignal: "SIGKILL" }, (error, stdout, stderr) => {
      if (!error) resolve({ ok: true, output: `${stdout}${stderr}`.trim() });
      else resolve({ ok: false, why: complaint(command2, error, stderr) });
    });
  });
}
function complaint(command2, error, stderr) {
  if (error.code === "ENOENT") return `${command2} is not installed`;
  if (error.killed) return `${command2} did not end within ${DEADLINE_MS / 1e3} s`;
  return stderr.trim().split("\n")[0] || `${command2} ended with ${String(error.code)}`;
}
async function whereIs(tool) {
  for (const folder of SEARCH_PATH2) {
    const file = import_node_path17.default.join(folder, tool);
    const executable = await (0, import_promises6.access)(file, import_promises6.constants.X_OK).then(
      () => true,
      () => false
    );
    if (executable) return file;
  }
  return void 0;
}
var import_node_child_process8, import_promises6, import_node_path17, DEADLINE_MS, SEARCH_PATH2;
var init_attempt = __esm({
  "harness/doctor/attempt.ts"() {
    "use strict";
    import_node_child_process8 = require("node:child_process");
    import_promises6 = require("node:fs/promises");
    import_node_path17 = __toESM(require("node:path"));
    DEADLINE_MS = 5e3;
    SEARCH_PATH2 = [
      ...(process.env["PATH"] ?? "").split(":").filter((folder) => folder !== "" && !folder.endsWith("node_modules/.bin")),
      "/usr/local/sbin",
      "/usr/sbin",
      "/sbin"
    ];
  }
});

// harness/doctor/network.ts
function featureRow(feature, result) {
  const { what, works: works2, used, advice } = feature;
  if (result === void 0)
    return row(what, "missing", "not tried: no namespace to try it in", used, "see network namespaces");
  return result.ok ? row(what, "ok", works2, used, advice) : row(what, "limited", `refused: ${result.why}`, used, advice);
}
function examineNetwork(privilege) {
  return Promise.all(
    FEATURES.map(async (feature) => {
      if (privilege === void 0) return featureRow(feature, void 0);
      return featureRow(feature, await attempt("unshare", [FLAGS2[privilege], "sh", "-c", feature.script]));
    })
  );
}
var NFT_QUEUE_RULES, FEATURES, FLAGS2;
var init_network = __esm({
  "harness/doctor/network.ts"() {
    "use strict";
    init_attempt();
    init_report();
    NFT_QUEUE_RULES = [
      "add table inet halfclose",
      "add chain inet halfclose input { type filter hook input priority 0; }",
      "add rule inet halfclose input tcp dport 9 queue num 7"
    ].join("; ");
    FEATURES = [
      {
        what: "IPv6",
        script: "ip link set lo up && ip -6 address add fd00::1/128 dev lo",
        works: "addresses can be given",
        used: "scenarios over IPv6",
        advice: "boot without ipv6.disable=1; scenarios over IPv4 run without it"
      },
      {
        what: "sysctl in a namespace",
        script: "echo 5 > /proc/sys/net/ipv4/tcp_fin_timeout",
        works: "can be written",
        used: "sysctls per host",
        advice: "/proc/sys is read-only here, as in an unprivileged container: run outside of it, or mount it writable"
      },
      {
        what: "netem",
        script: "tc qdisc add dev lo root netem delay 1ms",
        works: "can be set",
        used: "not used yet",
        advice: "modprobe sch_netem (on Ubuntu in linux-modules-extra-$(uname -r)), or do without: nothing needs it"
      },
      {
        what: "queue by nft",
        script: `nft '${NFT_QUEUE_RULES}'`,
        works: "can be set",
        used: "not used yet",
        advice: "modprobe nft_queue, or do without where the queue by iptables works"
      },
      {
        what: "queue by iptables",
        script: "iptables -A INPUT -p tcp --dport 9 -j NFQUEUE --queue-num 7",
        works: "can be set",
        used: "not used yet",
        advice: "modprobe xt_NFQUEUE nfnetlink_queue, or do without where the queue by nft works"
      }
    ];
    FLAGS2 = { root: "-n", userns: "-Urn" };
  }
});

// harness/doctor/privilege.ts
async function tryPrivileges() {
  const [asItself, inUserNamespace] = await Promise.all([
    attempt("unshare", ["-n", "true"]),
    attempt("unshare", ["-Urn", "true"])
  ]);
  return { uid: process.getuid?.() ?? -1, asItself, inUserNamespace };
}
function privilegeOf({ asItself, inUserNamespace }) {
  if (asItself.ok) return "root";
  return inUserNamespace.ok ? "userns" : void 0;
}
function privilegeRows(findings) {
  const { uid, asItself, inUserNamespace } = findings;
  const privilege = privilegeOf(findings);
  const status = privilege === void 0 ? "missing" : "ok";
  const who = uid === 0 ? "root" : `user ${uid}`;
  const may = `user namespaces ${inUserNamespace.ok ? "work" : `do not work (${inUserNamespace.why})`}`;
  const namespaces = {
    root: "made directly (unshare -n)",
    userns: "made in a user namespace (unshare -Urn)",
    none: `cannot be made: ${asItself.ok ? "" : asItself.why}`
  }[privilege ?? "none"];
  return [
    row("privileges", status, `${who}; ${may}`, "the netns backend needs root or user namespaces", ADVICE),
    row("network namespaces", status, namespaces, "hosts and networks of the netns backend", ADVICE)
  ];
}
var ADVICE;
var init_privilege2 = __esm({
  "harness/doctor/privilege.ts"() {
    "use strict";
    init_attempt();
    init_report();
    ADVICE = "run as root, or allow user namespaces: sysctl -w user.max_user_namespaces=10000 (on Ubuntu also: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0)";
  }
});

// harness/doctor/runtime.ts
function nodeIsRecent(version2) {
  const [major = 0, minor = 0] = version2.replace(/^v/, "").split(".").map(Number);
  return major > OLDEST_NODE[0] || major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1];
}
function nodeRow(running, machines) {
  const found2 = `${running}; the machine's own: ${machines ?? "none on the PATH"}`;
  const advice = `start it by npm or npx, which take the project's own Node, or install Node ${OLDEST_NODE.join(".")} or later`;
  return row(
    "Node",
    nodeIsRecent(running) ? "ok" : "limited",
    found2,
    "runs the harness and its agents",
    advice
  );
}
async function examineRuntime() {
  const machines = await attempt("node", ["--version"]);
  const linux = import_node_os5.default.platform() === "linux";
  return [
    row(
      "kernel",
      linux ? "ok" : "missing",
      `${import_node_os5.default.type()} ${import_node_os5.default.release()}`,
      "its TCP is what scenarios judge",
      "use Linux"
    ),
    nodeRow(process.version, machines.ok ? machines.output : void 0)
  ];
}
var import_node_os5, OLDEST_NODE;
var init_runtime = __esm({
  "harness/doctor/runtime.ts"() {
    "use strict";
    import_node_os5 = __toESM(require("node:os"));
    init_attempt();
    init_report();
    OLDEST_NODE = [22, 22];
  }
});

// harness/doctor/tools.ts
function versionIn(output) {
  const [firstLine = ""] = output.split("\n");
  return /\d+(?:\.\d+)+/.exec(firstLine)?.[0] ?? firstLine.split(/\s+/).at(-1) ?? "";
}
function toolRow(tool, path19, output) {
  const advice = `./setup, or: apt-get install ${tool.debianPackage}`;
  if (path19 === void 0) return row(tool.name, "missing", "not installed", tool.used, advice);
  if (output === void 0) return row(tool.name, "missing", `${path19} does not run`, tool.used, advice);
  return row(tool.name, "ok", `${versionIn(output)} at ${path19}`, tool.used, advice);
}
function examineTools() {
  return Promise.all(
    TOOLS2.map(async (tool) => {
      const path19 = await whereIs(tool.name);
      if (path19 === void 0) return toolRow(tool, path19, void 0);
      const answer3 = await attempt(path19, [tool.versionFlag]);
      return toolRow(tool, path19, answer3.ok ? answer3.output : void 0);
    })
  );
}
var TOOLS2;
var init_tools = __esm({
  "harness/doctor/tools.ts"() {
    "use strict";
    init_attempt();
    init_report();
    TOOLS2 = [
      { name: "ss", versionFlag: "-V", debianPackage: "iproute2", used: "looks at every socket of a host" },
      {
        name: "ip",
        versionFlag: "-V",
        debianPackage: "iproute2",
        used: "makes the networks of the netns backend"
      },
      { name: "tc", versionFlag: "-V", debianPackage: "iproute2", used: "not used yet" },
      { name: "nft", versionFlag: "-v", debianPackage: "nftables", used: "not used yet" },
      { name: "iptables", versionFlag: "-V", debianPackage: "iptables", used: "not used yet" },
      { name: "tcpdump", versionFlag: "--version", debianPackage: "tcpdump", used: "not used yet" }
    ];
  }
});

// harness/doctor/toxiproxy.ts
function examineToxiproxy(probe) {
  return Promise.all(
    ["netns", "docker"].map(async (name2) => toxiproxyRow(name2, await probe(name2)))
  );
}
function toxiproxyRow(backend, answer3) {
  return row(
    `Toxiproxy on ${backend}`,
    answer3.ok ? "ok" : "limited",
    answer3.ok ? answer3.from : answer3.why,
    "lab.proxy({ engine: 'toxiproxy' })",
    backend === "docker" ? "./setup --toxiproxy --docker, or do without: only comparisons need it" : "./setup --toxiproxy, or do without: only comparisons need it"
  );
}
var init_toxiproxy = __esm({
  "harness/doctor/toxiproxy.ts"() {
    "use strict";
    init_report();
  }
});

// harness/doctor/trace.ts
function traceRow(result) {
  const found2 = result.ok ? "readable, with sock:inet_sock_set_state" : `not readable: ${result.why}`;
  const advice = "run as root on a kernel with CONFIG_FTRACE, or do without: states are looked up with ss";
  return row("tracefs", result.ok ? "ok" : "limited", found2, "not used yet", advice);
}
async function examineTrace() {
  return [traceRow(await attempt("unshare", ["-m", "sh", "-c", SCRIPT]))];
}
var SCRIPT;
var init_trace = __esm({
  "harness/doctor/trace.ts"() {
    "use strict";
    init_attempt();
    init_report();
    SCRIPT = "mount -t tracefs tracefs /sys/kernel/tracing && cat /sys/kernel/tracing/events/sock/inet_sock_set_state/id";
  }
});

// harness/doctor/table.ts
function renderDoctorTable({ rows }, color4) {
  const width = (column) => Math.max(...rows.map((row2) => column(row2).length));
  const whatWidth = width(({ what }) => what);
  const statusWidth = width(({ status }) => status);
  const usedWidth = width(({ used }) => used);
  const style = (format, text2) => color4 ? (0, import_node_util2.styleText)(format, text2, { validateStream: false }) : text2;
  const line = ({ what, status, used, found: found2, advice }) => {
    const first = `${what.padEnd(whatWidth)}  ${style(COLOURS[status], status.padEnd(statusWidth))}  ${used.padEnd(usedWidth)}  ${found2}`;
    return advice === void 0 ? first : `${first}
${" ".repeat(whatWidth + 2)}${style("dim", `\u2192 ${advice}`)}`;
  };
  return rows.map(line).join("\n");
}
var import_node_util2, COLOURS;
var init_table = __esm({
  "harness/doctor/table.ts"() {
    "use strict";
    import_node_util2 = require("node:util");
    COLOURS = {
      ok: "green",
      limited: "yellow",
      missing: "red"
    };
  }
});

// harness/doctor/doctor.ts
async function examine(probeEngine2, probeToxiproxy2) {
  const privileges = tryPrivileges();
  const [runtime, findings, tools, network, trace, engine, toxiproxy] = await Promise.all([
    examineRuntime(),
    privileges,
    examineTools(),
    privileges.then((found3) => examineNetwork(privilegeOf(found3))),
    examineTrace(),
    probeEngine2(),
    examineToxiproxy(probeToxiproxy2)
  ]);
  const found2 = [
    ...runtime,
    ...privilegeRows(findings),
    engineRow(engine, process.env["DOCKER_HOST"]),
    ...tools,
    ...network,
    ...trace,
    ...toxiproxy
  ];
  const backends = chooseBackends(found2, privilegeOf(findings));
  return { version: 1, backends, rows: [...found2, ...backendRows(backends)] };
}
var init_doctor = __esm({
  "harness/doctor/doctor.ts"() {
    "use strict";
    init_backends2();
    init_engine2();
    init_network();
    init_privilege2();
    init_runtime();
    init_tools();
    init_toxiproxy();
    init_trace();
    init_table();
  }
});

// harness/cli/doctor.ts
var doctor_exports = {};
__export(doctor_exports, {
  doctor: () => doctor
});
async function doctor(options) {
  const report3 = await examine(probeEngine, probeToxiproxy);
  const text2 = options.json ? JSON.stringify(report3, void 0, 2) : renderDoctorTable(report3, import_picocolors2.default.isColorSupported);
  process.stdout.write(`${text2}
`);
}
async function probeToxiproxy(backend) {
  try {
    return { ok: true, from: (await backendNamed(backend).toxiproxy()).from };
  } catch (error) {
    return { ok: false, why: error.message.split("\n")[0] ?? "" };
  }
}
var import_picocolors2;
var init_doctor2 = __esm({
  "harness/cli/doctor.ts"() {
    "use strict";
    import_picocolors2 = __toESM(require("picocolors"));
    init_engine();
    init_doctor();
    init_backends();
  }
});

// reports/fidelity/words.ts
var ROUTES, AT_REST, UNLIKE_DIRECT, CONTROL;
var init_words = __esm({
  "reports/fidelity/words.ts"() {
    "use strict";
    ROUTES = ["direct", "ours", "Toxiproxy"];
    AT_REST = "at rest";
    UNLIKE_DIRECT = "unlike direct: ";
    CONTROL = "control calls: ";
  }
});

// reports/fidelity/markdown.ts
function renderMatrix(matrix) {
  const { backend, versions, rows } = matrix;
  const head = ["scenario", "end", "direct", "ours", "Toxiproxy"];
  const lines = [head, head.map(() => "---"), ...rows.flatMap(linesOf)].map(
    (cells) => `| ${cells.map((cell2) => cell2 ?? "\u2014").join(" | ")} |`
  );
  const reasons = rows.flatMap((row2) => reasonOf2(row2) ?? []);
  const toxiproxy = versions.toxiproxy === void 0 ? "without Toxiproxy" : `Toxiproxy ${versions.toxiproxy}`;
  return [
    `Seen on Linux ${versions.kernel} (${backend}), ${toxiproxy}.`,
    "",
    ...lines,
    "",
    "Why not all rows can be like direct:",
    "",
    ...reasons
  ].join("\n");
}
function withTable(page, table2) {
  const [before, rest2] = page.split(BEGIN);
  const after = rest2?.split(END)[1];
  if (before === void 0 || after === void 0)
    throw new Error(`the page has no place for the table: ${BEGIN}`);
  return `${before}${BEGIN}

${table2}

${END}${after}`;
}
function outdated(page, { rows }) {
  const table2 = page.split(BEGIN)[1]?.split(END)[0]?.split("\n") ?? [];
  const inPage = table2.map(
    (line) => line.split("|").slice(1, -1).map((cell2) => cell2.trim())
  );
  const holds = (line) => inPage.some((cells) => line.every((cell2, index) => cell2 === void 0 || cell2 === cells[index]));
  const lines = rows.filter(isWhole).flatMap(linesOf).filter((line) => !holds(line));
  const reasons = rows.flatMap((row2) => reasonOf2(row2) ?? []).filter((reason) => !table2.includes(reason));
  return [...lines.map((line) => line.map((cell2) => cell2 ?? "\u2026").join(" | ")), ...reasons];
}
function isWhole({ unlikeDirect, seen }) {
  return unlikeDirect !== void 0 || seen.direct !== void 0;
}
function linesOf({ name: name2, seen }) {
  const ends = ENDS.filter((end) => ROUTES.some((route2) => seen[route2]?.[end] !== void 0));
  return ends.map((end) => [name2, end, ...cellsOf(end, seen)]);
}
function cellsOf(end, seen) {
  return ROUTES.map((route2) => {
    const text2 = seen[route2]?.[end];
    return route2 !== "direct" && text2 !== void 0 && text2 === seen.direct?.[end] ? "as direct" : text2;
  });
}
function reasonOf2({ name: name2, unlikeDirect }) {
  return unlikeDirect === void 0 ? void 0 : `- ${name2}: ${unlikeDirect}.`;
}
var BEGIN, END, ENDS;
var init_markdown = __esm({
  "reports/fidelity/markdown.ts"() {
    "use strict";
    init_words();
    BEGIN = "<!-- fidelity: begin; made by `halfclose fidelity --write` -->";
    END = "<!-- fidelity: end -->";
    ENDS = ["client", "server", "control"];
  }
});

// reports/fidelity/end.ts
function viewOf({ sockets, timeline: whole }, end) {
  const timeline = whole.slice(0, whole.findLastIndex(isRest) + 1);
  if (!sockets.some(({ name: name2, local }) => name2 === end && local)) return void 0;
  const application = timeline.filter((each) => each.probe === "application" && each.socket === end);
  const errnos = application.flatMap((each) => "errno" in each && each.errno ? [each.errno] : []);
  const read = application.reduce((sum, each) => sum + ("bytes" in each && each.bytes || 0), 0);
  const sent = bytesWrittenBy(end === "client" ? "server" : "client", timeline);
  const rests = restsOf(end, timeline);
  const sawFin = application.some((each) => "kind" in each && each.kind === "fin");
  const sawReset = errnos.some((errno) => RESET_ERRNOS.includes(errno)) || wasCutOff(rests);
  return {
    rests: rests.map(({ state }) => state),
    ending: [...sawFin ? ["FIN"] : [], ...sawReset ? ["RST"] : []],
    errnos: [...new Set(errnos)],
    sent,
    received: read === sent ? "all" : read > sent ? "more" : read === 0 ? "none" : "part"
  };
}
function wasCutOff(rests) {
  return rests.some(({ state, acted }, index) => {
    const before = rests[index - 1]?.state;
    return state === "CLOSED" && !acted && before !== void 0 && ENDED_BY_RESET.includes(before);
  });
}
function restsOf(end, timeline) {
  const rests = [];
  let state;
  let acted = false;
  for (const each of timeline) {
    if (each.probe === "ss" && each.socket === end) state = each.state;
    if (each.probe !== "step") continue;
    acted ||= new RegExp(`^${end}\\.(sendFin|close|reset)\\(`).test(each.text);
    if (!isRest(each) || state === void 0) continue;
    rests.push({ state, acted });
    acted = false;
  }
  return rests;
}
function isRest(each) {
  return each.probe === "step" && each.text === AT_REST;
}
function bytesWrittenBy(end, timeline) {
  const write = new RegExp(`^${end}\\.write\\((\\d+) bytes\\)$`);
  return timeline.reduce(
    (sum, each) => sum + Number(each.probe === "step" && write.exec(each.text)?.[1] || 0),
    0
  );
}
function endText(view2) {
  if (!view2) return "no connection";
  const { rests, ending, errnos, sent, received } = view2;
  const path19 = rests.map((state) => state === "CLOSED" ? "gone" : state).join(" \u2192 ");
  return [
    path19,
    ...ending.length > 0 ? [ending.join(" and ")] : [],
    ...errnos,
    ...sent === 0 && received === "all" ? [] : [BYTES_TEXT[received](sent)]
  ].join("; ");
}
var BYTES_TEXT, RESET_ERRNOS, ENDED_BY_RESET;
var init_end = __esm({
  "reports/fidelity/end.ts"() {
    "use strict";
    init_words();
    BYTES_TEXT = {
      all: (sent) => `${sent} of ${sent} bytes`,
      part: (sent) => `part of ${sent} bytes`,
      none: (sent) => `0 of ${sent} bytes`,
      more: (sent) => `more than ${sent} bytes`
    };
    RESET_ERRNOS = ["ECONNRESET", "EPIPE", "ECONNREFUSED"];
    ENDED_BY_RESET = ["ESTABLISHED", "FIN_WAIT2", "CLOSE_WAIT"];
  }
});

// reports/fidelity/matrix.ts
function matricesOf(evidence) {
  const passed = evidence.filter(
    ({ scenario, status }) => scenario.file.startsWith(FOLDER) && status === "passed"
  );
  const backends = [...new Set(passed.map(({ backend }) => backend))].sort().reverse();
  return backends.map(
    (backend) => matrixOf(
      backend,
      passed.filter((each) => each.backend === backend)
    )
  );
}
function matrixOf(backend, evidence) {
  const rows = /* @__PURE__ */ new Map();
  const inOrder = evidence.toSorted((a, b) => a.scenario.file.localeCompare(b.scenario.file));
  for (const each of inOrder) {
    const [, name2 = "", route2 = ""] = /^(.*) \((\w+)\)$/.exec(each.scenario.name) ?? [];
    if (!ROUTES.includes(route2)) continue;
    rows.set(name2, {
      name: name2,
      unlikeDirect: stepAfter(UNLIKE_DIRECT, each),
      seen: { ...rows.get(name2)?.seen, [route2]: seenIn(each) }
    });
  }
  const kernel = /^[\d.]+/.exec(evidence[0]?.hosts[0]?.versions.kernel ?? "")?.[0] ?? "unknown";
  return { backend, versions: { kernel, toxiproxy: toxiproxyOf(evidence) }, rows: [...rows.values()] };
}
function seenIn(evidence) {
  const control = stepAfter(CONTROL, evidence);
  return {
    client: endText(viewOf(evidence, "client")),
    server: endText(viewOf(evidence, "server")),
    ...control === void 0 ? {} : { control }
  };
}
function stepAfter(beginning, { timeline }) {
  const step = timeline.find((each) => each.probe === "step" && each.text.startsWith(beginning));
  return step?.probe === "step" ? step.text.slice(beginning.length) : void 0;
}
function toxiproxyOf(evidence) {
  const text2 = evidence.map((each) => stepAfter("proxy: Toxiproxy ", each)).find(Boolean);
  return text2 && /^[\d.]+/.exec(text2)?.[0];
}
function differences({ rows }) {
  return rows.flatMap(({ name: name2, unlikeDirect, seen: { direct, ours } }) => {
    if (!direct || !ours) return [];
    const unlike = ["client", "server"].filter((end) => direct[end] !== ours[end]);
    if (unlikeDirect !== void 0)
      return unlike.length > 0 ? [] : [`${name2}: ours is like direct, although the row says no proxy can be`];
    return unlike.map((end) => `${name2}: the ${end} saw
  direct  ${direct[end]}
  ours    ${ours[end]}`);
  });
}
var FOLDER;
var init_matrix = __esm({
  "reports/fidelity/matrix.ts"() {
    "use strict";
    init_end();
    init_words();
    FOLDER = "scenarios/fidelity/";
  }
});

// harness/cli/fidelity.ts
var fidelity_exports = {};
__export(fidelity_exports, {
  fidelity: () => fidelity
});
function fidelity(run2 = import_node_path18.default.join(outFolder(), "latest"), { json: json2, write } = {}) {
  const [matrix] = (0, import_node_fs11.existsSync)(run2) ? matricesOf(readRun(run2)) : [];
  if (!matrix) {
    throw new HalfcloseError("INVALID_OPTION", `no scenario of the fidelity matrix has passed in ${run2}`, {
      hint: HOW_TO_RUN
    });
  }
  process.stdout.write(`${json2 ? JSON.stringify(matrix, void 0, 2) : renderMatrix(matrix)}
`);
  const page = import_node_path18.default.join(packageRoot(), "docs", "fidelity.md");
  if (write) writePage(page, matrix);
  const wrong = [
    ...differences(matrix),
    ...outdated((0, import_node_fs11.readFileSync)(page, "utf8"), matrix).map((line) => `docs/fidelity.md does not say: ${line}`)
  ];
  for (const line of wrong) process.stderr.write(`${line}
`);
  if (wrong.length > 0) process.exitCode = EXIT_FAILED;
}
function writePage(page, matrix) {
  if (matrix.versions.toxiproxy === void 0) {
    throw new HalfcloseError(
      "NO_TOXIPROXY",
      "this run has no evidence of Toxiproxy, so it is no table to write",
      {
        hint: `run \`./setup --toxiproxy\`; ${HOW_TO_RUN}`
      }
    );
  }
  (0, import_node_fs11.writeFileSync)(page, withTable((0, import_node_fs11.readFileSync)(page, "utf8"), renderMatrix(matrix)));
}
var import_node_fs11, import_node_path18, HOW_TO_RUN;
var init_fidelity = __esm({
  "harness/cli/fidelity.ts"() {
    "use strict";
    import_node_fs11 = require("node:fs");
    import_node_path18 = __toESM(require("node:path"));
    init_markdown();
    init_matrix();
    init_read_run();
    init_package_files();
    init_errors();
    init_exit_codes();
    init_run_folder();
    HOW_TO_RUN = "run `npx halfclose test -- scenarios/fidelity` first";
  }
});

// harness/cli/images.ts
var images_exports = {};
__export(images_exports, {
  images: () => images
});
async function images() {
  const { image, built, base, toxiproxy } = await ensureHostImage({
    onProgress: (line) => process.stderr.write(`${line}
`)
  });
  process.stdout.write(`${image} ${built ? "built" : "is there"}, on ${base}
Toxiproxy: ${toxiproxy}
`);
}
var init_images = __esm({
  "harness/cli/images.ts"() {
    "use strict";
    init_host_image();
  }
});

// harness/backend/docker/leftovers.ts
async function findLabelled(docker, label) {
  const filters = { label: [label] };
  const [containers, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters })
  ]);
  return [
    ...containers.map((found2) => leftover("container", found2.Id, found2.Names[0] ?? "", found2.Labels)),
    ...networks.map((found2) => leftover("network", found2.Id, found2.Name, found2.Labels))
  ];
}
async function removeFound(docker, found2) {
  const gone = [];
  for (const kind of ["container", "network"]) {
    const ofKind = found2.filter((thing) => thing.kind === kind);
    const outcomes = await Promise.all(ofKind.map((thing) => remove(docker, thing)));
    gone.push(...ofKind.filter((_, index) => outcomes[index]));
  }
  return gone;
}
async function removeLeftovers({ elsewhere = false } = {}) {
  const { docker } = await connectEngine();
  const found2 = await findLabelled(docker, LAB_LABEL);
  const removed = await removeFound(
    docker,
    found2.filter(({ run: run2 }) => mayGo(runState(run2), elsewhere))
  );
  const kept = found2.filter((thing) => !removed.includes(thing));
  return { removed, kept: kept.map((thing) => ({ ...thing, state: runState(thing.run) })) };
}
function mayGo(state, elsewhere) {
  return state === "dead" || state === "elsewhere" && elsewhere;
}
function leftover(kind, id, name2, labels = {}) {
  return {
    kind,
    id,
    name: name2.replace(/^\//, ""),
    lab: labels[LAB_LABEL] ?? "",
    run: labels[RUN_LABEL] ?? ""
  };
}
async function remove(docker, { kind, id }) {
  try {
    await (kind === "container" ? docker.getContainer(id).remove({ force: true, v: true }) : docker.getNetwork(id).remove());
    return true;
  } catch (error) {
    const status = engineStatus(error);
    if (status === 404) return true;
    if (status === 409 || status === 403) return false;
    throw error;
  }
}
var init_leftovers = __esm({
  "harness/backend/docker/leftovers.ts"() {
    "use strict";
    init_engine();
    init_run_id();
  }
});

// harness/cli/clean.ts
var clean_exports = {};
__export(clean_exports, {
  clean: () => clean
});
async function clean() {
  const { removed, kept } = await removeLeftovers();
  for (const { kind, name: name2 } of removed) process.stdout.write(`removed ${kind} ${name2}
`);
  for (const { kind, name: name2, state } of kept)
    process.stdout.write(`left alone ${kind} ${name2}: its run is ${state}
`);
  if (removed.length + kept.length === 0) process.stdout.write("nothing to remove\n");
}
var init_clean = __esm({
  "harness/cli/clean.ts"() {
    "use strict";
    init_leftovers();
  }
});

// harness/bench/figures.ts
function spread(values) {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? NaN;
  return {
    median: round((lower + upper) / 2),
    min: round(sorted[0] ?? NaN),
    max: round(sorted.at(-1) ?? NaN)
  };
}
function percentile(values, percent) {
  const rank = Math.max(1, Math.ceil(percent / 100 * values.length));
  return ascending(values)[rank - 1] ?? NaN;
}
function timesBetter(better, ours, peer) {
  return round(better === "more" ? ours.median / peer.median : peer.median / ours.median);
}
function round(value) {
  return Number(value.toPrecision(4));
}
function ascending(values) {
  return [...values].sort((a, b) => a - b);
}
var init_figures = __esm({
  "harness/bench/figures.ts"() {
    "use strict";
  }
});

// harness/bench/lab/figures.ts
function figuresOf(rounds) {
  const spreadOf = (figure) => spread(rounds.map(figure));
  return {
    startMs: spreadOf(({ startMs }) => startMs),
    stopMs: spreadOf(({ stopMs }) => stopMs),
    startAndStopMs: spreadOf(({ startMs, stopMs }) => startMs + stopMs),
    seenMs: spreadOf(({ seenMs }) => seenMs),
    cpuSeconds: spreadOf(({ cpuSeconds }) => cpuSeconds)
  };
}
function ratios(ordinary2, ours) {
  const times = (figure) => timesBetter("less", ours[figure], ordinary2[figure]);
  return { startAndStop: times("startAndStopMs"), seen: times("seenMs"), cpu: times("cpuSeconds") };
}
var init_figures2 = __esm({
  "harness/bench/lab/figures.ts"() {
    "use strict";
    init_figures();
  }
});

// harness/bench/lab/ordinary.ts
async function ordinary(image) {
  if (!await ryukIsThere()) process.env["TESTCONTAINERS_RYUK_DISABLED"] = "true";
  const { GenericContainer: GenericContainer2, Network, Wait } = await import("testcontainers");
  const run2 = (network, name2, program2) => new GenericContainer2(image).withNetwork(network).withNetworkAliases(name2).withCommand(["node", "-e", program2]).withWaitStrategy(Wait.forLogMessage("ready")).start();
  return {
    name: "ordinary",
    end: () => Promise.resolve(),
    start: async () => {
      const network = await new Network().start();
      const server2 = await run2(network, "server", SERVER);
      const proxy3 = await run2(network, "proxy", PROXY);
      const client2 = await run2(network, "client", CLIENT);
      return {
        timeUntilSeen: () => timeUntilSeen(client2),
        stop: async () => {
          for (const container of [client2, proxy3, server2]) await container.stop();
          await network.stop();
        }
      };
    }
  };
}
async function timeUntilSeen(client2) {
  await untilSeen(client2, "ESTAB");
  const sent = finTime(client2);
  const seen = untilSeen(client2, "FIN-WAIT");
  await client2.exec(["sh", "-c", "kill -USR2 1"]);
  return await seen - await sent;
}
async function untilSeen(client2, state) {
  for (let look = 0; look < LOOK_LIMIT; look++) {
    const { output } = await client2.exec(["ss", "-Htan"]);
    if (output.includes(state)) return monotonicMs();
  }
  throw new Error(`ordinary: the client was not seen in ${state} in ${String(LOOK_LIMIT)} looks`);
}
async function finTime(client2) {
  const log = await client2.logs();
  return new Promise((resolve, reject) => {
    log.on("data", (line) => {
      const time2 = /fin ([\d.]+)/.exec(String(line))?.[1];
      if (time2 !== void 0) resolve(Number(time2));
    });
    log.once("error", reject);
  });
}
var PORT, LOOK_LIMIT, SERVER, PROXY, CLIENT;
var init_ordinary = __esm({
  "harness/bench/lab/ordinary.ts"() {
    "use strict";
    init_ryuk();
    init_clock();
    PORT = 7e3;
    LOOK_LIMIT = 200;
    SERVER = `require('net').createServer({ allowHalfOpen: true }, (s) => s.resume()).listen(${String(PORT)}, () => console.log('ready'))`;
    PROXY = `
  const net = require('net');
  net.createServer({ allowHalfOpen: true }, (down) => {
    const up = net.connect({ host: 'server', port: ${String(PORT)}, allowHalfOpen: true });
    down.pipe(up); up.pipe(down);
    down.on('error', () => up.destroy()); up.on('error', () => down.destroy());
  }).listen(${String(PORT)}, () => console.log('ready'))`;
    CLIENT = `
  const s = require('net').connect({ host: 'proxy', port: ${String(PORT)}, allowHalfOpen: true }, () => console.log('ready'));
  process.on('SIGUSR2', () => { console.log('fin ' + Number(process.hrtime.bigint()) / 1e6); s.end(); });`;
  }
});

// harness/model/verdict.ts
function verdictOf(answer3, negated, over) {
  if (answer3.says === "yes") return negated ? "failed" : "held";
  if (answer3.says === "no") return negated ? "held" : "failed";
  if (!over) return void 0;
  if (unprovenBecause(answer3, negated) !== void 0) return "unproven";
  return negated ? "held" : "failed";
}
function unprovenBecause(answer3, negated) {
  if (answer3.says !== "open") return void 0;
  return negated ? answer3.negationUnproven : answer3.failureUnproven;
}
var init_verdict = __esm({
  "harness/model/verdict.ts"() {
    "use strict";
  }
});

// harness/expect/question.ts
function hostsOf(question) {
  return [...new Set(question.sockets.map(({ host: host2 }) => host2))];
}
var init_question = __esm({
  "harness/expect/question.ts"() {
    "use strict";
  }
});

// harness/expect/wait.ts
async function settle(question, negated) {
  const hosts = hostsOf(question);
  const deadline = monotonicMs() + (negated ? question.negatedForMs : question.withinMs);
  const before = total(hosts.map(({ looks }) => looks));
  const relax = hosts.map((host2) => host2.watchClosely());
  try {
    const early = await untilSettled(question, negated, deadline, freshLook(hosts));
    if (!early) await Promise.all(hosts.map((host2) => host2.look()));
    const { answer: answer3, verdict } = early ?? await judge(question, negated, true);
    const after = total(hosts.map(({ looks: looks2 }) => looks2));
    const looks = { looks: after.looks - before.looks, lookErrors: after.errors - before.errors };
    const doubt = doubtIn(hosts.map((host2) => host2.looks));
    if (doubt !== void 0) return { verdict: "unproven", answer: answer3, why: doubt, ...looks };
    return { verdict: verdict ?? "failed", answer: answer3, why: unprovenBecause(answer3, negated), ...looks };
  } finally {
    for (const back of relax) back();
  }
}
function freshLook(hosts) {
  const fresh = new AbortController();
  Promise.all(hosts.map((host2) => host2.look())).then(
    () => fresh.abort(),
    () => void 0
  );
  return fresh.signal;
}
async function untilSettled(question, negated, deadline, fresh) {
  const { broken, recorder } = question.lab;
  for (; ; ) {
    broken.signal.throwIfAborted();
    const open = fresh.aborted ? [] : [fresh];
    const { answer: answer3, verdict } = await judge(question, negated, false);
    if (verdict && (open.length === 0 || answer3.settled)) return { answer: answer3, verdict };
    const left = deadline - monotonicMs();
    if (left <= 0) return void 0;
    await recorder.untilNews(AbortSignal.any([AbortSignal.timeout(Math.ceil(left)), broken.signal, ...open]));
  }
}
async function judge(question, negated, over) {
  await question.refresh?.();
  const answer3 = question.assess(over, negated);
  return { answer: answer3, verdict: verdictOf(answer3, negated, over) };
}
function doubtIn(looks) {
  const failing = looks.find(({ lastError }) => lastError !== void 0);
  return failing && `ss failed: ${failing.lastError ?? ""}`;
}
function total(looks) {
  return looks.reduce((sum, each) => ({ looks: sum.looks + each.looks, errors: sum.errors + each.errors }), {
    looks: 0,
    errors: 0
  });
}
var init_wait = __esm({
  "harness/expect/wait.ts"() {
    "use strict";
    init_clock();
    init_verdict();
    init_question();
  }
});

// harness/model/state-machine.ts
function possibleBetween(from, to) {
  return new Set(unseenWays(from, to).flat());
}
function certainBetween(from, to, opening) {
  const [first = [], ...others] = unseenWays(from, to).filter(
    (way) => from !== "CLOSED" || opening === void 0 || [...way, to][0] === FIRST_STATE[opening]
  );
  return first.filter((state) => others.every((way) => way.includes(state)));
}
function unseenWays(from, to) {
  if (from === to) return [];
  return TCP_EDGES.filter(([start3]) => start3 === from).flatMap(([, next]) => {
    if (next === to) return [[]];
    return next === "CLOSED" ? [] : unseenWays(next, to).map((way) => [next, ...way]);
  });
}
var TCP_EDGES, FIRST_STATE;
var init_state_machine = __esm({
  "harness/model/state-machine.ts"() {
    "use strict";
    TCP_EDGES = [
      ["CLOSED", "LISTEN", "listen()"],
      ["CLOSED", "SYN_SENT", "connect()"],
      ["CLOSED", "SYN_RECV", "SYN at a listener"],
      ["LISTEN", "CLOSED", "close(), shutdown(RD)"],
      ["SYN_SENT", "ESTABLISHED", "SYN-ACK"],
      ["SYN_SENT", "SYN_RECV", "SYN: both ends open at once"],
      ["SYN_SENT", "CLOSED", "close(), RST, time-out"],
      ["SYN_RECV", "ESTABLISHED", "ACK, also when a FIN comes with it"],
      ["SYN_RECV", "FIN_WAIT1", "close() after a simultaneous open, or of a Fast Open child"],
      ["SYN_RECV", "CLOSE_WAIT", "a Fast Open SYN that carries FIN (tcp_fastopen_add_skb, tcp_fin)"],
      ["SYN_RECV", "CLOSED", "RST, time-out"],
      ["ESTABLISHED", "FIN_WAIT1", "close(), shutdown(WR)"],
      ["ESTABLISHED", "CLOSE_WAIT", "FIN"],
      ["ESTABLISHED", "CLOSED", "RST either way, time-out"],
      ["FIN_WAIT1", "FIN_WAIT2", "ACK of our FIN"],
      ["FIN_WAIT1", "CLOSING", "FIN, ours not acknowledged yet"],
      ["FIN_WAIT1", "CLOSED", "RST either way, time-out"],
      ["FIN_WAIT2", "TIME_WAIT", "FIN"],
      [
        "FIN_WAIT2",
        "CLOSED",
        "RST either way, time-out; tcp_fin_timeout once no process holds it, and then no TIME_WAIT"
      ],
      ["CLOSE_WAIT", "LAST_ACK", "close(), shutdown(WR)"],
      ["CLOSE_WAIT", "CLOSED", "RST either way, time-out"],
      ["CLOSING", "TIME_WAIT", "ACK of our FIN"],
      ["CLOSING", "CLOSED", "RST, time-out"],
      ["LAST_ACK", "CLOSED", "ACK of our FIN, RST, time-out"],
      ["TIME_WAIT", "CLOSED", "60 s, RST, ss -K"]
    ];
    FIRST_STATE = { active: "SYN_SENT", passive: "SYN_RECV" };
  }
});

// harness/observe/socket-track.ts
var SocketTrack;
var init_socket_track = __esm({
  "harness/observe/socket-track.ts"() {
    "use strict";
    init_state_machine();
    SocketTrack = class {
      sightings = [];
      application = [];
      /** What the application has read so far. */
      received = Buffer.alloc(0);
      /** Undefined where it may begin either way. */
      #opening;
      /** Nobody tells when the socket comes about: that no look has shown it does not say that it was never there. */
      #unannounced;
      constructor(opening, unannounced = false) {
        this.#opening = opening;
        this.#unannounced = unannounced;
      }
      /** What the last look showed; undefined before the first one that could have shown the socket. */
      get state() {
        return this.sightings.at(-1)?.state;
      }
      /** The path so far: what looks showed, with what must lie between two of them because every path goes through it. */
      path() {
        const path19 = [];
        let from = "CLOSED";
        for (const [index, { state, at }] of this.sightings.entries()) {
          if (index > 0 && state === from) continue;
          const between = index === 0 && state === "CLOSED" ? [] : certainBetween(from, state, this.#openingBefore(at));
          for (const implied of between) path19.push({ state: implied, known: "implied" });
          path19.push({ state, known: "seen" });
          from = state;
        }
        return path19;
      }
      /** Whether the kernel may have been in `state` unseen, between two looks that ended after `since`. */
      mayHaveHidden(state, since = -Infinity) {
        if (this.sightings.length === 0)
          return this.#unannounced && this.#possible("CLOSED", "CLOSED").has(state);
        let from = "CLOSED";
        for (const sighting of this.sightings) {
          const hidden = sighting.at >= since && this.#possible(from, sighting.state).has(state);
          if (hidden) return true;
          from = sighting.state;
        }
        return false;
      }
      /** A socket that may begin either way has begun by connect(2) once its application called it. */
      #openingBefore(at) {
        const called = this.application.some((event2) => event2.kind === "connecting" && event2.at <= at);
        return this.#opening ?? (called ? "active" : void 0);
      }
      #possible(from, to) {
        if (from === "CLOSED" && to === "CLOSED") return possibleBetween("SYN_SENT", "CLOSED");
        return possibleBetween(from, to);
      }
    };
  }
});

// harness/lab/lab-socket.ts
function socketOf(subject) {
  if (subject instanceof LabSocket) return subject;
  const held = subject?.socket;
  if (held instanceof LabSocket) return held;
  throw new HalfcloseError(
    "INVALID_OPTION",
    "this matcher takes a client, a server, one of its connections, or a proxy leg"
  );
}
var ACTIVE, LabSocket;
var init_lab_socket = __esm({
  "harness/lab/lab-socket.ts"() {
    "use strict";
    init_errors();
    init_socket_row();
    init_socket_track();
    ACTIVE = ["client", "server-leg"];
    LabSocket = class {
      name;
      /** A socket that a scenario steers by system calls becomes a listener by listen(2). */
      role;
      host;
      lab;
      countersBefore;
      track;
      /** Whether nothing is known of what its application saw: its errors, the bytes it read. */
      silent;
      #ends;
      constructor(options) {
        this.name = options.name;
        this.host = options.host;
        this.lab = options.lab;
        this.countersBefore = options.countersBefore;
        this.role = options.role;
        this.silent = options.silent ?? false;
        const opening = options.opening ?? (ACTIVE.includes(options.role) ? "active" : "passive");
        this.track = new SocketTrack(opening === "either" ? void 0 : opening, this.silent);
      }
      /** Both ends' addresses, once they are known. */
      get ends() {
        return this.#ends;
      }
      /** Called by the lab when it learns which connection this is. */
      learnEnds(ends) {
        this.#ends ??= ends;
      }
      /**
       * `ss -K`: has the kernel end this one socket as tcp_abort() does, with RST where a peer has to be told. Raises
       * INVALID_OPTION where there is no such socket.
       */
      async abort() {
        this.lab.step(`${this.name}.abort()`);
        const { ends } = this;
        const { aborted } = ends ? await this.host.request("abort", ends) : { aborted: 0 };
        if (aborted > 0) return;
        const which = ends ? ` ${formatAddress(ends.local)} \u2192 ${formatAddress(ends.peer)}` : "";
        throw new HalfcloseError(
          "INVALID_OPTION",
          `${this.name}.abort(): its kernel has no such socket${which}`,
          {
            hint: "wait for the state it is to be ended in, with toReachState()"
          }
        );
      }
      evidence() {
        return {
          name: this.name,
          role: this.role,
          host: this.host.name,
          local: this.ends?.local,
          peer: this.ends?.peer,
          states: this.track.path()
        };
      }
    };
  }
});

// harness/expect/hints.ts
function hintFor(socket, wanted) {
  const state = socket.track.state;
  const refused = socket.track.application.find(({ kind }) => kind === "error");
  if (state === void 0)
    return "no connection has come about yet: is there a client, and does it reach this socket?";
  if (state === "CLOSED" && refused) {
    return `the application got ${refused.errno ?? "an error"}${refused.syscall ? ` from ${refused.syscall}()` : ""}; the kernel has forgotten the socket`;
  }
  return HINTS.find(({ when }) => when(state, wanted))?.hint;
}
var HINTS;
var init_hints = __esm({
  "harness/expect/hints.ts"() {
    "use strict";
    HINTS = [
      {
        when: (state, wanted) => wanted === "FIN_WAIT2" && (state === "TIME_WAIT" || state === "CLOSED"),
        hint: "the server ended its half too; give it onFin: 'ignore' to keep it open"
      },
      {
        when: (state, wanted) => wanted === "CLOSE_WAIT" && (state === "LAST_ACK" || state === "CLOSED"),
        hint: "this end answered the peer's FIN with its own; give it onFin: 'ignore' to keep its half open"
      },
      {
        when: (state, wanted) => state === "FIN_WAIT2" && wanted === "TIME_WAIT",
        hint: "the peer has not sent its FIN; it stays so while the peer's application keeps its half open"
      },
      {
        when: (state, wanted) => state === "CLOSE_WAIT" && (wanted === "LAST_ACK" || wanted === "CLOSED"),
        hint: "the application has not closed; give it onFin: 'close', or call sendFin() or close()"
      },
      {
        when: (state, wanted) => state === "TIME_WAIT" && wanted === "CLOSED",
        hint: "TIME_WAIT lasts 60 s on Linux and no sysctl shortens it (TCP_TIMEWAIT_LEN in include/net/tcp.h)"
      },
      {
        when: (state) => state === "SYN_SENT",
        hint: "the peer does not answer the SYN: is the address right, and is there no fault that drops it?"
      },
      {
        when: (state, wanted) => state === "ESTABLISHED" && wanted !== "ESTABLISHED",
        hint: "nobody has ended the connection yet: did the scenario forget sendFin(), close() or reset()?"
      }
    ];
  }
});

// harness/expect/patience.ts
function patience(options) {
  checkMs(options, "withinMs");
  return {
    withinMs: options.withinMs ?? MATCHER_DEADLINE_MS,
    negatedForMs: options.withinMs ?? NEGATED_WATCH_MS
  };
}
function checkMs(options, option) {
  const [stranger] = Object.keys(options).filter((key) => key !== option);
  if (stranger !== void 0) {
    throw new HalfcloseError("UNKNOWN_OPTION", `this matcher has no option \`${stranger}\``, {
      hint: `it takes: ${option}`
    });
  }
  const value = options[option];
  if (value === void 0 || Number.isFinite(value) && value > 0) return;
  throw new HalfcloseError(
    "INVALID_OPTION",
    `Expected the \`${option}\` option to be a positive number, got \`${String(value)}\``
  );
}
var init_patience = __esm({
  "harness/expect/patience.ts"() {
    "use strict";
    init_deadlines();
    init_errors();
  }
});

// harness/expect/states.ts
function checkState(state) {
  if (typeof state === "string" && isTcpState(state)) return state;
  const meant = TCP_STATES.find((known) => bare(known) === bare(String(state)));
  throw new HalfcloseError("UNKNOWN_STATE", `\`${String(state)}\` is not a TCP state`, {
    hint: meant ? `did you mean ${meant}?` : `states are spelled as in the Linux headers: ${TCP_STATES.join(", ")}`
  });
}
function bare(state) {
  return state.toLowerCase().replace(/[^a-z0-9]/g, "");
}
function stateText({ track }) {
  if (track.state === void 0) return "not observed by any look";
  return track.state === "CLOSED" ? "gone" : track.state;
}
var init_states = __esm({
  "harness/expect/states.ts"() {
    "use strict";
    init_errors();
    init_tcp_state();
  }
});

// harness/expect/to-reach-state.ts
function toReachState(subject, wanted, options = {}) {
  const socket = socketOf(subject);
  const states = [wanted].flat().map(checkState);
  const since = socket.lab.now();
  const text2 = states.join(" or ");
  return {
    matcher: "toReachState",
    argument: text2,
    lab: socket.lab,
    sockets: [socket],
    expected: text2,
    ...patience(options),
    assess: (_over, negated) => assess(socket, states, since, negated)
  };
}
function assess(socket, states, since, negated) {
  const received = stateText(socket);
  const { track } = socket;
  const seen = track.sightings.some(
    ({ at, began, state }) => (negated ? began : at) >= since && states.includes(state)
  );
  if (seen || track.state && states.includes(track.state)) return { says: "yes", received, settled: seen };
  const hidden = states.find((state) => track.mayHaveHidden(state, since));
  const negationUnproven = hidden && `the socket may have passed through ${hidden} between two looks of ss`;
  return { says: "open", received, negationUnproven, hint: hintFor(socket, states[0] ?? "CLOSED") };
}
var init_to_reach_state = __esm({
  "harness/expect/to-reach-state.ts"() {
    "use strict";
    init_lab_socket();
    init_hints();
    init_patience();
    init_states();
  }
});

// harness/observe/recorder.ts
var import_node_events2, Recorder;
var init_recorder = __esm({
  "harness/observe/recorder.ts"() {
    "use strict";
    import_node_events2 = require("node:events");
    init_clock();
    Recorder = class {
      #observations = [];
      #news = new import_node_events2.EventEmitter();
      #startedAt = monotonicMs();
      constructor() {
        this.#news.setMaxListeners(0);
      }
      /** The scenario's time begins now: what is recorded from here on is told from this moment. */
      begin() {
        this.#startedAt = monotonicMs();
      }
      /** Milliseconds since the scenario began, from a time of the harness's CLOCK_MONOTONIC. */
      toLabTime(monotonicMs2) {
        return Math.round((monotonicMs2 - this.#startedAt) * 1e3) / 1e3;
      }
      record(observation) {
        let place = this.#observations.length;
        while (place > 0 && (this.#observations[place - 1]?.at ?? 0) > observation.at) place--;
        this.#observations.splice(place, 0, observation);
        this.#news.emit("news");
      }
      get timeline() {
        return this.#observations;
      }
      onNews(listener) {
        this.#news.on("news", listener);
      }
      /** Resolves at the next observation, or when `signal` aborts. */
      async untilNews(signal) {
        await (0, import_node_events2.once)(this.#news, "news", { signal }).catch(() => void 0);
      }
    };
  }
});

// harness/model/proc-counters.ts
function parseProcNetCounters(text2) {
  const lines = text2.split("\n").filter((line) => line.trim() !== "");
  const counters = /* @__PURE__ */ new Map();
  for (let i = 0; i < lines.length; i += 2) {
    for (const [name2, value] of readPair(lines[i] ?? "", lines[i + 1] ?? "")) counters.set(name2, value);
  }
  return Object.fromEntries(counters);
}
function readPair(header, body) {
  const [prefix = "", ...names] = header.trim().split(/\s+/);
  const [bodyPrefix, ...values] = body.trim().split(/\s+/);
  const fits = /^\w+:$/.test(prefix) && prefix === bodyPrefix && names.length === values.length;
  if (!fits || !values.every((value) => /^-?\d+$/.test(value))) {
    throw new HalfcloseError(
      "PROTOCOL_ERROR",
      `cannot read the kernel's counters: "${header}" with "${body}"`
    );
  }
  return names.map((name2, i) => [`${prefix.slice(0, -1)}.${name2}`, Number(values[i])]);
}
function counterDeltas(before, after) {
  const names = /* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    Array.from(names, (name2) => [
      name2,
      valueOf(after, name2) - valueOf(before, name2)
    ]).filter(([, delta]) => delta !== 0)
  );
}
function valueOf(counters, name2) {
  return Object.hasOwn(counters, name2) ? counters[name2] ?? 0 : 0;
}
var init_proc_counters = __esm({
  "harness/model/proc-counters.ts"() {
    "use strict";
    init_errors();
  }
});

// harness/lab/lab-host.ts
function compareClocks(asked, theirs, answered2) {
  const uncertaintyMs = (answered2 - asked) / 2;
  const offsetMs = theirs - (asked + uncertaintyMs);
  return { offsetMs: Math.abs(offsetMs) <= uncertaintyMs ? 0 : offsetMs, uncertaintyMs };
}
var TOXIPROXY_CONTROL_PORT, LabHost;
var init_lab_host = __esm({
  "harness/lab/lab-host.ts"() {
    "use strict";
    init_deadlines();
    init_proc_counters();
    init_clock();
    TOXIPROXY_CONTROL_PORT = 8474;
    LabHost = class _LabHost {
      name;
      #host;
      #events;
      #sysctls;
      #hello;
      #clock;
      #countersAtStart;
      #watchers = 0;
      #idlePauseMs = IDLE_LOOK_PAUSE_MS;
      #looks = { looks: 0, errors: 0, at: 0 };
      #countersAtEnd;
      #toxiproxy;
      constructor(host2, sysctls2, hello, clock, counters, events) {
        this.#events = events;
        this.name = host2.name;
        this.#host = host2;
        this.#sysctls = sysctls2;
        this.#hello = hello;
        this.#clock = clock;
        this.#countersAtStart = counters;
      }
      /** Makes acquaintance with the agent of a host that the backend has just made. */
      static async open(host2, sysctls2, events) {
        const { proc } = await host2.agent.request("counters", {});
        const asked = monotonicMs();
        const hello = await host2.agent.request("hello", {});
        const labHost = new _LabHost(
          host2,
          sysctls2,
          hello,
          compareClocks(asked, hello.at, monotonicMs()),
          parseProcNetCounters(proc),
          events
        );
        host2.agent.onEvent((event2) => labHost.#receive(event2, events));
        host2.agent.onDeath((error) => events.onDeath(labHost, error));
        labHost.#setPause(IDLE_LOOK_PAUSE_MS);
        return labHost;
      }
      /** The host's address of that family. */
      ip(family2) {
        return this.#host[family2];
      }
      owns(address3) {
        return address3 === this.#host.ipv4 || address3 === this.#host.ipv6;
      }
      request(op, params) {
        return this.#host.agent.request(op, params);
      }
      /**
       * Sets a kernel parameter of this host from now on; the timeline and the evidence tell. Raises INVALID_OPTION for one
       * that a host does not have of its own, or a value that the kernel refuses.
       */
      async setSysctl(name2, value) {
        await this.request("configure", { sysctls: { [name2]: String(value) } });
        this.#sysctls = { ...this.#sysctls, [name2]: String(value) };
        this.#events.onConfigured(this, `${name2} = ${String(value)}`);
      }
      /** One look that starts now. What it shows has been recorded when this resolves. */
      async look() {
        return this.#looks = await this.request("look", {});
      }
      get looks() {
        return this.#looks;
      }
      /** How far each counter has moved since `before`, or since the host was made. */
      async counterDeltas(before = this.#countersAtStart) {
        return counterDeltas(before, await this.counters());
      }
      async counters() {
        const { proc } = await this.request("counters", {});
        return this.#countersAtEnd = parseProcNetCounters(proc);
      }
      /** Has the host look every few milliseconds until the returned function is called. */
      watchClosely() {
        if (this.#watchers++ === 0) this.#setPause(EAGER_LOOK_PAUSE_MS);
        return () => {
          if (--this.#watchers === 0) this.#setPause(this.#idlePauseMs);
        };
      }
      /** A dead host has nobody left to tell; its death is already on its way to the scenario. */
      #setPause(pauseMs) {
        this.request("cadence", { pauseMs }).catch(() => void 0);
      }
      /** Starts the real Toxiproxy here unless it runs already. Resolves to the version it tells. */
      startToxiproxy(source) {
        return this.#toxiproxy ??= this.#startToxiproxy(source);
      }
      async #startToxiproxy({ program: program2, startBeside }) {
        const port2 = TOXIPROXY_CONTROL_PORT;
        this.#idlePauseMs = SILENT_LOOK_PAUSE_MS;
        await startBeside?.(this.#host, port2);
        const { version: version2 } = await this.request("toxiproxyStart", { port: port2, program: program2 });
        if (this.#watchers === 0) this.#setPause(this.#idlePauseMs);
        return version2;
      }
      evidence() {
        const { kernel, node } = this.#hello;
        return {
          name: this.name,
          ipv4: this.#host.ipv4,
          ipv6: this.#host.ipv6,
          identity: this.#host.identity,
          sysctls: this.#sysctls,
          versions: { kernel, node },
          clock: this.#clock,
          looks: { count: this.#looks.looks, errors: this.#looks.errors },
          counters: counterDeltas(this.#countersAtStart, this.#countersAtEnd ?? this.#countersAtStart)
        };
      }
      #receive(event2, events) {
        const local = (hostTime) => hostTime - this.#clock.offsetMs;
        if (event2.event === "app") {
          events.onApplication(this, event2, local(event2.at));
          return;
        }
        this.#looks = event2;
        const look = { at: local(event2.at), before: local(event2.before), began: local(event2.began) };
        for (const seen of event2.seen) events.onSeen(this, seen, look);
      }
    };
  }
});

// harness/lab/host-pool.ts
var LAB_SYSCTLS, HostPool;
var init_host_pool = __esm({
  "harness/lab/host-pool.ts"() {
    "use strict";
    init_lab_host();
    LAB_SYSCTLS = { "net.ipv4.tcp_rfc1337": "1" };
    HostPool = class {
      claimed = [];
      #network;
      #events;
      #prepared = /* @__PURE__ */ new Map();
      #beingMade = [];
      constructor(network, events) {
        this.#network = network;
        this.#events = events;
      }
      /** Starts making a host that may be asked for under this name. */
      prepare(name2) {
        const host2 = this.#make(name2, {});
        host2.catch(() => void 0);
        this.#prepared.set(name2, host2);
      }
      /** Resolves when no host is half made any more: only then can the network be taken away with all of them. */
      async settle() {
        await Promise.allSettled(this.#beingMade);
      }
      async claim(name2, sysctls2 = {}) {
        const prepared = Object.keys(sysctls2).length === 0 ? this.#prepared.get(name2) : void 0;
        const host2 = await (prepared ?? this.#make(name2, sysctls2));
        this.claimed.push(host2);
        return host2;
      }
      #make(name2, sysctls2) {
        const given = Object.fromEntries(Object.entries(sysctls2).map(([key, value]) => [key, String(value)]));
        const all = { ...LAB_SYSCTLS, ...given };
        const made = this.#network.createHost({ name: name2, sysctls: all }).then((host2) => LabHost.open(host2, all, this.#events));
        this.#beingMade.push(made);
        return made;
      }
    };
  }
});

// harness/lab/kill-process.ts
async function killProcess({ name: name2, lab, host: host2, process: process2 }, signal) {
  if (process2 === void 0) {
    throw new HalfcloseError(
      "INVALID_OPTION",
      `${name2}.kill(): it shares its process with the host's agent`,
      {
        hint: "make it with `ownProcess: true`"
      }
    );
  }
  lab.step(`${name2}.kill(${signal})`);
  await host2.request("kill", { process: process2, signal });
}
var init_kill_process = __esm({
  "harness/lab/kill-process.ts"() {
    "use strict";
    init_errors();
  }
});

// harness/model/socket-options.ts
function isLinger(value) {
  if (typeof value !== "object" || value === null) return false;
  const { onOff, seconds, ...rest2 } = value;
  return typeof onOff === "boolean" && isInt(seconds, 0) && Object.keys(rest2).length === 0;
}
function checkOptionName(option) {
  if (Object.hasOwn(SOCKET_OPTIONS, option)) return option;
  throw new HalfcloseError("UNKNOWN_OPTION", `there is no socket option \`${option}\` here`, {
    hint: `options are: ${Object.keys(SOCKET_OPTIONS).join(", ")}`
  });
}
function checkOptionValue(option, value) {
  const { kind } = SOCKET_OPTIONS[checkOptionName(option)];
  const { right, fits } = CHECKS[kind];
  if (fits(value)) return;
  const got = value === void 0 ? "nothing" : `\`${JSON.stringify(value)}\``;
  throw new HalfcloseError("INVALID_OPTION", `socket option ${option} takes ${right}, got ${got}`);
}
var SOL_SOCKET, IPPROTO_TCP, SOCKET_OPTIONS, INT_MAX, isInt, CHECKS;
var init_socket_options = __esm({
  "harness/model/socket-options.ts"() {
    "use strict";
    init_errors();
    SOL_SOCKET = 1;
    IPPROTO_TCP = 6;
    SOCKET_OPTIONS = {
      SO_REUSEADDR: { level: SOL_SOCKET, number: 2, kind: "flag" },
      SO_ERROR: { level: SOL_SOCKET, number: 4, kind: "errno", readOnly: true },
      SO_SNDBUF: { level: SOL_SOCKET, number: 7, kind: "int" },
      SO_RCVBUF: { level: SOL_SOCKET, number: 8, kind: "int" },
      SO_KEEPALIVE: { level: SOL_SOCKET, number: 9, kind: "flag" },
      SO_LINGER: { level: SOL_SOCKET, number: 13, kind: "linger" },
      SO_REUSEPORT: { level: SOL_SOCKET, number: 15, kind: "flag" },
      TCP_NODELAY: { level: IPPROTO_TCP, number: 1, kind: "flag" },
      TCP_KEEPIDLE: { level: IPPROTO_TCP, number: 4, kind: "int" },
      TCP_KEEPINTVL: { level: IPPROTO_TCP, number: 5, kind: "int" },
      TCP_KEEPCNT: { level: IPPROTO_TCP, number: 6, kind: "int" },
      TCP_SYNCNT: { level: IPPROTO_TCP, number: 7, kind: "int" },
      TCP_LINGER2: { level: IPPROTO_TCP, number: 8, kind: "int" },
      TCP_DEFER_ACCEPT: { level: IPPROTO_TCP, number: 9, kind: "int" },
      TCP_QUICKACK: { level: IPPROTO_TCP, number: 12, kind: "flag" },
      TCP_USER_TIMEOUT: { level: IPPROTO_TCP, number: 18, kind: "int" },
      TCP_FASTOPEN: { level: IPPROTO_TCP, number: 23, kind: "int" },
      TCP_FASTOPEN_CONNECT: { level: IPPROTO_TCP, number: 30, kind: "flag" }
    };
    INT_MAX = 2 ** 31 - 1;
    isInt = (value, least) => Number.isInteger(value) && value >= least && value <= INT_MAX;
    CHECKS = {
      flag: { right: "true or false", fits: (value) => typeof value === "boolean" },
      int: { right: "a whole number of 32 bit", fits: (value) => isInt(value, -INT_MAX - 1) },
      errno: { right: "nothing: it is only read", fits: () => false },
      linger: { right: "`{ onOff: true, seconds: 5 }`", fits: isLinger }
    };
  }
});

// harness/lab/held-socket.ts
var HeldSocket;
var init_held_socket = __esm({
  "harness/lab/held-socket.ts"() {
    "use strict";
    init_socket_options();
    init_lab_socket();
    HeldSocket = class extends LabSocket {
      /** What the agent calls it; undefined for a connection that no application has accepted yet. */
      agentName;
      /** What looks call it as long as a descriptor refers to it; undefined where nobody has asked. */
      inode;
      /**
       * setsockopt(2). Raises UNKNOWN_OPTION or INVALID_OPTION for what is not an option or not its value, and
       * SYSCALL_FAILED with the errno where the kernel refuses: nothing that comes after would mean what it says.
       */
      async set(option, value) {
        checkOptionValue(option, value);
        const socket = await this.lab.untilAccepted(this);
        this.lab.step(`${this.name}.set(${option}, ${JSON.stringify(value)})`);
        await this.host.request("setOption", { socket, option, value });
      }
      /** getsockopt(2). Errors as for `set`. `SO_ERROR` is `0` or an errno name, and is forgotten once it was read. */
      async get(option) {
        checkOptionName(option);
        const socket = await this.lab.untilAccepted(this);
        const { value } = await this.host.request("getOption", { socket, option });
        return value;
      }
    };
  }
});

// harness/lab/steered-lab-socket.ts
var SteeredLabSocket;
var init_steered_lab_socket = __esm({
  "harness/lab/steered-lab-socket.ts"() {
    "use strict";
    init_held_socket();
    SteeredLabSocket = class extends HeldSocket {
      /** Hands bytes to the kernel. */
      async write(data) {
        const bytes = Buffer.from(data);
        await this.#steer("write", `write(${String(bytes.length)} bytes)`, { base64: bytes.toString("base64") });
      }
      /** Ends this half of the connection: shutdown(SHUT_WR), so the kernel sends FIN and still receives. */
      sendFin() {
        return this.#steer("sendFin", "sendFin()");
      }
      /** close(2). With `linger: 0` it sends RST, otherwise FIN, or RST where received bytes were never read. */
      close() {
        return this.#steer("close", "close()");
      }
      /** close(2) after SO_LINGER with time 0, whatever the options said: the kernel sends RST. */
      reset() {
        return this.#steer("reset", "reset()");
      }
      /** Stops reading: what arrives stays in the kernel's receive queue. */
      pause() {
        return this.#read("paused");
      }
      /** Reads again. */
      resume() {
        return this.#read("on");
      }
      #read(reading2) {
        return this.#steer("read", reading2 === "on" ? "resume()" : "pause()", { reading: reading2 });
      }
      async #steer(op, what, extra = {}) {
        const socket = await this.lab.untilAccepted(this);
        this.lab.step(`${this.name}.${what}`);
        await this.host.request(op, { socket, ...extra });
      }
    };
  }
});

// harness/lab/client.ts
var Client;
var init_client = __esm({
  "harness/lab/client.ts"() {
    "use strict";
    init_kill_process();
    init_steered_lab_socket();
    Client = class extends SteeredLabSocket {
      #process;
      constructor(options, process2) {
        super(options);
        this.agentName = options.name;
        this.#process = process2;
      }
      /** Ends the client's process by a signal, as a crash would. Needs `ownProcess: true`. */
      kill(signal = "SIGKILL") {
        return killProcess({ name: this.name, lab: this.lab, host: this.host, process: this.#process }, signal);
      }
    };
  }
});

// harness/lab/target.ts
function addressOf(target2) {
  if ("address" in target2) return target2.address;
  if (!("host" in target2) || !Number.isInteger(target2.port)) {
    throw new HalfcloseError("INVALID_OPTION", "a target is a server, a proxy, or `{ host, port }`");
  }
  return { address: target2.host.ip(target2.family ?? "ipv4"), port: target2.port };
}
var init_target = __esm({
  "harness/lab/target.ts"() {
    "use strict";
    init_errors();
  }
});

// harness/lab/make-client.ts
async function makeClient(lab, options) {
  const target2 = options.via ?? options.to;
  if (!target2 || options.via && options.to) {
    throw new HalfcloseError(
      "INVALID_OPTION",
      "lab.client() takes either `to` (a server) or `via` (a proxy)"
    );
  }
  const to = addressOf(target2);
  const name2 = lab.freshName("client", options.name);
  const host2 = options.on ?? await lab.pool.claim(name2, options.sysctls);
  const process2 = options.ownProcess ? name2 : void 0;
  const countersBefore = await host2.counters();
  const client2 = new Client({ name: name2, host: host2, lab, role: "client", countersBefore }, process2);
  lab.registry.addActive(name2, client2);
  if (process2 !== void 0) await host2.request("spawn", { process: process2 });
  lab.step(`${name2}.connect()`);
  await host2.request("connect", {
    socket: name2,
    to,
    localPort: options.localPort,
    // Without an address to bind, a port alone would be bound to the wildcard address of either family.
    localAddress: options.localPort === void 0 ? void 0 : host2.ip(to.address.includes(":") ? "ipv6" : "ipv4"),
    policy: { onFin: options.onFin ?? "close", reading: options.reading ?? "on", linger: options.linger },
    process: process2
  });
  return client2;
}
var init_make_client = __esm({
  "harness/lab/make-client.ts"() {
    "use strict";
    init_errors();
    init_client();
    init_target();
  }
});

// harness/lab/lab-proxy.ts
var import_toxiproxy_node_client, LabProxy;
var init_lab_proxy = __esm({
  "harness/lab/lab-proxy.ts"() {
    "use strict";
    import_toxiproxy_node_client = require("toxiproxy-node-client");
    LabProxy = class {
      name;
      host;
      address;
      /** Where the API answers, for any Toxiproxy client. */
      url;
      #parts;
      constructor(parts) {
        this.name = parts.name;
        this.host = parts.clientLegs.host;
        this.address = parts.address;
        this.url = parts.url;
        this.#parts = parts;
      }
      /** A client of the API at `url`, as the npm package toxiproxy-node-client has it. */
      get toxiproxy() {
        return new import_toxiproxy_node_client.Toxiproxy(this.url);
      }
      /** The leg towards the client, of the first connection. */
      get clientLeg() {
        return this.connection(1).clientLeg;
      }
      /** The leg towards the server, of the first connection. */
      get serverLeg() {
        return this.connection(1).serverLeg;
      }
      /**
       * Both legs of the nth connection, from 1. The real Toxiproxy does not tell which legs belong together: its legs are
       * numbered on either side in the order in which looks first showed them, so that of two connections that came about
       * between the same two looks either may be the first.
       */
      connection(number) {
        return { clientLeg: this.#parts.clientLegs.connection(number), serverLeg: this.#parts.serverLeg(number) };
      }
      /** Adds a fault: Toxiproxy's own mean the same, ours are refused by the real Toxiproxy. */
      addToxic(toxic) {
        this.#parts.lab.step(`${this.name}.addToxic(${toxic.type} ${JSON.stringify(toxic.attributes)})`);
        return this.#parts.api.addToxic(toxic);
      }
      /** Stops listening and ends all connections, as `enabled: false` does in Toxiproxy. */
      disable() {
        return this.#enable(false);
      }
      /** Listens again. */
      enable() {
        return this.#enable(true);
      }
      async #enable(enabled) {
        this.#parts.lab.step(`${this.name}.${enabled ? "enable" : "disable"}()`);
        await this.#parts.api.update({
          enabled,
          listen: this.#parts.api.listen,
          upstream: this.#parts.api.upstream
        });
      }
    };
  }
});

// harness/lab/proxy-gateway.ts
async function pass2(host2, operation, request, response) {
  try {
    const answer3 = await host2.request(operation, {
      method: request.method ?? "GET",
      path: request.url ?? "/",
      headers: onlyStrings(request.headers),
      body: await (0, import_consumers.text)(request)
    });
    response.writeHead(answer3.status, answer3.headers).end(answer3.body);
  } catch (error) {
    response.writeHead(502).end(error.message);
  }
}
function onlyStrings(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name2, value]) => [name2, String(value)]));
}
var import_node_http, import_consumers, REQUEST_OF, ProxyGateway;
var init_proxy_gateway = __esm({
  "harness/lab/proxy-gateway.ts"() {
    "use strict";
    import_node_http = __toESM(require("node:http"));
    import_consumers = require("node:stream/consumers");
    REQUEST_OF = { halfclose: "proxyHttp", toxiproxy: "toxiproxyHttp" };
    ProxyGateway = class _ProxyGateway {
      #server;
      url;
      constructor(server2) {
        this.#server = server2;
        this.url = `http://127.0.0.1:${String(server2.address().port)}`;
      }
      static async open(host2, engine) {
        const server2 = import_node_http.default.createServer((request, response) => {
          void pass2(host2, REQUEST_OF[engine], request, response);
        });
        await new Promise((resolve, reject) => {
          server2.once("error", reject);
          server2.listen(0, "127.0.0.1", resolve);
        });
        return new _ProxyGateway(server2);
      }
      async close() {
        const closed = new Promise((resolve) => this.#server.close(() => resolve()));
        this.#server.closeAllConnections();
        await closed;
      }
    };
  }
});

// harness/lab/numbered-sockets.ts
var NumberedSockets;
var init_numbered_sockets = __esm({
  "harness/lab/numbered-sockets.ts"() {
    "use strict";
    init_socket_row();
    NumberedSockets = class {
      #make;
      #connections = [];
      #bound = /* @__PURE__ */ new Map();
      constructor(make) {
        this.#make = make;
      }
      /** The nth connection. One that has not come about yet is the one that will. */
      connection(number) {
        while (this.#connections.length < number)
          this.#connections.push(this.#make(this.#connections.length + 1));
        return this.#connections[number - 1];
      }
      /** How many have come about. */
      get count() {
        return this.#bound.size;
      }
      get all() {
        return this.#connections;
      }
      adopt(ends) {
        const key = connectionKey(ends);
        const known = this.#bound.get(key);
        if (known) return known;
        const connection = this.connection(this.#bound.size + 1);
        connection.learnEnds(ends);
        this.#bound.set(key, connection);
        return connection;
      }
    };
  }
});

// harness/lab/passive-sockets.ts
var PassiveSockets;
var init_passive_sockets = __esm({
  "harness/lab/passive-sockets.ts"() {
    "use strict";
    init_numbered_sockets();
    PassiveSockets = class extends NumberedSockets {
      listener;
      host;
      #address;
      constructor(listener, make) {
        super(make);
        this.listener = listener;
        this.host = listener.host;
      }
      /** Called once the port is known; from then on connections are recognised by it. */
      listensOn(address3) {
        this.#address = address3;
        this.listener.learnEnds({ local: address3, peer: { address: "", port: 0 } });
      }
      isAt(host2, port2) {
        return host2 === this.host && port2 === this.#address?.port;
      }
      get all() {
        return [this.listener, ...super.all];
      }
      recognise(host2, ends) {
        if (host2 !== this.host || ends.local.port !== this.#address?.port || !this.host.owns(ends.local.address)) {
          return void 0;
        }
        return ends.peer.port === 0 ? this.listener : this.adopt(ends);
      }
    };
  }
});

// harness/lab/upstream-legs.ts
var UpstreamLegs;
var init_upstream_legs = __esm({
  "harness/lab/upstream-legs.ts"() {
    "use strict";
    init_numbered_sockets();
    UpstreamLegs = class extends NumberedSockets {
      #host;
      #upstream;
      constructor(host2, upstream, make) {
        super(make);
        this.#host = host2;
        this.#upstream = upstream;
      }
      recognise(host2, ends) {
        const { address: address3, port: port2 } = this.#upstream;
        const isLeg = host2 === this.#host && ends.peer.address === address3 && ends.peer.port === port2;
        return isLeg ? this.adopt(ends) : void 0;
      }
    };
  }
});

// harness/lab/proxy-legs.ts
function reportedLegs(shared, proxy3) {
  const { registry } = shared.lab;
  const serverLegs = [];
  const serverLeg = (number) => {
    const known = serverLegs[number - 1];
    if (known) return known;
    const made = makeLeg(shared, proxy3, "server-leg", number);
    registry.addActive(`${proxy3}/${String(number)}/server-leg`, made);
    return serverLegs[number - 1] = made;
  };
  return { clientLegs: makeClientLegs(shared, proxy3, serverLeg), serverLeg };
}
function silentLegs(shared, proxy3, upstream) {
  const silent = { ...shared, silent: true };
  const serverLegs = new UpstreamLegs(
    shared.host,
    upstream,
    (number) => makeLeg(silent, proxy3, "server-leg", number)
  );
  const serverLeg = (number) => serverLegs.connection(number);
  const clientLegs = makeClientLegs(silent, proxy3, serverLeg);
  shared.lab.registry.addNumbered(serverLegs);
  return { clientLegs, serverLeg };
}
function makeClientLegs(shared, proxy3, serverLeg) {
  const listener = new LabSocket({ ...shared, role: "listener", name: `${proxy3}:listener` });
  const clientLegs = new PassiveSockets(listener, (number) => {
    serverLeg(number);
    return makeLeg(shared, proxy3, "client-leg", number);
  });
  clientLegs.connection(1);
  shared.lab.registry.addNumbered(clientLegs);
  return clientLegs;
}
function makeLeg(shared, proxy3, role, number) {
  return new LabSocket({
    ...shared,
    role,
    name: `${proxy3}:${role}${number === 1 ? "" : `/${String(number)}`}`
  });
}
var init_proxy_legs = __esm({
  "harness/lab/proxy-legs.ts"() {
    "use strict";
    init_lab_socket();
    init_passive_sockets();
    init_upstream_legs();
  }
});

// harness/lab/make-proxy.ts
async function makeProxy(lab, options) {
  const upstream = addressOf(options.to);
  const engine = options.engine ?? "halfclose";
  const source = engine === "toxiproxy" ? await lab.network.toxiproxy() : void 0;
  const name2 = lab.freshName("proxy", options.name);
  const host2 = options.on ?? await lab.pool.claim(name2, options.sysctls);
  const family2 = options.family ?? "ipv4";
  const address3 = { address: host2.ip(family2), port: options.port ?? DEFAULT_PORT };
  const shared = { lab, host: host2, countersBefore: await host2.counters() };
  const legs = source ? silentLegs(shared, name2, upstream) : reportedLegs(shared, name2);
  legs.clientLegs.listensOn(address3);
  if (source)
    lab.step(
      `${name2}: Toxiproxy ${TOXIPROXY_VERSION} from ${source.from}, which calls itself ${await host2.startToxiproxy(source)}`
    );
  else await host2.request("proxyStart", { seed: lab.seed });
  const gateway = await ProxyGateway.open(host2, engine);
  lab.teardown.add(`the API of ${name2}`, () => gateway.close());
  const listen3 = formatAddress(address3);
  const description = { name: name2, listen: listen3, upstream: formatAddress(upstream), enabled: true };
  const api = await new import_toxiproxy_node_client2.Toxiproxy(gateway.url).createProxy(description);
  return new LabProxy({ lab, name: name2, url: gateway.url, address: address3, api, ...legs });
}
var import_toxiproxy_node_client2, DEFAULT_PORT;
var init_make_proxy = __esm({
  "harness/lab/make-proxy.ts"() {
    "use strict";
    import_toxiproxy_node_client2 = require("toxiproxy-node-client");
    init_toxiproxy_program();
    init_socket_row();
    init_lab_proxy();
    init_proxy_gateway();
    init_proxy_legs();
    init_target();
    DEFAULT_PORT = 7e3;
  }
});

// harness/lab/raw-results.ts
var AcceptResult;
var init_raw_results = __esm({
  "harness/lab/raw-results.ts"() {
    "use strict";
    init_errors();
    AcceptResult = class {
      errno;
      durationMs;
      #listener;
      #socket;
      constructor({ errno, durationMs }, listener, socket) {
        this.errno = errno;
        this.durationMs = durationMs;
        this.#listener = listener;
        this.#socket = socket;
      }
      /** The accepted connection. Raises SYSCALL_FAILED where accept(2) gave none. */
      get socket() {
        if (this.#socket) return this.#socket;
        throw new HalfcloseError(
          "SYSCALL_FAILED",
          `${this.#listener}.accept(): ${this.errno ?? "no connection"}`,
          {
            hint: "is there a connection in the accept queue, and does the socket still listen?"
          }
        );
      }
    };
  }
});

// harness/lab/raw-socket.ts
var DEFAULT_BACKLOG, DEFAULT_LENGTH, NOBODY, RawSocket;
var init_raw_socket = __esm({
  "harness/lab/raw-socket.ts"() {
    "use strict";
    init_deadlines();
    init_errors();
    init_socket_row();
    init_held_socket();
    init_passive_sockets();
    init_raw_results();
    init_target();
    DEFAULT_BACKLOG = 511;
    DEFAULT_LENGTH = 65536;
    NOBODY = { address: "", port: 0 };
    RawSocket = class _RawSocket extends HeldSocket {
      #options;
      #ends;
      #local;
      #connections;
      #accepts = 0;
      constructor(options, accepted = false) {
        super({ ...options, role: accepted ? "server" : "client", ...accepted ? {} : { opening: "either" } });
        this.#options = options;
      }
      /** One socket may be several connections, one after the other: these are the ends of the last. */
      get ends() {
        return this.#ends;
      }
      learnEnds(ends) {
        this.#ends = ends;
        this.#local = ends.local;
      }
      /** Where others reach it. Raises INVALID_OPTION as long as it has no port. */
      get address() {
        if (!this.#local) {
          const hint = "call bind(), listen() or connect() first";
          throw new HalfcloseError("INVALID_OPTION", `${this.name} is not bound to a port yet`, { hint });
        }
        const isAny = ["0.0.0.0", "::"].includes(this.#local.address);
        return isAny ? { ...this.#local, address: this.#ownAddress } : this.#local;
      }
      /** bind(2). Default: the host's own address, and a port that the kernel chooses. */
      async bind({ port: port2 = 0, address: address3 = this.#ownAddress } = {}) {
        const to = { address: address3, port: port2 };
        const result = await this.#call(
          `bind(${formatAddress(to)})`,
          (socket) => this.host.request("rawBind", { socket, to })
        );
        this.#local = result.local ?? this.#local;
        return result;
      }
      /** listen(2). Whether connections are accepted is up to `accept()`. Default: a backlog of 511. */
      async listen(backlog = DEFAULT_BACKLOG) {
        const result = await this.#call(
          `listen(${String(backlog)})`,
          (socket) => this.host.request("rawListen", { socket, backlog })
        );
        if (result.local) this.#listensOn(result.local);
        return result;
      }
      /**
       * The nth connection that came in, from 1, accepted or not; it may be one that is still to come. Listeners that share
       * a port count together: before accept(2), nothing shows in whose queue a connection is.
       */
      connection(number) {
        if (this.#connections) return this.#connections.connection(number);
        throw new HalfcloseError("INVALID_OPTION", `${this.name} does not listen`, {
          hint: "call listen() first"
        });
      }
      /** accept(2): the next connection of the accept queue. `EAGAIN` where none comes in time. */
      async accept(options = {}) {
        const as = `${this.name}/accepted-${String(++this.#accepts)}`;
        const { ends, ...result } = await this.#call(
          "accept()",
          (socket2) => this.host.request("rawAccept", { socket: socket2, as, withinMs: MATCHER_DEADLINE_MS, ...options })
        );
        const socket = ends && this.#connections?.recognise(this.host, ends);
        return new AcceptResult(result, this.name, socket);
      }
      /**
       * connect(2). `EINPROGRESS` where nothing has come of it in time; to call it again is to wait on. Matchers ask what
       * comes of it in any case.
       */
      async connect(target2, options = {}) {
        const to = addressOf(target2);
        return this.#call(
          `connect(${formatAddress(to)})`,
          (socket) => this.host.request("rawConnect", { socket, to, withinMs: MATCHER_DEADLINE_MS, ...options })
        );
      }
      /** connect(2) to AF_UNSPEC: ends the connection, with RST where there is one to reset; the socket can be used anew. */
      disconnect() {
        return this.#call("disconnect()", (socket) => this.host.request("rawDisconnect", { socket }));
      }
      /** send(2), again where the send buffer takes only a part. `EAGAIN` where it does not take all in time. */
      async send(data, options = {}) {
        const bytes = Buffer.from(data);
        const base64 = bytes.toString("base64");
        return this.#call(
          `send(${String(bytes.length)} bytes)`,
          (socket) => this.host.request("rawSend", { socket, base64, withinMs: MATCHER_DEADLINE_MS, ...options })
        );
      }
      /** One recv(2) of at most so many bytes. No data and no errno: the peer's FIN. Default: 65536 bytes. */
      async receive(length = DEFAULT_LENGTH, options = {}) {
        const { base64, ...result } = await this.#call(
          `receive(${String(length)})`,
          (socket) => this.host.request("rawReceive", { socket, length, withinMs: MATCHER_DEADLINE_MS, ...options })
        );
        return { ...result, data: Buffer.from(base64, "base64") };
      }
      /** shutdown(2): ends one direction or both, and keeps the descriptor. */
      shutdown(how) {
        return this.#call(`shutdown(${how})`, (socket) => this.host.request("rawShutdown", { socket, how }));
      }
      /** close(2). Blocks as the kernel has it: with SO_LINGER, until what is unsent is acknowledged or the time is over. */
      async close() {
        const result = await this.#call(
          "close()",
          (socket) => this.host.request("rawClose", { socket, withinMs: SCENARIO_DEADLINE_MS })
        );
        this.lab.step(`${this.name}.close() has returned`);
        return result;
      }
      get #ownAddress() {
        return this.host.ip(this.#options.family);
      }
      async #call(what, request) {
        const socket = await this.lab.untilAccepted(this);
        this.lab.step(`${this.name}.${what}`);
        return request(socket);
      }
      #listensOn(local) {
        this.role = "listener";
        this.learnEnds({ local, peer: NOBODY });
        this.#connections = this.lab.registry.listeningAt(this.host, local.port) ?? this.#newConnections();
      }
      #newConnections() {
        const connections2 = new PassiveSockets(
          this,
          (number) => new _RawSocket({ ...this.#options, name: `${this.name}/${String(number)}` }, true)
        );
        connections2.listensOn(this.#local ?? NOBODY);
        this.lab.registry.addNumbered(connections2);
        return connections2;
      }
    };
  }
});

// harness/lab/make-raw-socket.ts
async function makeRawSocket(lab, options) {
  const name2 = lab.freshName("socket", options.name);
  const host2 = options.on ?? await lab.pool.claim(name2, options.sysctls);
  const family2 = options.family ?? "ipv4";
  const socket = new RawSocket({ name: name2, host: host2, lab, family: family2, countersBefore: await host2.counters() });
  socket.agentName = name2;
  lab.registry.addActive(name2, socket);
  ({ inode: socket.inode } = await host2.request("rawSocket", { socket: name2, family: family2 }));
  return socket;
}
var init_make_raw_socket = __esm({
  "harness/lab/make-raw-socket.ts"() {
    "use strict";
    init_raw_socket();
  }
});

// harness/lab/server.ts
var Server;
var init_server = __esm({
  "harness/lab/server.ts"() {
    "use strict";
    init_errors();
    init_kill_process();
    Server = class {
      name;
      host;
      address;
      #sockets;
      #process;
      constructor(name2, address3, sockets, process2) {
        this.name = name2;
        this.host = sockets.host;
        this.address = address3;
        this.#sockets = sockets;
        this.#process = process2;
      }
      /** The listening socket itself. */
      get listener() {
        return this.#sockets.listener;
      }
      /** The nth connection, from 1, in the order in which they came in. It may be one that is still to come. */
      connection(number) {
        return this.#sockets.connection(number);
      }
      get socket() {
        const { count: count2 } = this.#sockets;
        if (count2 > 1) {
          throw new HalfcloseError("AMBIGUOUS_CONNECTION", `${this.name} has ${count2} connections`, {
            hint: `say which: ${this.name}.connection(1)`
          });
        }
        return this.connection(1);
      }
      /** Sets a socket option of the connection; see {@link SteeredLabSocket.set}. */
      set(option, value) {
        return this.socket.set(option, value);
      }
      /** Reads a socket option of the connection; see {@link SteeredLabSocket.get}. */
      get(option) {
        return this.socket.get(option);
      }
      /** Hands bytes to the kernel. */
      write(data) {
        return this.socket.write(data);
      }
      /** Ends this half of the connection; see {@link SteeredLabSocket.sendFin}. */
      sendFin() {
        return this.socket.sendFin();
      }
      /** Closes the connection, not the listener; see {@link SteeredLabSocket.close}. */
      close() {
        return this.socket.close();
      }
      /** Closes the connection with RST; see {@link SteeredLabSocket.reset}. */
      reset() {
        return this.socket.reset();
      }
      pause() {
        return this.socket.pause();
      }
      resume() {
        return this.socket.resume();
      }
      /** Closes the listening socket; connections stay. */
      async stopListening() {
        this.listener.lab.step(`${this.name}.stopListening()`);
        await this.host.request("close", { socket: this.name });
      }
      /** Ends the server's process by a signal, as a crash would. Needs `ownProcess: true`. */
      kill(signal = "SIGKILL") {
        const { lab, host: host2 } = this.listener;
        return killProcess({ name: this.name, lab, host: host2, process: this.#process }, signal);
      }
    };
  }
});

// harness/lab/make-server.ts
async function makeServer(lab, options) {
  const name2 = lab.freshName("server", options.name);
  const host2 = options.on ?? await lab.pool.claim(name2, options.sysctls);
  const shared = { host: host2, lab, countersBefore: await host2.counters() };
  const sockets = new PassiveSockets(
    new LabSocket({ ...shared, role: "listener", name: `${name2}:listener` }),
    (number) => new SteeredLabSocket({
      ...shared,
      role: "server",
      name: number === 1 ? name2 : `${name2}/${String(number)}`
    })
  );
  const address3 = {
    address: host2.ip(options.family ?? "ipv4"),
    port: options.port ?? DEFAULT_PORT2
  };
  sockets.listensOn(address3);
  lab.registry.addNumbered(sockets);
  const process2 = options.ownProcess ? name2 : void 0;
  if (process2 !== void 0) await host2.request("spawn", { process: process2 });
  await host2.request("listen", {
    socket: name2,
    ...address3,
    backlog: options.backlog ?? DEFAULT_BACKLOG2,
    policy: { onFin: options.onFin ?? "close", reading: options.reading ?? "on", linger: options.linger },
    process: process2
  });
  return new Server(name2, address3, sockets, process2);
}
var DEFAULT_PORT2, DEFAULT_BACKLOG2;
var init_make_server = __esm({
  "harness/lab/make-server.ts"() {
    "use strict";
    init_lab_socket();
    init_passive_sockets();
    init_server();
    init_steered_lab_socket();
    DEFAULT_PORT2 = 7e3;
    DEFAULT_BACKLOG2 = 511;
  }
});

// harness/model/sysctls.ts
function whyNotOfAHost(name2) {
  if (GLOBAL_SYSCTLS.includes(name2.replaceAll("/", ".")))
    return `sysctl ${name2} is one for the whole machine: no host has one of its own`;
  if (!/^net\.[\w.\-/]+$/.test(name2) || name2.includes(".."))
    return `sysctl ${name2} is not one of a host's own (net.\u2026)`;
  return void 0;
}
var GLOBAL_SYSCTLS;
var init_sysctls = __esm({
  "harness/model/sysctls.ts"() {
    "use strict";
    GLOBAL_SYSCTLS = [
      "net.ipv4.tcp_available_ulp",
      "net.ipv4.tcp_low_latency",
      "net.ipv4.tcp_max_orphans",
      "net.ipv4.tcp_mem"
    ];
  }
});

// harness/lab/options.ts
function checkOptions(kind, options) {
  const checked = SCHEMAS[kind].safeParse(options);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const known = Object.keys(SCHEMAS[kind].shape).join(", ");
    throw new HalfcloseError(
      "UNKNOWN_OPTION",
      `lab.${kind}() has no option ${issue.keys.map((key) => `\`${key}\``).join(", ")}`,
      {
        hint: `it takes: ${known}`
      }
    );
  }
  const path19 = issue?.path.join(".") ?? "";
  throw new HalfcloseError(
    "INVALID_OPTION",
    `lab.${kind}(): option \`${path19}\`: ${issue?.message ?? "not valid"}`,
    {
      hint: `got ${describeValue(options, issue?.path ?? [])}`
    }
  );
}
function describeValue(options, path19) {
  const value = path19.reduce(
    (at, key) => at?.[key],
    options
  );
  return value === void 0 ? "nothing" : JSON.stringify(value);
}
var import_zod2, port, family, onFin, reading, on, name, sysctls, target, host, placed, policy, server, client, proxy, rawSocket, SCHEMAS;
var init_options = __esm({
  "harness/lab/options.ts"() {
    "use strict";
    import_zod2 = require("zod");
    init_errors();
    init_sysctls();
    init_lab_host();
    port = import_zod2.z.int().min(1).max(65535);
    family = import_zod2.z.enum(["ipv4", "ipv6"]);
    onFin = import_zod2.z.enum(["close", "ignore"]);
    reading = import_zod2.z.enum(["on", "paused"]);
    on = import_zod2.z.custom((value) => value instanceof LabHost, "must be a host of this lab");
    name = import_zod2.z.string().regex(/^[a-z][a-z0-9-]*$/, "a name is lower-case letters, digits and dashes, such as `client-2`");
    sysctls = import_zod2.z.record(import_zod2.z.string(), import_zod2.z.union([import_zod2.z.string(), import_zod2.z.number()])).superRefine((given, context) => {
      for (const name2 of Object.keys(given)) {
        const message = whyNotOfAHost(name2);
        if (message !== void 0) context.addIssue({ code: "custom", message, path: [name2] });
      }
    });
    target = import_zod2.z.custom((value) => typeof value === "object" && value !== null);
    host = import_zod2.z.strictObject({ name: name.optional(), sysctls: sysctls.optional() });
    placed = { name: name.optional(), on: on.optional(), sysctls: sysctls.optional() };
    policy = { onFin: onFin.optional(), reading: reading.optional(), linger: import_zod2.z.literal(0).optional() };
    server = import_zod2.z.strictObject({
      ...placed,
      ...policy,
      port: port.optional(),
      backlog: import_zod2.z.int().min(0).optional(),
      family: family.optional(),
      ownProcess: import_zod2.z.boolean().optional()
    });
    client = import_zod2.z.strictObject({
      ...placed,
      ...policy,
      to: target.optional(),
      via: target.optional(),
      localPort: port.optional(),
      ownProcess: import_zod2.z.boolean().optional()
    });
    proxy = import_zod2.z.strictObject({
      ...placed,
      to: target,
      port: port.optional(),
      family: family.optional(),
      engine: import_zod2.z.enum(["halfclose", "toxiproxy"]).optional()
    });
    rawSocket = import_zod2.z.strictObject({ ...placed, family: family.optional() });
    SCHEMAS = { host, server, client, proxy, rawSocket };
  }
});

// harness/lab/socket-registry.ts
function isHeld(socket, host2, inode) {
  return socket instanceof HeldSocket && socket.host === host2 && socket.inode === inode;
}
function keyOf(host2, agentName) {
  return `${host2.name}
${agentName}`;
}
var SocketRegistry;
var init_socket_registry = __esm({
  "harness/lab/socket-registry.ts"() {
    "use strict";
    init_evidence();
    init_socket_row();
    init_held_socket();
    init_passive_sockets();
    SocketRegistry = class {
      #active = /* @__PURE__ */ new Map();
      #numbered = [];
      /** A socket that connects, by the name under which its application reports. */
      addActive(agentName, socket) {
        this.#active.set(keyOf(socket.host, agentName), socket);
      }
      /** Sockets that are known by their ends alone. */
      addNumbered(sockets) {
        this.#numbered.push(sockets);
      }
      /** In the order in which a connection passes them: clients, the legs of proxies, servers, listeners. */
      get all() {
        const sockets = /* @__PURE__ */ new Set([...this.#active.values(), ...this.#numbered.flatMap(({ all }) => all)]);
        return [...sockets].sort((a, b) => SOCKET_ROLES.indexOf(a.role) - SOCKET_ROLES.indexOf(b.role));
      }
      /** The connections that come in at that port, where a raw socket listens there, or has. */
      listeningAt(host2, port2) {
        return this.#numbered.find(
          (sockets) => sockets instanceof PassiveSockets && sockets.listener instanceof HeldSocket && sockets.isAt(host2, port2)
        );
      }
      ofSeen(host2, { local, peer, inode }) {
        const held = inode && [...this.#active.values()].find((socket) => isHeld(socket, host2, inode));
        if (held) return held;
        const key = connectionKey({ local, peer });
        for (const socket of this.#active.values()) {
          if (socket.host === host2 && socket.ends && connectionKey(socket.ends) === key) return socket;
        }
        return this.#byEnds(host2, { local, peer });
      }
      ofEvent(host2, event2) {
        const known = this.#active.get(keyOf(host2, event2.socket)) ?? this.#accepted(host2, event2);
        if (event2.local && event2.peer) known?.learnEnds({ local: event2.local, peer: event2.peer });
        return known;
      }
      /** Connections that came in are known by their ends first, and by the application's name for them once it accepts. */
      #accepted(host2, event2) {
        if (event2.kind === "listening" && event2.local) {
          return this.#byEnds(host2, { local: event2.local, peer: { address: "", port: 0 } });
        }
        if (event2.kind !== "accepted" || !event2.local || !event2.peer) return void 0;
        const socket = this.#byEnds(host2, { local: event2.local, peer: event2.peer });
        if (!socket) return void 0;
        if (socket instanceof HeldSocket) socket.agentName = event2.socket;
        this.#active.set(keyOf(host2, event2.socket), socket);
        return socket;
      }
      #byEnds(host2, ends) {
        for (const sockets of this.#numbered) {
          const socket = sockets.recognise(host2, ends);
          if (socket) return socket;
        }
        return void 0;
      }
    };
  }
});

// harness/lab/teardown.ts
var Teardown;
var init_teardown = __esm({
  "harness/lab/teardown.ts"() {
    "use strict";
    init_deadlines();
    init_errors();
    Teardown = class {
      #parts = [];
      #deadlineMs;
      /** `deadlineMs` is for each part; default: 10 s. */
      constructor(deadlineMs = TEARDOWN_DEADLINE_MS) {
        this.#deadlineMs = deadlineMs;
      }
      /** `what` names the part should it not come to its end. */
      add(what, end) {
        this.#parts.push({ what, end });
      }
      /** Resolves to what went wrong on the way, in order. A second call has nothing left to do. */
      async run() {
        const errors = [];
        for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
          try {
            await this.#inTime(part);
          } catch (error) {
            errors.push(error);
          }
        }
        return errors;
      }
      async #inTime({ what, end }) {
        let timer;
        const late = new Promise((_resolve, reject) => {
          timer = setTimeout(() => {
            const message = `${what} had not ended after ${String(this.#deadlineMs)} ms`;
            reject(
              new HalfcloseError("TIMED_OUT", message, {
                hint: "what is left of it goes when this process ends"
              })
            );
          }, this.#deadlineMs);
        });
        try {
          await Promise.race([end(), late]);
        } finally {
          clearTimeout(timer);
        }
      }
    };
  }
});

// harness/lab/lab.ts
function toxiproxyDied(host2, how = "") {
  return new HalfcloseError("TOXIPROXY_DIED", `the Toxiproxy of host ${host2.name} ended: ${how}`, {
    hint: "its sockets went with it; is there a fault that it does not survive, or a signal from outside?"
  });
}
function chosenSeed() {
  const wanted = process.env["HALFCLOSE_SEED"];
  if (wanted === void 0) return (0, import_node_crypto5.randomInt)(SEEDS);
  const seed = Number(wanted);
  if (Number.isInteger(seed) && seed >= 0 && seed < SEEDS) return seed;
  throw new HalfcloseError(
    "INVALID_OPTION",
    `HALFCLOSE_SEED must be a whole number from 0 to ${String(SEEDS - 1)}, got \`${wanted}\``
  );
}
var import_node_crypto5, Lab, SEEDS;
var init_lab = __esm({
  "harness/lab/lab.ts"() {
    "use strict";
    import_node_crypto5 = require("node:crypto");
    init_clock();
    init_deadlines();
    init_errors();
    init_recorder();
    init_host_pool();
    init_make_client();
    init_make_proxy();
    init_make_raw_socket();
    init_make_server();
    init_options();
    init_socket_registry();
    init_teardown();
    Lab = class _Lab {
      recorder = new Recorder();
      registry = new SocketRegistry();
      teardown = new Teardown();
      network;
      pool;
      /** Every random choice of the lab comes from this number. Set HALFCLOSE_SEED to repeat one. */
      seed;
      /** Aborted when a host has died, with the reason. */
      broken = new AbortController();
      /** Where the lab's evidence goes; undefined for a lab that keeps none. */
      evidenceFile;
      /** Expectations made of this lab, and what came of them. */
      expectations = [];
      #names = /* @__PURE__ */ new Map();
      constructor(network, seed) {
        this.network = network;
        this.seed = seed;
        this.pool = new HostPool(network, {
          onSeen: (host2, seen, look) => this.#seen(host2, seen, look),
          onApplication: (host2, event2, at) => this.#application(host2, event2, at),
          onDeath: (_host, error) => this.broken.abort(error),
          onConfigured: (host2, what) => this.step(`${host2.name}: ${what}`)
        });
        this.teardown.add(`the lab's network (${network.backend})`, () => network.stop());
        this.teardown.add("the making of hosts", () => this.pool.settle());
      }
      /** Makes the lab's network. Raises a typed error where this machine cannot, before anything is started. */
      static async open(backend) {
        const id = `${process.pid.toString(36)}-${(0, import_node_crypto5.randomInt)(2 ** 32).toString(36)}`;
        const seed = chosenSeed();
        const lab = new _Lab(await backend.createNetwork(id), seed);
        for (const name2 of ["server", "proxy", "client"]) lab.pool.prepare(name2);
        return lab;
      }
      /** A host with nothing on it but its kernel. */
      async host(options = {}) {
        checkOptions("host", options);
        return this.pool.claim(this.freshName("host", options.name), options.sysctls);
      }
      /** A listening server. Resolves when the kernel has it in LISTEN. */
      async server(options = {}) {
        checkOptions("server", options);
        return makeServer(this, options);
      }
      /** A client socket. Resolves when connect(2) has been called; what comes of it is for matchers to ask. */
      async client(options) {
        checkOptions("client", options);
        return makeClient(this, options);
      }
      /** The fault-injecting proxy, with no faults yet. Resolves when it listens. */
      async proxy(options) {
        checkOptions("proxy", options);
        return makeProxy(this, options);
      }
      /** A TCP socket that is steered by system calls. Resolves when socket(2) has made it. */
      async rawSocket(options = {}) {
        checkOptions("rawSocket", options);
        return makeRawSocket(this, options);
      }
      /** Marks this moment in the timeline. */
      step(text2) {
        this.recorder.record({ probe: "step", at: this.now(), text: text2 });
      }
      get sockets() {
        return this.registry.all;
      }
      get hosts() {
        return this.pool.claimed;
      }
      /** Milliseconds since the scenario began. */
      now() {
        return this.recorder.toLabTime(monotonicMs());
      }
      /** `server`, then `server-2`, …; or the wanted name. Raises INVALID_OPTION where that one is taken. */
      freshName(kind, wanted) {
        const taken = this.#names.get(wanted ?? kind) ?? 0;
        if (wanted !== void 0 && taken > 0) {
          throw new HalfcloseError("INVALID_OPTION", `this lab has something called \`${wanted}\` already`);
        }
        this.#names.set(wanted ?? kind, taken + 1);
        return wanted ?? (taken === 0 ? kind : `${kind}-${String(taken + 1)}`);
      }
      /** The agent's name for the socket, as soon as its application has accepted it. */
      async untilAccepted(socket) {
        const deadline = AbortSignal.timeout(MATCHER_DEADLINE_MS);
        const signal = AbortSignal.any([deadline, this.broken.signal]);
        while (socket.agentName === void 0 && !signal.aborted) await this.recorder.untilNews(signal);
        if (socket.agentName !== void 0) return socket.agentName;
        this.broken.signal.throwIfAborted();
        throw new HalfcloseError(
          "TIMED_OUT",
          `${socket.name}: no connection came in within ${String(MATCHER_DEADLINE_MS)} ms`,
          {
            hint: "only an accepted connection can be steered; is there a client, and does it reach this server?"
          }
        );
      }
      #seen(host2, seen, { at, before, began }) {
        const socket = this.registry.ofSeen(host2, seen);
        const sighting = {
          probe: "ss",
          at: this.recorder.toLabTime(at),
          before: this.recorder.toLabTime(before),
          began: this.recorder.toLabTime(began),
          host: host2.name,
          socket: socket?.name,
          ...seen
        };
        socket?.track.sightings.push(sighting);
        this.recorder.record(sighting);
      }
      #application(host2, event2, at) {
        const socket = this.registry.ofEvent(host2, event2);
        const { kind, errno, syscall, bytes, detail } = event2;
        const name2 = socket?.name ?? event2.socket;
        const said = {
          at: this.recorder.toLabTime(at),
          host: host2.name,
          socket: name2,
          kind,
          errno,
          syscall,
          bytes,
          detail
        };
        const observation = { probe: "application", ...said };
        socket?.track.application.push(observation);
        if (socket && event2.base64 !== void 0) {
          socket.track.received = Buffer.concat([socket.track.received, Buffer.from(event2.base64, "base64")]);
        }
        this.recorder.record(observation);
        if (kind === "toxiproxy-ended") this.broken.abort(toxiproxyDied(host2, detail));
      }
    };
    SEEDS = 2 ** 31;
  }
});

// harness/lab/lab-supply.ts
var LabSupply;
var init_lab_supply = __esm({
  "harness/lab/lab-supply.ts"() {
    "use strict";
    init_lab();
    LabSupply = class {
      #backend;
      #spare;
      constructor(backend) {
        this.#backend = backend;
      }
      /** A fresh lab. With `another`, begins to make one more for the next call. */
      async take({ another }) {
        const lab = await (this.#spare ?? Lab.open(this.#backend));
        this.#spare = void 0;
        if (another) {
          this.#spare = Lab.open(this.#backend);
          this.#spare.catch(() => void 0);
        }
        lab.recorder.begin();
        return lab;
      }
      /** Ends the spare lab, if there is one. Resolves to what went wrong. */
      async dispose() {
        const spare = await this.#spare?.catch(() => void 0);
        this.#spare = void 0;
        return spare ? spare.teardown.run() : [];
      }
    };
  }
});

// harness/bench/lab/ours.ts
function firstLab(backend) {
  return {
    name: backend.name,
    start: () => start(backend, new LabSupply(backend), false),
    end: () => Promise.resolve()
  };
}
function nextLab(backend) {
  const supply = new LabSupply(backend);
  return {
    name: `${backend.name}, next lab`,
    start: () => start(backend, supply, true),
    end: async () => raiseFirst(await supply.dispose())
  };
}
async function start(backend, supply, another) {
  const lab = await supply.take({ another });
  const server2 = await lab.server({ onFin: "ignore" });
  const proxy3 = await lab.proxy({ to: server2 });
  const client2 = await lab.client({ via: proxy3 });
  await settle(toReachState(server2, "ESTABLISHED"), false);
  return {
    timeUntilSeen: async () => {
      await settle(toReachState(client2, "ESTABLISHED"), false);
      await client2.sendFin();
      const { verdict } = await settle(toReachState(client2, ["FIN_WAIT1", "FIN_WAIT2"]), false);
      const seenAt = lab.now();
      const sent = client2.track.application.find(({ kind }) => kind === "sent-fin");
      if (verdict !== "held" || !sent) throw new Error(`${backend.name}: the client's FIN was not seen`);
      return seenAt - sent.at;
    },
    stop: () => stop(lab)
  };
}
async function stop(lab) {
  raiseFirst(await lab.teardown.run());
}
function raiseFirst([error]) {
  if (error) throw error;
}
var init_ours = __esm({
  "harness/bench/lab/ours.ts"() {
    "use strict";
    init_wait();
    init_to_reach_state();
    init_lab_supply();
  }
});

// harness/bench/lab/rounds.ts
async function runRound(contender) {
  const cpuBefore = machineCpuSeconds();
  const started2 = monotonicMs();
  const running = await contender.start();
  const startMs = monotonicMs() - started2;
  let stopping;
  let seenMs;
  try {
    seenMs = await running.timeUntilSeen();
  } finally {
    stopping = monotonicMs();
    await running.stop();
  }
  const stopMs = monotonicMs() - stopping;
  return { startMs, stopMs, seenMs, cpuSeconds: machineCpuSeconds() - cpuBefore };
}
function machineCpuSeconds() {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (0, import_node_fs12.readFileSync)("/proc/stat", "utf8").slice(0, 200).split(/\s+/).map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}
var import_node_fs12, TICKS_PER_SECOND;
var init_rounds = __esm({
  "harness/bench/lab/rounds.ts"() {
    "use strict";
    import_node_fs12 = require("node:fs");
    init_clock();
    TICKS_PER_SECOND = 100;
  }
});

// harness/cli/bench-lab.ts
var bench_lab_exports = {};
__export(bench_lab_exports, {
  benchLab: () => benchLab
});
async function benchLab(options) {
  const rounds = positiveNumber("--rounds", options.rounds);
  const { image } = await ensureHostImage({ onProgress: tell2 });
  const backends = [backendNamed("netns"), backendNamed("docker")];
  for (const backend of backends) await backend.check();
  const contenders2 = [await ordinary(image), ...backends.map(firstLab), ...backends.map(nextLab)];
  const results = new Map(contenders2.map(({ name: name2 }) => [name2, []]));
  for (let round2 = 0; round2 <= rounds; round2++) {
    tell2(round2 === 0 ? "warming up, one round of each" : `round ${String(round2)} of ${String(rounds)}`);
    for (const contender of contenders2) {
      const result = await runRound(contender);
      if (round2 > 0) results.get(contender.name)?.push(result);
    }
  }
  for (const contender of contenders2) await contender.end();
  report2(new Map([...results].map(([name2, each]) => [name2, figuresOf(each)])), rounds, options.json === true);
}
function tell2(line) {
  process.stderr.write(`${line}
`);
}
function report2(figures, rounds, json2) {
  const peer = figures.get("ordinary");
  const ours = [...figures].filter(([name2]) => name2 !== "ordinary");
  const timesFaster = Object.fromEntries(ours.map(([name2, each]) => [name2, peer ? ratios(peer, each) : {}]));
  const machine = { kernel: import_node_os6.default.release(), cores: import_node_os6.default.cpus().length, node: process.version };
  if (json2) {
    const result = { bench: "lab", rounds, machine, figures: Object.fromEntries(figures), timesFaster };
    process.stdout.write(`${JSON.stringify(result, void 0, 2)}
`);
    return;
  }
  process.stdout.write(
    `medians over ${String(rounds)} rounds (min to max), kernel ${machine.kernel}, ${String(machine.cores)} cores
`
  );
  for (const [name2, each] of figures) {
    const cells = Object.entries(each).map(
      ([figure, { median, min, max }]) => `${figure} ${median} (${min} to ${max})`
    );
    process.stdout.write(`${name2.padEnd(16)} ${cells.join("  ")}
`);
  }
  for (const [name2, each] of Object.entries(timesFaster)) {
    const cells = Object.entries(each).map(([figure, times]) => `${figure} ${times} times`);
    process.stdout.write(`${name2.padEnd(16)} against the ordinary way: ${cells.join("  ")}
`);
  }
}
var import_node_os6;
var init_bench_lab = __esm({
  "harness/cli/bench-lab.ts"() {
    "use strict";
    import_node_os6 = __toESM(require("node:os"));
    init_host_image();
    init_figures2();
    init_ordinary();
    init_ours();
    init_rounds();
    init_backends();
    init_positive_number();
  }
});

// harness/proxy/standalone/own-loopback-address.ts
function ownLoopbackAddress() {
  return `127.${String((process.pid >> 16) + 2)}.${String(process.pid >> 8 & 255)}.${String(process.pid & 255)}`;
}
var init_own_loopback_address = __esm({
  "harness/proxy/standalone/own-loopback-address.ts"() {
    "use strict";
  }
});

// harness/bench/proxy/child.ts
var import_node_child_process9, import_node_events3, import_node_fs13, TICKS_PER_SECOND2, Child;
var init_child = __esm({
  "harness/bench/proxy/child.ts"() {
    "use strict";
    import_node_child_process9 = require("node:child_process");
    import_node_events3 = require("node:events");
    import_node_fs13 = require("node:fs");
    init_errors();
    TICKS_PER_SECOND2 = 100;
    Child = class _Child {
      name;
      process;
      #gone;
      constructor(name2, process2) {
        this.name = name2;
        this.process = process2;
        this.#gone = new Promise((resolve) => process2.once("close", resolve));
      }
      static async start(name2, command2, stdio) {
        const process2 = (0, import_node_child_process9.spawn)("setpriv", ["--pdeathsig", "KILL", ...command2], { stdio });
        const child = new _Child(name2, process2);
        try {
          await (0, import_node_events3.once)(process2, "spawn");
        } catch (cause) {
          throw new HalfcloseError("MISSING_TOOL", `${name2}: cannot start ${command2.join(" ")}`, {
            cause,
            hint: "setpriv is part of util-linux"
          });
        }
        return child;
      }
      /** Rejects when the process ends. */
      async failure() {
        await this.#gone;
        const { exitCode, signalCode } = this.process;
        throw new HalfcloseError(
          "AGENT_DIED",
          `${this.name}: its process ended by ${signalCode ?? `exit ${String(exitCode)}`}`
        );
      }
      /** User and system time of all its threads so far, in seconds (proc_pid_stat(5)). */
      cpuSeconds() {
        const stat = (0, import_node_fs13.readFileSync)(`/proc/${String(this.process.pid)}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND2;
      }
      /** Memory that is resident now, in megabytes of 10^6 bytes (VmRSS in proc_pid_status(5)). */
      residentMB() {
        const status = (0, import_node_fs13.readFileSync)(`/proc/${String(this.process.pid)}/status`, "utf8");
        return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024 / 1e6;
      }
      async end() {
        this.process.kill("SIGKILL");
        await this.#gone;
      }
    };
  }
});

// harness/bench/proxy/deadline.ts
async function within(ms, what, work) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new HalfcloseError("TIMED_OUT", `${what}: not done in ${String(ms)} ms`)),
      ms
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
var MEASUREMENT_DEADLINE_MS, START_DEADLINE_MS;
var init_deadline = __esm({
  "harness/bench/proxy/deadline.ts"() {
    "use strict";
    init_errors();
    MEASUREMENT_DEADLINE_MS = 6e4;
    START_DEADLINE_MS = 1e4;
  }
});

// harness/bench/proxy/contenders.ts
function contenders() {
  const binary = locateToxiproxy();
  const ours = [process.execPath, builtFile("cli.js"), "proxy"];
  return [
    { name: "direct", start: startDirect },
    { name: "ours", start: (servers) => startProxy("halfclose proxy", ours, servers) },
    ...binary === void 0 ? [] : [
      {
        name: "toxiproxy",
        start: (servers) => startProxy("Toxiproxy", [binary], servers)
      }
    ]
  ];
}
function startDirect(servers) {
  const way = { ...servers, proxy: void 0 };
  return Promise.resolve({ way, version: void 0, end: () => Promise.resolve() });
}
async function startProxy(name2, command2, servers) {
  const host2 = ownLoopbackAddress();
  const port2 = await freePort(host2);
  const child = await Child.start(name2, [...command2, "-host", host2, "-port", String(port2)], "ignore");
  try {
    const api = new import_toxiproxy_node_client3.Toxiproxy(`http://${host2}:${String(port2)}`);
    const version2 = await answered(child, api);
    const create = (server2) => api.createProxy({ name: server2, listen: `${host2}:0`, upstream: written(servers[server2]) });
    const proxy3 = { child, echo: await create("echo"), source: await create("source") };
    const way = { echo: listening(proxy3.echo), source: listening(proxy3.source), proxy: proxy3 };
    return { way, version: version2, end: () => child.end() };
  } catch (error) {
    await child.end();
    throw error;
  }
}
async function freePort(host2) {
  const server2 = import_node_net3.default.createServer();
  await new Promise((resolve) => server2.listen(0, host2, resolve));
  const { port: port2 } = server2.address();
  await new Promise((resolve) => server2.close(resolve));
  return port2;
}
async function answered(child, api) {
  const end = monotonicMs() + START_DEADLINE_MS;
  while (child.process.exitCode === null && monotonicMs() < end) {
    const version2 = await within(START_DEADLINE_MS, "an answer", api.getVersion()).catch(() => void 0);
    if (version2 !== void 0) return JSON.parse(version2).version;
  }
  throw new HalfcloseError("TIMED_OUT", `${child.name} does not answer on ${api.host}`, {
    hint: `it was started with \`${child.process.spawnargs.join(" ")}\``
  });
}
function listening({ listen: listen3 }) {
  const colon = listen3.lastIndexOf(":");
  return { host: listen3.slice(0, colon), port: Number(listen3.slice(colon + 1)) };
}
function written({ host: host2, port: port2 }) {
  return `${host2}:${String(port2)}`;
}
var import_node_net3, import_toxiproxy_node_client3;
var init_contenders = __esm({
  "harness/bench/proxy/contenders.ts"() {
    "use strict";
    import_node_net3 = __toESM(require("node:net"));
    import_toxiproxy_node_client3 = require("toxiproxy-node-client");
    init_package_files();
    init_toxiproxy_program();
    init_errors();
    init_clock();
    init_own_loopback_address();
    init_child();
    init_deadline();
  }
});

// harness/bench/proxy/measurements/with-toxic.ts
async function withToxic(proxy3, type, attributes, work) {
  const toxic = await proxy3.addToxic({ name: "bench", type, stream: "downstream", toxicity: 1, attributes }).catch((error) => {
    if (error instanceof import_toxiproxy_node_client4.ToxiproxyError && REFUSED.test(error.message)) return void 0;
    throw error;
  });
  if (!toxic) return `not run: no ${type} toxic`;
  const result = await work();
  await toxic.remove();
  return result;
}
var import_toxiproxy_node_client4, REFUSED;
var init_with_toxic = __esm({
  "harness/bench/proxy/measurements/with-toxic.ts"() {
    "use strict";
    import_toxiproxy_node_client4 = require("toxiproxy-node-client");
    REFUSED = /status code (400|404)/;
  }
});

// harness/bench/proxy/measurements/bandwidth-accuracy.ts
function bandwidthAccuracy(rateKB, { bandwidthMs }) {
  const rate = rateKB < 1e3 ? `${String(rateKB)} KB/s` : `${String(rateKB / 1e3)} MB/s`;
  const name2 = `bandwidth${rate.replace(" ", "").replace("/s", "ps")}ErrorPercent`;
  const bytes = Math.ceil(rateKB * KB * bandwidthMs / 1e3);
  return {
    title: `bandwidth of ${rate}`,
    figures: [{ name: name2, label: `bandwidth of ${rate}, error (%)`, better: "less" }],
    run: async ({ source, proxy: proxy3 }, load) => {
      if (!proxy3) return {};
      const seconds = await withToxic(proxy3.source, "bandwidth", { rate: rateKB }, async () => {
        await load.do("open", source, 1);
        return load.do("fetch", bytes);
      });
      await load.do("close");
      if (typeof seconds === "string") return { [name2]: seconds };
      return { [name2]: Math.abs(bytes / seconds / (rateKB * KB) - 1) * 100 };
    }
  };
}
var KB;
var init_bandwidth_accuracy = __esm({
  "harness/bench/proxy/measurements/bandwidth-accuracy.ts"() {
    "use strict";
    init_with_toxic();
    KB = 1e3;
  }
});

// harness/bench/proxy/measurements/latency-accuracy.ts
function latencyAccuracy(ms, { latencyMs }) {
  const trips = Math.ceil(latencyMs / (ms + 1));
  const [p50, p99] = [`latency${String(ms)}msErrorP50Ms`, `latency${String(ms)}msErrorP99Ms`];
  return {
    title: `latency of ${String(ms)} ms`,
    figures: [
      { name: p50, label: `latency of ${String(ms)} ms, error p50 (ms)`, better: "less" },
      { name: p99, label: `latency of ${String(ms)} ms, error p99 (ms)`, better: "less" }
    ],
    run: async ({ echo, proxy: proxy3 }, load) => {
      if (!proxy3) return {};
      await load.do("open", echo, 1);
      const plainUs = percentile(await load.do("roundTrips", PLAIN_TRIPS), 50);
      const taken = await withToxic(
        proxy3.echo,
        "latency",
        { latency: ms, jitter: 0 },
        () => load.do("roundTrips", trips)
      );
      await load.do("close");
      if (typeof taken === "string") return { [p50]: taken, [p99]: taken };
      const errors = taken.map((us) => Math.abs((us - plainUs) / 1e3 - ms));
      return { [p50]: percentile(errors, 50), [p99]: percentile(errors, 99) };
    }
  };
}
var PLAIN_TRIPS;
var init_latency_accuracy = __esm({
  "harness/bench/proxy/measurements/latency-accuracy.ts"() {
    "use strict";
    init_figures();
    init_with_toxic();
    PLAIN_TRIPS = 200;
  }
});

// harness/bench/proxy/measurements/memory.ts
function memory({ idleConnections }) {
  return {
    title: "memory",
    figures: [
      { name: "memoryMB", label: `memory, ${String(idleConnections)} idle connections (MB)`, better: "less" },
      { name: "memoryPerConnectionKB", label: "memory, each of them (KB)", better: "less" }
    ],
    run: async ({ source, proxy: proxy3 }, load) => {
      if (!proxy3) return {};
      const beforeMB = proxy3.child.residentMB();
      await load.do("open", source, idleConnections);
      await load.do("fetch", 1);
      const memoryMB = proxy3.child.residentMB();
      await load.do("close");
      return { memoryMB, memoryPerConnectionKB: (memoryMB - beforeMB) * 1e3 / idleConnections };
    }
  };
}
var init_memory = __esm({
  "harness/bench/proxy/measurements/memory.ts"() {
    "use strict";
  }
});

// harness/bench/proxy/measurements/round-trip.ts
function roundTrip({ roundTrips }) {
  return {
    title: "round trip",
    figures: [
      { name: "roundTripP50Us", label: "round trip of 64 bytes, p50 (\xB5s)", better: "less" },
      { name: "roundTripP99Us", label: "round trip of 64 bytes, p99 (\xB5s)", better: "less" }
    ],
    run: async ({ echo }, load) => {
      await load.do("open", echo, 1);
      await load.do("roundTrips", Math.ceil(roundTrips / 10));
      const taken = await load.do("roundTrips", roundTrips);
      await load.do("close");
      return { roundTripP50Us: percentile(taken, 50), roundTripP99Us: percentile(taken, 99) };
    }
  };
}
var init_round_trip = __esm({
  "harness/bench/proxy/measurements/round-trip.ts"() {
    "use strict";
    init_figures();
  }
});

// harness/bench/proxy/measurements/set-up-rate.ts
function setUpRate({ setUps }) {
  return {
    title: "set-up rate",
    figures: [{ name: "connectionsPerSecond", label: "connections set up (1/s)", better: "more" }],
    run: async ({ echo }, load) => {
      await load.do("setUps", echo, Math.ceil(setUps / 10));
      return { connectionsPerSecond: setUps / await load.do("setUps", echo, setUps) };
    }
  };
}
var init_set_up_rate = __esm({
  "harness/bench/proxy/measurements/set-up-rate.ts"() {
    "use strict";
  }
});

// harness/bench/proxy/measurements/throughput.ts
function throughput(connections2, { bytes }) {
  const on2 = connections2 === 1 ? "1 connection" : `${String(connections2)} connections`;
  const rate = `throughput${String(connections2)}MBps`;
  const cost = `cpuSecondsPerGB${String(connections2)}`;
  const each = Math.ceil(bytes / connections2);
  return {
    title: `throughput, ${on2}`,
    figures: [
      { name: rate, label: `throughput, ${on2} (MB/s)`, better: "more" },
      { name: cost, label: `processor, ${on2} (s/GB)`, better: "less" }
    ],
    run: async ({ source, proxy: proxy3 }, load) => {
      await load.do("open", source, connections2);
      await load.do("fetch", Math.ceil(each * WARM_UP_SHARE));
      const before = proxy3?.child.cpuSeconds() ?? 0;
      const seconds = await load.do("fetch", each);
      const spent = (proxy3?.child.cpuSeconds() ?? 0) - before;
      await load.do("close");
      const moved2 = each * connections2;
      return { [rate]: moved2 / 1e6 / seconds, ...proxy3 && { [cost]: spent / (moved2 / 1e9) } };
    }
  };
}
var WARM_UP_SHARE;
var init_throughput = __esm({
  "harness/bench/proxy/measurements/throughput.ts"() {
    "use strict";
    WARM_UP_SHARE = 0.1;
  }
});

// harness/bench/proxy/measurements/all.ts
function measurements(amounts) {
  return [
    memory(amounts),
    throughput(1, amounts),
    throughput(amounts.connections, amounts),
    roundTrip(amounts),
    setUpRate(amounts),
    ...LATENCIES_MS.map((ms) => latencyAccuracy(ms, amounts)),
    ...RATES_KB.map((rate) => bandwidthAccuracy(rate, amounts))
  ];
}
var LATENCIES_MS, RATES_KB, FULL;
var init_all = __esm({
  "harness/bench/proxy/measurements/all.ts"() {
    "use strict";
    init_bandwidth_accuracy();
    init_latency_accuracy();
    init_memory();
    init_round_trip();
    init_set_up_rate();
    init_throughput();
    LATENCIES_MS = [1, 5, 10, 50];
    RATES_KB = [1, 100, 1e4, 1e5, 5e5];
    FULL = {
      bytes: 2e9,
      connections: 100,
      roundTrips: 5e3,
      idleConnections: 1e3,
      setUps: 2e3,
      latencyMs: 1e3,
      bandwidthMs: 1e3
    };
  }
});

// harness/bench/proxy/report.ts
function table(rows, { direct, ours, toxiproxy, timesBetter: timesBetter2 }) {
  const lines = [
    ["", "direct", "ours", "Toxiproxy", "times better"],
    ...rows.map(({ name: name2, label }) => [
      label,
      cell(direct, name2),
      cell(ours, name2),
      toxiproxy ? cell(toxiproxy, name2) : NO_TOXIPROXY,
      timesBetter2[name2] === void 0 ? "" : String(timesBetter2[name2])
    ])
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const padded = lines.map((line) => line.map((text2, column) => text2.padEnd(widths[column] ?? 0)).join("  "));
  return padded.map((line) => `${line.trimEnd()}
`).join("");
}
function cell(figures, name2) {
  const figure = figures[name2];
  if (figure === void 0) return "\u2013";
  if (typeof figure === "string") return figure;
  return `${String(figure.median)} (${String(figure.min)} to ${String(figure.max)})`;
}
var NO_TOXIPROXY;
var init_report2 = __esm({
  "harness/bench/proxy/report.ts"() {
    "use strict";
    NO_TOXIPROXY = "not run: no Toxiproxy here";
  }
});

// harness/bench/proxy/load.ts
async function start2(role) {
  const command2 = [process.execPath, builtFile("bench-load.js"), role];
  const child = await Child.start(`the load's ${role}`, command2, ["ignore", "ignore", "inherit", "ipc"]);
  try {
    return [child, await within(START_DEADLINE_MS, child.name, replyOf(child))];
  } catch (error) {
    await child.end();
    throw error;
  }
}
async function replyOf(child) {
  const [reply2] = await Promise.race([(0, import_node_events4.once)(child.process, "message"), child.failure()]);
  if ("error" in reply2) throw new Error(`${child.name}: ${reply2.error}`);
  return reply2.value;
}
var import_node_events4, Load;
var init_load = __esm({
  "harness/bench/proxy/load.ts"() {
    "use strict";
    import_node_events4 = require("node:events");
    init_package_files();
    init_child();
    init_deadline();
    Load = class _Load {
      servers;
      #clients;
      #serving;
      constructor(servers, clients, serving) {
        this.servers = servers;
        this.#clients = clients;
        this.#serving = serving;
      }
      static async start() {
        const [serving, servers] = await start2("servers");
        try {
          const [clients] = await start2("clients");
          return new _Load(servers, clients, serving);
        } catch (error) {
          await serving.end();
          throw error;
        }
      }
      /** One at a time. */
      async do(name2, ...args2) {
        this.#clients.process.send({ name: name2, args: args2 });
        return await replyOf(this.#clients);
      }
      async end() {
        await Promise.all([this.#clients.end(), this.#serving.end()]);
      }
    };
  }
});

// harness/bench/proxy/run.ts
async function run({ contenders: contenders2, measurements: measurements2, rounds, tell: tell3 }) {
  const results = [];
  const load = await Load.start();
  try {
    for (let round2 = 0; round2 < rounds; round2++) {
      const say = (what) => tell3(`round ${String(round2 + 1)} of ${String(rounds)}: ${what}`);
      results.push(await runRound2(inTurn(contenders2, round2), measurements2, load, say));
    }
  } finally {
    await load.end();
  }
  const each = (of) => Object.fromEntries(contenders2.map(({ name: name2 }) => [name2, of(name2)]));
  return {
    figures: each((name2) => figuresOf2(results.map((round2) => round2.get(name2)?.values ?? {}))),
    versions: each((name2) => results[0]?.get(name2)?.running.version)
  };
}
async function runRound2(contenders2, measurements2, load, say) {
  const round2 = /* @__PURE__ */ new Map();
  try {
    for (const contender of contenders2) {
      round2.set(contender.name, { running: await contender.start(load.servers), values: {} });
    }
    for (const measurement of measurements2) {
      say(measurement.title);
      for (const [name2, each] of round2) {
        const measuring = measurement.run(each.running.way, load);
        const values = await within(MEASUREMENT_DEADLINE_MS, `${measurement.title} of ${name2}`, measuring);
        each.values = { ...each.values, ...values };
      }
    }
    return round2;
  } finally {
    await Promise.all([...round2.values()].map(({ running }) => running.end()));
  }
}
function inTurn(all, round2) {
  const first = round2 % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
function figuresOf2(rounds) {
  const names = new Set(rounds.flatMap((values) => Object.keys(values)));
  return Object.fromEntries(
    [...names].map((name2) => {
      const all = rounds.map((values) => values[name2]);
      const notRun = all.find((value) => typeof value === "string");
      return [name2, notRun ?? spread(all.filter((value) => typeof value === "number"))];
    })
  );
}
function ratios2(measurements2, ours, peer) {
  const rows = measurements2.flatMap(({ figures }) => figures);
  return Object.fromEntries(
    rows.flatMap(({ name: name2, better }) => {
      const [one, other] = [ours[name2], peer[name2]];
      return typeof one === "object" && typeof other === "object" ? [[name2, timesBetter(better, one, other)]] : [];
    })
  );
}
var init_run = __esm({
  "harness/bench/proxy/run.ts"() {
    "use strict";
    init_figures();
    init_deadline();
    init_load();
  }
});

// harness/cli/bench-proxy.ts
var bench_proxy_exports = {};
__export(bench_proxy_exports, {
  benchProxy: () => benchProxy
});
async function benchProxy(options) {
  const rounds = positiveNumber("--rounds", options.rounds);
  const measured = measurements(FULL);
  const { figures, versions } = await run({
    contenders: contenders(),
    measurements: measured,
    rounds,
    tell: (line) => process.stderr.write(`${line}
`)
  });
  const { direct = {}, ours = {}, toxiproxy } = figures;
  const timesBetter2 = toxiproxy ? ratios2(measured, ours, toxiproxy) : {};
  const machine = {
    kernel: import_node_os7.default.release(),
    cores: import_node_os7.default.cpus().length,
    node: process.version,
    toxiproxy: versions.toxiproxy ?? NO_TOXIPROXY
  };
  if (options.json) {
    const all = { direct, ours, toxiproxy: toxiproxy ?? NO_TOXIPROXY };
    const result = { bench: "proxy", rounds, machine, figures: all, timesBetter: timesBetter2 };
    process.stdout.write(`${JSON.stringify(result, void 0, 2)}
`);
    return;
  }
  process.stdout.write(
    `medians over ${String(rounds)} rounds (min to max), kernel ${machine.kernel}, ${String(machine.cores)} cores
`
  );
  const rows = measured.flatMap((measurement) => measurement.figures);
  process.stdout.write(table(rows, { direct, ours, toxiproxy, timesBetter: timesBetter2 }));
}
var import_node_os7;
var init_bench_proxy = __esm({
  "harness/cli/bench-proxy.ts"() {
    "use strict";
    import_node_os7 = __toESM(require("node:os"));
    init_contenders();
    init_all();
    init_report2();
    init_run();
    init_positive_number();
  }
});

// harness/model/ss-details.ts
function readDetails(text2) {
  const details = /* @__PURE__ */ new Map();
  const words = text2.split(/\s+/).filter((word) => word !== "");
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const following = words[i + 1] ?? "";
    const colon = word.indexOf(":");
    if (SHUTDOWN_ARROW.test(word)) {
      details.set("shutdown", word);
    } else if (colon > 0 && colon < word.length - 1) {
      details.set(word.slice(0, colon), word.slice(colon + 1));
    } else if (colon > 0 || RATE.test(following)) {
      details.set(colon > 0 ? word.slice(0, colon) : word, following);
      i++;
    } else {
      details.set(word, true);
    }
  }
  return details;
}
function parseMemory(value) {
  const fields = /* @__PURE__ */ new Map();
  for (const field of value.replace(/^\(|\)$/g, "").split(",")) {
    const [, letters = "", digits = ""] = /^([a-z]+)(\d+)$/.exec(field) ?? [];
    fields.set(letters, Number(digits));
  }
  const read = (name2) => fields.get(MEMORY_LETTERS[name2]) ?? NaN;
  const memory2 = {
    rmemAlloc: read("rmemAlloc"),
    rcvBuf: read("rcvBuf"),
    wmemAlloc: read("wmemAlloc"),
    sndBuf: read("sndBuf"),
    fwdAlloc: toSigned(read("fwdAlloc")),
    wmemQueued: read("wmemQueued"),
    optMem: read("optMem"),
    backLog: read("backLog"),
    sockDrop: read("sockDrop")
  };
  return Object.values(MEMORY_LETTERS).every((letters) => fields.has(letters)) ? memory2 : void 0;
}
function toTcpInfo(details) {
  return Object.fromEntries(
    Array.from(details, ([name2, value]) => [
      name2,
      value === true || ALWAYS_TEXT.has(name2) ? value : toValue(value)
    ])
  );
}
function toValue(text2) {
  const value = Number(text2);
  const keepsEveryDigit = Number.isSafeInteger(value) || /[.e]/.test(text2);
  return NUMBER.test(text2) && keepsEveryDigit ? value : text2;
}
var SHUTDOWN_ARROW, RATE, NUMBER, ALWAYS_TEXT, MEMORY_LETTERS, toSigned;
var init_ss_details = __esm({
  "harness/model/ss-details.ts"() {
    "use strict";
    SHUTDOWN_ARROW = /^[<-]-[->]$/;
    RATE = /^\d\S*bps$/;
    NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;
    ALWAYS_TEXT = /* @__PURE__ */ new Set([
      "sk",
      "cgroup",
      "token",
      "seq",
      "sfseq",
      "ssnoff",
      "maplen"
    ]);
    MEMORY_LETTERS = {
      rmemAlloc: "r",
      rcvBuf: "rb",
      wmemAlloc: "t",
      sndBuf: "tb",
      fwdAlloc: "f",
      wmemQueued: "w",
      optMem: "o",
      backLog: "bl",
      sockDrop: "d"
    };
    toSigned = (value) => value | 0;
  }
});

// harness/model/ss-owners.ts
function takeOwners(details) {
  const owners = [];
  if (!details.startsWith(OPENING)) return { owners, rest: details };
  for (let at = OPENING.length; ; at = OWNER.lastIndex) {
    OWNER.lastIndex = at;
    const found2 = OWNER.exec(details);
    if (!found2) return void 0;
    const [, command2 = "", pid, fd, end] = found2;
    owners.push({ command: command2, pid: Number(pid), fd: Number(fd) });
    if (end !== ",") return { owners, rest: details.slice(OWNER.lastIndex) };
  }
}
var OPENING, OWNER;
var init_ss_owners = __esm({
  "harness/model/ss-owners.ts"() {
    "use strict";
    OPENING = "users:(";
    OWNER = /\("(.*?)",pid=(\d+),(?:tid=\d+,)?fd=(\d+)\)(,|\)(?!\S))/sy;
  }
});

// harness/model/ss-timer.ts
function parseTimer(value) {
  const [, name2 = "", remaining = "", retransmits] = TIMER.exec(value) ?? [];
  const remainingMs = parseRemaining(remaining);
  if (retransmits === void 0 || remainingMs === void 0) return void 0;
  return { name: isTimerName(name2) ? name2 : "unknown", remainingMs, retransmits: Number(retransmits) };
}
function isTimerName(name2) {
  return NAMES.includes(name2);
}
function parseRemaining(text2) {
  const parts = REMAINING.exec(text2);
  if (!parts) return void 0;
  const [, minutes = 0, wholeSeconds = 0, seconds = wholeSeconds, milliseconds = 0] = parts;
  return Number(minutes) * 6e4 + Number(seconds) * 1e3 + Number(milliseconds);
}
var TIMER, REMAINING, NAMES;
var init_ss_timer = __esm({
  "harness/model/ss-timer.ts"() {
    "use strict";
    TIMER = /^\((\w+),([^,]*),(\d+)\)$/;
    REMAINING = /^(?:(\d+)min)?(?:(\d+)sec|(?:(\d+)\.)?(\d+)ms)?$/;
    NAMES = ["on", "keepalive", "timewait", "persist"];
  }
});

// harness/model/ss-output.ts
function parseSsOutput(stdout) {
  return stdout.split("\n").filter((line) => line.trim() !== "").map(parseLine);
}
function parseLine(line) {
  const [, spelling = "", recvQ, sendQ, local = "", localPort = "", peer = "", peerPort = "", more = ""] = COLUMNS.exec(line.trimEnd()) ?? unreadable(line, "no state, queues and addresses");
  return {
    state: stateFromSs(spelling) ?? unknownState(line, spelling),
    recvQ: Number(recvQ),
    sendQ: Number(sendQ),
    local: toAddress(local, localPort),
    peer: toAddress(peer, peerPort),
    ...parseDetails(line, more)
  };
}
function parseDetails(line, more) {
  const { owners, rest: rest2 } = takeOwners(more) ?? unreadable(line, "unreadable users:");
  const details = readDetails(rest2);
  const take = (name2, parse) => {
    const text2 = details.get(name2);
    details.delete(name2);
    if (text2 === void 0) return void 0;
    return (text2 === true ? void 0 : parse(text2)) ?? unreadable(line, `unreadable ${name2}:`);
  };
  const timer = take("timer", parseTimer);
  const inode = take("ino", parseCount) ?? unreadable(line, "no ino:, is option -e missing?");
  const uid = take("uid", parseCount) ?? (inode === 0 ? void 0 : 0);
  const memory2 = take("skmem", parseMemory);
  return { timer, inode, uid, owners, memory: memory2, tcpInfo: toTcpInfo(details) };
}
function parseCount(text2) {
  return /^\d+$/.test(text2) ? Number(text2) : void 0;
}
function toAddress(text2, port2) {
  return { address: text2.replace(/^\[([^\]]*)\]/, "$1"), port: port2 === "*" ? 0 : Number(port2) };
}
function unknownState(line, spelling) {
  throw new HalfcloseError("UNKNOWN_STATE", `ss printed the unknown state "${spelling}": ${excerpt(line)}`);
}
function unreadable(line, reason) {
  throw new HalfcloseError("PROTOCOL_ERROR", `cannot read a line of ss (${reason}): ${excerpt(line)}`);
}
function excerpt(line) {
  const text2 = line.trimEnd();
  return text2.length > ERROR_SHOWS_CHARACTERS ? `${text2.slice(0, ERROR_SHOWS_CHARACTERS)}\u2026` : text2;
}
var COLUMNS, ERROR_SHOWS_CHARACTERS;
var init_ss_output = __esm({
  "harness/model/ss-output.ts"() {
    "use strict";
    init_errors();
    init_ss_details();
    init_ss_owners();
    init_ss_timer();
    init_tcp_state();
    COLUMNS = /^(\S+)\s+(\d+)\s+(\d+)\s+(\S+):(\d+|\*)\s+(\S+):(\d+|\*)(?:\s+(.*))?$/s;
    ERROR_SHOWS_CHARACTERS = 200;
  }
});

// harness/agent/failure.ts
var RequestError;
var init_failure = __esm({
  "harness/agent/failure.ts"() {
    "use strict";
    RequestError = class extends Error {
      code;
      constructor(code, message) {
        super(message);
        this.code = code;
      }
    };
  }
});

// harness/agent/ss-runner.ts
var import_node_child_process10, TOOL_ENVIRONMENT, loop, END2, COMMAND_NOT_FOUND, SsRunner;
var init_ss_runner = __esm({
  "harness/agent/ss-runner.ts"() {
    "use strict";
    import_node_child_process10 = require("node:child_process");
    init_failure();
    TOOL_ENVIRONMENT = {
      ...process.env,
      PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/bin:/sbin:/bin`
    };
    loop = (args2) => `
  exec 3<&0
  while { read -r look <&3 || echo '('; } | ss ${args2} -F -; status=$?; echo =$status; [ $status = 0 ]; do :; done`;
    END2 = /(?:^|\n)=(\d+)\n$/;
    COMMAND_NOT_FOUND = 127;
    SsRunner = class {
      #args;
      #shell;
      #last = Promise.resolve();
      #waiting;
      #output = "";
      #complaint = "";
      constructor(args2) {
        this.#args = args2;
      }
      /** What `ss` prints. Raises MISSING_TOOL, or SS_FAILED with what it complained of. */
      run() {
        const result = this.#last.then(() => this.#runNow());
        this.#last = result.catch(() => void 0);
        return result;
      }
      #runNow() {
        const shell = this.#shell ??= this.#start();
        return new Promise((resolve, reject) => {
          this.#waiting = { resolve, reject };
          shell.stdin.write("\n");
        });
      }
      #start() {
        const shell = (0, import_node_child_process10.spawn)("sh", ["-c", loop(this.#args)], { env: TOOL_ENVIRONMENT, stdio: "pipe" });
        this.#output = this.#complaint = "";
        shell.stdin.on("error", () => void 0);
        shell.stdout.setEncoding("utf8").on("data", (text2) => this.#read(text2));
        shell.stderr.setEncoding("utf8").on("data", (text2) => this.#complaint += text2);
        shell.once("close", () => this.#ended());
        for (const handle of [shell, shell.stdin, shell.stdout, shell.stderr]) handle.unref();
        return shell;
      }
      #read(text2) {
        this.#output += text2;
        if (END2.exec(this.#output.slice(-16))?.[1] !== "0") return;
        const output = this.#output.replace(END2, "\n");
        this.#output = this.#complaint = "";
        this.#waiting?.resolve(output);
      }
      #ended() {
        this.#shell = void 0;
        const status = Number(END2.exec(this.#output)?.[1]);
        this.#waiting?.reject(
          status === COMMAND_NOT_FOUND ? new RequestError("MISSING_TOOL", "`ss` is not installed here") : new RequestError(
            "SS_FAILED",
            `ss ${this.#args}: ${this.#complaint.trim() || "ended without a word"}`
          )
        );
      }
    };
  }
});

// harness/agent/look.ts
async function lookWithSs() {
  return parseSsOutput(await runner.run());
}
var SS_ARGUMENTS, runner;
var init_look = __esm({
  "harness/agent/look.ts"() {
    "use strict";
    init_ss_output();
    init_ss_runner();
    SS_ARGUMENTS = "-HOtaneoim";
    runner = new SsRunner(SS_ARGUMENTS);
  }
});

// harness/proxy/standalone/log.ts
function createLog(level = process.env["LOG_LEVEL"] ?? "info") {
  const name2 = OTHER_NAMES[level.toLowerCase()] ?? level.toLowerCase();
  const isKnown = name2 === "silent" || Object.hasOwn(import_pino.default.levels.values, name2);
  const log = (0, import_pino.default)(
    {
      level: isKnown ? name2 : "info",
      messageKey: "message",
      base: null,
      timestamp: () => `,"time":"${(/* @__PURE__ */ new Date()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) }
    },
    // Written at once: the last lines before an end are those that matter.
    import_pino.default.destination({ dest: 2, sync: true })
  );
  if (!isKnown) log.error(`unknown LOG_LEVEL value: "${level}"`);
  return log;
}
var import_pino, OTHER_NAMES;
var init_log = __esm({
  "harness/proxy/standalone/log.ts"() {
    "use strict";
    import_pino = __toESM(require("pino"));
    OTHER_NAMES = { panic: "fatal", disabled: "silent" };
  }
});

// harness/proxy/api/api-error.ts
var ApiError, notFound, alreadyExists, missingField, badBody;
var init_api_error = __esm({
  "harness/proxy/api/api-error.ts"() {
    "use strict";
    ApiError = class extends Error {
      status;
      constructor(status, message) {
        super(message);
        this.name = "ApiError";
        this.status = status;
      }
    };
    notFound = (what) => new ApiError(404, `${what} not found`);
    alreadyExists = (what) => new ApiError(409, `${what} already exists`);
    missingField = (name2) => new ApiError(400, `missing required field: ${name2}`);
    badBody = (why) => new ApiError(400, `bad request body: ${why}`);
  }
});

// harness/proxy/api/answers.ts
function json(status, value) {
  return { status, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}
function noContent() {
  return { status: 204, headers: {}, body: "" };
}
function plain(status, text2) {
  return { status, headers: PLAIN_TEXT, body: `${text2}
` };
}
function badRequest() {
  return {
    status: 400,
    headers: { "Content-Type": "text/plain; charset=utf-8", Connection: "close" },
    body: "400 Bad Request"
  };
}
function moved(location) {
  return { status: 301, headers: { Location: location }, body: "" };
}
function refusal(error) {
  const { message, status } = refusalBody(error);
  return plain(status, JSON.stringify({ error: message, status }));
}
function refusalBody(error) {
  return { message: error.message, status: error instanceof ApiError ? error.status : 500 };
}
var PLAIN_TEXT;
var init_answers = __esm({
  "harness/proxy/api/answers.ts"() {
    "use strict";
    init_api_error();
    PLAIN_TEXT = { "Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff" };
  }
});

// harness/proxy/api/connection-requests.ts
async function listConnections(proxies, proxyName) {
  const proxy3 = proxies.get(proxyName);
  const rows = await proxies.look();
  const states = new Map(rows.map((row2) => [connectionKey(plain2(row2)), row2.state]));
  const now = proxies.now();
  return json(
    200,
    proxy3.connections.map((connection) => view(connection, states, now))
  );
}
function view(connection, states, now) {
  const { number, openedAt, bytes, toxics, ends } = connection;
  return {
    number,
    age_ms: Math.round(now - openedAt),
    client: legView(ends.client, states),
    server: legView(ends.server, states),
    bytes,
    toxics
  };
}
function legView({ local, peer }, states) {
  const state = local && peer ? states.get(connectionKey(plain2({ local, peer }))) : void 0;
  return { local: local ?? null, peer: peer ?? null, state: state ?? null };
}
function plain2({ local, peer }) {
  const bare2 = ({ address: address3, port: port2 }) => ({ address: address3.replace(/^::ffff:/, ""), port: port2 });
  return { local: bare2(local), peer: bare2(peer) };
}
var init_connection_requests = __esm({
  "harness/proxy/api/connection-requests.ts"() {
    "use strict";
    init_socket_row();
    init_answers();
  }
});

// harness/proxy/api/body.ts
function parseJson(body) {
  if (body.trim() === "") throw badBody("EOF");
  try {
    return JSON.parse(body);
  } catch (error) {
    throw badBody(error.message);
  }
}
function kindOf(value) {
  if (Array.isArray(value)) return "array";
  return typeof value === "boolean" ? "bool" : typeof value;
}
var Fields;
var init_body = __esm({
  "harness/proxy/api/body.ts"() {
    "use strict";
    init_api_error();
    Fields = class _Fields {
      #values;
      #goName;
      /** @param goType what Go calls the object, its package included. */
      constructor(value, goType, path19 = "") {
        if (value !== null && kindOf(value) !== "object") {
          throw badBody(`json: cannot unmarshal ${kindOf(value)} into Go value of type ${goType}`);
        }
        this.#goName = `${goType.replace(/^.*\./, "")}.${path19}`;
        this.#values = new Map(Object.entries(value ?? {}).map(([name2, field]) => [name2.toLowerCase(), field]));
      }
      /** The value as it came; undefined where there is none. */
      raw(name2) {
        return this.#values.get(name2);
      }
      string(name2, fallback) {
        return this.#typed(name2, "string", (value) => typeof value === "string", fallback);
      }
      boolean(name2, fallback) {
        return this.#typed(name2, "bool", (value) => typeof value === "boolean", fallback);
      }
      number(name2, fallback) {
        return this.#typed(name2, "float32", Number.isFinite, fallback);
      }
      wholeNumber(name2, fallback) {
        return this.#typed(name2, "int64", (value) => Number.isSafeInteger(value), fallback);
      }
      /** The list under `name`; undefined without one. */
      list(name2) {
        const isList = (value) => Array.isArray(value);
        return this.#typed(name2, "[]toxics.Toxic", isList, void 0);
      }
      /** The object under `name`; without one, an empty object. `holder` is the Go type its own errors name. */
      object(name2, holder) {
        const isObject = (value) => kindOf(value) === "object";
        return new _Fields(this.#typed(name2, "map[string]interface {}", isObject, {}), holder, `${name2}.`);
      }
      #typed(name2, goType, is, fallback) {
        const value = this.#values.get(name2);
        if (value === void 0 || value === null) return fallback;
        if (is(value)) return value;
        const kind = typeof value === "number" && goType === "int64" ? `number ${String(value)}` : kindOf(value);
        throw badBody(
          `json: cannot unmarshal ${kind} into Go struct field ${this.#goName}${name2} of type ${goType}`
        );
      }
    };
  }
});

// harness/proxy/toxics/pace.ts
function* paced(event2, pace, rate) {
  if (event2.kind !== "data") {
    yield { ...event2, at: Math.max(event2.at, pace.free) };
    return;
  }
  for (let rest2 = event2.bytes; rest2.length > 0; ) {
    const bytesPerMs = rate();
    const bytes = rest2.subarray(0, Math.max(1, Math.floor(bytesPerMs * PIECE_MS)));
    pace.free = Math.max(event2.at, pace.free) + bytes.length / bytesPerMs;
    rest2 = rest2.subarray(bytes.length);
    yield { kind: "data", at: pace.free, bytes };
  }
}
var PIECE_MS;
var init_pace = __esm({
  "harness/proxy/toxics/pace.ts"() {
    "use strict";
    PIECE_MS = 5;
  }
});

// harness/proxy/toxics/toxic.ts
function defineToxic(type) {
  return type;
}
var init_toxic = __esm({
  "harness/proxy/toxics/toxic.ts"() {
    "use strict";
  }
});

// harness/proxy/toxics/bandwidth.ts
var READ_AHEAD_BYTES, bandwidth, proxyBandwidth;
var init_bandwidth = __esm({
  "harness/proxy/toxics/bandwidth.ts"() {
    "use strict";
    init_pace();
    init_toxic();
    READ_AHEAD_BYTES = 8 * 1024 * 1024;
    bandwidth = defineToxic({
      goName: "BandwidthToxic",
      attributes: { rate: { least: 1 } },
      readAheadBytes: READ_AHEAD_BYTES,
      apply: (link) => {
        const pace = { free: 0 };
        return {
          pass: (event2) => {
            link.report("bandwidth: paces what passes");
            return paced(event2, pace, () => link.attributes.rate);
          }
        };
      }
    });
    proxyBandwidth = defineToxic({
      goName: "ProxyBandwidthToxic",
      attributes: { rate: { least: 1 } },
      apply: (link) => {
        const pace = link.shared(() => ({ free: 0 }));
        return {
          pass: (event2) => {
            link.report("proxy_bandwidth: paces what passes");
            return paced(event2, pace, () => link.attributes.rate);
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/corrupt.ts
var BITS, corrupt;
var init_corrupt = __esm({
  "harness/proxy/toxics/corrupt.ts"() {
    "use strict";
    init_toxic();
    BITS = 8;
    corrupt = defineToxic({
      goName: "CorruptToxic",
      attributes: { every: { least: 1 } },
      apply: (link) => {
        const gap = () => {
          const { every } = link.attributes;
          return every === 1 ? 0 : Math.floor(Math.log(1 - link.random()) / Math.log(1 - 1 / every));
        };
        let unharmed = 0;
        return {
          run() {
            unharmed = gap();
          },
          *pass(event2) {
            if (event2.kind !== "data") {
              yield event2;
              return;
            }
            const bytes = Buffer.from(event2.bytes);
            let place = unharmed;
            for (; place < bytes.length; place += 1 + gap()) {
              link.report("corrupt: changes what passes");
              bytes[place] = (bytes[place] ?? 0) ^ 1 << Math.floor(link.random() * BITS);
            }
            unharmed = place - bytes.length;
            yield { ...event2, bytes };
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/up-to.ts
var UpTo;
var init_up_to = __esm({
  "harness/proxy/toxics/up-to.ts"() {
    "use strict";
    UpTo = class {
      #passed = 0;
      /** The part of the data that is still below `limit`, and what lies beyond; either may be empty. */
      cut(event2, limit) {
        const room = Math.max(0, limit - this.#passed);
        const below = event2.bytes.subarray(0, room);
        this.#passed += below.length;
        return { below, beyond: event2.bytes.subarray(below.length) };
      }
      reached(limit) {
        return this.#passed >= limit;
      }
    };
  }
});

// harness/proxy/toxics/end-after.ts
function endAfter({ kind, limit, report: report3 }) {
  const counted = new UpTo();
  let over = false;
  return {
    isReached: () => counted.reached(limit()),
    *pass(event2) {
      if (over) {
        if (event2.kind !== "data" && event2.kind !== "fin") yield event2;
        return;
      }
      if (event2.kind !== "data") {
        over = event2.kind === kind;
        yield event2;
        return;
      }
      const { below } = counted.cut(event2, limit());
      if (below.length > 0) yield { kind: "data", at: event2.at, bytes: below };
      if (!counted.reached(limit())) return;
      over = true;
      report3();
      yield { kind, at: event2.at };
    }
  };
}
var init_end_after = __esm({
  "harness/proxy/toxics/end-after.ts"() {
    "use strict";
    init_up_to();
  }
});

// harness/proxy/toxics/fin.ts
var fin;
var init_fin = __esm({
  "harness/proxy/toxics/fin.ts"() {
    "use strict";
    init_end_after();
    init_toxic();
    fin = defineToxic({
      goName: "FinToxic",
      attributes: { bytes: { least: 0 } },
      apply: (link) => {
        const report3 = () => link.report("fin: half-closed");
        const ending = endAfter({ kind: "fin", limit: () => link.attributes.bytes, report: report3 });
        return {
          ...ending,
          run() {
            if (!ending.isReached()) return;
            report3();
            link.say("fin");
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/latency.ts
var latency;
var init_latency = __esm({
  "harness/proxy/toxics/latency.ts"() {
    "use strict";
    init_toxic();
    latency = defineToxic({
      goName: "LatencyToxic",
      attributes: { latency: { least: 0 }, jitter: { least: 0 } },
      // A second's worth at 64 Mbit/s: what is on its way must not hold up what follows.
      readAheadBytes: 8 * 1024 * 1024,
      apply: (link) => ({
        *pass(event2) {
          const { latency: latency2, jitter } = link.attributes;
          const delay = latency2 + (jitter > 0 ? (link.random() * 2 - 1) * jitter : 0);
          link.report("latency: delays what passes");
          yield { ...event2, at: event2.at + Math.max(0, delay) };
        }
      })
    });
  }
});

// harness/proxy/toxics/limit-data.ts
var limitData;
var init_limit_data = __esm({
  "harness/proxy/toxics/limit-data.ts"() {
    "use strict";
    init_end_after();
    init_toxic();
    limitData = defineToxic({
      goName: "LimitDataToxic",
      attributes: { bytes: { least: 0 } },
      apply: (link) => endAfter({
        kind: "close",
        limit: () => link.attributes.bytes,
        report: () => link.report("limit_data: closed both ends")
      })
    });
  }
});

// harness/proxy/toxics/noop.ts
var noop;
var init_noop = __esm({
  "harness/proxy/toxics/noop.ts"() {
    "use strict";
    init_toxic();
    noop = defineToxic({ goName: "NoopToxic", attributes: {}, apply: () => ({}) });
  }
});

// harness/proxy/toxics/opening.ts
var slowOpen, refuse, blackHole;
var init_opening = __esm({
  "harness/proxy/toxics/opening.ts"() {
    "use strict";
    init_toxic();
    slowOpen = defineToxic({
      goName: "SlowOpenToxic",
      attributes: { delay: { least: 0 } },
      opening: ({ delay }) => ({ delayMs: delay })
    });
    refuse = defineToxic({ goName: "RefuseToxic", attributes: {}, opening: () => "refuse" });
    blackHole = defineToxic({ goName: "BlackHoleToxic", attributes: {}, opening: () => "ignore" });
  }
});

// harness/proxy/toxics/reset-after.ts
var resetAfter;
var init_reset_after = __esm({
  "harness/proxy/toxics/reset-after.ts"() {
    "use strict";
    init_end_after();
    init_toxic();
    resetAfter = defineToxic({
      goName: "ResetAfterToxic",
      attributes: { bytes: { least: 0 }, timeout: { least: 0 } },
      apply: (link) => {
        const report3 = () => link.report("reset_after: reset both ends");
        const ending = endAfter({ kind: "abort", limit: () => link.attributes.bytes || Infinity, report: report3 });
        return {
          ...ending,
          run() {
            const { bytes, timeout: timeout2 } = link.attributes;
            if (bytes > 0 && timeout2 === 0 && !ending.isReached()) return;
            link.after(ending.isReached() ? 0 : timeout2, () => {
              report3();
              link.resetBothEnds();
            });
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/reset-peer.ts
var resetPeer;
var init_reset_peer = __esm({
  "harness/proxy/toxics/reset-peer.ts"() {
    "use strict";
    init_toxic();
    resetPeer = defineToxic({
      goName: "ResetToxic",
      attributes: { timeout: { least: 0 } },
      apply: (link) => {
        let hasDropped = false;
        const reset2 = () => {
          link.report("reset_peer: reset both ends");
          link.resetBothEnds();
        };
        return {
          *pass(event2) {
            if (event2.kind === "data" || event2.kind === "fin") hasDropped = true;
            else yield event2;
          },
          run() {
            link.after(link.attributes.timeout, reset2);
          },
          removed() {
            if (hasDropped) reset2();
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/slicer.ts
var MICROSECONDS, slicer;
var init_slicer = __esm({
  "harness/proxy/toxics/slicer.ts"() {
    "use strict";
    init_toxic();
    MICROSECONDS = 1e3;
    slicer = defineToxic({
      goName: "SlicerToxic",
      // Toxiproxy takes an average of 0, and ends with its stack used up.
      attributes: { average_size: { least: 1 }, size_variation: { least: 0 }, delay: { least: 0 } },
      check: ({ average_size, size_variation }) => size_variation < average_size ? void 0 : `attribute size_variation must be less than average_size, got ${String(size_variation)} and ${String(average_size)}`,
      apply: (link) => {
        let free = 0;
        const size = () => {
          const { average_size, size_variation } = link.attributes;
          if (size_variation === 0) return average_size;
          return average_size - size_variation + Math.floor(link.random() * (2 * size_variation + 1));
        };
        return {
          *pass(event2) {
            if (event2.kind !== "data") {
              yield { ...event2, at: Math.max(event2.at, free) };
              return;
            }
            link.report("slicer: cuts what passes");
            for (let rest2 = event2.bytes; rest2.length > 0; ) {
              const bytes = rest2.subarray(0, size());
              rest2 = rest2.subarray(bytes.length);
              const at = Math.max(event2.at, free);
              yield { kind: "data", at, bytes };
              free = Math.min(at, link.now()) + link.attributes.delay / MICROSECONDS;
            }
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/slow-close.ts
var slowClose;
var init_slow_close = __esm({
  "harness/proxy/toxics/slow-close.ts"() {
    "use strict";
    init_toxic();
    slowClose = defineToxic({
      goName: "SlowCloseToxic",
      attributes: { delay: { least: 0 } },
      apply: (link) => ({
        *pass(event2) {
          if (event2.kind === "data") yield event2;
          else {
            link.report("slow_close: delays the end");
            yield { ...event2, at: event2.at + link.attributes.delay };
          }
        }
      })
    });
  }
});

// harness/proxy/toxics/stall.ts
var NEVER, stall;
var init_stall = __esm({
  "harness/proxy/toxics/stall.ts"() {
    "use strict";
    init_toxic();
    init_up_to();
    NEVER = Infinity;
    stall = defineToxic({
      goName: "StallToxic",
      attributes: { bytes: { least: 0 } },
      apply: (link) => {
        const counted = new UpTo();
        const stop2 = () => {
          link.report("stall: stopped reading");
          link.stopReading();
        };
        return {
          *pass(event2) {
            if (event2.kind !== "data") {
              yield counted.reached(link.attributes.bytes) ? { ...event2, at: NEVER } : event2;
              return;
            }
            const { below, beyond } = counted.cut(event2, link.attributes.bytes);
            if (counted.reached(link.attributes.bytes)) stop2();
            if (below.length > 0) yield { kind: "data", at: event2.at, bytes: below };
            if (beyond.length > 0) yield { kind: "data", at: NEVER, bytes: beyond };
          },
          run() {
            if (counted.reached(link.attributes.bytes)) stop2();
          }
        };
      }
    });
  }
});

// harness/proxy/toxics/timeout.ts
var timeout;
var init_timeout = __esm({
  "harness/proxy/toxics/timeout.ts"() {
    "use strict";
    init_toxic();
    timeout = defineToxic({
      goName: "TimeoutToxic",
      attributes: { timeout: { least: 0 } },
      apply: (link) => {
        const close = () => {
          link.report("timeout: closed both ends");
          link.closeBothEnds();
        };
        return {
          *pass(event2) {
            if (event2.kind === "data") link.report("timeout: drops data");
            else yield event2;
          },
          run() {
            const { timeout: timeout2 } = link.attributes;
            if (timeout2 > 0) link.after(timeout2, close);
          },
          removed: close
        };
      }
    });
  }
});

// harness/proxy/toxics/registry.ts
function toxicType(name2) {
  return Object.hasOwn(TOXIC_TYPES, name2) ? TOXIC_TYPES[name2] : void 0;
}
var TOXIC_TYPES;
var init_registry = __esm({
  "harness/proxy/toxics/registry.ts"() {
    "use strict";
    init_bandwidth();
    init_corrupt();
    init_fin();
    init_latency();
    init_limit_data();
    init_noop();
    init_opening();
    init_reset_after();
    init_reset_peer();
    init_slicer();
    init_slow_close();
    init_stall();
    init_timeout();
    TOXIC_TYPES = {
      ...{
        bandwidth,
        latency,
        limit_data: limitData,
        noop,
        reset_peer: resetPeer,
        slicer,
        slow_close: slowClose,
        timeout
      },
      ...{
        black_hole: blackHole,
        corrupt,
        fin,
        proxy_bandwidth: proxyBandwidth,
        refuse,
        reset_after: resetAfter
      },
      ...{ slow_open: slowOpen, stall }
    };
  }
});

// harness/proxy/selection.ts
function selects({ connections: connections2, client: client2 }, candidate) {
  if (connections2 !== void 0 && !connections2.includes(candidate.number)) return false;
  if (client2 === void 0) return true;
  if ((0, import_node_net4.isIP)(candidate.client) === 0) return false;
  return networkOf(client2)?.check(candidate.client, familyOf(candidate.client)) === true;
}
function networkOf(text2) {
  const [address3 = "", prefix, ...rest2] = text2.split("/");
  const version2 = (0, import_node_net4.isIP)(address3);
  const longest = version2 === 6 ? 128 : 32;
  if (version2 === 0 || rest2.length > 0) return void 0;
  if (prefix !== void 0 && !(/^\d+$/.test(prefix) && Number(prefix) <= longest)) return void 0;
  const list = new import_node_net4.BlockList();
  list.addSubnet(address3, prefix === void 0 ? longest : Number(prefix), familyOf(address3));
  return list;
}
function familyOf(address3) {
  return (0, import_node_net4.isIP)(address3) === 6 ? "ipv6" : "ipv4";
}
var import_node_net4;
var init_selection = __esm({
  "harness/proxy/selection.ts"() {
    "use strict";
    import_node_net4 = require("node:net");
  }
});

// harness/proxy/api/selection-body.ts
function readSelection(fields, type, current2) {
  const given = fields.raw("select");
  if (given === void 0) return current2;
  if (given === null) return void 0;
  if (kindOf(given) !== "object") throw badBody(`select must be an object, got ${kindOf(given)}`);
  for (const [name2, value] of Object.entries(given)) {
    if (!Object.hasOwn(COMPLAINTS, name2)) {
      throw badBody(`select has no field ${name2}; it takes ${Object.keys(COMPLAINTS).join(", ")}`);
    }
    const wanted = COMPLAINTS[name2](value);
    if (type.opening && isPart(name2))
      throw badBody(`select.${name2} has no meaning for a toxic that acts before the connection is open`);
    if (wanted !== void 0) throw badBody(`select.${name2} must be ${wanted}, got ${JSON.stringify(value)}`);
  }
  return complete(given);
}
function complete(selection) {
  const { from_ms, until_ms, from_byte, until_byte } = selection;
  if (from_ms !== void 0 && until_ms !== void 0 && from_ms >= until_ms)
    throw badBody("select.from_ms must be less than select.until_ms");
  if (from_byte !== void 0 && until_byte !== void 0 && from_byte >= until_byte)
    throw badBody("select.from_byte must be less than select.until_byte");
  return Object.keys(selection).length > 0 ? selection : void 0;
}
function isPart(name2) {
  return NUMBERS.includes(name2);
}
function isWhole2(value, least) {
  return Number.isSafeInteger(value) && value >= least;
}
var NUMBERS, COMPLAINTS;
var init_selection_body = __esm({
  "harness/proxy/api/selection-body.ts"() {
    "use strict";
    init_selection();
    init_api_error();
    init_body();
    NUMBERS = ["from_ms", "until_ms", "from_byte", "until_byte"];
    COMPLAINTS = {
      connections: (value) => Array.isArray(value) && value.length > 0 && value.every((number) => isWhole2(number, 1)) ? void 0 : "a list of connection numbers, counted from 1",
      client: (value) => typeof value === "string" && networkOf(value) ? void 0 : "an address, or a network such as 10.0.0.0/8",
      ...Object.fromEntries(
        NUMBERS.map((name2) => [
          name2,
          (value) => isWhole2(value, 0) ? void 0 : "a whole number from 0"
        ])
      )
    };
  }
});

// harness/proxy/api/toxic-requests.ts
function listToxics(proxies, proxyName) {
  return json(200, proxies.get(proxyName).toxics.map(toxicView));
}
async function createToxic(proxies, proxyName, body) {
  const proxy3 = proxies.get(proxyName);
  return json(
    200,
    toxicView(await proxy3.addToxic(readToxic((taken) => proxy3.toxic(taken) !== void 0, parseJson(body))))
  );
}
function showToxic(proxies, proxyName, name2) {
  return json(200, toxicView(find(proxies.get(proxyName), name2)));
}
async function updateToxic(proxies, proxyName, name2, body) {
  const proxy3 = proxies.get(proxyName);
  const toxic = find(proxy3, name2);
  const fields = new Fields(parseJson(body), GO_TOXIC);
  const attributes = readAttributes(toxic.definition, fields, toxic.attributes);
  const toxicity = fields.number("toxicity", toxic.toxicity);
  const select = readSelection(fields, toxic.definition, toxic.select);
  await proxy3.updateToxic(toxic, { attributes, toxicity, select });
  return json(200, toxicView(toxic));
}
async function deleteToxic(proxies, proxyName, name2) {
  const proxy3 = proxies.get(proxyName);
  await proxy3.removeToxic(find(proxy3, name2));
  return noContent();
}
function toxicView({ attributes, name: name2, type, stream, toxicity, select }) {
  return { attributes, name: name2, type, stream, toxicity, ...select ? { select } : {} };
}
function find(proxy3, name2) {
  const toxic = proxy3.toxic(name2);
  if (!toxic) throw notFound("toxic");
  return toxic;
}
function readToxic(isTaken, value) {
  const fields = new Fields(value, GO_TOXIC);
  const type = fields.string("type", "");
  const stream = fields.string("stream", "downstream");
  const toxicity = fields.number("toxicity", 1);
  const givenName = fields.string("name", "");
  const direction = stream.toLowerCase();
  if (direction !== "upstream" && direction !== "downstream") {
    throw new ApiError(400, "stream was invalid, can be either upstream or downstream");
  }
  const definition = toxicType(type);
  if (!definition) throw new ApiError(400, "invalid toxic type");
  const name2 = givenName === "" ? `${type}_${stream}` : givenName;
  if (isTaken(name2)) throw alreadyExists("toxic");
  return {
    name: name2,
    type,
    definition,
    stream,
    direction,
    toxicity,
    attributes: readAttributes(definition, fields, {}),
    select: readSelection(fields, definition, void 0)
  };
}
function readAttributes(definition, fields, current2) {
  const given = fields.object("attributes", definition.goName);
  const values = Object.fromEntries(
    Object.entries(definition.attributes).map(([name2, { least }]) => {
      const value = given.wholeNumber(name2, current2[name2] ?? 0);
      if (value < least)
        throw badBody(`attribute ${name2} must be at least ${String(least)}, got ${String(value)}`);
      return [name2, value];
    })
  );
  const complaint2 = definition.check?.(values);
  if (complaint2 !== void 0) throw badBody(complaint2);
  return values;
}
var GO_TOXIC;
var init_toxic_requests = __esm({
  "harness/proxy/api/toxic-requests.ts"() {
    "use strict";
    init_registry();
    init_answers();
    init_api_error();
    init_body();
    init_selection_body();
    GO_TOXIC = "toxics.ToxicWrapper";
  }
});

// harness/proxy/api/proxy-requests.ts
function listProxies(proxies) {
  return json(200, Object.fromEntries(proxies.all().map((proxy3) => [proxy3.name, proxyView(proxy3)])));
}
async function createProxy(proxies, body) {
  return json(201, proxyView(await proxies.add(readProxy(parseJson(body), ""))));
}
function showProxy(proxies, name2) {
  return json(200, proxyView(proxies.get(name2)));
}
async function updateProxy(proxies, name2, body) {
  const proxy3 = proxies.get(name2);
  const fields = new Fields(parseJson(body), GO_PROXY);
  await proxy3.update({
    listen: fields.string("listen", proxy3.listen),
    upstream: fields.string("upstream", proxy3.upstream),
    enabled: fields.boolean("enabled", proxy3.enabled)
  });
  return json(200, proxyView(proxy3));
}
async function deleteProxy(proxies, name2) {
  await proxies.remove(name2);
  return noContent();
}
async function populate(proxies, body) {
  const made = [];
  const views = () => made.length > 0 ? made.map(proxyView) : null;
  try {
    for (const { toxics, ...input } of readProxies(parseJson(body))) {
      const proxy3 = await proxies.addOrReplace(input);
      made.push(proxy3);
      if (toxics) await setToxics(proxy3, toxics);
    }
    return json(201, { proxies: views() });
  } catch (error) {
    const { message, status } = refusalBody(error);
    return json(status, { error: message, status, proxies: views() });
  }
}
async function reset(proxies) {
  for (const proxy3 of proxies.all()) {
    await proxy3.start();
    await proxy3.removeAllToxics();
  }
  return noContent();
}
async function setToxics(proxy3, toxics) {
  await proxy3.removeAllToxics();
  for (const toxic of toxics) await proxy3.addToxic(toxic);
}
function readProxies(value) {
  if (value === null) return [];
  if (!Array.isArray(value))
    throw badBody(`json: cannot unmarshal ${kindOf(value)} into Go value of type []${GO_PROXY}`);
  return value.map((input, index) => ({
    ...readProxy(input, ` at proxy ${String(index + 1)}`),
    toxics: readToxics(new Fields(input, GO_PROXY).list("toxics"))
  }));
}
function readToxics(list) {
  const read = [];
  for (const toxic of list ?? [])
    read.push(readToxic((taken) => read.some(({ name: name2 }) => name2 === taken), toxic));
  return list && read;
}
function readProxy(value, where) {
  const fields = new Fields(value, GO_PROXY);
  const input = {
    name: fields.string("name", ""),
    listen: fields.string("listen", ""),
    upstream: fields.string("upstream", ""),
    enabled: fields.boolean("enabled", true)
  };
  if (input.name === "") throw missingField(`name${where}`);
  if (input.upstream === "") throw missingField(`upstream${where}`);
  return input;
}
function proxyView(proxy3) {
  const { name: name2, listen: listen3, upstream, enabled } = proxy3;
  return { name: name2, listen: listen3, upstream, enabled, toxics: proxy3.toxics.map(toxicView) };
}
var GO_PROXY;
var init_proxy_requests = __esm({
  "harness/proxy/api/proxy-requests.ts"() {
    "use strict";
    init_answers();
    init_api_error();
    init_body();
    init_toxic_requests();
    GO_PROXY = "toxiproxy.Proxy";
  }
});

// harness/proxy/api/routes.ts
async function route(proxies, request, metrics) {
  const [, asked = "", query = ""] = /^([^?]*)(.*)$/s.exec(request.path) ?? [];
  if (/%(?![\da-f]{2})/i.test(asked)) return badRequest();
  const path19 = asked.split("/").map((segment) => encodeURIComponent((0, import_node_querystring.unescape)(segment))).join("/");
  const clean2 = import_node_path19.posix.normalize(`/${path19}`);
  if (clean2 !== path19) return moved(clean2 + query);
  const isMetrics = metrics !== void 0 && path19 === "/metrics";
  const found2 = ROUTES2.find((candidate) => candidate.path.test(path19));
  if (!found2 && !isMetrics) return plain(404, "404 page not found");
  const handler = isMetrics ? metrics : found2 && handlerOf(found2, request.method);
  if (!handler) return { status: 405, headers: {}, body: "" };
  if (isBrowser(request.headers)) return plain(403, "User agent not allowed");
  try {
    const [, first = "", second = ""] = found2?.path.exec(path19) ?? [];
    const names = [decodeURIComponent(first), decodeURIComponent(second)];
    return await handler({ proxies, names, body: request.body });
  } catch (error) {
    return refusal(error);
  }
}
function handlerOf({ methods }, method) {
  return Object.hasOwn(methods, method) ? methods[method] : void 0;
}
function version() {
  return {
    status: 200,
    headers: { "Content-Type": "application/json;charset=utf-8" },
    body: `{"version": "${API_VERSION}"}
`
  };
}
function isBrowser(headers) {
  return Object.entries(headers).some(
    ([name2, value]) => name2.toLowerCase() === "user-agent" && value.startsWith("Mozilla/")
  );
}
var import_node_path19, import_node_querystring, API_VERSION, updateProxy2, updateToxic2, ROUTES2;
var init_routes = __esm({
  "harness/proxy/api/routes.ts"() {
    "use strict";
    import_node_path19 = require("node:path");
    import_node_querystring = require("node:querystring");
    init_answers();
    init_connection_requests();
    init_proxy_requests();
    init_toxic_requests();
    API_VERSION = "2.12.0";
    updateProxy2 = ({ proxies, names, body }) => updateProxy(proxies, names[0], body);
    updateToxic2 = ({ proxies, names, body }) => updateToxic(proxies, ...names, body);
    ROUTES2 = [
      { path: /^\/version$/, methods: { GET: version } },
      { path: /^\/reset$/, methods: { POST: ({ proxies }) => reset(proxies) } },
      { path: /^\/populate$/, methods: { POST: ({ proxies, body }) => populate(proxies, body) } },
      {
        path: /^\/proxies$/,
        methods: {
          GET: ({ proxies }) => listProxies(proxies),
          POST: ({ proxies, body }) => createProxy(proxies, body)
        }
      },
      {
        path: /^\/proxies\/([^/]+)$/,
        methods: {
          GET: ({ proxies, names }) => showProxy(proxies, names[0]),
          POST: updateProxy2,
          PATCH: updateProxy2,
          DELETE: ({ proxies, names }) => deleteProxy(proxies, names[0])
        }
      },
      {
        path: /^\/proxies\/([^/]+)\/connections$/,
        methods: { GET: ({ proxies, names }) => listConnections(proxies, names[0]) }
      },
      {
        path: /^\/proxies\/([^/]+)\/toxics$/,
        methods: {
          GET: ({ proxies, names }) => listToxics(proxies, names[0]),
          POST: ({ proxies, names, body }) => createToxic(proxies, names[0], body)
        }
      },
      {
        path: /^\/proxies\/([^/]+)\/toxics\/([^/]+)$/,
        methods: {
          GET: ({ proxies, names }) => showToxic(proxies, ...names),
          POST: updateToxic2,
          PATCH: updateToxic2,
          DELETE: ({ proxies, names }) => deleteToxic(proxies, ...names)
        }
      }
    ];
  }
});

// harness/proxy/seeded-random.ts
function seededRandom(seed, purpose) {
  let state = hash(`${String(seed)} ${purpose}`);
  return () => {
    state = state + 2654435769 | 0;
    let mixed = state ^ state >>> 16;
    mixed = Math.imul(mixed, 569420461);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 1935289751);
    return ((mixed ^ mixed >>> 15) >>> 0) / 2 ** 32;
  };
}
function hash(text2) {
  let value = 2166136261;
  for (const byte of Buffer.from(text2)) value = Math.imul(value ^ byte, 16777619);
  return value;
}
var init_seeded_random = __esm({
  "harness/proxy/seeded-random.ts"() {
    "use strict";
  }
});

// harness/proxy/chance.ts
var Chance;
var init_chance = __esm({
  "harness/proxy/chance.ts"() {
    "use strict";
    init_seeded_random();
    init_selection();
    Chance = class {
      random;
      drawn;
      #setting;
      #candidate;
      #select;
      #selected = true;
      /** @param connection `<proxy>/<n>`. */
      constructor(setting, connection, candidate, seed) {
        this.#setting = setting;
        this.#candidate = candidate;
        this.random = seededRandom(seed, `${connection} toxic ${String(setting.order)}`);
        this.drawn = this.random();
      }
      get hits() {
        const { toxicity, select } = this.#setting;
        if (select !== this.#select) {
          this.#select = select;
          this.#selected = select === void 0 || selects(select, this.#candidate);
        }
        return this.#selected && this.drawn < toxicity;
      }
    };
  }
});

// harness/proxy/event-queue.ts
function weightOf(event2) {
  return EVENT_OVERHEAD_BYTES + sizeOf(event2);
}
function sizeOf(event2) {
  return event2.kind === "data" ? event2.bytes.length : 0;
}
var EVENT_OVERHEAD_BYTES, EventQueue;
var init_event_queue = __esm({
  "harness/proxy/event-queue.ts"() {
    "use strict";
    EVENT_OVERHEAD_BYTES = 512;
    EventQueue = class {
      #events = [];
      /** Where the first one is: taking one off must not move all others. */
      #first = 0;
      #weight = 0;
      get weight() {
        return this.#weight;
      }
      get isEmpty() {
        return this.#first === this.#events.length;
      }
      push(event2) {
        this.#events.push(event2);
        this.#weight += weightOf(event2);
      }
      putBack(event2) {
        if (this.#first > 0) this.#events[--this.#first] = event2;
        else this.#events.unshift(event2);
        this.#weight += weightOf(event2);
      }
      take() {
        const event2 = this.#events[this.#first];
        if (!event2) return void 0;
        this.#weight -= weightOf(event2);
        this.#first++;
        if (this.isEmpty) this.clear();
        return event2;
      }
      clear() {
        this.#events = [];
        this.#first = 0;
        this.#weight = 0;
      }
    };
  }
});

// harness/proxy/outlet.ts
var Outlet;
var init_outlet = __esm({
  "harness/proxy/outlet.ts"() {
    "use strict";
    init_event_queue();
    Outlet = class {
      #parts;
      #waiting = new EventQueue();
      constructor(parts) {
        this.#parts = parts;
      }
      get weight() {
        return this.#waiting.weight;
      }
      /** What comes next goes to the destination's kernel at once. */
      get isIdle() {
        return this.#waiting.isEmpty && this.#parts.destination().isFlushed;
      }
      push(event2) {
        if (this.isIdle) this.#deliver(event2);
        else this.#waiting.push(event2);
      }
      /** The destination's kernel has taken all it was given. */
      flushed() {
        while (this.#parts.destination().isFlushed) {
          const event2 = this.#waiting.take();
          if (!event2) break;
          this.#deliver(event2);
        }
        this.#parts.changed();
      }
      end() {
        this.#waiting.clear();
      }
      /** A RST comes after the kernel took all that was read before it; what the peer's window then has no room for, it drops. */
      #deliver(event2) {
        const destination = this.#parts.destination();
        if (event2.kind === "data") destination.write(event2.bytes);
        else if (event2.kind === "fin") destination.fin();
        else if (event2.kind === "reset") destination.reset();
        else if (event2.kind === "close") this.#parts.bothEnds.close();
        else this.#parts.bothEnds.reset();
      }
    };
  }
});

// harness/proxy/direction.ts
var READ_AHEAD_BYTES2, Direction;
var init_direction = __esm({
  "harness/proxy/direction.ts"() {
    "use strict";
    init_event_queue();
    init_outlet();
    READ_AHEAD_BYTES2 = 256 * 1024;
    Direction = class {
      #parts;
      #outlet;
      /** What was said before the connection was open at both ends. */
      #early = new EventQueue();
      #stages;
      #running = false;
      constructor(parts) {
        const { destination, bothEnds } = parts;
        this.#parts = parts;
        this.#outlet = new Outlet({ destination, bothEnds, changed: () => this.#balance() });
        this.#stages = parts.settings.map((setting) => this.#stage(setting));
      }
      arrived(event2) {
        const { readBuffer } = this.#parts.source();
        if (event2.kind !== "data") this.#enter(event2);
        else if (this.#passesAtOnce) {
          this.#outlet.push(event2);
          if (this.#outlet.isIdle) return;
          readBuffer.part(event2.bytes);
        } else this.#enter({ ...event2, bytes: readBuffer.keep(event2.bytes) });
        this.#balance();
      }
      get #passesAtOnce() {
        return this.#running && this.#stages.length === 0 && this.#outlet.isIdle;
      }
      #enter(event2) {
        if (this.#running) this.#first(event2);
        else this.#early.push(event2);
      }
      /** The connection is open at both ends. */
      run() {
        this.#running = true;
        for (const stage of this.#stages.toReversed()) stage.start();
        for (let event2 = this.#early.take(); event2; event2 = this.#early.take()) this.#first(event2);
        this.#balance();
      }
      flushed() {
        this.#outlet.flushed();
      }
      add(setting) {
        const stage = this.#stage(setting);
        this.#stages.push(stage);
        if (this.#running) stage.start();
      }
      update(setting) {
        this.#stages.find((stage) => stage.setting === setting)?.updated();
        this.#balance();
      }
      remove(setting) {
        const stage = this.#stages.find((each) => each.setting === setting);
        stage?.removed();
        this.#stages = this.#stages.filter((each) => each !== stage);
        this.#balance();
      }
      end() {
        this.#early.clear();
        this.#outlet.end();
        for (const stage of this.#stages) stage.end();
      }
      /** The names of the toxics that hit this connection. */
      get toxics() {
        return this.#stages.filter(({ hits }) => hits).map(({ setting }) => setting.name);
      }
      #first(event2) {
        const stage = this.#stages[0];
        if (stage) stage.push(event2);
        else this.#outlet.push(event2);
      }
      #stage(setting) {
        const stage = this.#parts.makeStage(setting, {
          changed: () => this.#balance(),
          next: (event2) => {
            const following = this.#stages[this.#stages.indexOf(stage) + 1];
            if (following) following.push(event2);
            else this.#outlet.push(event2);
          }
        });
        return stage;
      }
      /** Reads as much as may be held, and no more; nothing where a toxic wants the window to close. */
      #balance() {
        const source = this.#parts.source();
        if (this.#stages.some(({ stopsReading }) => stopsReading)) {
          source.stopReading();
          return;
        }
        const held = this.#held();
        const limit = this.#readAhead();
        if (held > limit) source.stopReading();
        else if (held <= limit / 2) source.startReading();
      }
      #held() {
        return this.#stages.reduce((sum, { weight }) => sum + weight, this.#early.weight + this.#outlet.weight);
      }
      #readAhead() {
        return this.#stages.reduce(
          (most, { readAheadBytes }) => Math.max(most, readAheadBytes),
          READ_AHEAD_BYTES2
        );
      }
    };
  }
});

// harness/proxy/host-port.ts
function parseHostPort(text2) {
  const parts = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(text2);
  if (!parts)
    throw new Error(
      `address ${text2}: ${text2.split(":").length > 2 ? "too many colons" : "missing port"} in address`
    );
  const [, bracketed, plain3, port2 = ""] = parts;
  if (!/^-?\d*$/.test(port2)) throw new Error(`lookup tcp/${port2}: unknown port`);
  if (port2.startsWith("-") || Number(port2) > 65535) throw new Error(`address ${port2}: invalid port`);
  return { host: bracketed ?? plain3 ?? "", port: Number(port2) };
}
async function resolveListen(text2) {
  const { host: host2, port: port2 } = text2 === "" ? { host: "", port: 0 } : parseHostPort(text2);
  if (host2 === "" || import_node_net5.default.isIP(host2)) return { host: host2, port: port2 };
  const addresses = await import_promises7.default.lookup(host2, { all: true }).catch(() => []);
  const address3 = addresses.find(({ family: family2 }) => family2 === 4) ?? addresses[0];
  if (!address3) throw new Error(`lookup ${host2}: no such host`);
  return { host: address3.address, port: port2 };
}
function formatHostPort({ host: host2, port: port2 }) {
  return import_node_net5.default.isIPv6(host2) ? `[${host2}]:${String(port2)}` : `${host2}:${String(port2)}`;
}
var import_promises7, import_node_net5;
var init_host_port = __esm({
  "harness/proxy/host-port.ts"() {
    "use strict";
    import_promises7 = __toESM(require("node:dns/promises"));
    import_node_net5 = __toESM(require("node:net"));
  }
});

// harness/proxy/read-buffer.ts
var SMALLEST, LARGEST, GROWTH, COPIED_SHARE, ReadBuffer;
var init_read_buffer = __esm({
  "harness/proxy/read-buffer.ts"() {
    "use strict";
    SMALLEST = 2 * 1024;
    LARGEST = 256 * 1024;
    GROWTH = 8;
    COPIED_SHARE = 1 / 2;
    ReadBuffer = class {
      #buffer = Buffer.allocUnsafeSlow(SMALLEST);
      #parted = false;
      /** Where the next read goes. */
      next() {
        if (this.#parted) this.#buffer = Buffer.allocUnsafeSlow(this.#buffer.length);
        this.#parted = false;
        return this.#buffer;
      }
      /** The bytes of the last read, which the next one will overwrite unless they are kept. */
      read(length) {
        const bytes = this.#buffer.subarray(0, length);
        if (length === this.#buffer.length && length < LARGEST) {
          this.#buffer = Buffer.allocUnsafeSlow(Math.min(length * GROWTH, LARGEST));
        }
        return bytes;
      }
      /** The same bytes, the caller's for good. */
      keep(bytes) {
        if (bytes.length <= this.#buffer.length * COPIED_SHARE) return Buffer.from(bytes);
        this.part(bytes);
        return bytes;
      }
      /** These bytes are in use beyond the read: their memory is not read into again. */
      part(bytes) {
        this.#parted ||= bytes.buffer === this.#buffer.buffer;
      }
    };
  }
});

// harness/proxy/leg.ts
function address2(address3, port2) {
  return address3 === void 0 || port2 === void 0 ? void 0 : { address: address3, port: port2 };
}
var RESET_CHECK_PAUSE_MS, NOTHING, Leg;
var init_leg = __esm({
  "harness/proxy/leg.ts"() {
    "use strict";
    init_read_buffer();
    RESET_CHECK_PAUSE_MS = 25;
    NOTHING = Buffer.alloc(0);
    Leg = class {
      #parts;
      #socket;
      #readBuffer = new ReadBuffer();
      #reading = true;
      #resetCheck;
      #blocked = false;
      #written = () => {
        if (!this.#blocked || !this.isFlushed) return;
        this.#blocked = false;
        this.#parts.flushed();
      };
      constructor(parts) {
        this.#parts = parts;
        this.#socket = parts.open({
          buffer: () => this.#readBuffer.next(),
          callback: (length) => this.#read(this.#readBuffer.read(length))
        });
        this.#listen();
      }
      get closed() {
        return this.#socket.closed;
      }
      report(event2) {
        const { context, name: name2 } = this.#parts;
        context.emit({ event: "app", at: context.now(), socket: name2, ...event2 });
      }
      /** Both addresses, each where the kernel still knows it: an accepted connection may be reset already. */
      addresses() {
        const { localAddress: localAddress2, localPort, remoteAddress, remotePort } = this.#socket;
        return { local: address2(localAddress2, localPort), peer: address2(remoteAddress, remotePort) };
      }
      /** For who keeps what was read beyond the call that told of it; `keep` the bytes, or say that they are `part`ed with. */
      get readBuffer() {
        return this.#readBuffer;
      }
      /** Whether the kernel has taken all that was written, or the leg is closed and nobody will. */
      get isFlushed() {
        return this.#socket.writableLength === 0 || !this.#socket.writable;
      }
      /** Hands bytes to the kernel, at once as far as it has room. They must not change until `isFlushed`. */
      write(bytes) {
        if (!this.#socket.writable) return;
        for (const count2 of this.#parts.sent) count2.sent += bytes.length;
        this.#socket.write(bytes, this.#written);
        this.#blocked = !this.isFlushed;
      }
      /** shutdown(SHUT_WR), after what was written. */
      fin() {
        this.#socket.end();
      }
      /** close(2) with SO_LINGER on and 0: RST, if the kernel still has a connection to reset. */
      reset() {
        const socket = this.#socket;
        if (socket.pending) socket.destroy();
        else if (socket.writableEnded && !socket.writableFinished) socket.once("finish", () => this.#resetNow());
        else this.#resetNow();
      }
      /** close(2): FIN, or RST where something was received and not read. */
      close() {
        this.#socket.destroy();
      }
      /**
       * Leaves what arrives in the kernel's receive queue. Not by pause(): node reads on into a buffer of its own then,
       * and drops that buffer when a RST follows. The handle's own stop is unknown to node, which does not undo it.
       * While it lasts a RST goes unnoticed: it is in order behind what was not read.
       */
      stopReading() {
        if (!this.#reading) return;
        this.#reading = false;
        this.#handle()?.readStop();
      }
      startReading() {
        if (this.#reading) return;
        this.#reading = true;
        this.#handle()?.readStart();
      }
      #resetNow() {
        if (!this.#socket.destroyed) this.#socket.resetAndDestroy();
      }
      #handle() {
        return this.#socket._handle;
      }
      #read(bytes) {
        const { arrived, context, received } = this.#parts;
        for (const count2 of received) count2.received += bytes.length;
        if (context.tellsAll) this.report({ kind: "data", bytes: bytes.length });
        arrived({ kind: "data", at: context.now(), bytes });
        return true;
      }
      #listen() {
        const { arrived, context, closed } = this.#parts;
        const socket = this.#socket;
        socket.on("end", () => {
          this.report({ kind: "fin" });
          arrived({ kind: "fin", at: context.now() });
          this.#resetCheck = setInterval(() => this.#checkForReset(), RESET_CHECK_PAUSE_MS);
        });
        socket.on("error", ({ code, syscall, message }) => {
          this.report({ kind: "error", errno: code, syscall, detail: message });
          arrived({ kind: "reset", at: context.now() });
        });
        socket.on("close", () => {
          clearInterval(this.#resetCheck);
          this.report({ kind: "closed" });
          closed();
        });
      }
      /**
       * libuv does not watch a socket after its FIN, so that a RST then shows up at the next write only. A write of no
       * bytes sends nothing and returns the socket's pending error (tcp_sendmsg_locked).
       */
      #checkForReset() {
        if (this.#socket.writable && this.#socket.writableLength === 0) this.#socket.write(NOTHING);
      }
    };
  }
});

// harness/proxy/listener.ts
async function listen(address3, accept) {
  const { host: host2, port: port2 } = await resolveListen(address3).catch((error) => {
    throw new Error(`listen tcp: ${error.message}`);
  });
  const server2 = import_node_net6.default.createServer();
  await new Promise((resolve, reject) => {
    server2.once("error", reject);
    server2.listen({ port: port2, ...["", "0.0.0.0"].includes(host2) ? {} : { host: host2 } }, resolve);
  }).catch((error) => {
    const code = error.code ?? String(error);
    throw new Error(`listen tcp ${formatHostPort({ host: host2, port: port2 })}: bind: ${GO_WORDING[code] ?? code}`);
  });
  const { _handle: handle } = server2;
  handle.onconnection = (_status, accepted) => accepted && accept(accepted);
  return server2;
}
function acceptedSocket(accepted, onread) {
  const options = { handle: accepted, allowHalfOpen: true, readable: true, writable: true, onread };
  return new import_node_net6.default.Socket(options).setNoDelay(true);
}
function localAddress(server2) {
  const { address: address3, port: port2 } = server2.address();
  return { host: address3, port: port2 };
}
var import_node_net6, GO_WORDING;
var init_listener = __esm({
  "harness/proxy/listener.ts"() {
    "use strict";
    import_node_net6 = __toESM(require("node:net"));
    init_host_port();
    GO_WORDING = {
      EADDRINUSE: "address already in use",
      EADDRNOTAVAIL: "cannot assign requested address",
      EACCES: "permission denied"
    };
  }
});

// harness/proxy/toxic-link.ts
var ToxicLink;
var init_toxic_link = __esm({
  "harness/proxy/toxic-link.ts"() {
    "use strict";
    ToxicLink = class {
      #parts;
      #said = /* @__PURE__ */ new Set();
      #timers = /* @__PURE__ */ new Set();
      #stopsReading = false;
      constructor(parts) {
        this.#parts = parts;
      }
      get stopsReading() {
        return this.#stopsReading;
      }
      /** Ends what the toxic does beside the stream. */
      lift() {
        for (const cancel of this.#timers) cancel();
        this.#timers.clear();
        this.#stopsReading = false;
      }
      get stream() {
        return this.#parts.setting.direction;
      }
      get attributes() {
        return this.#parts.setting.attributes;
      }
      now() {
        return this.#parts.now();
      }
      random() {
        return this.#parts.chance.random();
      }
      after(ms, action) {
        if (ms === 0) action();
        else this.#timers.add(this.#parts.scheduler.at(this.now() + ms, action));
      }
      say(kind) {
        this.#parts.say(kind);
      }
      stopReading() {
        this.#stopsReading = true;
        this.#parts.changed();
      }
      shared(make) {
        return this.#parts.setting.shared ??= make();
      }
      report(detail) {
        if (this.#said.has(detail)) return;
        this.#said.add(detail);
        this.#parts.report(detail);
      }
      resetBothEnds() {
        this.#parts.bothEnds.reset();
      }
      closeBothEnds() {
        this.#parts.bothEnds.close();
      }
    };
  }
});

// harness/proxy/window.ts
var Window;
var init_window = __esm({
  "harness/proxy/window.ts"() {
    "use strict";
    Window = class {
      #selection;
      #openedAt;
      #bytes = 0;
      /** @param selection as it is now: bytes are counted on when it changes. */
      constructor(selection, openedAt) {
        this.#selection = selection;
        this.#openedAt = openedAt;
      }
      isOpen(now) {
        const { from_ms = 0, until_ms = Infinity, from_byte = 0, until_byte = Infinity } = this.#selection();
        const age = now - this.#openedAt;
        return age >= from_ms && age < until_ms && this.#bytes >= from_byte && this.#bytes < until_byte;
      }
      /** The times at which it may open or close, that are still to come. */
      turns(now) {
        const { from_ms, until_ms } = this.#selection();
        return [from_ms, until_ms].flatMap((ms) => ms === void 0 ? [] : [this.#openedAt + ms]).filter((at) => at > now);
      }
      /** How many of so many bytes come before the next border, which may cut them. */
      room(length) {
        const { from_byte = 0, until_byte = 0 } = this.#selection();
        const ahead = [from_byte, until_byte].map((border) => border - this.#bytes).filter((room) => room > 0);
        return Math.min(length, ...ahead);
      }
      passed(bytes) {
        this.#bytes += bytes;
      }
    };
  }
});

// harness/proxy/stage.ts
var Stage;
var init_stage = __esm({
  "harness/proxy/stage.ts"() {
    "use strict";
    init_event_queue();
    init_toxic_link();
    init_window();
    Stage = class {
      #parts;
      #link;
      #effect;
      #queue = new EventQueue();
      #window;
      /** What the toxic has in hand, and what it makes of it. */
      #inHand;
      #making;
      #next;
      /** When the last one came out: none may before it. */
      #last = -Infinity;
      #pumping = false;
      #cancelNext;
      #windowTimers = [];
      #running = false;
      #applied = false;
      #removed = false;
      constructor(parts) {
        this.#parts = parts;
        this.#link = new ToxicLink({ ...parts, say: (kind) => this.push({ kind, at: parts.now() }) });
        this.#effect = parts.setting.definition.apply?.(this.#link) ?? {};
        this.#window = new Window(() => parts.setting.select ?? {}, parts.openedAt);
        this.#watchWindow();
      }
      get setting() {
        return this.#parts.setting;
      }
      /** Bytes held, the queue's own cost included. */
      get weight() {
        return this.#queue.weight + (this.#inHand ? weightOf(this.#inHand) : 0);
      }
      get readAheadBytes() {
        return this.#applied ? this.setting.definition.readAheadBytes ?? 0 : 0;
      }
      get stopsReading() {
        return this.#link.stopsReading;
      }
      /** Whether it hits this connection at all. */
      get hits() {
        return this.#parts.chance.hits;
      }
      push(event2) {
        this.#queue.push(event2);
        this.#pump();
      }
      /** The connection is open at both ends. */
      start() {
        this.#running = true;
        const { toxicity, name: name2 } = this.setting;
        if (toxicity > 0 && toxicity < 1) {
          this.#parts.report(
            `${name2}: ${this.hits ? "hit" : "spared"}, drew ${this.#parts.chance.drawn.toFixed(3)}`
          );
        }
        this.#turn();
      }
      /** The setting has new values. What waits, passes at once, unless it would wait for ever. */
      updated() {
        this.#watchWindow();
        this.#lift();
        this.#turn();
        this.#passNext();
      }
      /** The toxic is gone: all that it holds passes at once. The stage may be thrown away then. */
      removed() {
        const applied = this.#applied;
        this.#removed = true;
        this.#closeWindow();
        this.#lift();
        if (this.#running && applied) this.#effect.removed?.();
        this.#cancelNext?.();
        this.#pump();
      }
      /** The connection is over. */
      end() {
        this.#removed = true;
        this.#closeWindow();
        this.#lift();
        this.#cancelNext?.();
        this.#queue.clear();
        this.#inHand = this.#making = this.#next = void 0;
      }
      /** Whether the toxic has begun, or ceased, to apply: by its setting, by time or by bytes. */
      #turn() {
        const applies = !this.#removed && this.hits && this.#window.isOpen(this.#parts.now());
        if (!this.#running || applies === this.#applied) return;
        if (!applies) this.#lift();
        this.#applied = applies;
        if (applies) this.#effect.run?.();
      }
      #lift() {
        this.#link.lift();
        this.#applied = false;
      }
      #watchWindow() {
        this.#closeWindow();
        this.#windowTimers = this.#window.turns(this.#parts.now()).map(
          (at) => this.#parts.scheduler.at(at, () => {
            this.#turn();
            this.#passNext();
          })
        );
      }
      #closeWindow() {
        for (const cancel of this.#windowTimers) cancel();
        this.#windowTimers = [];
      }
      /** What waits for its time passes at once; what would wait for ever goes through the toxic again. */
      #passNext() {
        this.#cancelNext?.();
        if (this.#next?.at === Infinity) this.#putBack({ ...this.#next, at: this.#parts.now() });
        else this.#release(this.#parts.now());
        this.#pump();
      }
      /** Lets out what is due, and sees to it that the next is when its time comes. */
      #pump() {
        if (this.#pumping) return;
        this.#pumping = true;
        while (this.#next ??= this.#make()) {
          const due = Math.max(
            this.#last,
            this.#applied ? this.#next.at : Math.min(this.#next.at, this.#parts.now())
          );
          if (due > this.#parts.now()) {
            this.#wait(due);
            break;
          }
          this.#release(due);
        }
        this.#pumping = false;
        this.#parts.changed();
      }
      #release(at) {
        if (!this.#next) return;
        const event2 = { ...this.#next, at: this.#last = at };
        this.#next = void 0;
        this.#parts.next(event2);
      }
      #wait(due) {
        this.#cancelNext?.();
        if (due === Infinity) return;
        this.#cancelNext = this.#parts.scheduler.at(due, () => this.#pump());
      }
      #make() {
        for (; ; ) {
          const step = this.#making?.next();
          if (step && step.done !== true) return step.value;
          if (this.#inHand) this.#passed(sizeOf(this.#inHand));
          const event2 = this.#take();
          if (!event2) return void 0;
          this.#turn();
          this.#inHand = event2;
          const made = (this.#applied ? this.#effect.pass?.(event2) : void 0) ?? [event2];
          this.#making = made[Symbol.iterator]();
        }
      }
      /** The next event; of data that reaches over a border of the window, what lies before the border. */
      #take() {
        const event2 = this.#queue.take();
        if (event2?.kind !== "data") return event2;
        const room = this.#window.room(event2.bytes.length);
        if (room === event2.bytes.length) return event2;
        this.#queue.putBack({ ...event2, bytes: event2.bytes.subarray(room) });
        return { ...event2, bytes: event2.bytes.subarray(0, room) };
      }
      /** What the toxic had in hand, or so many bytes of it, is through. */
      #passed(bytes) {
        this.#inHand = this.#making = void 0;
        this.#window.passed(bytes);
        this.#turn();
      }
      /** What waits for ever is the last that the toxic made of what it has in hand. */
      #putBack(rest2) {
        const before = this.#inHand ? sizeOf(this.#inHand) - sizeOf(rest2) : 0;
        this.#next = void 0;
        this.#queue.putBack(rest2);
        this.#passed(before);
      }
    };
  }
});

// harness/proxy/threshold.ts
var Threshold;
var init_threshold = __esm({
  "harness/proxy/threshold.ts"() {
    "use strict";
    Threshold = class {
      #parts;
      #said = /* @__PURE__ */ new Set();
      #cancel;
      #passed = false;
      constructor(parts) {
        this.#parts = parts;
      }
      /** Connects, or waits, as these toxics want it now. Called anew when they have changed. */
      consider(toxics) {
        if (this.#passed) return;
        this.#cancel?.();
        const openings = toxics.flatMap((setting) => this.#openingOf(setting));
        if (openings.includes("ignore")) return;
        const delayMs = openings.reduce(
          (sum, opening) => sum + (typeof opening === "object" ? opening.delayMs : 0),
          0
        );
        const go = openings.includes("refuse") ? this.#parts.refuse : this.#parts.connect;
        const due = this.#parts.openedAt + delayMs;
        if (delayMs === 0) this.#pass(go);
        else this.#cancel = this.#parts.scheduler.at(due, () => this.#pass(go));
      }
      end() {
        this.#passed = true;
        this.#cancel?.();
      }
      #pass(go) {
        this.#passed = true;
        go();
      }
      #openingOf(setting) {
        const { definition, attributes, name: name2 } = setting;
        if (!definition.opening || !this.#parts.chanceOf(setting).hits) return [];
        if (!this.#said.has(setting)) this.#parts.report(`${name2}: holds the connection up`);
        this.#said.add(setting);
        return [definition.opening(attributes)];
      }
    };
  }
});

// harness/proxy/traffic.ts
var noBytes, Traffic;
var init_traffic = __esm({
  "harness/proxy/traffic.ts"() {
    "use strict";
    noBytes = () => ({
      upstream: { received: 0, sent: 0 },
      downstream: { received: 0, sent: 0 }
    });
    Traffic = class {
      #counts = /* @__PURE__ */ new Map();
      of(labels) {
        const key = JSON.stringify([labels.proxy, labels.listener, labels.upstream]);
        const known = this.#counts.get(key);
        if (known) return known[1];
        const bytes = noBytes();
        this.#counts.set(key, [labels, bytes]);
        return bytes;
      }
      all() {
        return this.#counts.values();
      }
    };
  }
});

// harness/proxy/connection.ts
var import_node_net7, WAYS, Connection;
var init_connection = __esm({
  "harness/proxy/connection.ts"() {
    "use strict";
    import_node_net7 = __toESM(require("node:net"));
    init_chance();
    init_direction();
    init_host_port();
    init_leg();
    init_listener();
    init_stage();
    init_threshold();
    init_traffic();
    WAYS = { "client-leg": ["upstream", "downstream"], "server-leg": ["downstream", "upstream"] };
    Connection = class {
      number;
      bytes = noBytes();
      openedAt;
      #parts;
      #client;
      #directions;
      #clientLeg;
      #serverLeg;
      #server;
      #threshold;
      #gone = Promise.withResolvers();
      #connected = false;
      constructor(parts) {
        this.#parts = parts;
        this.number = parts.number;
        this.openedAt = parts.context.now();
        this.#clientLeg = this.#leg("client-leg", (onread) => acceptedSocket(parts.client, onread));
        this.#client = this.#clientLeg.addresses().peer?.address.replace(/^::ffff:/, "") ?? "";
        this.#directions = {
          upstream: this.#direction("upstream", () => [this.#clientLeg, this.#serverLeg]),
          downstream: this.#direction("downstream", () => [this.#serverLeg, this.#clientLeg])
        };
        this.#clientLeg.report({ kind: "accepted", ...this.#clientLeg.addresses() });
        this.#serverLeg = this.#leg(
          "server-leg",
          (onread) => this.#server = new import_node_net7.default.Socket({ allowHalfOpen: true, onread }).setNoDelay(true)
        );
        this.#threshold = new Threshold({
          ...{ scheduler: parts.context.scheduler, openedAt: this.openedAt },
          chanceOf: (setting) => this.#chance(setting),
          report: (detail) => this.#clientLeg.report({ kind: "toxic", detail }),
          connect: () => this.#connect(),
          refuse: () => this.reset()
        });
        this.#threshold.consider(parts.toxics);
      }
      /** Resolves when both legs are closed. */
      get gone() {
        return this.#gone.promise;
      }
      /** Both legs' addresses. */
      get ends() {
        return { client: this.#clientLeg.addresses(), server: this.#serverLeg.addresses() };
      }
      /** The names of the toxics that hit it. */
      get toxics() {
        return [...this.#directions.upstream.toxics, ...this.#directions.downstream.toxics];
      }
      addToxic(setting) {
        this.#directions[setting.direction].add(setting);
        this.#threshold.consider(this.#parts.toxics);
      }
      updateToxic(setting) {
        this.#directions[setting.direction].update(setting);
        this.#threshold.consider(this.#parts.toxics);
      }
      removeToxic(setting) {
        this.#directions[setting.direction].remove(setting);
        this.#threshold.consider(this.#parts.toxics);
      }
      /** close(2) on both legs. */
      close() {
        this.#threshold.end();
        this.#clientLeg.close();
        this.#serverLeg.close();
      }
      /** RST on both legs. */
      reset() {
        this.#threshold.end();
        this.#clientLeg.reset();
        this.#serverLeg.reset();
      }
      #connect() {
        const server2 = this.#server;
        if (this.#parts.context.tellsAll) this.#reportAttempts(server2);
        server2.on("connect", () => {
          this.#connected = true;
          this.#serverLeg.report({ kind: "connected", ...this.#serverLeg.addresses() });
          process.nextTick(() => {
            for (const direction of Object.values(this.#directions)) direction.run();
          });
        });
        try {
          server2.connect(parseHostPort(this.#parts.upstream));
        } catch (error) {
          server2.destroy(error);
        }
      }
      #reportAttempts(server2) {
        server2.on("connectionAttempt", (address3, port2) => {
          process.nextTick(() => {
            const { local } = this.#serverLeg.addresses();
            this.#serverLeg.report({ kind: "connecting", local, peer: { address: address3, port: port2 } });
          });
        });
      }
      #direction(stream, legs) {
        const { context, toxics } = this.#parts;
        const { scheduler, now } = context;
        const report3 = (detail) => {
          for (const leg of legs()) leg.report({ kind: "toxic", detail });
        };
        const bothEnds = { reset: () => this.reset(), close: () => this.close() };
        const stage = { scheduler, now, openedAt: this.openedAt, report: report3, bothEnds };
        return new Direction({
          source: () => legs()[0],
          destination: () => legs()[1],
          bothEnds,
          settings: toxics.filter(({ direction }) => direction === stream),
          makeStage: (setting, parts) => new Stage({ ...stage, ...parts, setting, chance: this.#chance(setting) })
        });
      }
      #chance(setting) {
        const { proxy: proxy3, number, context } = this.#parts;
        return new Chance(setting, `${proxy3}/${String(number)}`, { number, client: this.#client }, context.seed);
      }
      #leg(kind, open) {
        const { proxy: proxy3, number, context, total: total2 } = this.#parts;
        const [hears, speaks] = WAYS[kind];
        return new Leg({
          ...{ name: `${proxy3}/${String(number)}/${kind}`, open, context },
          received: [this.bytes[hears], total2[hears]],
          sent: [this.bytes[speaks], total2[speaks]],
          arrived: (event2) => this.#arrived(hears, event2),
          flushed: () => this.#directions[speaks].flushed(),
          closed: () => this.#legClosed()
        });
      }
      /**
       * The kernel completed the client's handshake before accept(2) gave us the connection, so a client cannot be shown
       * ECONNREFUSED: where the server cannot be reached the nearest thing is a RST on the connection it has.
       */
      #arrived(stream, event2) {
        if (event2.kind === "reset" && !this.#connected) this.reset();
        else this.#directions[stream].arrived(event2);
      }
      #legClosed() {
        if (!this.#clientLeg.closed || !this.#serverLeg.closed) return;
        this.#threshold.end();
        for (const direction of Object.values(this.#directions)) direction.end();
        this.#gone.resolve(void 0);
      }
    };
  }
});

// harness/proxy/fault-proxy.ts
var FaultProxy;
var init_fault_proxy = __esm({
  "harness/proxy/fault-proxy.ts"() {
    "use strict";
    init_connection();
    init_host_port();
    init_listener();
    FaultProxy = class {
      name;
      #context;
      #traffic;
      #connections = /* @__PURE__ */ new Set();
      #toxics = [];
      #listen;
      #upstream;
      #server;
      #enabled = false;
      #accepted = 0;
      #toxicsSet = 0;
      constructor(settings, context, traffic) {
        this.name = settings.name;
        this.#listen = settings.listen;
        this.#upstream = settings.upstream;
        this.#context = context;
        this.#traffic = traffic;
      }
      get enabled() {
        return this.#enabled;
      }
      /** Those that are open now, in the order in which they were accepted. */
      get connections() {
        return [...this.#connections];
      }
      /** As it was asked for, and once the proxy has listened, as it became: with the port the kernel chose. */
      get listen() {
        return this.#listen;
      }
      get upstream() {
        return this.#upstream;
      }
      /** What passed between its present addresses. */
      get bytes() {
        return this.#traffic.of({ proxy: this.name, listener: this.#listen, upstream: this.#upstream });
      }
      /** Those of the upstream direction first, each direction in the order they were added. */
      get toxics() {
        const on2 = (stream) => this.#toxics.filter(({ direction }) => direction === stream);
        return [...on2("upstream"), ...on2("downstream")];
      }
      toxic(name2) {
        return this.toxics.find((toxic) => toxic.name === name2);
      }
      async start() {
        if (this.#enabled) return;
        await this.#startListening();
        this.#enabled = true;
        if (this.#refusesAll) this.#stopListening();
      }
      /** Stops listening and closes all connections. */
      async stop() {
        if (!this.#enabled) return;
        this.#enabled = false;
        this.#stopListening();
        const closed = [...this.#connections].map(({ gone }) => gone);
        for (const connection of this.#connections) connection.close();
        await Promise.all(closed);
      }
      /** Whether other settings would need a restart. Raises where `listen` is no address. */
      async differs({ listen: listen3, upstream }) {
        return formatHostPort(await resolveListen(listen3)) !== this.#listen || upstream !== this.#upstream;
      }
      /** Changed addresses end all connections, whether or not the proxy goes on. */
      async update(input) {
        if (await this.differs(input)) {
          await this.stop();
          this.#listen = input.listen;
          this.#upstream = input.upstream;
        }
        await (input.enabled ? this.start() : this.stop());
      }
      async addToxic(toxic) {
        const setting = { ...toxic, order: ++this.#toxicsSet, shared: void 0 };
        this.#toxics.push(setting);
        for (const connection of this.#connections) connection.addToxic(setting);
        await this.#heedRefusal();
        return setting;
      }
      async updateToxic(setting, values) {
        Object.assign(setting, values);
        for (const connection of this.#connections) connection.updateToxic(setting);
        await this.#heedRefusal();
      }
      async removeToxic(setting) {
        this.#toxics.splice(this.#toxics.indexOf(setting), 1);
        for (const connection of this.#connections) connection.removeToxic(setting);
        await this.#heedRefusal();
      }
      async removeAllToxics() {
        for (const setting of this.toxics) await this.removeToxic(setting);
      }
      async #startListening() {
        const server2 = await listen(this.#listen, (client2) => this.#accept(client2));
        this.#server = server2;
        const { host: host2, port: port2 } = localAddress(server2);
        this.#listen = formatHostPort({ host: host2, port: port2 });
        this.#report({ kind: "listening", local: { address: host2, port: port2 } });
      }
      /** Where the port was taken meanwhile the proxy is disabled, as it is when it cannot start. */
      async #listenAgain() {
        try {
          await this.#startListening();
        } catch (error) {
          await this.stop();
          throw error;
        }
      }
      /** The port is free when this returns; connections stay. */
      #stopListening() {
        if (!this.#server) return;
        this.#server.close();
        this.#server = void 0;
        this.#report({ kind: "closed" });
      }
      /** A toxic that refuses every connection: only a port on which nobody listens refuses as a kernel does. */
      get #refusesAll() {
        return this.#toxics.some(
          ({ definition, attributes, toxicity, select }) => toxicity >= 1 && select === void 0 && definition.opening?.(attributes) === "refuse"
        );
      }
      async #heedRefusal() {
        if (!this.#enabled) return;
        if (this.#refusesAll) this.#stopListening();
        else if (!this.#server) await this.#listenAgain();
      }
      #accept(client2) {
        const connection = new Connection({
          ...{ proxy: this.name, number: ++this.#accepted, client: client2 },
          upstream: this.#upstream,
          toxics: this.#toxics,
          total: this.bytes,
          context: this.#context
        });
        this.#connections.add(connection);
        void connection.gone.then(() => this.#connections.delete(connection));
      }
      #report(event2) {
        this.#context.emit({ event: "app", at: this.#context.now(), socket: this.name, ...event2 });
      }
    };
  }
});

// harness/proxy/proxies.ts
var Proxies;
var init_proxies = __esm({
  "harness/proxy/proxies.ts"() {
    "use strict";
    init_api_error();
    init_fault_proxy();
    init_traffic();
    Proxies = class {
      traffic = new Traffic();
      #context;
      #proxies = /* @__PURE__ */ new Map();
      constructor(context) {
        this.#context = context;
      }
      /** What the kernel shows of the sockets where the proxies run. */
      look() {
        return this.#context.look();
      }
      now() {
        return this.#context.now();
      }
      all() {
        return [...this.#proxies.values()];
      }
      get(name2) {
        const proxy3 = this.#proxies.get(name2);
        if (!proxy3) throw notFound("proxy");
        return proxy3;
      }
      async add(input) {
        if (this.#proxies.has(input.name)) throw alreadyExists("proxy");
        return this.#start(input);
      }
      /** Leaves a proxy of that name alone where it has the same addresses, enabled or not; otherwise a new one takes its place. */
      async addOrReplace(input) {
        const existing = this.#proxies.get(input.name);
        if (existing) {
          if (!await existing.differs(input)) return existing;
          await existing.stop();
        }
        return this.#start(input);
      }
      async remove(name2) {
        await this.get(name2).stop();
        this.#proxies.delete(name2);
      }
      async #start(input) {
        const proxy3 = new FaultProxy(input, this.#context, this.traffic);
        if (input.enabled) await proxy3.start();
        this.#proxies.set(input.name, proxy3);
        return proxy3;
      }
    };
  }
});

// harness/proxy/scheduler.ts
var LONGEST_TIMER_MS, CLOSE_MS, Scheduler;
var init_scheduler = __esm({
  "harness/proxy/scheduler.ts"() {
    "use strict";
    LONGEST_TIMER_MS = 2 ** 31 - 1;
    CLOSE_MS = 2;
    Scheduler = class {
      #now;
      #close = /* @__PURE__ */ new Set();
      #turning = false;
      constructor(now) {
        this.#now = now;
      }
      /** Calls `action` once when `due` has come, never before this call returns. */
      at(due, action) {
        const entry = { due, action, timer: void 0 };
        this.#wait(entry);
        return () => {
          clearTimeout(entry.timer);
          this.#close.delete(entry);
        };
      }
      #wait(entry) {
        const left = entry.due - this.#now();
        if (left > CLOSE_MS) {
          const ms = Math.min(Math.floor(left - CLOSE_MS) + 1, LONGEST_TIMER_MS);
          entry.timer = setTimeout(() => this.#wait(entry), ms);
          return;
        }
        this.#close.add(entry);
        if (this.#turning) return;
        this.#turning = true;
        setImmediate(() => this.#turn());
      }
      #turn() {
        const now = this.#now();
        for (const entry of this.#close) {
          if (entry.due > now) continue;
          this.#close.delete(entry);
          entry.action();
        }
        this.#turning = this.#close.size > 0;
        if (this.#turning) setImmediate(() => this.#turn());
      }
    };
  }
});

// harness/proxy/proxy-control.ts
function createProxyControl(options) {
  const proxies = new Proxies({ ...options, scheduler: new Scheduler(options.now) });
  const metrics = options.metrics?.(proxies.traffic);
  let last = Promise.resolve();
  const inTurn2 = (change) => {
    const result = last.then(change);
    last = result.catch(() => void 0);
    return result;
  };
  return {
    handle: (request) => request.method === "GET" ? route(proxies, request, metrics) : inTurn2(() => route(proxies, request, metrics)),
    close: () => inTurn2(async () => {
      for (const { name: name2 } of proxies.all()) await proxies.remove(name2);
    })
  };
}
var init_proxy_control = __esm({
  "harness/proxy/proxy-control.ts"() {
    "use strict";
    init_routes();
    init_proxies();
    init_scheduler();
  }
});

// harness/proxy/standalone/config.ts
async function readConfig(file) {
  try {
    const text2 = await (0, import_promises8.readFile)(file, "utf8");
    JSON.parse(text2);
    return text2;
  } catch (error) {
    throw invalidConfig(file, error.message);
  }
}
function invalidConfig(file, why) {
  return new HalfcloseError("INVALID_CONFIG", `Config file ${file}: ${why}`, {
    hint: 'expected a JSON list of proxies: [{ "name": \u2026, "listen": \u2026, "upstream": \u2026, "enabled": true }]'
  });
}
var import_promises8;
var init_config = __esm({
  "harness/proxy/standalone/config.ts"() {
    "use strict";
    import_promises8 = require("node:fs/promises");
    init_errors();
  }
});

// harness/proxy/standalone/event-log.ts
function logEvents(log) {
  return (event2) => {
    const [, proxy3, connection, leg] = /^(.*)\/(\d+)\/(client|server)-leg$/s.exec(event2.socket) ?? [];
    const { kind, errno, detail } = event2;
    if (proxy3 === void 0) {
      const message2 = OF_PROXY[kind];
      if (message2) log.info({ name: event2.socket, listen: written2(event2.local), event: kind }, message2);
      return;
    }
    const [level, message] = OF_LEG[kind] ?? [];
    if (!level || !log.isLevelEnabled(level)) return;
    const peer = leg === "client" ? { client: written2(event2.peer) } : { upstream: written2(event2.peer) };
    log[level](
      { name: proxy3, connection: Number(connection), leg, ...peer, event: kind, errno, detail },
      message
    );
  };
}
function written2(address3) {
  return address3 && formatHostPort({ host: address3.address, port: address3.port });
}
var OF_PROXY, OF_LEG;
var init_event_log = __esm({
  "harness/proxy/standalone/event-log.ts"() {
    "use strict";
    init_host_port();
    OF_PROXY = {
      listening: "Started proxy",
      closed: "Terminated proxy"
    };
    OF_LEG = {
      accepted: ["info", "Accepted client"],
      connected: ["debug", "Connected to upstream"],
      error: ["warn", "Connection error"],
      toxic: ["info", "Toxic applied"],
      fin: ["debug", "End of stream"],
      closed: ["debug", "Closed connection"]
    };
  }
});

// harness/proxy/standalone/http-server.ts
async function answer2(request, response, handle, log) {
  const { method = "", url: path19 = "", headers } = request;
  const id = (0, import_node_crypto6.randomUUID)();
  response.on("error", () => void 0);
  const { status, ...rest2 } = await readBody(request).then(
    (body) => handle({ method, path: path19, headers: { "user-agent": headers["user-agent"] ?? "" }, body }),
    (error) => refusalAndClose(error)
  );
  response.statusCode = status;
  response.setHeaders(new Map(Object.entries({ ...rest2.headers, "X-Toxiproxy-Request-Id": id })));
  response.end(rest2.body);
  const client2 = formatHostPort({
    host: request.socket.remoteAddress ?? "",
    port: request.socket.remotePort ?? 0
  });
  log[method === "GET" ? "debug" : "info"](
    {
      request_id: id,
      client: client2,
      method,
      url: path19,
      user_agent: headers["user-agent"],
      status,
      event: "request"
    },
    "Answered request"
  );
}
async function readBody(request) {
  const chunks = [];
  let length = Number(request.headers["content-length"] ?? 0);
  if (length > LONGEST_BODY) throw tooLong();
  length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
function tooLong() {
  return new ApiError(413, `bad request body: longer than ${String(LONGEST_BODY)} bytes`);
}
function refusalAndClose(error) {
  const { headers, ...rest2 } = refusal(error);
  return { ...rest2, headers: { ...headers, Connection: "close" } };
}
function notListening(address3, error) {
  const inUse = error.code === "EADDRINUSE";
  return new HalfcloseError(
    inUse ? "ADDRESS_IN_USE" : "INVALID_OPTION",
    `Cannot listen on ${address3}: ${error.message}`,
    {
      cause: error,
      hint: inUse ? "end what listens there, or choose another with --port" : "choose another with --host and --port"
    }
  );
}
var import_node_crypto6, import_node_http2, LONGEST_BODY, TIMEOUTS, STANDSTILL_MS, ApiServer;
var init_http_server = __esm({
  "harness/proxy/standalone/http-server.ts"() {
    "use strict";
    import_node_crypto6 = require("node:crypto");
    import_node_http2 = __toESM(require("node:http"));
    init_errors();
    init_answers();
    init_api_error();
    init_host_port();
    LONGEST_BODY = 2 * 1024 * 1024;
    TIMEOUTS = {
      requestTimeout: 15e3,
      headersTimeout: 15e3,
      keepAliveTimeout: 6e4,
      connectionsCheckingInterval: 5e3
    };
    STANDSTILL_MS = 3e4;
    ApiServer = class _ApiServer {
      #server;
      constructor(server2) {
        this.#server = server2;
      }
      /** Raises ADDRESS_IN_USE, or INVALID_OPTION for an address this machine does not have. */
      static async open({ host: host2, port: port2, handle, log }) {
        const server2 = import_node_http2.default.createServer(TIMEOUTS, (request, response) => {
          void answer2(request, response, handle, log);
        });
        server2.timeout = STANDSTILL_MS;
        const asked = formatHostPort({ host: host2, port: port2 });
        try {
          const address3 = await resolveListen(asked);
          await new Promise((resolve, reject) => {
            server2.once("error", reject);
            server2.listen({ port: port2, ...address3.host === "" ? {} : { host: address3.host } }, resolve);
          });
        } catch (error) {
          throw notListening(asked, error);
        }
        return new _ApiServer(server2);
      }
      /** Where it listens: with the port the kernel chose where 0 was asked for. */
      get address() {
        const { address: address3, port: port2 } = this.#server.address();
        return formatHostPort({ host: address3, port: port2 });
      }
      /** Takes no more connections and ends those that wait for a next request. */
      stopListening() {
        this.#server.close();
      }
      /** Ends what is left of connections, in the middle of a request or not. */
      async close() {
        const closed = new Promise((resolve) => this.#server.close(resolve));
        this.#server.closeAllConnections();
        await closed;
      }
    };
  }
});

// harness/proxy/standalone/metrics.ts
var metrics_exports = {};
__export(metrics_exports, {
  metricsPage: () => metricsPage
});
function metricsPage(choice, traffic) {
  const metrics = new Metrics(choice, traffic);
  return () => metrics.answer();
}
var import_prom_client, LABELS, CONTENT_TYPE, Metrics;
var init_metrics = __esm({
  "harness/proxy/standalone/metrics.ts"() {
    "use strict";
    import_prom_client = require("prom-client");
    LABELS = ["direction", "proxy", "listener", "upstream"];
    CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";
    Metrics = class {
      #registry = new import_prom_client.Registry();
      constructor(choice, traffic) {
        if (choice.proxy) {
          this.#count("received", "read from the source of this direction", traffic);
          this.#count("sent", "passed to the destination of this direction", traffic);
        }
        if (choice.runtime) (0, import_prom_client.collectDefaultMetrics)({ register: this.#registry });
      }
      async answer() {
        const body = await this.#registry.metrics();
        return { status: 200, headers: { "Content-Type": CONTENT_TYPE }, body };
      }
      #count(what, meaning, traffic) {
        new import_prom_client.Counter({
          name: `toxiproxy_proxy_${what}_bytes_total`,
          help: `Bytes ${meaning}`,
          labelNames: LABELS,
          registers: [this.#registry],
          collect() {
            this.reset();
            for (const [labels, bytes] of traffic.all()) {
              for (const direction of ["upstream", "downstream"])
                this.inc({ direction, ...labels }, bytes[direction][what]);
            }
          }
        });
      }
    };
  }
});

// harness/proxy/standalone/standalone.ts
async function startStandalone(options) {
  const { host: host2, port: port2, config, seed, metrics, version: version2, log, look } = options;
  const proxies = config === void 0 ? void 0 : await readConfig(config);
  const control = createProxyControl({
    ...{ emit: logEvents(log), tellsAll: false, now: monotonicMs, seed, look },
    ...await metricsOption(metrics)
  });
  let open = () => void 0;
  const configured = new Promise((resolve) => open = resolve);
  const handle = (request) => configured.then(() => control.handle(request));
  const server2 = await ApiServer.open({ host: host2, port: port2, handle, log });
  const stop2 = async () => {
    server2.stopListening();
    await control.close();
    await server2.close();
  };
  log.info({ version: version2, api: API_VERSION, seed, event: "start" }, "Starting halfclose proxy");
  try {
    if (config !== void 0 && proxies !== void 0) await populate2(control, config, proxies, log);
  } catch (error) {
    await stop2();
    throw error;
  }
  open();
  log.info({ address: server2.address, event: "listening" }, "HTTP API is listening");
  return { stop: stop2 };
}
async function metricsOption(choice) {
  if (!choice.proxy && !choice.runtime) return {};
  const { metricsPage: metricsPage2 } = await Promise.resolve().then(() => (init_metrics(), metrics_exports));
  return { metrics: (traffic) => metricsPage2(choice, traffic) };
}
async function populate2(control, file, body, log) {
  const answer3 = await control.handle({ method: "POST", path: "/populate", headers: {}, body });
  const { error, proxies } = JSON.parse(answer3.body);
  if (error !== void 0) throw invalidConfig(file, error);
  log.info(
    { config: file, proxies: proxies?.length ?? 0, event: "populated" },
    "Populated proxies from file"
  );
}
var init_standalone = __esm({
  "harness/proxy/standalone/standalone.ts"() {
    "use strict";
    init_clock();
    init_routes();
    init_proxy_control();
    init_config();
    init_event_log();
    init_http_server();
  }
});

// harness/cli/proxy.ts
var proxy_exports = {};
__export(proxy_exports, {
  proxy: () => proxy2
});
async function proxy2(options) {
  const { host: host2, config, proxyMetrics = false, runtimeMetrics = false } = options;
  const port2 = wholeNumber("--port", options.port, 65535);
  const seed = options.seed === void 0 ? (0, import_node_crypto7.randomInt)(2 ** 31) : wholeNumber("--seed", options.seed, Number.MAX_SAFE_INTEGER);
  const log = createLog();
  const metrics = { proxy: proxyMetrics, runtime: runtimeMetrics };
  const version2 = package_default.version;
  const stopAsked = firstSignal();
  const standalone = await startStandalone({
    host: host2,
    port: port2,
    config,
    seed,
    metrics,
    version: version2,
    log,
    look: lookWithSs
  });
  await stopAsked;
  log.info({ event: "stop" }, "Shutdown started");
  await standalone.stop();
  log.info({ event: "stopped" }, "Shutdown finished");
  process.exit(0);
}
function firstSignal() {
  return new Promise((resolve) => {
    let stopping = false;
    for (const [signal, exitCode] of Object.entries(SIGNALS)) {
      process.on(signal, () => {
        if (stopping) process.exit(exitCode);
        stopping = true;
        resolve();
      });
    }
  });
}
function wholeNumber(option, text2, most) {
  const value = Number(text2);
  if (/^\d+$/.test(text2) && value <= most) return value;
  throw new HalfcloseError(
    "INVALID_OPTION",
    `Expected ${option} to be a whole number from 0 to ${String(most)}, got \`${text2}\``
  );
}
var import_node_crypto7, SIGNALS;
var init_proxy = __esm({
  "harness/cli/proxy.ts"() {
    "use strict";
    import_node_crypto7 = require("node:crypto");
    init_package();
    init_look();
    init_errors();
    init_log();
    init_standalone();
    SIGNALS = { SIGINT: 130, SIGTERM: 143 };
  }
});

// harness/cli/check.ts
var check_exports = {};
__export(check_exports, {
  check: () => check
});
async function check() {
  const results = await Promise.all(Object.entries(CHECKS2).map(([name2, command2]) => runCheck(name2, command2)));
  const failed = results.filter((passed) => !passed).length;
  process.stdout.write(
    failed === 0 ? "all checks passed\n" : `${String(failed)} of ${String(results.length)} checks failed
`
  );
  if (failed > 0) process.exitCode = EXIT_FAILED;
}
async function runCheck(name2, command2) {
  const started2 = monotonicMs();
  const [tool = "", ...args2] = command2.split(" ");
  const child = (0, import_node_child_process11.spawn)(tool, args2, {
    cwd: packageRoot(),
    stdio: ["ignore", "pipe", "pipe"],
    env: pathWithTools()
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => output += chunk.toString());
  const passed = await new Promise((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(false);
    });
    child.once("close", (code) => resolve(code === 0));
  });
  const seconds = ((monotonicMs() - started2) / 1e3).toFixed(1);
  process.stdout.write(
    `${passed ? import_picocolors3.default.green("passed") : import_picocolors3.default.red("failed")}  ${name2} (${command2}, ${seconds} s)
`
  );
  if (!passed) process.stdout.write(`${output}
`);
  return passed;
}
function pathWithTools() {
  return { ...process.env, PATH: `${packageRoot()}/node_modules/.bin:${process.env["PATH"] ?? ""}` };
}
var import_node_child_process11, import_picocolors3, CHECKS2;
var init_check = __esm({
  "harness/cli/check.ts"() {
    "use strict";
    import_node_child_process11 = require("node:child_process");
    import_picocolors3 = __toESM(require("picocolors"));
    init_package_files();
    init_clock();
    init_exit_codes();
    CHECKS2 = {
      format: "prettier --check .",
      types: "tsc -p .",
      lint: "eslint .",
      "unused code": "knip",
      "unit tests and import rules": "jest --selectProjects unit --silent"
    };
  }
});

// harness/soak/proxy-process.ts
var import_node_child_process12, import_node_fs14, import_node_readline4, ProxyProcess, STOP_DEADLINE_MS;
var init_proxy_process = __esm({
  "harness/soak/proxy-process.ts"() {
    "use strict";
    import_node_child_process12 = require("node:child_process");
    import_node_fs14 = require("node:fs");
    import_node_readline4 = require("node:readline");
    init_errors();
    ProxyProcess = class _ProxyProcess {
      url;
      #child;
      #ended;
      constructor(child, ended, address3) {
        this.#child = child;
        this.#ended = ended;
        this.url = `http://${address3}`;
      }
      /** @param program the command line's own file. */
      static async start(program2, seed) {
        const child = (0, import_node_child_process12.spawn)(
          process.execPath,
          [program2, "proxy", "--host", "127.0.0.1", "--port", "0", "--seed", String(seed)],
          { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LOG_LEVEL: "info" } }
        );
        const ended = new Promise((resolve) => child.once("close", resolve));
        const address3 = new Promise((resolve) => {
          (0, import_node_readline4.createInterface)(child.stderr).on("line", (line) => {
            const found2 = /"address":"([^"]+)"/.exec(line)?.[1];
            if (found2 !== void 0 && line.includes('"event":"listening"')) resolve(found2);
          });
        });
        const listening2 = await Promise.race([address3, ended.then(() => void 0)]);
        if (listening2 === void 0) throw new HalfcloseError("AGENT_DIED", "the proxy ended before it listened");
        return new _ProxyProcess(child, ended, listening2);
      }
      get hasEnded() {
        return this.#child.exitCode !== null || this.#child.signalCode !== null;
      }
      /** How many descriptors it has open. */
      get descriptors() {
        return (0, import_node_fs14.readdirSync)(`/proc/${String(this.#child.pid)}/fd`).length;
      }
      /** Resolves to its exit code; null where it crashed or had to be killed. */
      async stop() {
        this.#child.kill("SIGTERM");
        const kill = setTimeout(() => this.#child.kill("SIGKILL"), STOP_DEADLINE_MS);
        const code = await this.#ended;
        clearTimeout(kill);
        return code;
      }
    };
    STOP_DEADLINE_MS = 1e4;
  }
});

// harness/soak/steering.ts
var import_toxiproxy_node_client5, MOST_TOXICS, upTo, LOSSLESS, CUTTING, Steering;
var init_steering = __esm({
  "harness/soak/steering.ts"() {
    "use strict";
    import_toxiproxy_node_client5 = require("toxiproxy-node-client");
    init_clock();
    MOST_TOXICS = 4;
    upTo = (random, most) => 1 + Math.floor(random() * most);
    LOSSLESS = [
      (random) => ["latency", { latency: upTo(random, 50), jitter: upTo(random, 20) }],
      (random) => ["bandwidth", { rate: upTo(random, 1e4) + 100 }],
      (random) => ["proxy_bandwidth", { rate: upTo(random, 1e5) + 1e4 }],
      (random) => [
        "slicer",
        { average_size: upTo(random, 2e3) + 100, size_variation: 50, delay: upTo(random, 50) }
      ],
      (random) => ["slow_close", { delay: upTo(random, 100) }],
      (random) => ["slow_open", { delay: upTo(random, 100) }],
      (random) => ["stall", { bytes: upTo(random, 5e4) }],
      () => ["black_hole", {}],
      () => ["noop", {}]
    ];
    CUTTING = [
      (random) => ["limit_data", { bytes: upTo(random, 5e4) }],
      (random) => ["reset_after", { bytes: upTo(random, 5e4), timeout: upTo(random, 200) }],
      (random) => ["reset_peer", { timeout: upTo(random, 100) }],
      (random) => ["fin", { bytes: upTo(random, 5e4) }],
      () => ["refuse", {}]
    ];
    Steering = class {
      answerMs = [];
      #toxiproxy;
      #random;
      /** The names of each proxy's toxics. */
      #added = /* @__PURE__ */ new Map();
      #named = 0;
      constructor(url, random) {
        this.#toxiproxy = new import_toxiproxy_node_client5.Toxiproxy(url);
        this.#random = random;
      }
      create(name2, upstream) {
        return this.#timed(this.#toxiproxy.createProxy({ name: name2, listen: "127.0.0.1:0", upstream, enabled: true }));
      }
      /** Adds a toxic, or takes one away where there are enough. */
      async step(proxy3, cuts) {
        const known = this.#added.get(proxy3.name) ?? [];
        const old = known[Math.floor(this.#random() * known.length)];
        if (old && (known.length >= MOST_TOXICS || this.#random() < 0.4)) await this.#remove(proxy3, old);
        else await this.#add(proxy3, cuts);
      }
      async calm(proxy3) {
        for (const name2 of this.#added.get(proxy3.name) ?? []) await this.#remove(proxy3, name2);
      }
      async #add(proxy3, cuts) {
        const kinds = cuts && this.#random() < 0.6 ? CUTTING : LOSSLESS;
        const [type, attributes] = kinds[Math.floor(this.#random() * kinds.length)]?.(this.#random) ?? [
          "noop",
          {}
        ];
        const name2 = `${type}-${String(++this.#named)}`;
        const stream = this.#random() < 0.5 ? "upstream" : "downstream";
        const body = { name: name2, type, stream, toxicity: this.#random(), attributes };
        await this.#timed(proxy3.addToxic(body));
        this.#added.set(proxy3.name, [...this.#added.get(proxy3.name) ?? [], name2]);
      }
      async #remove(proxy3, name2) {
        const toxic = await this.#timed(proxy3.getToxic(name2));
        await this.#timed(toxic.remove());
        this.#added.set(
          proxy3.name,
          (this.#added.get(proxy3.name) ?? []).filter((each) => each !== name2)
        );
      }
      async #timed(call) {
        const began = monotonicMs();
        const result = await call;
        this.answerMs.push(monotonicMs() - began);
        return result;
      }
    };
  }
});

// harness/soak/traffic.ts
async function openServer(exchanges) {
  const server2 = import_node_net8.default.createServer({ allowHalfOpen: true }, (socket) => {
    let early = Buffer.alloc(0);
    socket.on("error", () => void 0);
    socket.on("end", () => {
      if (early.length < NUMBER_BYTES) socket.destroy();
    });
    socket.on("data", function first(bytes) {
      early = Buffer.concat([early, bytes]);
      if (early.length < NUMBER_BYTES) return;
      socket.off("data", first);
      exchanges[early.readUInt32BE()]?.served(socket, early.subarray(NUMBER_BYTES));
    });
  });
  await new Promise((resolve) => server2.listen(0, "127.0.0.1", resolve));
  return server2;
}
function listen2(socket, received) {
  socket.on("data", (bytes) => received.take(bytes));
  socket.on("end", () => {
    received.ended = true;
  });
  socket.on("error", () => void 0);
}
function piece(random) {
  const from = Math.floor(random() * (POOL.length - MOST_BYTES));
  return POOL.subarray(from, from + 1 + Math.floor(random() * MOST_BYTES));
}
var import_node_crypto8, import_node_net8, MOST_BYTES, NUMBER_BYTES, POOL, Received, Exchange, fill;
var init_traffic2 = __esm({
  "harness/soak/traffic.ts"() {
    "use strict";
    import_node_crypto8 = require("node:crypto");
    import_node_net8 = __toESM(require("node:net"));
    init_seeded_random();
    MOST_BYTES = 1e5;
    NUMBER_BYTES = 4;
    POOL = Buffer.alloc(4 * MOST_BYTES);
    Received = class {
      bytes = 0;
      ended = false;
      #hash = (0, import_node_crypto8.createHash)("sha256");
      take(bytes) {
        this.bytes += bytes.length;
        this.#hash.update(bytes);
      }
      /** How it compares with what was sent: all of it, only the beginning, or something else. */
      against(sent) {
        const expected = (0, import_node_crypto8.createHash)("sha256").update(sent.subarray(0, this.bytes)).digest("hex");
        if (this.bytes > sent.length || this.#hash.copy().digest("hex") !== expected) return "wrong";
        return this.bytes === sent.length && this.ended ? "whole" : "part";
      }
    };
    Exchange = class {
      number;
      /** Whether it is left to end by itself. */
      isCut;
      toServer;
      toClient;
      atServer = new Received();
      atClient = new Received();
      sockets = [];
      closed;
      constructor(number, port2, random, isCut) {
        this.number = number;
        this.isCut = isCut;
        this.toServer = piece(random);
        this.toClient = piece(random);
        const socket = import_node_net8.default.connect({ port: port2, host: "127.0.0.1", allowHalfOpen: true });
        this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
        this.sockets.push(socket);
        const header = Buffer.alloc(NUMBER_BYTES);
        header.writeUInt32BE(number);
        socket.write(header);
        socket.end(this.toServer);
        listen2(socket, this.atClient);
      }
      get outcome() {
        const both = [this.atServer.against(this.toServer), this.atClient.against(this.toClient)];
        if (both.includes("wrong")) return "wrong";
        return both.includes("part") ? "part" : "whole";
      }
      /** The server's end, with what came behind the number. */
      served(socket, first) {
        this.sockets.push(socket);
        this.atServer.take(first);
        listen2(socket, this.atServer);
        socket.end(this.toClient);
      }
      cut(random) {
        const socket = this.sockets[Math.floor(random() * this.sockets.length)];
        if (random() < 0.5) socket?.resetAndDestroy();
        else socket?.destroy();
      }
      end() {
        for (const socket of this.sockets) socket.destroy();
      }
    };
    fill = seededRandom(1, "pool");
    for (let place = 0; place < POOL.length; place++) POOL[place] = Math.floor(fill() * 256);
  }
});

// harness/soak/soak.ts
async function soak({ program: program2, seconds, connections: connections2, seed }) {
  const proxy3 = await ProxyProcess.start(program2, seed);
  const exchanges = [];
  const server2 = await openServer(exchanges);
  try {
    const steering = new Steering(proxy3.url, seededRandom(seed, "steering"));
    const upstream = `127.0.0.1:${String(server2.address().port)}`;
    const proxies = [
      await steering.create("whole", upstream),
      await steering.create("cut", upstream)
    ];
    const before = proxy3.descriptors;
    await Promise.all([
      connect(exchanges, proxies, { seconds, connections: connections2, random: seededRandom(seed, "traffic") }),
      steer(steering, proxies, seconds)
    ]);
    for (const each of proxies) await steering.calm(each);
    await finish(exchanges);
    await until(() => proxy3.descriptors <= before);
    return {
      seed,
      ...count(exchanges, steering),
      leaked: Math.max(0, proxy3.descriptors - before),
      exitCode: await proxy3.stop()
    };
  } finally {
    for (const exchange of exchanges) exchange.end();
    if (!proxy3.hasEnded) await proxy3.stop();
    await new Promise((resolve) => server2.close(resolve));
  }
}
async function connect(exchanges, proxies, { seconds, connections: connections2, random }) {
  for (let number = 0; number < connections2; number++) {
    const proxy3 = proxies[number % 2 === 0 ? 0 : 1];
    const port2 = Number(proxy3.listen.split(":")[1]);
    const isCut = random() < CUT_SHARE;
    const exchange = new Exchange(number, port2, random, isCut || proxy3.name === "cut");
    exchanges.push(exchange);
    const cutAfter = random() * CUT_WITHIN_MS;
    if (isCut) void (0, import_promises9.setTimeout)(cutAfter).then(() => exchange.cut(random));
    await (0, import_promises9.setTimeout)(seconds * 1e3 / connections2);
  }
}
async function steer(steering, proxies, seconds) {
  const end = monotonicMs() + seconds * 1e3;
  while (monotonicMs() < end) {
    for (const proxy3 of proxies) await steering.step(proxy3, proxy3.name === "cut");
    await (0, import_promises9.setTimeout)(STEP_MS);
  }
}
async function finish(exchanges) {
  const left = exchanges.filter(({ isCut }) => !isCut).map(({ closed }) => closed);
  await Promise.race([Promise.all(left), (0, import_promises9.setTimeout)(END_DEADLINE_MS, void 0, { ref: false })]);
  for (const exchange of exchanges) exchange.end();
  await Promise.all(exchanges.map(({ closed }) => closed));
}
async function until(condition) {
  const end = monotonicMs() + END_DEADLINE_MS;
  while (!condition() && monotonicMs() < end) await (0, import_promises9.setTimeout)(STEP_MS);
}
function count(exchanges, { answerMs }) {
  const isLost = ({ outcome, isCut }) => outcome === "wrong" || outcome === "part" && !isCut;
  const lost = exchanges.filter(isLost).map(({ number }) => number);
  const whole = exchanges.filter(({ outcome }) => outcome === "whole").length;
  const sorted = answerMs.toSorted((a, b) => a - b);
  const at = (place) => Math.round((sorted[place] ?? 0) * 10) / 10;
  return {
    connections: exchanges.length,
    ...{ whole, lost, cut: exchanges.length - whole - lost.length },
    bytes: exchanges.reduce((sum, { atServer, atClient }) => sum + atServer.bytes + atClient.bytes, 0),
    calls: sorted.length,
    answerMs: { median: at(Math.floor(sorted.length / 2)), most: at(sorted.length - 1) }
  };
}
var import_promises9, STEP_MS, CUT_SHARE, CUT_WITHIN_MS, END_DEADLINE_MS;
var init_soak = __esm({
  "harness/soak/soak.ts"() {
    "use strict";
    import_promises9 = require("node:timers/promises");
    init_clock();
    init_seeded_random();
    init_proxy_process();
    init_steering();
    init_traffic2();
    STEP_MS = 20;
    CUT_SHARE = 0.4;
    CUT_WITHIN_MS = 500;
    END_DEADLINE_MS = 2e4;
  }
});

// harness/cli/soak-proxy.ts
var soak_proxy_exports = {};
__export(soak_proxy_exports, {
  soakProxy: () => soakProxy
});
async function soakProxy(options) {
  const seed = options.seed === void 0 ? (0, import_node_crypto9.randomInt)(2 ** 31) : wholeNumber2("--seed", options.seed, 0);
  process.stderr.write(`seed ${String(seed)}
`);
  const result = await soak({
    program: builtFile("cli.js"),
    seconds: wholeNumber2("--seconds", options.seconds, 1),
    connections: wholeNumber2("--connections", options.connections, 1),
    seed
  });
  const failures = failuresOf(result);
  const { connections: connections2, whole, cut, lost, bytes, calls, answerMs, leaked } = result;
  process.stdout.write(
    options.json ? `${JSON.stringify({ soak: "proxy", ...result, failures }, void 0, 2)}
` : `${String(connections2)} connections: ${String(whole)} whole, ${String(cut)} cut, ${String(lost.length)} lost; ${String(bytes)} bytes; ${String(calls)} control calls, median ${String(answerMs.median)} ms, slowest ${String(answerMs.most)} ms; ${String(leaked)} descriptors leaked
` + failures.map((failure) => `FAILED: ${failure}
`).join("")
  );
  if (failures.length > 0) process.exitCode = EXIT_FAILED;
}
function failuresOf({ lost, leaked, exitCode, answerMs }) {
  return [
    ...lost.length > 0 ? [`bytes lost on connections ${lost.join(", ")}`] : [],
    ...leaked > 0 ? [`${String(leaked)} descriptors leaked`] : [],
    ...exitCode === 0 ? [] : [`the proxy ended with ${String(exitCode)}`],
    ...answerMs.most < ANSWER_LIMIT_MS ? [] : [`an answer took ${String(answerMs.most)} ms`]
  ];
}
function wholeNumber2(option, text2, least) {
  const value = Number(text2);
  if (/^\d+$/.test(text2) && Number.isSafeInteger(value) && value >= least) return value;
  throw new HalfcloseError(
    "INVALID_OPTION",
    `Expected ${option} to be a whole number from ${String(least)}, got \`${text2}\``
  );
}
var import_node_crypto9, ANSWER_LIMIT_MS;
var init_soak_proxy = __esm({
  "harness/cli/soak-proxy.ts"() {
    "use strict";
    import_node_crypto9 = require("node:crypto");
    init_package_files();
    init_errors();
    init_exit_codes();
    init_soak();
    ANSWER_LIMIT_MS = 100;
  }
});

// harness/cli/main.ts
var import_commander = require("commander");
init_errors();
init_package();

// harness/cli/go-flags.ts
var FLAGS = {
  host: true,
  port: true,
  config: true,
  seed: true,
  "proxy-metrics": false,
  "runtime-metrics": false,
  version: false
};
function translateGoFlags(args2) {
  return args2.flatMap((arg) => {
    const [, name2 = "", value] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (!Object.hasOwn(FLAGS, name2)) return [arg];
    if (FLAGS[name2] || value === void 0) return [`--${arg.replace(/^-+/, "")}`];
    if (/^(1|t|true)$/i.test(value)) return [`--${name2}`];
    return /^(0|f|false)$/i.test(value) ? [] : [`--${name2}=${value}`];
  });
}

// harness/cli/main.ts
init_exit_codes();
var backendOption = () => new import_commander.Option("--backend <name>", "where hosts are made").choices(["netns", "docker", "all"]);
var program = new import_commander.Command("halfclose").description(
  "Network emulation test harness for TCP: real sockets, faults on purpose, states asserted with ss."
).version(package_default.version).showHelpAfterError().exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));
program.command("demo").description("run the three headline scenarios and print what both ends went through").addOption(backendOption().default("netns")).option("--json", "one JSON object a scenario, in an array").action(async (options) => (await Promise.resolve().then(() => (init_demo(), demo_exports))).demo(options));
program.command("test").description("run all tests: unit, scenarios on netns, and scenarios on docker where an engine answers").argument("[jest-arguments...]", "passed on to Jest, after `--`").action(async (jestArguments) => (await Promise.resolve().then(() => (init_test(), test_exports))).test(jestArguments));
program.command("repeat").description("run scenarios many times, also with all cores kept busy, and count every outcome").argument("[pattern]", "which scenario files", "scenarios/headline").addOption(backendOption().default("netns")).option("--times <n>", "how many times", "50").option("--parallel <n>", "how many runs at a time", "1").option("--busy", "keep every core busy meanwhile").option("--json", "print the counts as JSON").action(
  async (pattern, options) => (await Promise.resolve().then(() => (init_repeat(), repeat_exports))).repeat(pattern, options)
);
program.command("doctor").description("what this machine offers, what will be used, and what to do about each gap").option("--json", "print the report as JSON").action(async (options) => (await Promise.resolve().then(() => (init_doctor2(), doctor_exports))).doctor(options));
program.command("fidelity").description(
  "what each end saw direct, through our proxy and through Toxiproxy, from the evidence of a run"
).argument("[run]", "a run's folder; the last one where it is left out").option("--json", "print the table as JSON").option("--write", "put the table into docs/fidelity.md").action(
  async (run2, options) => (await Promise.resolve().then(() => (init_fidelity(), fidelity_exports))).fidelity(run2, options)
);
program.command("images").description("build the image of the docker hosts where it is missing").action(async () => (await Promise.resolve().then(() => (init_images(), images_exports))).images());
program.command("clean").description("remove containers and networks that killed runs left in the engine").action(async () => (await Promise.resolve().then(() => (init_clean(), clean_exports))).clean());
var bench = program.command("bench").description("measure against what else there is, side by side in one run");
bench.command("lab").description("start and stop of a topology, and time from a change of state to its being seen").option("--rounds <n>", "how many rounds", "10").option("--json", "print the figures as JSON").action(
  async (options) => (await Promise.resolve().then(() => (init_bench_lab(), bench_lab_exports))).benchLab(options)
);
bench.command("proxy").description("the proxy against Toxiproxy and against no proxy: speed, memory, accuracy of its toxics").option("--rounds <n>", "how many rounds", "5").option("--json", "print the figures as JSON").action(
  async (options) => (await Promise.resolve().then(() => (init_bench_proxy(), bench_proxy_exports))).benchProxy(options)
);
program.command("proxy").description("the fault-injecting proxy alone, in place of toxiproxy-server: same API, same flags").option("--host <address>", "where its HTTP API listens", "localhost").option("--port <n>", "and the port", "8474").option("--config <file>", "JSON list of proxies to start with").option("--seed <n>", "repeats the random choices of the run that printed it").option("--proxy-metrics", "bytes of each proxy under /metrics").option("--runtime-metrics", "figures of the process under /metrics").action(async (options) => (await Promise.resolve().then(() => (init_proxy(), proxy_exports))).proxy(options));
program.command("check").description("all static checks and unit tests: no root, no engine").action(async () => (await Promise.resolve().then(() => (init_check(), check_exports))).check());
program.command("soak").description("keep a part busy at random for a while and count what is lost").command("proxy").description("connections opened and cut at random under random toxics").option("--seconds <n>", "for how long connections are opened", "60").option("--connections <n>", "how many", "1000").option("--seed <n>", "repeats the random choices of the run that printed it").option("--json", "print the counts as JSON").action(async (options) => (await Promise.resolve().then(() => (init_soak_proxy(), soak_proxy_exports))).soakProxy(options));
var [command, ...rest] = process.argv.slice(2);
var args = command === "proxy" ? [command, ...translateGoFlags(rest)] : process.argv.slice(2);
program.parseAsync(args, { from: "user" }).catch((error) => {
  const known = error instanceof HalfcloseError;
  process.stderr.write(
    known ? `halfclose: ${error.message} [${error.code}]
` : `${error.stack ?? String(error)}
`
  );
  process.exitCode = EXIT_USAGE;
});
//# sourceMappingURL=cli.js.map
