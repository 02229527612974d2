package org.tl4j.cli.output;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.Redaction;

/**
 * The text of one log event, redacted, escaped and bounded as on the console, with a stack trace only with {@code
 * --verbose}. Logback creates it, since {@code logback.xml} names it.
 */
public final class PrintableLog extends ThrowableHandlingConverter {
    private static final int LONGEST = 4 * Printable.LONGEST_QUOTE;

    /** A converter. */
    public PrintableLog() {}

    @Override
    public String convert(ILoggingEvent event) {
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
