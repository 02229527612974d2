package org.tl4j.cli.output;

import java.util.List;
import org.tl4j.application.documents.Json;

/**
 * The result of a command.
 *
 * @param document for programs: a record, a list or a map that {@link Json} can write
 * @param text for people, line by line
 * @param exitCode one of {@link ExitCodes}
 */
public record CommandResult(Object document, List<String> text, int exitCode) {
    public CommandResult {
        text = List.copyOf(text);
    }

    /** The result of a command that has succeeded. */
    public static CommandResult done(Object document, List<String> text) {
        return new CommandResult(document, text, ExitCodes.DONE);
    }
}
