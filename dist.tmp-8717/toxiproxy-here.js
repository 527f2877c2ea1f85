
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

// harness/backend/docker/engine-address.ts
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
var import_node_fs, import_node_path, SYSTEM_SOCKET;
var init_engine_address = __esm({
  "harness/backend/docker/engine-address.ts"() {
    "use strict";
    import_node_fs = require("node:fs");
    import_node_path = __toESM(require("node:path"));
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
  const answer2 = await probeEngine();
  const { where, connection } = engineAddress(process.env);
  if (!answer2.ok || !connection) throw noEngine({ where, connection }, answer2.ok ? "" : answer2.reason);
  return {
    docker: await clientFor(connection, {}),
    where,
    version: answer2.version,
    apiVersion: answer2.apiVersion
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
function reasonOf(error) {
  const code = error?.code ?? "";
  return REASONS[code] ?? engineMessage(error);
}
var import_node_fs2, import_node_path2, PROBE_DEADLINE_MS, REASONS;
var init_engine = __esm({
  "harness/backend/docker/engine.ts"() {
    "use strict";
    import_node_fs2 = require("node:fs");
    import_node_path2 = __toESM(require("node:path"));
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

// harness/backend/package-files.ts
function packageRoot() {
  for (let folder = __dirname; folder !== import_node_path3.default.dirname(folder); folder = import_node_path3.default.dirname(folder)) {
    const manifest = import_node_path3.default.join(folder, "package.json");
    if ((0, import_node_fs3.existsSync)(manifest) && isHalfclose(manifest)) return folder;
  }
  throw new HalfcloseError("MISSING_TOOL", `halfclose cannot find its own package above ${__dirname}`);
}
function builtFile(name) {
  const file = import_node_path3.default.join(packageRoot(), "dist", name);
  if ((0, import_node_fs3.existsSync)(file)) return file;
  throw new HalfcloseError("MISSING_TOOL", `${file} is missing`, { hint: "run `npm run build`" });
}
function isHalfclose(manifest) {
  return JSON.parse((0, import_node_fs3.readFileSync)(manifest, "utf8")).name === "halfclose";
}
var import_node_fs3, import_node_path3;
var init_package_files = __esm({
  "harness/backend/package-files.ts"() {
    "use strict";
    import_node_fs3 = require("node:fs");
    import_node_path3 = __toESM(require("node:path"));
    init_errors();
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
var init_engine_images = __esm({
  "harness/backend/docker/engine-images.ts"() {
    "use strict";
    init_engine();
  }
});

// harness/backend/docker/ryuk.ts
function ryukImage() {
  return process.env["RYUK_CONTAINER_IMAGE"] || RYUK_IMAGE;
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
var RYUK_IMAGE, decided;
var init_ryuk = __esm({
  "harness/backend/docker/ryuk.ts"() {
    "use strict";
    init_engine();
    init_engine_images();
    RYUK_IMAGE = "testcontainers/ryuk:0.14.0";
  }
});

// harness/model/deadlines.ts
var AGENT_REPLY_DEADLINE_MS;
var init_deadlines = __esm({
  "harness/model/deadlines.ts"() {
    "use strict";
    AGENT_REPLY_DEADLINE_MS = 1e4;
  }
});

// harness/backend/agent-failure.ts
function agentFailureToError(failure, op, host) {
  const known = OWN_CODES[failure.code] ?? { code: "SYSCALL_FAILED" };
  const where = failure.syscall ? `${op} (${failure.syscall})` : op;
  return new HalfcloseError(known.code, `host ${host}, ${where}: ${failure.message}`, {
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
var TCP_STATES;
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
  }
});

// harness/backend/agent-lines.ts
function readAgentLine(text, host) {
  const complaint = (reason) => new HalfcloseError(
    "PROTOCOL_ERROR",
    `host ${host} printed a line that is not of the protocol: ${reason}
  ${text.slice(0, 200)}`,
    {
      hint: "something else writes to the agent's stdout, or harness and host image are of different versions"
    }
  );
  let parsed;
  try {
    parsed = JSON.parse(text);
  } catch {
    return complaint("it is not JSON");
  }
  const checked = agentLine.safeParse(parsed);
  return checked.success ? checked.data : complaint(import_zod.z.prettifyError(checked.error));
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
var import_node_readline, STDERR_TAIL, StreamChannel;
var init_agent_channel = __esm({
  "harness/backend/agent-channel.ts"() {
    "use strict";
    import_node_readline = require("node:readline");
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
        const lines = (0, import_node_readline.createInterface)({ input: streams.stdout });
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
      #receive(text) {
        const line = readAgentLine(text, this.#streams.describe);
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
        const { networkId, hostname: hostname2, sysctls } = this.#plan;
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
          Sysctls: sysctls,
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
      ...["abi", "debug", "dev", "fs", "kernel", "sunrpc", "user", "vm"].map((name) => `/proc/sys/${name}`)
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
        const answer2 = await removeNow(this.#container);
        if (answer2 === "under way") await alreadyUnderWay;
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
function short(text) {
  return (0, import_node_crypto2.createHash)("sha256").update(text).digest("hex").slice(0, 8);
}
function readOrEmpty(file) {
  try {
    return (0, import_node_fs6.readFileSync)(file, "utf8").trim();
  } catch {
    return "";
  }
}
function pidNamespace() {
  try {
    return (0, import_node_fs6.readlinkSync)("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
var import_node_crypto2, import_node_fs6, import_node_os2, LAB_LABEL, RUN_LABEL, HERE;
var init_run_id = __esm({
  "harness/backend/docker/run-id.ts"() {
    "use strict";
    import_node_crypto2 = require("node:crypto");
    import_node_fs6 = require("node:fs");
    import_node_os2 = require("node:os");
    LAB_LABEL = "dev.halfclose.lab";
    RUN_LABEL = "dev.halfclose.run";
    HERE = {
      place: short(`${(0, import_node_os2.hostname)()} ${readOrEmpty("/etc/machine-id")} ${pidNamespace()}`),
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
  const reaper = (0, import_node_child_process2.spawn)(process.execPath, [builtFile("reaper.js"), id], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"]
  });
  reaper.unref();
  if (reaper.stdin instanceof import_node_net.Socket) reaper.stdin.unref();
  reaper.stdin.on("error", () => void 0);
  return { id, reaper };
}
var import_node_child_process2, import_node_net, IDLE_MS, current, labs, dismissal;
var init_reaper_process = __esm({
  "harness/backend/docker/reaper-process.ts"() {
    "use strict";
    import_node_child_process2 = require("node:child_process");
    import_node_net = require("node:net");
    init_package_files();
    init_run_id();
    IDLE_MS = 2e3;
    labs = 0;
  }
});

// harness/backend/docker/toxiproxy-container.ts
async function startToxiproxyBeside(docker, { image, labels }, host, port) {
  const joined = `container:${host.identity.container ?? ""}`;
  let container;
  try {
    container = await docker.createContainer({
      Image: image,
      Cmd: ["-host=127.0.0.1", `-port=${String(port)}`],
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
    throw new HalfcloseError("HOST_SETUP_FAILED", `host ${host.name}, ${image}: ${engineMessage(error)}`, {
      cause: error
    });
  }
  const started = container;
  return () => untilRemoved(started);
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
  const run = joinRun();
  const labels = { [LAB_LABEL]: labId, [RUN_LABEL]: run.id, ...ryuk.labels };
  try {
    const { network, ipv6 } = await createBridge(engine.docker, `halfclose-${labId}`, labels);
    const facts = {
      engine: `${engine.version} (API ${engine.apiVersion}) at ${engine.where}`,
      image,
      network: network.id.slice(0, 12),
      ipv6,
      privileges: "those every container has; nothing added",
      ryuk: ryuk.fact,
      run: run.id
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
async function createBridge(docker, name, labels) {
  const bridge = { Name: name, Driver: "bridge", Internal: true, Labels: { ...labels } };
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
      createHost({ name, sysctls }) {
        const { image, labels } = this.#containers;
        const plan = { image, labels, networkId: this.#network.id, hostname: name, sysctls };
        const host = startDockerHost(this.#docker, plan);
        this.#hosts.push(host);
        return host;
      }
      toxiproxy() {
        const { toxiproxy, labels } = this.#containers;
        if (!("kind" in toxiproxy)) return Promise.reject(toxiproxy);
        const { kind, image } = toxiproxy;
        if (kind === "own") return Promise.resolve({ from: image, program: PROGRAM2 });
        const startBeside = async (host, port) => {
          const started = startToxiproxyBeside(this.#docker, { image, labels }, host, port);
          this.#beside.push(started);
          await started;
        };
        return Promise.resolve({ from: image, startBeside });
      }
      stop() {
        this.#stopped ??= this.#end();
        return this.#stopped;
      }
      async #end() {
        const started = (await Promise.allSettled(this.#hosts)).filter((host) => host.status === "fulfilled");
        const stops = await Promise.allSettled(started.map((host) => host.value.stop()));
        const beside = (await Promise.allSettled(this.#beside)).filter((each) => each.status === "fulfilled");
        await Promise.allSettled(beside.map(({ value: untilGone }) => untilGone()));
        try {
          await removeNetwork(this.#network);
        } finally {
          leaveRun();
        }
        const failed = stops.find((stop) => stop.status === "rejected");
        if (failed) throw failed.reason;
      }
    };
  }
});

// harness/model/exit-codes.ts
var EXIT_FAILED = 1;

// harness/backend/docker/docker-backend.ts
init_engine();

// harness/backend/docker/host-image.ts
var import_promises4 = require("node:fs/promises");
var import_node_path8 = __toESM(require("node:path"));
init_errors();
init_package_files();

// harness/backend/docker/base-image.ts
init_errors();
init_package_files();
init_engine();
init_engine_images();
var MADE_BASE_REPO = "halfclose-base";
var MADE_BASE_TAG = "bookworm";
var MADE_BASE = `${MADE_BASE_REPO}:${MADE_BASE_TAG}`;

// harness/backend/docker/build-image.ts
var import_node_crypto = require("node:crypto");
init_errors();
init_engine();
init_engine_images();
function imageName(repository, context) {
  const hash = (0, import_node_crypto.createHash)("sha256");
  for (const [name, content] of Object.entries(context).sort(([a], [b]) => a.localeCompare(b))) {
    hash.update(`${name} ${content.length}
`).update(content);
  }
  return `${repository}:${hash.digest("hex").slice(0, 12)}`;
}

// harness/backend/docker/host-image.ts
init_engine();
init_engine_images();

// harness/backend/docker/native-library.ts
var import_node_fs4 = require("node:fs");
var import_promises = require("node:fs/promises");
var import_node_module = require("node:module");
var import_node_path4 = __toESM(require("node:path"));
init_errors();
init_package_files();
var PARTS = [
  "package.json",
  "index.cjs",
  "src/koffi/**/*.cjs",
  "index.js",
  `linux_${process.arch}/koffi.node`
];
async function nativeLibrary() {
  const files = {};
  for (const name of ["koffi", `@koromix/koffi-linux-${process.arch}`]) {
    const folder = installed(name);
    for (const file of (0, import_node_fs4.globSync)(PARTS, { cwd: folder })) {
      files[import_node_path4.default.join("node_modules", name, file)] = await (0, import_promises.readFile)(import_node_path4.default.join(folder, file));
    }
  }
  return files;
}
function installed(name) {
  const search = (0, import_node_module.createRequire)(import_node_path4.default.join(packageRoot(), "package.json")).resolve.paths(name) ?? [];
  const found2 = search.map((folder) => import_node_path4.default.join(folder, name)).find((folder) => (0, import_node_fs4.globSync)(folder).length > 0);
  if (found2 !== void 0) return found2;
  throw new HalfcloseError("MISSING_TOOL", `the npm package ${name} is not installed`, {
    hint: "install again without leaving out optional packages: the host image needs it"
  });
}

// harness/backend/docker/host-image.ts
init_ryuk();

// harness/backend/docker/toxiproxy-image.ts
var import_promises3 = require("node:fs/promises");
var import_node_path7 = __toESM(require("node:path"));
init_package_files();

// harness/backend/toxiproxy-program.ts
var import_node_child_process = require("node:child_process");
var import_promises2 = require("node:fs/promises");
var import_node_os = require("node:os");
var import_node_path6 = __toESM(require("node:path"));
var import_node_util = require("node:util");
init_errors();

// harness/backend/executables.ts
var import_node_fs5 = require("node:fs");
var import_node_path5 = __toESM(require("node:path"));
function findExecutable(name, folders) {
  return folders.map((folder) => import_node_path5.default.join(folder, name)).find(isExecutable);
}
function isExecutable(file) {
  try {
    (0, import_node_fs5.accessSync)(file, import_node_fs5.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// harness/backend/toxiproxy-program.ts
var TOXIPROXY_VERSION = "2.12.0";
var PROGRAM = "toxiproxy-server";
var BUILT_FROM = `mod	github.com/Shopify/toxiproxy/v2	v${TOXIPROXY_VERSION}	`;
var HOW_TO_GET_TOXIPROXY = `run \`./setup --toxiproxy\`, or by hand: \`CGO_ENABLED=0 go install github.com/Shopify/toxiproxy/v2/cmd/server@v${TOXIPROXY_VERSION}\`, then rename the \`server\` it puts into ~/go/bin to \`${PROGRAM}\``;
var found;
function locateToxiproxy(folders = usualFolders()) {
  return findExecutable(PROGRAM, folders);
}
function usualFolders() {
  return [...(process.env["PATH"] ?? "").split(":"), import_node_path6.default.join((0, import_node_os.homedir)(), "go", "bin")];
}
function findToxiproxyProgram() {
  return found ??= findIn(usualFolders());
}
async function findIn(folders) {
  const file = locateToxiproxy(folders);
  if (file === void 0)
    throw noToxiproxy(`there is no \`${PROGRAM}\` on the PATH of this machine or in ~/go/bin`);
  const version = await versionOf(file);
  if (version === TOXIPROXY_VERSION) return file;
  throw noToxiproxy(`${file} is ${version}, and scenarios are written for ${TOXIPROXY_VERSION}`);
}
function noToxiproxy(why) {
  return new HalfcloseError("NO_TOXIPROXY", why, { hint: HOW_TO_GET_TOXIPROXY });
}
async function versionOf(file) {
  const said = await (0, import_node_util.promisify)(import_node_child_process.execFile)(file, ["--version"], { timeout: 5e3 }).then(
    ({ stdout }) => /version (\S+)/.exec(stdout)?.[1],
    () => void 0
  );
  if (said !== "git") return said ?? "something that does not tell its version";
  return (await (0, import_promises2.readFile)(file)).includes(BUILT_FROM) ? TOXIPROXY_VERSION : "of an unknown version";
}

// harness/backend/docker/toxiproxy-image.ts
init_engine();
init_engine_images();
var OFFICIAL_IMAGE = `ghcr.io/shopify/toxiproxy:${TOXIPROXY_VERSION}`;
async function requireToxiproxyImage(docker, hostImage) {
  if (await imageExists(docker, OFFICIAL_IMAGE)) return { kind: "official", image: OFFICIAL_IMAGE };
  const image = ownName(await readBuildContext(), hostImage);
  if (await imageExists(docker, image)) return { kind: "own", image };
  throw noToxiproxy(
    `the engine has neither ${OFFICIAL_IMAGE} nor ${image}, which \`npx halfclose images\` would build`
  );
}
async function readBuildContext() {
  return {
    Dockerfile: await (0, import_promises3.readFile)(import_node_path7.default.join(packageRoot(), "containers", "toxiproxy", "Dockerfile")),
    "toxiproxy-server": await (0, import_promises3.readFile)(await findToxiproxyProgram())
  };
}
function ownName(context, hostImage) {
  return imageName("halfclose-toxiproxy", { ...context, base: Buffer.from(hostImage) });
}

// harness/backend/docker/host-image.ts
async function readBuildContext2() {
  return {
    Dockerfile: await (0, import_promises4.readFile)(import_node_path8.default.join(packageRoot(), "containers", "host", "Dockerfile")),
    "agent.js": await (0, import_promises4.readFile)(builtFile("agent.js")),
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

// harness/backend/docker/docker-backend.ts
var dockerBackend = {
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
async function prepare() {
  const engine = await connectEngine();
  return { engine, image: await requireHostImage(engine.docker) };
}

// harness/backend/netns/netns-backend.ts
init_agent_channel();
init_package_files();

// harness/backend/netns/held-process.ts
var import_node_child_process4 = require("node:child_process");
init_errors();

// harness/backend/netns/commands.ts
var import_node_child_process3 = require("node:child_process");
var SEARCH_PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/bin:/sbin:/bin`;
var commandEnvironment = { ...process.env, PATH: SEARCH_PATH };
function toolOnPath(tool) {
  return findExecutable(tool, SEARCH_PATH.split(":")) !== void 0;
}
function works(command, args) {
  return new Promise((resolve) => {
    const child = (0, import_node_child_process3.spawn)(command, args, { env: commandEnvironment, stdio: "ignore" });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}

// harness/backend/netns/held-process.ts
var READY = "ready\n";
var HeldProcess = class _HeldProcess {
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
  static async start(command) {
    const [file = "", ...args] = command;
    const child = (0, import_node_child_process4.spawn)(file, args, { env: commandEnvironment, detached: true, stdio: "pipe" });
    child.stdin.on("error", () => void 0);
    await untilReady(child, command);
    return new _HeldProcess(child, child.pid ?? 0);
  }
  /** Ends it at once: it has nothing to put in order, what it holds goes with it. */
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill("SIGKILL");
    await this.ended;
  }
};
function untilReady(child, command) {
  return new Promise((resolve, reject) => {
    let complaint = "";
    const onError = (chunk) => complaint += chunk.toString();
    const fail = (why) => reject(
      new HalfcloseError(
        "HOST_SETUP_FAILED",
        `\`${command.slice(0, 6).join(" ")} \u2026\`: ${complaint || why}`
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

// harness/backend/netns/lab-switch.ts
var import_node_readline2 = require("node:readline");
init_errors();
var PROGRAM3 = `
  echo ready
  for i in all default; do echo 1 > /proc/sys/net/ipv6/conf/$i/disable_ipv6; done 2>/dev/null
  ip link add lab type bridge mcast_snooping 0 2>&1 && ip link set lab up 2>&1 || exit 1
  while read -r port; do ip link set "$port" master lab up 2>&1 && echo up; done`;
var LabSwitch = class _LabSwitch {
  pid;
  #held;
  #waiting = [];
  /** Why it can do nothing any more. */
  #failure;
  constructor(held) {
    this.#held = held;
    this.pid = held.pid;
    (0, import_node_readline2.createInterface)({ input: held.child.stdout }).on("line", (line) => {
      if (line === "up") this.#waiting.shift()?.resolve();
      else this.#fail(line);
    }).on("close", () => this.#fail("it went away"));
  }
  static async start(privilege) {
    const flags = privilege === "root" ? "-n" : "-Urn";
    return new _LabSwitch(await HeldProcess.start(["unshare", flags, "sh", "-c", PROGRAM3]));
  }
  /** Puts a port on the bridge that a host has made in this namespace. */
  plugIn(port) {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#held.child.stdin.write(`${port}
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

// harness/backend/netns/privilege.ts
init_errors();
var TOOLS = {
  ss: "iproute2",
  ip: "iproute2",
  unshare: "util-linux",
  nsenter: "util-linux"
};
var answer;
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

// harness/backend/netns/subnet.ts
var import_node_crypto4 = require("node:crypto");
var import_node_net2 = __toESM(require("node:net"));
init_errors();
var SUBNETS = 4096;
var FIRST_IPV4_BLOCK = 64;
var IPV6_PREFIX = "fd68:6c66:636c";
async function leaseSubnet() {
  const first = (0, import_node_crypto4.randomInt)(SUBNETS);
  for (let tried = 0; tried < SUBNETS; tried++) {
    const number = (first + tried) % SUBNETS;
    const lease = await tryLease(number);
    if (lease) return describe(number, lease);
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
function describe(number, lease) {
  const v4 = `10.${String(FIRST_IPV4_BLOCK + (number >> 8))}.${String(number & 255)}`;
  const v6 = `${IPV6_PREFIX}:${number.toString(16)}`;
  return {
    ipv4: (host) => `${v4}.${String(host)}`,
    ipv6: (host) => `${v6}::${host.toString(16)}`,
    description: `${v4}.0/24, ${v6}::/64`,
    release: () => lease.close()
  };
}

// harness/backend/netns/netns-backend.ts
var netnsBackend = {
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
var NetnsNetwork = class {
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
  async createHost({ name, sysctls }) {
    const number = this.#nextNumber++;
    const [ipv4, ipv6] = [this.#subnet.ipv4(number), this.#subnet.ipv6(number)];
    const port = `host${String(number)}`;
    const held = await HeldProcess.start([
      ...this.#inUserNamespace(),
      ...["unshare", "-n", "sh", "-c", hostScript(port, this.#switch.pid, [`${ipv4}/24`, `${ipv6}/64`])],
      ...[process.execPath, builtFile("agent.js")]
    ]);
    const { stdin, stdout, stderr } = held.child;
    const agent = openAgentChannel({ stdin, stdout, stderr, describe: `${name} (pid ${String(held.pid)})` });
    const stop = () => (agent.close(), held.stop());
    const host = { name, ipv4, ipv6, agent, identity: { pid: held.pid }, stop };
    this.#hosts.push(host);
    await this.#switch.plugIn(port);
    if (Object.keys(sysctls).length > 0) await agent.request("configure", { sysctls });
    return host;
  }
  async stop() {
    await Promise.all(this.#hosts.map((host) => host.stop()));
    await this.#switch.stop();
    this.#subnet.release();
  }
  #inUserNamespace() {
    if (this.#privilege === "root") return [];
    return ["nsenter", "-t", String(this.#switch.pid), "-U", "--preserve-credentials"];
  }
};
async function programOfThisMachine() {
  const program = await findToxiproxyProgram();
  return { from: program, program };
}
function hostScript(port, switchPid, addresses) {
  const commands = [
    "link set lo up",
    `link add eth0 type veth peer name ${port} netns ${String(switchPid)}`,
    ...addresses.map((address2) => `addr add ${address2} dev eth0${address2.includes(":") ? " nodad" : ""}`),
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

// harness/scenario/backends.ts
init_errors();
var BACKENDS = { netns: netnsBackend, docker: dockerBackend };
function backendNamed(name) {
  if (Object.hasOwn(BACKENDS, name)) return BACKENDS[name];
  throw new HalfcloseError("UNKNOWN_BACKEND", `there is no backend called \`${name}\``, {
    hint: `choose one of: ${Object.keys(BACKENDS).join(", ")}`
  });
}

// harness/scenario/toxiproxy-here.ts
async function tell(backend) {
  await backendNamed(backend).toxiproxy();
}
tell(process.argv[2] ?? "").catch((error) => {
  process.stderr.write(`${error.message}
`);
  process.exitCode = EXIT_FAILED;
});
//# sourceMappingURL=toxiproxy-here.js.map
