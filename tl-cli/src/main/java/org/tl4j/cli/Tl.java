package org.tl4j.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code tl} itself: the options that all commands share. */
@Command(
        name = "tl",
        description = "Transfer learning: a folder of photos in, a classifier out.",
        footer = {
            "",
            "Try `tl quickstart` first, then `tl train --data DIR --output FILE.tlz`.",
            "Environment: TL_HOME (cache folder), TL_MIRROR (folder or address of weights),",
            "TL_CATALOG (file with backbones of your own), TL_OFFLINE (1: fetch nothing), TL_JAVA_OPTS."
        })
@SuppressWarnings("UnusedVariable") // picocli itself acts on help and version
final class Tl implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of TL4J and Deeplearning4j, the backend and whether its helpers are used.")
    private boolean version;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log more on standard error, and show the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = "--offline",
            scope = ScopeType.INHERIT,
            description = "Fetch nothing, as with TL_OFFLINE=1; missing files are reported.")
    private boolean offline;

    boolean offline() {
        return offline;
    }

    boolean verbose() {
        return verbose;
    }

    /** Sets the level of the log, before the command starts. */
    void chooseLogLevel() {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
            root.setLevel(verbose ? Level.INFO : Level.WARN);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
