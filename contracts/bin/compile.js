// Compiles standard JSON: reads the input of solc from standard input, and writes its output.
const solc = require("solc");
process.stdout.write(solc.compile(require("fs").readFileSync(0, "utf8")));
