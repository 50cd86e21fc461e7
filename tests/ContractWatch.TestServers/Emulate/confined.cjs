// Loaded before emulate, which listens on every interface: here it is heard on this machine only, on a port nobody has, and
// ends with whoever started it.
const { Server } = require("node:net");

const listen = Server.prototype.listen;
Server.prototype.listen = function (...asked) {
  this.once("listening", () => console.log(`listening on ${this.address().port}`));
  return listen.call(this, 0, "127.0.0.1", ...asked.filter((argument) => typeof argument === "function"));
};

process.stdin.on("close", () => process.exit()).resume();
