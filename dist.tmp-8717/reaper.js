
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

// harness/backend/docker/reaper.ts
var import_promises = require("node:timers/promises");

// harness/backend/docker/engine.ts
var import_node_fs2 = require("node:fs");
var import_node_path2 = __toESM(require("node:path"));

// harness/model/errors.ts
var HalfcloseError = class extends Error {
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

// harness/backend/docker/engine-address.ts
var import_node_fs = require("node:fs");
var import_node_path = __toESM(require("node:path"));
var SYSTEM_SOCKET = "/var/run/docker.sock";
function engineAddress(environment, exists = import_node_fs.existsSync) {
  const where = environment["DOCKER_HOST"] || `unix://${localSocket(environment["XDG_RUNTIME_DIR"], exists)}`;
  return { where, connection: URL.canParse(where) ? connectionTo(new URL(where), environment) : void 0 };
}
function localSocket(runtimeDirectory, exists) {
  const rootless = runtimeDirectory && import_node_path.default.join(runtimeDirectory, "docker.sock");
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

// harness/backend/docker/engine.ts
var PROBE_DEADLINE_MS = 3e3;
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
  const answer = await probeEngine();
  const { where, connection } = engineAddress(process.env);
  if (!answer.ok || !connection) throw noEngine({ where, connection }, answer.ok ? "" : answer.reason);
  return {
    docker: await clientFor(connection, {}),
    where,
    version: answer.version,
    apiVersion: answer.apiVersion
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
  const { default: Client } = await import("dockerode");
  if ("socketPath" in connection) return new Client({ ...connection, ...limits });
  const { protocol, host, port, certificates } = connection;
  const read = (name) => (0, import_node_fs2.readFileSync)(import_node_path2.default.join(certificates ?? "", name));
  const tls = certificates ? { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") } : {};
  return new Client({ protocol, host, port, ...tls, ...limits });
}
function noEngine({ where }, reason) {
  const hint = process.env["DOCKER_HOST"] ? "start the engine there, or unset DOCKER_HOST to use the one on this machine" : "run `./setup --docker`, or use `--backend netns`, which needs no engine";
  return new HalfcloseError("NO_ENGINE", `no container engine answers at ${where}: ${reason}`, { hint });
}
var REASONS = {
  ENOENT: "there is no such socket",
  EACCES: "this user may not open the socket",
  ECONNREFUSED: "the connection is refused"
};
function reasonOf(error) {
  const code = error?.code ?? "";
  return REASONS[code] ?? engineMessage(error);
}

// harness/backend/docker/run-id.ts
var import_node_crypto = require("node:crypto");
var import_node_fs3 = require("node:fs");
var import_node_os = require("node:os");
var LAB_LABEL = "dev.halfclose.lab";
var RUN_LABEL = "dev.halfclose.run";
var HERE = {
  place: short(`${(0, import_node_os.hostname)()} ${readOrEmpty("/etc/machine-id")} ${pidNamespace()}`),
  boot: short(readOrEmpty("/proc/sys/kernel/random/boot_id")),
  startOf: (pid) => {
    const stat = readOrEmpty(`/proc/${String(pid)}/stat`);
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  }
};
function short(text) {
  return (0, import_node_crypto.createHash)("sha256").update(text).digest("hex").slice(0, 8);
}
function readOrEmpty(file) {
  try {
    return (0, import_node_fs3.readFileSync)(file, "utf8").trim();
  } catch {
    return "";
  }
}
function pidNamespace() {
  try {
    return (0, import_node_fs3.readlinkSync)("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

// harness/backend/docker/leftovers.ts
async function findLabelled(docker, label) {
  const filters = { label: [label] };
  const [containers, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters })
  ]);
  return [
    ...containers.map((found) => leftover("container", found.Id, found.Names[0] ?? "", found.Labels)),
    ...networks.map((found) => leftover("network", found.Id, found.Name, found.Labels))
  ];
}
async function removeFound(docker, found) {
  const gone = [];
  for (const kind of ["container", "network"]) {
    const ofKind = found.filter((thing) => thing.kind === kind);
    const outcomes = await Promise.all(ofKind.map((thing) => remove(docker, thing)));
    gone.push(...ofKind.filter((_, index) => outcomes[index]));
  }
  return gone;
}
function leftover(kind, id, name, labels = {}) {
  return {
    kind,
    id,
    name: name.replace(/^\//, ""),
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

// harness/backend/docker/reaper.ts
var SWEEP_PAUSE_MS = 200;
var QUIET_SWEEPS = 5;
var MAX_SWEEPS = 150;
async function clearUp(run) {
  const { docker } = await connectEngine();
  let quiet = 0;
  for (let sweep = 0; quiet < QUIET_SWEEPS && sweep < MAX_SWEEPS; sweep++) {
    const found = await findLabelled(docker, `${RUN_LABEL}=${run}`);
    quiet = found.length === 0 ? quiet + 1 : 0;
    await removeFound(docker, found);
    await (0, import_promises.setTimeout)(SWEEP_PAUSE_MS);
  }
}
process.stdin.resume();
process.stdin.once("close", () => void clearUp(process.argv[2] ?? ""));
//# sourceMappingURL=reaper.js.map
