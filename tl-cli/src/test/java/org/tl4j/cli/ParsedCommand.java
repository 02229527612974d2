package org.tl4j.cli;

import java.util.List;
import java.util.Set;
import org.tl4j.cli.commands.Context;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ResumeHint;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Arguments parsed by the real command line, without running a command. */
public final class ParsedCommand {
    private ParsedCommand() {}

    /**
     * The arguments of the innermost command.
     *
     * @throws ParameterException if a command or option is unknown, or something that is required is missing
     */
    public static ParseResult of(List<String> arguments) {
        ParseResult result = line().parseArgs(arguments.toArray(String[]::new));
        while (result.hasSubcommand()) {
            result = result.subcommand();
        }
        return result;
    }

    /** The names of all commands of the first level. */
    public static Set<String> names() {
        return line().getSubcommands().keySet();
    }

    private static CommandLine line() {
        Console console = Captured.plain().console();
        Tl tl = new Tl();
        // parsing needs neither settings nor the library
        Context context = new Context(console, () -> null, new ResumeHint(), selection -> null);
        return Main.commandLine(tl, new Failures(console, tl), context);
    }
}
