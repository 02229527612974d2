package org.tl4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PrintableLogTest {
    private final PrintableLog log = new PrintableLog();

    @Test
    void anEventIsOneHarmlessLine() {
        String line = log.doLayout(event("label {} is odd", new Object[] {"a\u001b[31m\nWARN forged\u202e"}, null));

        assertThat(line)
                .isEqualTo("WARN  o.t.learner.Harmless: label a\\u001b[31m\\nWARN forged\\u202e is odd"
                        + System.lineSeparator());
    }

    @Test
    void aCauseIsNamedWithoutItsTrace() {
        String line = log.doLayout(event("it failed", null, new IllegalStateException("be\u0007cause")));

        assertThat(line)
                .isEqualTo("WARN  o.t.learner.Harmless: it failed (java.lang.IllegalStateException: be\\u0007cause)"
                        + System.lineSeparator());
    }

    @Test
    void addressesLoseTheirSecrets() {
        String line = log.doLayout(event(
                "{} failed",
                new Object[] {"https://me:first@host/a"},
                new IllegalStateException("http://h/b?k=second")));

        assertThat(line).contains("https://***@host/a failed", "http://h/b").doesNotContain("first", "second");
    }

    private static LoggingEvent event(String message, Object[] arguments, Throwable cause) {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Logger logger = (Logger) LoggerFactory.getLogger("org.tl4j.learner.Harmless");
        return new LoggingEvent("", logger, Level.WARN, message, cause, arguments);
    }
}
