
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
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

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

// harness/model/tcp-state.ts
function isTcpState(name2) {
  return TCP_STATES.includes(name2);
}
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

// harness/backend/docker/engine-address.ts
function engineAddress(environment, exists = import_node_fs2.existsSync) {
  const where = environment["DOCKER_HOST"] || `unix://${localSocket(environment["XDG_RUNTIME_DIR"], exists)}`;
  return { where, connection: URL.canParse(where) ? connectionTo(new URL(where), environment) : void 0 };
}
function localSocket(runtimeDirectory, exists) {
  const rootless = runtimeDirectory && import_node_path4.default.join(runtimeDirectory, "docker.sock");
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
var import_node_fs2, import_node_path4, SYSTEM_SOCKET;
var init_engine_address = __esm({
  "harness/backend/docker/engine-address.ts"() {
    "use strict";
    import_node_fs2 = require("node:fs");
    import_node_path4 = __toESM(require("node:path"));
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
  const read = (name2) => (0, import_node_fs3.readFileSync)(import_node_path5.default.join(certificates ?? "", name2));
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
var import_node_fs3, import_node_path5, PROBE_DEADLINE_MS, REASONS;
var init_engine = __esm({
  "harness/backend/docker/engine.ts"() {
    "use strict";
    import_node_fs3 = require("node:fs");
    import_node_path5 = __toESM(require("node:path"));
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
  for (let folder = __dirname; folder !== import_node_path6.default.dirname(folder); folder = import_node_path6.default.dirname(folder)) {
    const manifest = import_node_path6.default.join(folder, "package.json");
    if ((0, import_node_fs4.existsSync)(manifest) && isHalfclose(manifest)) return folder;
  }
  throw new HalfcloseError("MISSING_TOOL", `halfclose cannot find its own package above ${__dirname}`);
}
function builtFile(name2) {
  const file = import_node_path6.default.join(packageRoot(), "dist", name2);
  if ((0, import_node_fs4.existsSync)(file)) return file;
  throw new HalfcloseError("MISSING_TOOL", `${file} is missing`, { hint: "run `npm run build`" });
}
function isHalfclose(manifest) {
  return JSON.parse((0, import_node_fs4.readFileSync)(manifest, "utf8")).name === "halfclose";
}
var import_node_fs4, import_node_path6;
var init_package_files = __esm({
  "harness/backend/package-files.ts"() {
    "use strict";
    import_node_fs4 = require("node:fs");
    import_node_path6 = __toESM(require("node:path"));
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

// harness/backend/agent-lines.ts
function readAgentLine(text2, host2) {
  const complaint = (reason) => new HalfcloseError(
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
    return complaint("it is not JSON");
  }
  const checked = agentLine.safeParse(parsed);
  return checked.success ? checked.data : complaint(import_zod2.z.prettifyError(checked.error));
}
var import_zod2, address, time, reply, event, agentLine;
var init_agent_lines = __esm({
  "harness/backend/agent-lines.ts"() {
    "use strict";
    import_zod2 = require("zod");
    init_errors();
    init_tcp_state();
    address = import_zod2.z.object({ address: import_zod2.z.string(), port: import_zod2.z.number().int().min(0).max(65535) });
    time = import_zod2.z.number().nonnegative();
    reply = import_zod2.z.discriminatedUnion("ok", [
      import_zod2.z.object({ id: import_zod2.z.number().int(), ok: import_zod2.z.literal(true), result: import_zod2.z.unknown() }),
      import_zod2.z.object({
        id: import_zod2.z.number().int(),
        ok: import_zod2.z.literal(false),
        error: import_zod2.z.object({ code: import_zod2.z.string(), message: import_zod2.z.string(), syscall: import_zod2.z.string().optional() })
      })
    ]);
    event = import_zod2.z.discriminatedUnion("event", [
      import_zod2.z.looseObject({ event: import_zod2.z.literal("app"), at: time, socket: import_zod2.z.string(), kind: import_zod2.z.string() }),
      import_zod2.z.looseObject({
        event: import_zod2.z.literal("look"),
        at: time,
        before: time,
        began: time,
        looks: import_zod2.z.number().int(),
        errors: import_zod2.z.number().int(),
        seen: import_zod2.z.array(import_zod2.z.looseObject({ local: address, peer: address, state: import_zod2.z.enum(TCP_STATES) }))
      })
    ]);
    agentLine = import_zod2.z.union([event, reply]);
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
  return [here.place, here.boot, process.pid, here.startOf(process.pid), (0, import_node_crypto3.randomBytes)(4).toString("hex")].join(
    "."
  );
}
function short(text2) {
  return (0, import_node_crypto3.createHash)("sha256").update(text2).digest("hex").slice(0, 8);
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
var import_node_crypto3, import_node_fs6, import_node_os2, LAB_LABEL, RUN_LABEL, HERE;
var init_run_id = __esm({
  "harness/backend/docker/run-id.ts"() {
    "use strict";
    import_node_crypto3 = require("node:crypto");
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
  const hex = (0, import_node_crypto4.randomBytes)(7).toString("hex");
  return `fd${hex.slice(0, 2)}:${hex.slice(2, 6)}:${hex.slice(6, 10)}:${hex.slice(10, 14)}::/64`;
}
async function removeNetwork(network) {
  await network.remove().catch((error) => {
    if (engineStatus(error) !== 404) throw error;
  });
}
var import_node_crypto4, PROGRAM2, DockerNetwork;
var init_docker_network = __esm({
  "harness/backend/docker/docker-network.ts"() {
    "use strict";
    import_node_crypto4 = require("node:crypto");
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
          const started = startToxiproxyBeside(this.#docker, { image, labels }, host2, port2);
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
        const started = (await Promise.allSettled(this.#hosts)).filter((host2) => host2.status === "fulfilled");
        const stops = await Promise.allSettled(started.map((host2) => host2.value.stop()));
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

// harness/index.ts
var harness_exports = {};
__export(harness_exports, {
  HalfcloseError: () => HalfcloseError,
  expect: () => import_globals3.expect,
  scenario: () => scenario
});
module.exports = __toCommonJS(harness_exports);
var import_globals3 = require("@jest/globals");

// harness/scenario/scenario.ts
var import_node_path13 = __toESM(require("node:path"));
var import_globals2 = require("@jest/globals");

// harness/expect/matchers.ts
var import_globals = require("@jest/globals");

// harness/expect/message.ts
var import_node_path = __toESM(require("node:path"));
init_deadlines();

// harness/model/socket-row.ts
function formatAddress({ address: address2, port: port2 }) {
  return `${address2.includes(":") ? `[${address2}]` : address2}:${port2 === 0 ? "*" : String(port2)}`;
}
function connectionKey(row) {
  return `${formatAddress(row.local)}>${formatAddress(row.peer)}`;
}

// harness/model/timeline-text.ts
var INDENT = "    ";
function timelineText(timeline, columns2, limit = 40) {
  const moments = timeline.flatMap((observation) => {
    const text2 = describe(observation, columns2);
    return text2 === void 0 ? [] : [{ at: observation.at, text: text2 }];
  });
  const lines = mergeCells(moments, columns2).map(
    ({ at, text: text2 }) => `${INDENT}${`+${at.toFixed(0)} ms`.padEnd(9)} ${text2}`
  );
  const left = lines.length - limit;
  return left > 0 ? [`${INDENT}\u2026 ${String(left)} earlier lines`, ...lines.slice(left)].join("\n") : lines.join("\n");
}
function describe(observation, columns2) {
  if (observation.probe === "step") return `\u2014 ${observation.text}`;
  const { socket } = observation;
  if (socket === void 0 || !columns2.includes(socket)) return void 0;
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
function mergeCells(moments, columns2) {
  const width = new Map(columns2.map((column) => [column, column.length + "ESTABLISHED".length + 3]));
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
    line.text = columns2.map((column) => (line.cells?.get(column) ?? "").padEnd(width.get(column) ?? 0)).join("").trimEnd();
  }
  return lines;
}

// harness/expect/message.ts
function failureMessage(question, negated, outcome) {
  const { answer: answer3, verdict, why } = outcome;
  const rows = [
    ["Socket", question.sockets.map(describeSocket).join(`
${" ".repeat(12)}`)],
    ["Expected", describeExpected(question, negated)],
    ["Received", answer3.received],
    ...why === void 0 ? [] : [["Unproven", why]],
    [
      "Observed",
      `${describeLooks(outcome)}
${timelineText(question.lab.recorder.timeline, columns(question.lab))}`
    ],
    // Hints say what to do to get there; a negated expectation did not want to.
    ...answer3.hint && !negated ? [["Hint", answer3.hint]] : [],
    ["Evidence", evidencePlace(question.lab)]
  ];
  const head = `${callText(question, negated)} ${verdict === "unproven" ? "is unproven, which fails it" : "failed"}`;
  return [head, ...rows.map(([label, text2]) => `  ${label.padEnd(9)} ${text2}`)].join("\n");
}
function callText({ sockets, matcher, argument }, negated) {
  const subject = matcher === "toHoldStates" ? "lab" : sockets[0]?.name ?? "lab";
  return `expect(${subject}).${negated ? "not." : ""}${matcher}(${argument})`;
}
function describeExpected(question, negated) {
  return negated ? `not ${question.expected}, watched for ${String(question.negatedForMs)} ms` : `${question.expected} within ${String(question.withinMs)} ms`;
}
function describeLooks({ looks, lookErrors }) {
  return `ss every ${String(EAGER_LOOK_PAUSE_MS)} ms, ${String(looks)} looks, ${String(lookErrors)} errors; kernel trace off`;
}
function describeSocket(socket) {
  const { ends, host: host2, lab, name: name2 } = socket;
  if (!ends) return `${name2} on ${host2.name}, no connection yet`;
  return `${name2} ${formatAddress(ends.local)} \u2192 ${hostName(lab, ends.peer)}${formatAddress(ends.peer)}`;
}
function hostName(lab, { address: address2 }) {
  const host2 = lab.hosts.find((each) => each.owns(address2));
  return host2 ? `${host2.name} ` : "";
}
function evidencePlace({ evidenceFile }) {
  return evidenceFile === void 0 ? "none kept: this lab was not made by scenario()" : import_node_path.default.relative(process.cwd(), evidenceFile);
}
function columns(lab) {
  return lab.sockets.filter(({ role, track }) => role !== "listener" && track.sightings.length > 0).map(({ name: name2 }) => name2);
}

// harness/expect/tracked.ts
function trackAwait(promise, tracked) {
  let jestIsChaining = true;
  queueMicrotask(() => jestIsChaining = false);
  class Watched extends Promise {
    then(onValue, onError) {
      if (!jestIsChaining) tracked.awaited = true;
      const next = super.then(onValue, onError);
      void Promise.prototype.then.call(next, void 0, () => void 0);
      return next;
    }
  }
  return Watched.resolve(promise);
}

// harness/model/clock.ts
var SAMPLES = 10;
function slowly() {
  return Number(process.hrtime.bigint()) / 1e6;
}
var AHEAD_MS = Math.max(...Array.from({ length: SAMPLES }, () => slowly() - performance.now()));
function monotonicMs() {
  return AHEAD_MS + performance.now();
}

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

// harness/expect/question.ts
function hostsOf(question) {
  return [...new Set(question.sockets.map(({ host: host2 }) => host2))];
}

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

// harness/expect/expectation.ts
var openExpectations = /* @__PURE__ */ new Set();
function takeUnawaited() {
  const forgotten = [...openExpectations].filter(({ awaited }) => !awaited).map(({ what }) => what);
  openExpectations.clear();
  return forgotten;
}
function expectation(context, matcher, ask) {
  const negated = context.isNot ?? false;
  const tracked = { what: `expect(\u2026).${negated ? "not." : ""}${matcher}(\u2026)`, awaited: false };
  openExpectations.add(tracked);
  return trackAwait(answer(ask, negated), tracked);
}
async function answer(ask, negated) {
  const question = ask();
  const outcome = await settle(question, negated);
  const message = failureMessage(question, negated, outcome);
  record(question, negated, outcome);
  return { pass: outcome.verdict === "held" !== negated, message: () => message };
}
function record(question, negated, { verdict, answer: answer3, why }) {
  const text2 = callText(question, negated);
  question.lab.expectations.push({
    at: question.lab.now(),
    text: text2,
    verdict,
    received: answer3.received,
    why
  });
  question.lab.step(`${text2}: ${verdict}`);
}

// harness/lab/lab-socket.ts
init_errors();

// harness/model/state-machine.ts
var TCP_EDGES = [
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
var FIRST_STATE = { active: "SYN_SENT", passive: "SYN_RECV" };
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
  return TCP_EDGES.filter(([start]) => start === from).flatMap(([, next]) => {
    if (next === to) return [[]];
    return next === "CLOSED" ? [] : unseenWays(next, to).map((way) => [next, ...way]);
  });
}

// harness/observe/socket-track.ts
var SocketTrack = class {
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
    const path14 = [];
    let from = "CLOSED";
    for (const [index, { state, at }] of this.sightings.entries()) {
      if (index > 0 && state === from) continue;
      const between = index === 0 && state === "CLOSED" ? [] : certainBetween(from, state, this.#openingBefore(at));
      for (const implied of between) path14.push({ state: implied, known: "implied" });
      path14.push({ state, known: "seen" });
      from = state;
    }
    return path14;
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

// harness/lab/lab-socket.ts
var ACTIVE = ["client", "server-leg"];
var LabSocket = class {
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
function socketOf(subject) {
  if (subject instanceof LabSocket) return subject;
  const held = subject?.socket;
  if (held instanceof LabSocket) return held;
  throw new HalfcloseError(
    "INVALID_OPTION",
    "this matcher takes a client, a server, one of its connections, or a proxy leg"
  );
}

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
var HINTS = [
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

// harness/expect/patience.ts
init_deadlines();
init_errors();
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

// harness/expect/states.ts
init_errors();
init_tcp_state();
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

// harness/expect/to-be-gone.ts
function toBeGone(subject, options = {}) {
  return { ...toReachState(subject, "CLOSED", options), matcher: "toBeGone", argument: "", expected: "gone" };
}

// harness/expect/to-have-failed-with.ts
init_errors();

// harness/expect/socket-that-tells.ts
init_errors();
function socketThatTells(subject, what) {
  const socket = socketOf(subject);
  if (!socket.silent) return socket;
  throw new HalfcloseError(
    "NOT_OBSERVABLE",
    `${socket.name} is the real Toxiproxy's, which tells nobody ${what} of its sockets`,
    { hint: "ask what the kernel shows (toReachState, toHaveUnread, \u2026), or ask the client or the server" }
  );
}

// harness/expect/to-have-failed-with.ts
function toHaveFailedWith(subject, errno, options = {}) {
  const socket = socketThatTells(subject, "the errors");
  if (!/^E[A-Z0-9]+$/.test(errno)) {
    throw new HalfcloseError(
      "INVALID_OPTION",
      `Expected an errno name such as \`ECONNRESET\`, got \`${errno}\``
    );
  }
  return {
    matcher: "toHaveFailedWith",
    argument: errno,
    lab: socket.lab,
    sockets: [socket],
    expected: errno,
    ...patience(options),
    assess: () => assess2(socket, errno)
  };
}
function assess2({ track }, wanted) {
  const errors = track.application.filter(({ kind }) => kind === "error");
  const received = errors.map(({ errno, syscall }) => `${errno ?? "?"}${syscall ? ` from ${syscall}()` : ""}`).join(", ");
  if (errors.some(({ errno }) => errno === wanted)) return { says: "yes", received, settled: true };
  const ended = track.application.some(({ kind }) => kind === "fin");
  const hint = ended && errors.length === 0 ? "the application read a clean end (FIN), not an error" : void 0;
  return { says: "open", received: received || "no error", hint };
}

// harness/expect/to-have-passed-through.ts
var NO_WATCH_MS = 1;
function toHavePassedThrough(subject, wanted, options = {}) {
  const socket = socketOf(subject);
  const states = wanted.map(checkState);
  const text2 = states.join(" \u2192 ");
  return {
    matcher: "toHavePassedThrough",
    argument: text2,
    lab: socket.lab,
    sockets: [socket],
    expected: text2,
    ...patience(options),
    negatedForMs: NO_WATCH_MS,
    assess: () => assess3(socket, states)
  };
}
function assess3(socket, states) {
  const path14 = socket.track.path();
  const received = path14.map(({ state, known }) => known === "implied" ? `${state} (implied)` : state).join(" \u2192 ") || "not observed by any look";
  const missing = firstMissing(
    states,
    path14.map(({ state }) => state)
  );
  if (missing === void 0) return { says: "yes", received, settled: true };
  const hint = `${missing} was not observed where it was expected`;
  const hidden = socket.track.mayHaveHidden(missing);
  const why = hidden ? `ss only samples: the socket may have passed through ${missing} between two looks` : void 0;
  return { says: "open", received, failureUnproven: why, negationUnproven: why, hint };
}
function firstMissing(states, path14) {
  let from = 0;
  for (const state of states) {
    const found2 = path14.indexOf(state, from);
    if (found2 < 0) return state;
    from = found2 + 1;
  }
  return void 0;
}

// harness/expect/to-have-received.ts
var SHOWN_BYTES = 80;
function toHaveReceived(subject, expected, options = {}) {
  const socket = socketThatTells(subject, "the bytes");
  const bytes = Buffer.from(expected);
  return {
    matcher: "toHaveReceived",
    argument: quote(bytes),
    lab: socket.lab,
    sockets: [socket],
    expected: quote(bytes),
    ...patience(options),
    assess: () => assess4(socket, bytes)
  };
}
function assess4({ track }, expected) {
  const { received } = track;
  if (received.equals(expected)) return { says: "yes", received: quote(received), settled: true };
  const isPrefix = expected.subarray(0, received.length).equals(received);
  const hint = isPrefix ? void 0 : `the bytes differ from number ${String(firstDifference(received, expected))} on`;
  return { says: "open", received: quote(received), hint };
}
function firstDifference(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
function quote(bytes) {
  const text2 = JSON.stringify(bytes.subarray(0, SHOWN_BYTES).toString());
  return bytes.length > SHOWN_BYTES ? `${text2}\u2026 (${String(bytes.length)} bytes)` : text2;
}

// harness/expect/to-have-sent-reset.ts
var RESET_ERRNOS = ["ECONNRESET", "EPIPE", "ECONNREFUSED"];
function toHaveSentReset(subject, options = {}) {
  const socket = socketOf(subject);
  let deltas = {};
  return {
    matcher: "toHaveSentReset",
    argument: "",
    lab: socket.lab,
    sockets: [socket],
    expected: "a RST sent by its host, and felt at the other end",
    ...patience(options),
    refresh: async () => {
      deltas = await socket.host.counterDeltas(socket.countersBefore);
    },
    assess: () => assess5(socket, deltas)
  };
}
function assess5(socket, deltas) {
  const sent = deltas["Tcp.OutRsts"] ?? 0;
  const other = otherEnd(socket);
  const felt = other?.track.application.find(
    ({ errno }) => errno !== void 0 && RESET_ERRNOS.includes(errno)
  );
  const received = `Tcp.OutRsts +${String(sent)} at ${socket.host.name}; ${other?.name ?? "the other end"} ${feltText(felt?.errno, other)}`;
  if (sent > 0 && felt) return { says: "yes", received, settled: true };
  if (sent === 0) return { says: "open", received };
  const why = `a RST left ${socket.host.name}, but nothing shows that it belonged to this connection`;
  return {
    says: "open",
    received,
    failureUnproven: why,
    negationUnproven: why,
    hint: other?.silent ? "the real Toxiproxy tells nobody what errors it gets" : "an application that does not read does not notice a RST"
  };
}
function feltText(errno, other) {
  if (errno !== void 0) return `got ${errno}`;
  return other?.silent ? "does not tell what it got" : "got no error";
}
function otherEnd({ lab, ends }) {
  if (!ends) return void 0;
  const key = connectionKey({ local: ends.peer, peer: ends.local });
  return lab.sockets.find((each) => each.ends && connectionKey(each.ends) === key);
}

// harness/expect/to-have-unread.ts
function toHaveUnread(subject, bytes, options = {}) {
  const socket = socketOf(subject);
  return {
    matcher: "toHaveUnread",
    argument: bytes === void 0 ? "" : String(bytes),
    lab: socket.lab,
    sockets: [socket],
    expected: `${bytes === void 0 ? "some" : String(bytes)} bytes in the receive queue`,
    ...patience(options),
    assess: () => assess6(socket, bytes)
  };
}
function assess6({ track }, wanted) {
  const queued = track.sightings.at(-1)?.row?.recvQ;
  const received = queued === void 0 ? "no socket there" : `${String(queued)} bytes in the receive queue`;
  if (wanted === void 0 ? (queued ?? 0) > 0 : queued === wanted) return { says: "yes", received };
  const reads = track.application.some(({ kind }) => kind === "data");
  const hint = reads ? "the application reads what arrives; make it with reading: 'paused'" : void 0;
  return { says: "open", received, hint };
}

// harness/expect/to-hold-states.ts
init_deadlines();
init_errors();

// harness/lab/lab.ts
var import_node_crypto = require("node:crypto");
init_deadlines();
init_errors();

// harness/observe/recorder.ts
var import_node_events = require("node:events");
var Recorder = class {
  #observations = [];
  #news = new import_node_events.EventEmitter();
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
    await (0, import_node_events.once)(this.#news, "news", { signal }).catch(() => void 0);
  }
};

// harness/lab/lab-host.ts
init_deadlines();

// harness/model/proc-counters.ts
init_errors();
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

// harness/lab/lab-host.ts
var TOXIPROXY_CONTROL_PORT = 8474;
var LabHost = class _LabHost {
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
  owns(address2) {
    return address2 === this.#host.ipv4 || address2 === this.#host.ipv6;
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
  async #startToxiproxy({ program, startBeside }) {
    const port2 = TOXIPROXY_CONTROL_PORT;
    this.#idlePauseMs = SILENT_LOOK_PAUSE_MS;
    await startBeside?.(this.#host, port2);
    const { version } = await this.request("toxiproxyStart", { port: port2, program });
    if (this.#watchers === 0) this.#setPause(this.#idlePauseMs);
    return version;
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
function compareClocks(asked, theirs, answered) {
  const uncertaintyMs = (answered - asked) / 2;
  const offsetMs = theirs - (asked + uncertaintyMs);
  return { offsetMs: Math.abs(offsetMs) <= uncertaintyMs ? 0 : offsetMs, uncertaintyMs };
}

// harness/lab/host-pool.ts
var LAB_SYSCTLS = { "net.ipv4.tcp_rfc1337": "1" };
var HostPool = class {
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

// harness/lab/make-client.ts
init_errors();

// harness/lab/kill-process.ts
init_errors();
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

// harness/model/socket-options.ts
init_errors();
var SOL_SOCKET = 1;
var IPPROTO_TCP = 6;
var SOCKET_OPTIONS = {
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
var INT_MAX = 2 ** 31 - 1;
var isInt = (value, least) => Number.isInteger(value) && value >= least && value <= INT_MAX;
var CHECKS = {
  flag: { right: "true or false", fits: (value) => typeof value === "boolean" },
  int: { right: "a whole number of 32 bit", fits: (value) => isInt(value, -INT_MAX - 1) },
  errno: { right: "nothing: it is only read", fits: () => false },
  linger: { right: "`{ onOff: true, seconds: 5 }`", fits: isLinger }
};
function isLinger(value) {
  if (typeof value !== "object" || value === null) return false;
  const { onOff, seconds, ...rest } = value;
  return typeof onOff === "boolean" && isInt(seconds, 0) && Object.keys(rest).length === 0;
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

// harness/lab/held-socket.ts
var HeldSocket = class extends LabSocket {
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

// harness/lab/steered-lab-socket.ts
var SteeredLabSocket = class extends HeldSocket {
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

// harness/lab/client.ts
var Client = class extends SteeredLabSocket {
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

// harness/lab/target.ts
init_errors();
function addressOf(target2) {
  if ("address" in target2) return target2.address;
  if (!("host" in target2) || !Number.isInteger(target2.port)) {
    throw new HalfcloseError("INVALID_OPTION", "a target is a server, a proxy, or `{ host, port }`");
  }
  return { address: target2.host.ip(target2.family ?? "ipv4"), port: target2.port };
}

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

// harness/lab/make-proxy.ts
var import_toxiproxy_node_client2 = require("toxiproxy-node-client");

// harness/backend/toxiproxy-program.ts
var import_node_child_process = require("node:child_process");
var import_promises = require("node:fs/promises");
var import_node_os = require("node:os");
var import_node_path3 = __toESM(require("node:path"));
var import_node_util = require("node:util");
init_errors();

// harness/backend/executables.ts
var import_node_fs = require("node:fs");
var import_node_path2 = __toESM(require("node:path"));
function findExecutable(name2, folders) {
  return folders.map((folder) => import_node_path2.default.join(folder, name2)).find(isExecutable);
}
function isExecutable(file) {
  try {
    (0, import_node_fs.accessSync)(file, import_node_fs.constants.X_OK);
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
  return [...(process.env["PATH"] ?? "").split(":"), import_node_path3.default.join((0, import_node_os.homedir)(), "go", "bin")];
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
  return (await (0, import_promises.readFile)(file)).includes(BUILT_FROM) ? TOXIPROXY_VERSION : "of an unknown version";
}

// harness/lab/lab-proxy.ts
var import_toxiproxy_node_client = require("toxiproxy-node-client");
var LabProxy = class {
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

// harness/lab/proxy-gateway.ts
var import_node_http = __toESM(require("node:http"));
var import_consumers = require("node:stream/consumers");
var REQUEST_OF = { halfclose: "proxyHttp", toxiproxy: "toxiproxyHttp" };
var ProxyGateway = class _ProxyGateway {
  #server;
  url;
  constructor(server2) {
    this.#server = server2;
    this.url = `http://127.0.0.1:${String(server2.address().port)}`;
  }
  static async open(host2, engine) {
    const server2 = import_node_http.default.createServer((request, response) => {
      void pass(host2, REQUEST_OF[engine], request, response);
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
async function pass(host2, operation, request, response) {
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

// harness/lab/numbered-sockets.ts
var NumberedSockets = class {
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

// harness/lab/passive-sockets.ts
var PassiveSockets = class extends NumberedSockets {
  listener;
  host;
  #address;
  constructor(listener, make) {
    super(make);
    this.listener = listener;
    this.host = listener.host;
  }
  /** Called once the port is known; from then on connections are recognised by it. */
  listensOn(address2) {
    this.#address = address2;
    this.listener.learnEnds({ local: address2, peer: { address: "", port: 0 } });
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

// harness/lab/upstream-legs.ts
var UpstreamLegs = class extends NumberedSockets {
  #host;
  #upstream;
  constructor(host2, upstream, make) {
    super(make);
    this.#host = host2;
    this.#upstream = upstream;
  }
  recognise(host2, ends) {
    const { address: address2, port: port2 } = this.#upstream;
    const isLeg = host2 === this.#host && ends.peer.address === address2 && ends.peer.port === port2;
    return isLeg ? this.adopt(ends) : void 0;
  }
};

// harness/lab/proxy-legs.ts
function reportedLegs(shared, proxy2) {
  const { registry } = shared.lab;
  const serverLegs = [];
  const serverLeg = (number) => {
    const known = serverLegs[number - 1];
    if (known) return known;
    const made = makeLeg(shared, proxy2, "server-leg", number);
    registry.addActive(`${proxy2}/${String(number)}/server-leg`, made);
    return serverLegs[number - 1] = made;
  };
  return { clientLegs: makeClientLegs(shared, proxy2, serverLeg), serverLeg };
}
function silentLegs(shared, proxy2, upstream) {
  const silent = { ...shared, silent: true };
  const serverLegs = new UpstreamLegs(
    shared.host,
    upstream,
    (number) => makeLeg(silent, proxy2, "server-leg", number)
  );
  const serverLeg = (number) => serverLegs.connection(number);
  const clientLegs = makeClientLegs(silent, proxy2, serverLeg);
  shared.lab.registry.addNumbered(serverLegs);
  return { clientLegs, serverLeg };
}
function makeClientLegs(shared, proxy2, serverLeg) {
  const listener = new LabSocket({ ...shared, role: "listener", name: `${proxy2}:listener` });
  const clientLegs = new PassiveSockets(listener, (number) => {
    serverLeg(number);
    return makeLeg(shared, proxy2, "client-leg", number);
  });
  clientLegs.connection(1);
  shared.lab.registry.addNumbered(clientLegs);
  return clientLegs;
}
function makeLeg(shared, proxy2, role, number) {
  return new LabSocket({
    ...shared,
    role,
    name: `${proxy2}:${role}${number === 1 ? "" : `/${String(number)}`}`
  });
}

// harness/lab/make-proxy.ts
var DEFAULT_PORT = 7e3;
async function makeProxy(lab, options) {
  const upstream = addressOf(options.to);
  const engine = options.engine ?? "halfclose";
  const source = engine === "toxiproxy" ? await lab.network.toxiproxy() : void 0;
  const name2 = lab.freshName("proxy", options.name);
  const host2 = options.on ?? await lab.pool.claim(name2, options.sysctls);
  const family2 = options.family ?? "ipv4";
  const address2 = { address: host2.ip(family2), port: options.port ?? DEFAULT_PORT };
  const shared = { lab, host: host2, countersBefore: await host2.counters() };
  const legs = source ? silentLegs(shared, name2, upstream) : reportedLegs(shared, name2);
  legs.clientLegs.listensOn(address2);
  if (source)
    lab.step(
      `${name2}: Toxiproxy ${TOXIPROXY_VERSION} from ${source.from}, which calls itself ${await host2.startToxiproxy(source)}`
    );
  else await host2.request("proxyStart", { seed: lab.seed });
  const gateway = await ProxyGateway.open(host2, engine);
  lab.teardown.add(`the API of ${name2}`, () => gateway.close());
  const listen = formatAddress(address2);
  const description = { name: name2, listen, upstream: formatAddress(upstream), enabled: true };
  const api = await new import_toxiproxy_node_client2.Toxiproxy(gateway.url).createProxy(description);
  return new LabProxy({ lab, name: name2, url: gateway.url, address: address2, api, ...legs });
}

// harness/lab/raw-socket.ts
init_deadlines();
init_errors();

// harness/lab/raw-results.ts
init_errors();
var AcceptResult = class {
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

// harness/lab/raw-socket.ts
var DEFAULT_BACKLOG = 511;
var DEFAULT_LENGTH = 65536;
var NOBODY = { address: "", port: 0 };
var RawSocket = class _RawSocket extends HeldSocket {
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
  async bind({ port: port2 = 0, address: address2 = this.#ownAddress } = {}) {
    const to = { address: address2, port: port2 };
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
    const connections = new PassiveSockets(
      this,
      (number) => new _RawSocket({ ...this.#options, name: `${this.name}/${String(number)}` }, true)
    );
    connections.listensOn(this.#local ?? NOBODY);
    this.lab.registry.addNumbered(connections);
    return connections;
  }
};

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

// harness/lab/server.ts
init_errors();
var Server = class {
  name;
  host;
  address;
  #sockets;
  #process;
  constructor(name2, address2, sockets, process2) {
    this.name = name2;
    this.host = sockets.host;
    this.address = address2;
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
    const { count } = this.#sockets;
    if (count > 1) {
      throw new HalfcloseError("AMBIGUOUS_CONNECTION", `${this.name} has ${count} connections`, {
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

// harness/lab/make-server.ts
var DEFAULT_PORT2 = 7e3;
var DEFAULT_BACKLOG2 = 511;
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
  const address2 = {
    address: host2.ip(options.family ?? "ipv4"),
    port: options.port ?? DEFAULT_PORT2
  };
  sockets.listensOn(address2);
  lab.registry.addNumbered(sockets);
  const process2 = options.ownProcess ? name2 : void 0;
  if (process2 !== void 0) await host2.request("spawn", { process: process2 });
  await host2.request("listen", {
    socket: name2,
    ...address2,
    backlog: options.backlog ?? DEFAULT_BACKLOG2,
    policy: { onFin: options.onFin ?? "close", reading: options.reading ?? "on", linger: options.linger },
    process: process2
  });
  return new Server(name2, address2, sockets, process2);
}

// harness/lab/options.ts
var import_zod = require("zod");
init_errors();

// harness/model/sysctls.ts
var GLOBAL_SYSCTLS = [
  "net.ipv4.tcp_available_ulp",
  "net.ipv4.tcp_low_latency",
  "net.ipv4.tcp_max_orphans",
  "net.ipv4.tcp_mem"
];
function whyNotOfAHost(name2) {
  if (GLOBAL_SYSCTLS.includes(name2.replaceAll("/", ".")))
    return `sysctl ${name2} is one for the whole machine: no host has one of its own`;
  if (!/^net\.[\w.\-/]+$/.test(name2) || name2.includes(".."))
    return `sysctl ${name2} is not one of a host's own (net.\u2026)`;
  return void 0;
}

// harness/lab/options.ts
var port = import_zod.z.int().min(1).max(65535);
var family = import_zod.z.enum(["ipv4", "ipv6"]);
var onFin = import_zod.z.enum(["close", "ignore"]);
var reading = import_zod.z.enum(["on", "paused"]);
var on = import_zod.z.custom((value) => value instanceof LabHost, "must be a host of this lab");
var name = import_zod.z.string().regex(/^[a-z][a-z0-9-]*$/, "a name is lower-case letters, digits and dashes, such as `client-2`");
var sysctls = import_zod.z.record(import_zod.z.string(), import_zod.z.union([import_zod.z.string(), import_zod.z.number()])).superRefine((given, context) => {
  for (const name2 of Object.keys(given)) {
    const message = whyNotOfAHost(name2);
    if (message !== void 0) context.addIssue({ code: "custom", message, path: [name2] });
  }
});
var target = import_zod.z.custom((value) => typeof value === "object" && value !== null);
var host = import_zod.z.strictObject({ name: name.optional(), sysctls: sysctls.optional() });
var placed = { name: name.optional(), on: on.optional(), sysctls: sysctls.optional() };
var policy = { onFin: onFin.optional(), reading: reading.optional(), linger: import_zod.z.literal(0).optional() };
var server = import_zod.z.strictObject({
  ...placed,
  ...policy,
  port: port.optional(),
  backlog: import_zod.z.int().min(0).optional(),
  family: family.optional(),
  ownProcess: import_zod.z.boolean().optional()
});
var client = import_zod.z.strictObject({
  ...placed,
  ...policy,
  to: target.optional(),
  via: target.optional(),
  localPort: port.optional(),
  ownProcess: import_zod.z.boolean().optional()
});
var proxy = import_zod.z.strictObject({
  ...placed,
  to: target,
  port: port.optional(),
  family: family.optional(),
  engine: import_zod.z.enum(["halfclose", "toxiproxy"]).optional()
});
var rawSocket = import_zod.z.strictObject({ ...placed, family: family.optional() });
var SCHEMAS = { host, server, client, proxy, rawSocket };
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
  const path14 = issue?.path.join(".") ?? "";
  throw new HalfcloseError(
    "INVALID_OPTION",
    `lab.${kind}(): option \`${path14}\`: ${issue?.message ?? "not valid"}`,
    {
      hint: `got ${describeValue(options, issue?.path ?? [])}`
    }
  );
}
function describeValue(options, path14) {
  const value = path14.reduce(
    (at, key) => at?.[key],
    options
  );
  return value === void 0 ? "nothing" : JSON.stringify(value);
}

// harness/model/evidence.ts
var EVIDENCE_SCHEMA = 1;
var SOCKET_ROLES = ["client", "client-leg", "server-leg", "server", "listener"];

// harness/lab/socket-registry.ts
var SocketRegistry = class {
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
function isHeld(socket, host2, inode) {
  return socket instanceof HeldSocket && socket.host === host2 && socket.inode === inode;
}
function keyOf(host2, agentName) {
  return `${host2.name}
${agentName}`;
}

// harness/lab/teardown.ts
init_deadlines();
init_errors();
var Teardown = class {
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

// harness/lab/lab.ts
var Lab = class _Lab {
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
    const id = `${process.pid.toString(36)}-${(0, import_node_crypto.randomInt)(2 ** 32).toString(36)}`;
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
function toxiproxyDied(host2, how = "") {
  return new HalfcloseError("TOXIPROXY_DIED", `the Toxiproxy of host ${host2.name} ended: ${how}`, {
    hint: "its sockets went with it; is there a fault that it does not survive, or a signal from outside?"
  });
}
var SEEDS = 2 ** 31;
function chosenSeed() {
  const wanted = process.env["HALFCLOSE_SEED"];
  if (wanted === void 0) return (0, import_node_crypto.randomInt)(SEEDS);
  const seed = Number(wanted);
  if (Number.isInteger(seed) && seed >= 0 && seed < SEEDS) return seed;
  throw new HalfcloseError(
    "INVALID_OPTION",
    `HALFCLOSE_SEED must be a whole number from 0 to ${String(SEEDS - 1)}, got \`${wanted}\``
  );
}

// harness/expect/to-hold-states.ts
var DEFAULT_HOLD_MS = 1e3;
function toHoldStates(subject, wanted, options = {}) {
  if (!(subject instanceof Lab))
    throw new HalfcloseError("INVALID_OPTION", "toHoldStates is asked of the lab: expect(lab)");
  checkMs(options, "forMs");
  const forMs = options.forMs ?? DEFAULT_HOLD_MS;
  const held = Object.entries(wanted).map(([name2, state]) => ({
    socket: named(subject, name2),
    state: checkState(state)
  }));
  const expected = held.map(({ socket, state }) => `${socket.name} ${state}`).join(", ");
  const since = subject.now();
  return {
    matcher: "toHoldStates",
    argument: expected,
    lab: subject,
    sockets: held.map(({ socket }) => socket),
    expected: `${expected} without a break`,
    withinMs: forMs,
    negatedForMs: Math.max(forMs, MATCHER_DEADLINE_MS),
    assess: (over) => assess7(held, since, over || subject.now() >= since + forMs)
  };
}
function assess7(held, since, over) {
  const broken = held.find((each) => breakIn(each, since) !== void 0);
  const received = held.map((each) => `${each.socket.name} ${breakIn(each, since) ?? stateText(each.socket)}`).join(", ");
  if (broken) return { says: "no", received, hint: hintFor(broken.socket, broken.state) };
  return { says: over ? "yes" : "open", received };
}
function breakIn({ socket, state }, since) {
  const other = socket.track.sightings.find((seen) => seen.began >= since && seen.state !== state);
  if (other) return other.state === "CLOSED" ? "gone" : other.state;
  return socket.track.state === state ? void 0 : stateText(socket);
}
function named(lab, name2) {
  const socket = lab.sockets.find((each) => each.name === name2);
  if (socket) return socket;
  throw new HalfcloseError("INVALID_OPTION", `this lab has no socket called \`${name2}\``, {
    hint: `it has: ${lab.sockets.map((each) => each.name).join(", ")}`
  });
}

// harness/expect/matchers.ts
var QUESTIONS = {
  toReachState,
  toBeGone,
  toHoldStates,
  toHavePassedThrough,
  toHaveSentReset,
  toHaveFailedWith,
  toHaveReceived,
  toHaveUnread
};
function installMatchers() {
  import_globals.expect.extend(
    Object.fromEntries(Object.entries(QUESTIONS).map(([name2, ask]) => [name2, asMatcher(name2, ask)]))
  );
}
function asMatcher(name2, ask) {
  return function(subject, ...args) {
    return expectation(this, name2, () => ask(subject, ...args));
  };
}

// harness/lab/lab-supply.ts
var LabSupply = class {
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

// harness/scenario/scenario.ts
init_deadlines();
init_errors();

// harness/backend/docker/docker-backend.ts
init_engine();

// harness/backend/docker/host-image.ts
var import_promises4 = require("node:fs/promises");
var import_node_path9 = __toESM(require("node:path"));
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
var import_node_crypto2 = require("node:crypto");
init_errors();
init_engine();
init_engine_images();
function imageName(repository, context) {
  const hash = (0, import_node_crypto2.createHash)("sha256");
  for (const [name2, content] of Object.entries(context).sort(([a], [b]) => a.localeCompare(b))) {
    hash.update(`${name2} ${content.length}
`).update(content);
  }
  return `${repository}:${hash.digest("hex").slice(0, 12)}`;
}

// harness/backend/docker/host-image.ts
init_engine();
init_engine_images();

// harness/backend/docker/native-library.ts
var import_node_fs5 = require("node:fs");
var import_promises2 = require("node:fs/promises");
var import_node_module = require("node:module");
var import_node_path7 = __toESM(require("node:path"));
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
  for (const name2 of ["koffi", `@koromix/koffi-linux-${process.arch}`]) {
    const folder = installed(name2);
    for (const file of (0, import_node_fs5.globSync)(PARTS, { cwd: folder })) {
      files[import_node_path7.default.join("node_modules", name2, file)] = await (0, import_promises2.readFile)(import_node_path7.default.join(folder, file));
    }
  }
  return files;
}
function installed(name2) {
  const search = (0, import_node_module.createRequire)(import_node_path7.default.join(packageRoot(), "package.json")).resolve.paths(name2) ?? [];
  const found2 = search.map((folder) => import_node_path7.default.join(folder, name2)).find((folder) => (0, import_node_fs5.globSync)(folder).length > 0);
  if (found2 !== void 0) return found2;
  throw new HalfcloseError("MISSING_TOOL", `the npm package ${name2} is not installed`, {
    hint: "install again without leaving out optional packages: the host image needs it"
  });
}

// harness/backend/docker/host-image.ts
init_ryuk();

// harness/backend/docker/toxiproxy-image.ts
var import_promises3 = require("node:fs/promises");
var import_node_path8 = __toESM(require("node:path"));
init_package_files();
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
    Dockerfile: await (0, import_promises3.readFile)(import_node_path8.default.join(packageRoot(), "containers", "toxiproxy", "Dockerfile")),
    "toxiproxy-server": await (0, import_promises3.readFile)(await findToxiproxyProgram())
  };
}
function ownName(context, hostImage) {
  return imageName("halfclose-toxiproxy", { ...context, base: Buffer.from(hostImage) });
}

// harness/backend/docker/host-image.ts
async function readBuildContext2() {
  return {
    Dockerfile: await (0, import_promises4.readFile)(import_node_path9.default.join(packageRoot(), "containers", "host", "Dockerfile")),
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

// harness/backend/netns/privilege.ts
init_errors();
var TOOLS = {
  ss: "iproute2",
  ip: "iproute2",
  unshare: "util-linux",
  nsenter: "util-linux"
};
var answer2;
function requirePrivilege() {
  return answer2 ??= findPrivilege();
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
var import_node_crypto5 = require("node:crypto");
var import_node_net2 = __toESM(require("node:net"));
init_errors();
var SUBNETS = 4096;
var FIRST_IPV4_BLOCK = 64;
var IPV6_PREFIX = "fd68:6c66:636c";
async function leaseSubnet() {
  const first = (0, import_node_crypto5.randomInt)(SUBNETS);
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
    const stop = () => (agent.close(), held.stop());
    const host2 = { name: name2, ipv4, ipv6, agent, identity: { pid: held.pid }, stop };
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
async function programOfThisMachine() {
  const program = await findToxiproxyProgram();
  return { from: program, program };
}
function hostScript(port2, switchPid, addresses) {
  const commands = [
    "link set lo up",
    `link add eth0 type veth peer name ${port2} netns ${String(switchPid)}`,
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
function backendNamed(name2) {
  if (Object.hasOwn(BACKENDS, name2)) return BACKENDS[name2];
  throw new HalfcloseError("UNKNOWN_BACKEND", `there is no backend called \`${name2}\``, {
    hint: `choose one of: ${Object.keys(BACKENDS).join(", ")}`
  });
}
function chosenBackend() {
  const fromProject = globalThis.HALFCLOSE_BACKEND;
  return backendNamed(fromProject ?? process.env["HALFCLOSE_BACKEND"] ?? "netns");
}

// harness/scenario/die-with-parent.ts
var import_node_vm = require("node:vm");

// harness/model/exit-codes.ts
var EXIT_FAILED = 1;

// harness/scenario/die-with-parent.ts
var realProcess = (0, import_node_vm.runInThisContext)("process");
function dieWithParent() {
  const end = () => realProcess.exit(EXIT_FAILED);
  realProcess.once("disconnect", end);
  return () => realProcess.off("disconnect", end);
}

// harness/scenario/dossier.ts
var import_node_path12 = __toESM(require("node:path"));

// harness/scenario/evidence-file.ts
var import_node_fs7 = require("node:fs");
var import_node_path10 = __toESM(require("node:path"));
var WRITING_SHARE = 0.05;
var SHORTEST_PAUSE_MS = 100;
var EvidenceFile = class {
  path;
  #collect;
  #timer;
  #pauseMs = SHORTEST_PAUSE_MS;
  constructor(file, collect) {
    this.path = file;
    this.#collect = collect;
  }
  /** Has what is new written soon. */
  touch() {
    this.#timer ??= setTimeout(() => this.write(), this.#pauseMs);
  }
  /** Writes now. */
  write() {
    clearTimeout(this.#timer);
    this.#timer = void 0;
    const started = monotonicMs();
    (0, import_node_fs7.writeFileSync)(`${this.path}.new`, `${JSON.stringify(this.#collect(), void 0, 1)}
`);
    (0, import_node_fs7.renameSync)(`${this.path}.new`, this.path);
    this.#pauseMs = Math.max(SHORTEST_PAUSE_MS, (monotonicMs() - started) / WRITING_SHARE);
  }
};
function linkLatest(runFolder2) {
  const link = import_node_path10.default.join(import_node_path10.default.dirname(runFolder2), "latest");
  const fresh = `${link}.${String(process.pid)}`;
  (0, import_node_fs7.rmSync)(fresh, { force: true });
  (0, import_node_fs7.symlinkSync)(import_node_path10.default.basename(runFolder2), fresh);
  (0, import_node_fs7.renameSync)(fresh, link);
}

// harness/scenario/run-folder.ts
var import_node_fs8 = require("node:fs");
var import_node_path11 = __toESM(require("node:path"));
var RUN_FOLDER = "HALFCLOSE_RUN_FOLDER";
var OUT_FOLDER = "HALFCLOSE_OUT";
function outFolder() {
  return import_node_path11.default.resolve(process.env[OUT_FOLDER] ?? import_node_path11.default.join("reports", "out"));
}
function runFolder() {
  const known = process.env[RUN_FOLDER];
  if (known !== void 0) return known;
  const out = outFolder();
  const time2 = (/* @__PURE__ */ new Date()).toISOString().replaceAll(":", "-").replace(/\.\d+Z$/, "");
  const folder = import_node_path11.default.join(out, `${time2}-${String(process.pid)}`);
  (0, import_node_fs8.mkdirSync)(folder, { recursive: true });
  linkLatest(folder);
  process.env[RUN_FOLDER] = folder;
  return folder;
}
function scenarioFolder(backend, file, name2) {
  const topic = import_node_path11.default.basename(file).replace(/\.test\.[cm]?[jt]s$/, "");
  const wanted = import_node_path11.default.join(runFolder(), backend, slug(topic), slug(name2));
  (0, import_node_fs8.mkdirSync)(import_node_path11.default.dirname(wanted), { recursive: true });
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${String(number)}`;
    if (makeNew(folder)) return folder;
  }
}
function makeNew(folder) {
  try {
    (0, import_node_fs8.mkdirSync)(folder);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}
var LONGEST_NAME = 80;
function slug(name2) {
  return name2.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, LONGEST_NAME) || "scenario";
}

// harness/scenario/dossier.ts
var Dossier = class {
  #lab;
  #scenario;
  #file;
  #startedAt = /* @__PURE__ */ new Date();
  #ss = "not asked: no host lived to the end";
  #status = "running";
  #error;
  #teardownErrors = [];
  constructor(lab, scenario2) {
    this.#lab = lab;
    this.#scenario = scenario2;
    const folder = scenarioFolder(lab.network.backend, scenario2.file, scenario2.name);
    this.#file = new EvidenceFile(import_node_path12.default.join(folder, "evidence.json"), () => this.#evidence());
    lab.evidenceFile = this.#file.path;
    lab.recorder.onNews(() => this.#file.touch());
    this.#file.write();
  }
  /** What the kernels show at the end, as far as the hosts still answer. */
  async takeLastLook() {
    const { hosts } = this.#lab;
    const tools = hosts[0]?.request("tools", {}).then(({ ss }) => this.#ss = ss);
    await Promise.allSettled([tools, ...hosts.flatMap((host2) => [host2.look(), host2.counters()])]);
  }
  finish(failure, teardownErrors) {
    this.#status = failure || teardownErrors.length > 0 ? "failed" : "passed";
    this.#error = failure?.message;
    this.#teardownErrors = teardownErrors.map(({ message }) => message);
    this.#file.write();
  }
  #evidence() {
    const { network, seed, recorder, hosts, sockets, expectations } = this.#lab;
    return {
      schema: EVIDENCE_SCHEMA,
      scenario: this.#scenario,
      backend: network.backend,
      status: this.#status,
      verdict: this.#verdict(),
      startedAt: this.#startedAt.toISOString(),
      durationMs: this.#lab.now(),
      seed,
      environment: { node: process.version, ss: this.#ss, ...network.facts },
      error: this.#error,
      teardownErrors: this.#teardownErrors,
      hosts: hosts.map((host2) => host2.evidence()),
      sockets: sockets.map((socket) => socket.evidence()),
      expectations,
      timeline: recorder.timeline
    };
  }
  /** Failed beats unproven beats held. A scenario that asserts nothing has no verdict. */
  #verdict() {
    const verdicts = this.#lab.expectations.map(({ verdict }) => verdict);
    if (this.#status === "failed" && !verdicts.includes("unproven")) return "failed";
    return ["failed", "unproven", "held"].find((verdict) => verdicts.includes(verdict));
  }
};

// harness/scenario/needs.ts
var import_node_child_process5 = require("node:child_process");
init_package_files();

// harness/scenario/required.ts
function isRequired(what) {
  return (process.env["HALFCLOSE_REQUIRE"] ?? "").split(",").includes(what);
}

// harness/scenario/needs.ts
var toxiproxyIsHere;
function whyNotRun({ needs }) {
  if (needs === void 0 || isRequired(needs)) return void 0;
  toxiproxyIsHere ??= (0, import_node_child_process5.spawnSync)(process.execPath, [builtFile("toxiproxy-here.js"), chosenBackend().name]).status === 0;
  return toxiproxyIsHere ? void 0 : "no Toxiproxy here";
}

// harness/scenario/scenario.ts
var TEARDOWN_GRACE_MS = 15e3;
installMatchers();
(0, import_globals2.afterAll)(endSupply);
function scenario(name2, ...rest) {
  const [needs, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  const whyNot = whyNotRun(needs);
  if (whyNot !== void 0) {
    import_globals2.test.skip(`${name2} (not run: ${whyNot})`, () => void 0);
    return;
  }
  toCome++;
  (0, import_globals2.test)(name2, () => runScenario(name2, body), SCENARIO_DEADLINE_MS + TEARDOWN_GRACE_MS);
}
var toCome = 0;
var supply;
var outliveParent;
async function endSupply() {
  const [error] = await supply?.dispose() ?? [];
  outliveParent?.();
  if (error) throw error;
}
async function runScenario(name2, body) {
  takeUnawaited();
  supply ??= new LabSupply(chosenBackend());
  outliveParent ??= dieWithParent();
  const lab = await supply.take({ another: --toCome > 0 });
  try {
    await runInLab(lab, name2, body);
  } finally {
    await lab.teardown.run();
  }
}
async function runInLab(lab, name2, body) {
  const dossier = new Dossier(lab, {
    name: name2,
    file: import_node_path13.default.relative(process.cwd(), import_globals2.expect.getState().testPath ?? "")
  });
  const ownFailure = await failureOf(() => withDeadline(lab, body({ lab })));
  await dossier.takeLastLook();
  const failure = ownFailure ?? (lab.broken.signal.aborted ? lab.broken.signal.reason : void 0);
  const teardownErrors = await lab.teardown.run();
  try {
    dossier.finish(failure, teardownErrors);
  } catch (error2) {
    teardownErrors.push(error2);
  }
  const error = failure ?? teardownErrors[0];
  if (error) throw error;
}
async function failureOf(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  const [forgotten] = takeUnawaited();
  if (forgotten === void 0) return void 0;
  return new HalfcloseError("NOT_AWAITED", `${forgotten} was not awaited, so nothing was asserted`, {
    hint: `write \`await ${forgotten}\``
  });
}
async function withDeadline(lab, body) {
  let timer;
  const ended = new Promise((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        new HalfcloseError("TIMED_OUT", `the scenario was not over after ${String(SCENARIO_DEADLINE_MS)} ms`)
      );
    }, SCENARIO_DEADLINE_MS);
    lab.broken.signal.addEventListener("abort", () => reject(lab.broken.signal.reason));
  });
  try {
    await Promise.race([body, ended]);
  } finally {
    clearTimeout(timer);
  }
}

// harness/index.ts
init_errors();
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  HalfcloseError,
  expect,
  scenario
});
//# sourceMappingURL=index.js.map
