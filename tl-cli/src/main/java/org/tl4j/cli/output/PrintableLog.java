package org.tl4j.cli.output;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.Redaction;

/**
 * The text of one log event: its level, its logger and its message, redacted, escaped and bounded as on the console, with a
 * stack trace only with {@code --verbose}.
 */
final class PrintableLog extends LayoutBase<ILoggingEvent> {
    private static final int LONGEST = 4 * Printable.LONGEST_QUOTE;
    private static final int LOGGER_LENGTH = 20;

    private final TargetLengthBasedClassNameAbbreviator abbreviator =
            new TargetLengthBasedClassNameAbbreviator(LOGGER_LENGTH);

    @Override
    public String doLayout(ILoggingEvent event) {
        String level = event.getLevel().toString();
        return level + " ".repeat(Math.max(0, 5 - level.length())) + " " + abbreviator.abbreviate(event.getLoggerName())
                + ": " + message(event);
    }

    private static String message(ILoggingEvent event) {
        String message =
                Printable.text(Redaction.text(CommandTerms.in(String.valueOf(event.getFormattedMessage()))), LONGEST);
        String end = System.lineSeparator();
        if (!(event.getThrowableProxy() instanceof ThrowableProxy proxy)) {
            return message + end;
        }
        Throwable cause = proxy.getThrowable();
        // if --verbose was given
        boolean traces = LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME).isInfoEnabled();
        return traces
                ? message + end + Traces.text(cause)
                : message + " (" + Printable.text(Redaction.text(cause.toString()), Printable.LONGEST_QUOTE) + ")"
                        + end;
    }
}
