package org.tl4j.cli.commands;

import org.tl4j.cli.output.CommandResult;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tl completion}: lets the shell complete commands and options. */
@Command(name = "completion", description = "Prints a completion script for bash and zsh: source <(tl completion)")
public final class CompletionCommand extends JsonCommand {
    @Spec
    private CommandSpec spec;

    /** A command that works with {@code context}. */
    public CompletionCommand(Context context) {
        super(context);
    }

    /** The JSON of {@code tl completion}. */
    record Document(String script) {}

    @Override
    CommandResult execute() {
        String script = AutoComplete.bash("tl", spec.root().commandLine());
        return CommandResult.done(new Document(script), script.lines().toList());
    }
}
