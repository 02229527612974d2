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
        String line = log.convert(event("label {} is odd", new Object[] {"a\u001b[31m\nWARN forged\u202e"}, null));

        assertThat(line).isEqualTo("label a\\u001b[31m\\nWARN forged\\u202e is odd" + System.lineSeparator());
    }

    @Test
    void aCauseIsNamedWithoutItsTrace() {
        String line = log.convert(event("it failed", null, new IllegalStateException("be\u0007cause")));

        assertThat(line)
                .isEqualTo("it failed (java.lang.IllegalStateException: be\\u0007cause)" + System.lineSeparator());
    }

    @Test
    void addressesLoseTheirSecrets() {
        String line = log.convert(event(
                "{} failed",
                new Object[] {"https://me:first@host/a"},
                new IllegalStateException("http://h/b?k=second")));

        assertThat(line).contains("https://***@host/a failed", "http://h/b").doesNotContain("first", "second");
    }

    private static LoggingEvent event(String message, Object[] arguments, Throwable cause) {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        return new LoggingEvent("", root, Level.WARN, message, cause, arguments);
    }
}
