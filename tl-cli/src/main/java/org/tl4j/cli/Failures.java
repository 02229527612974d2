package org.tl4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.application.documents.ErrorDocument;
import org.tl4j.cli.commands.JsonCommand;
import org.tl4j.cli.output.CommandTerms;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.MachineFailure;
import org.tl4j.core.error.Category;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.Tl4jException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports failures: one line on standard error, with {@code --json} also a document on standard output, and an exit code.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int LONGEST_OPTION = 40;

    private final Console console;
    private final Tl tl;

    /**
     * @param console where to print
     * @param tl knows whether stack traces are requested
     */
    Failures(Console console, Tl tl) {
        this.console = console;
        this.tl = tl;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        boolean json = command.getCommandSpec().userObject() instanceof JsonCommand answering && answering.json();
        return report(failure, json);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String remedy = String.format(
                "%s`%s --help` shows its options",
                suggestion(failure), command.getCommandSpec().qualifiedName());
        String message = failure.getMessage().lines().findFirst().orElse("");
        // parsing may have failed before `--json`
        boolean json = Arrays.asList(arguments).contains("--json");
        Problem problem = new Problem("wrong usage:", beginningSmall(message), "", remedy);
        say(ErrorDocument.of("usage", problem), json);
        trace(failure);
        return ExitCodes.USAGE;
    }

    /** Reports an exception. */
    int report(Throwable failure, boolean json) {
        Optional<Tl4jException> known = MachineFailure.known(failure);
        if (known.isPresent()) {
            say(
                    ErrorDocument.of(
                            known.get(),
                            MachineFailure.here(CommandTerms.in(known.get().problem()))),
                    json);
            trace(failure);
            return exitCode(known.get());
        }
        say(
                MachineFailure.of(failure)
                        .map(problem -> ErrorDocument.of("environment", problem))
                        .orElseGet(() -> ErrorDocument.of("internal", defect(failure))),
                json);
        trace(failure);
        return ExitCodes.FAILED;
    }

    private static Problem defect(Throwable failure) {
        return new Problem("internal error:", failure.toString(), "", "run with --verbose and report it");
    }

    private static int exitCode(Tl4jException failure) {
        if (failure instanceof StrictException) {
            return ExitCodes.SKIPPED;
        }
        if (failure.category() == Category.INTERRUPTED) {
            return ExitCodes.INTERRUPTED;
        }
        return failure.category() == Category.USAGE ? ExitCodes.USAGE : ExitCodes.FAILED;
    }

    private static String beginningSmall(String sentence) {
        return sentence.isEmpty() ? "" : sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String suggestion(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? ";
        }
        if (failure instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String typed = unmatched.getUnmatched().get(0).split("=", 2)[0];
            String question = Suggestions.question(
                    Printable.text(typed, LONGEST_OPTION),
                    failure.getCommandLine().getCommandSpec().optionsMap().keySet());
            return question.isEmpty() ? "" : question + " ";
        }
        return "";
    }

    private void say(ErrorDocument document, boolean json) {
        console.say(document.error().message());
        if (json) {
            console.printDocument(document);
        }
    }

    private void trace(Throwable failure) {
        if (tl.verbose()) {
            console.trace(failure);
        }
    }
}
