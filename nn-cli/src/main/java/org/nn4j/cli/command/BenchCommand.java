package org.nn4j.cli.command;

import picocli.CommandLine.Command;

/** {@code nn bench}. */
@Command(
    name = "bench",
    description = "Measures this machine on a training workload.",
    synopsisSubcommandLabel = "WORKLOAD",
    subcommands = {BenchFiveCommand.class, BenchMlpCommand.class, BenchWideCommand.class},
    footer = {"", "Example:", "  nn bench wide"})
final class BenchCommand extends VerbGroup {}
