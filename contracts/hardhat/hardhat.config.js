// Compiles the contracts with the compiler of npm. Hardhat by itself downloads a list of compilers, and one of them.
const { TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD } = require("hardhat/builtin-tasks/task-names");
const solc = require("solc");

subtask(TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD, async () => ({
    compilerPath: require.resolve("solc/soljson.js"),
    isSolcJs: true,
    version: solc.version().split("+")[0],
    longVersion: solc.version(),
}));

const { outputSelection, ...settings } = require("./solc.json");
// Optimised for size, as in foundry.toml.
const small = { ...settings, optimizer: { enabled: true, runs: 200 } };

module.exports = {
    paths: { sources: "./src" },
    solidity: {
        compilers: [{ version: "0.8.37", settings }],
        overrides: { "src/FernetRollup.sol": { version: "0.8.37", settings: small } },
    },
};
