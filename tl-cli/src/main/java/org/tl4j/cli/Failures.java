package org.tl4j.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Locale;
import org.tl4j.cli.commands.AnsweringCommand;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ErrorDocument;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.Json;
import org.tl4j.core.error.Category;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.error.Tl4jException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says failures: one line on standard error, under {@code --json} also a document on standard output, and an exit code.
 *
 * @param console where
 * @param tl knows whether stack traces are wanted
 */
record Failures(Console console, Tl tl) implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        boolean json = command.getCommandSpec().userObject() instanceof AnsweringCommand answering && answering.json();
        return tell(failure, json);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String remedy = String.format(
                "%s`%s --help` shows what it takes",
                suggestion(failure), command.getCommandSpec().qualifiedName());
        String message = failure.getMessage().lines().findFirst().orElse("");
        // `--json` itself may not have been reached
        boolean json = Arrays.asList(arguments).contains("--json");
        Problem problem = new Problem("wrong usage:", beginningSmall(message), "", remedy);
        say(ErrorDocument.of("usage", problem), json);
        trace(failure);
        return ExitCodes.USAGE;
    }

    /** Says what was thrown. */
    int tell(Throwable failure, boolean json) {
        if (failure instanceof Tl4jException known) {
            say(ErrorDocument.of(known), json);
            trace(failure);
            return exitCode(known);
        }
        if (failure instanceof OutOfMemoryError) {
            say(ErrorDocument.of("environment", memory(failure)), json);
        } else {
            say(ErrorDocument.of("internal", defect(failure)), json);
        }
        trace(failure);
        return ExitCodes.FAILED;
    }

    private static Problem memory(Throwable failure) {
        return new Problem(
                "memory",
                "must suffice",
                String.valueOf(failure.getMessage()),
                "close other programs, or set TL_JAVA_OPTS=-Xmx4g or more; `tl doctor` shows the limits");
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
        return "";
    }

    private void say(ErrorDocument document, boolean json) {
        console.say(document.error().message());
        if (json) {
            console.out().println(Json.text(document));
            console.out().flush();
        }
    }

    private void trace(Throwable failure) {
        if (tl.verbose()) {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text, true));
            PrintStream err = console.err();
            // messages of libraries may hold whole addresses
            err.print(Redaction.text(text.toString()));
            err.flush();
        }
    }
}
