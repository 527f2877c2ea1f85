
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

// harness/model/clock.ts
var SAMPLES = 10;
function slowly() {
  return Number(process.hrtime.bigint()) / 1e6;
}
var AHEAD_MS = Math.max(...Array.from({ length: SAMPLES }, () => slowly() - performance.now()));
function monotonicMs() {
  return AHEAD_MS + performance.now();
}

// harness/bench/proxy/load/commands.ts
var REQUEST_BYTES = 8;
function sourceRequest(bytes) {
  const request = Buffer.alloc(REQUEST_BYTES);
  request.writeDoubleBE(bytes);
  return request;
}

// harness/bench/proxy/load/connection.ts
var import_node_net = __toESM(require("node:net"));
var BUFFER = Buffer.allocUnsafeSlow(256 * 1024);
var LoadConnection = class _LoadConnection {
  #socket;
  #gone;
  #error;
  #left = 0;
  #settle;
  constructor(to) {
    this.#socket = import_node_net.default.connect({
      ...to,
      noDelay: true,
      onread: { buffer: BUFFER, callback: (count) => this.#received(count) }
    });
    this.#socket.on("error", (error) => this.#error = error);
    this.#gone = new Promise(
      (resolve) => this.#socket.once("close", () => {
        this.#settle?.(this.#error ?? new Error("the connection was closed before all had come"));
        resolve();
      })
    );
  }
  static async open(to) {
    const connection = new _LoadConnection(to);
    await new Promise((resolve, reject) => {
      connection.#socket.once("connect", resolve);
      connection.#socket.once("error", reject);
    });
    return connection;
  }
  /** Sends the message; resolves when so many bytes have come back. */
  exchange(message, bytes) {
    return new Promise((resolve, reject) => {
      this.#left = bytes;
      this.#settle = (error) => {
        this.#settle = void 0;
        if (error) reject(error);
        else resolve();
      };
      this.#socket.write(message);
    });
  }
  /** FIN, and the peer's FIN. */
  close() {
    this.#socket.end();
    return this.#gone;
  }
  #received(count) {
    this.#left -= count;
    if (this.#left <= 0) this.#settle?.();
    return true;
  }
};

// harness/bench/proxy/load/generator.ts
var SET_UPS_AT_A_TIME = 10;
var MESSAGE = Buffer.alloc(64, "x");
var BYTE = Buffer.from("x");
var Generator = class {
  #connections = [];
  async open(to, count) {
    await setUpMany(count, async () => {
      this.#connections.push(await LoadConnection.open(to));
    });
  }
  async fetch(bytesEach) {
    const request = sourceRequest(bytesEach);
    const started = monotonicMs();
    await Promise.all(this.#connections.map((connection) => connection.exchange(request, bytesEach)));
    return (monotonicMs() - started) / 1e3;
  }
  async roundTrips(count) {
    const [connection] = this.#connections;
    if (!connection) throw new Error("no connection is open");
    const taken = [];
    for (let trip = 0; trip < count; trip++) {
      const started = monotonicMs();
      await connection.exchange(MESSAGE, MESSAGE.length);
      taken.push((monotonicMs() - started) * 1e3);
    }
    return taken;
  }
  async setUps(to, count) {
    const started = monotonicMs();
    await setUpMany(count, async () => {
      const connection = await LoadConnection.open(to);
      await connection.exchange(BYTE, 1);
      await connection.close();
    });
    return (monotonicMs() - started) / 1e3;
  }
  async close() {
    await Promise.all(this.#connections.splice(0).map((connection) => connection.close()));
  }
};
async function setUpMany(count, setUp) {
  let left = count;
  const worker = async () => {
    while (left-- > 0) await setUp();
  };
  await Promise.all(Array.from({ length: SET_UPS_AT_A_TIME }, worker));
}

// harness/bench/proxy/load/servers.ts
var import_node_net2 = __toESM(require("node:net"));
var HOST = "127.0.0.1";
var BYTES = Buffer.alloc(1024 * 1024, "x");
async function startServers() {
  return { echo: await listen(echo), source: await listen(source) };
}
function listen(serve) {
  const server = import_node_net2.default.createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => void 0);
    serve(socket);
  });
  return new Promise(
    (resolve) => server.listen(
      0,
      HOST,
      1024,
      () => resolve({ host: HOST, port: server.address().port })
    )
  );
}
function echo(socket) {
  socket.on("data", (bytes) => socket.write(bytes));
}
function source(socket) {
  let asked = Buffer.alloc(0);
  let left = 0;
  const send = () => {
    for (let room = true; room && left > 0; ) {
      const bytes = BYTES.subarray(0, left);
      left -= bytes.length;
      room = socket.write(bytes);
    }
  };
  socket.on("drain", send);
  socket.on("data", (bytes) => {
    asked = Buffer.concat([asked, bytes]);
    for (; asked.length >= REQUEST_BYTES; asked = asked.subarray(REQUEST_BYTES)) left += asked.readDoubleBE();
    send();
  });
}

// harness/bench/proxy/load/main.ts
async function main(role) {
  if (role === "servers") {
    tell({ value: await startServers() });
    return;
  }
  const generator = new Generator();
  process.on("message", ({ name, args }) => {
    const command = generator[name].bind(generator);
    command(...args).then(
      (value) => tell({ value }),
      (error) => tell({ error: String(error) })
    );
  });
  tell({ value: "ready" });
}
function tell(reply) {
  process.send?.(reply);
}
process.once("disconnect", () => process.exit());
void main(process.argv[2]);
//# sourceMappingURL=bench-load.js.map
