package org.tl4j.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tl help}: picocli's own help command has an option that collides with one that all commands share. */
@Command(name = "help", helpCommand = true, description = "Shows the help of tl or of a command.")
final class Help implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command; by default tl itself.")
    private Optional<String> command = Optional.empty();

    @Override
    public void run() {
        CommandLine root = spec.parent().commandLine();
        CommandLine target = command.map(root.getSubcommands()::get).orElse(command.isPresent() ? null : root);
        if (target == null) {
            throw new ParameterException(spec.commandLine(), "there is no command " + command.orElseThrow());
        }
        target.usage(root.getOut());
    }
}
