package org.tl4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.ContextInitializer;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogSetupTest {
    private final LoggerContext logging = new LoggerContext();

    @AfterEach
    void stop() {
        logging.stop();
    }

    @Test
    void logbackFindsItAndTakesNoOther() throws Exception {
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(LogSetup.class);

        new ContextInitializer(logging).autoConfig();

        assertThat(logging.getLogger(Logger.ROOT_LOGGER_NAME).getLevel()).isEqualTo(Level.WARN);
        assertThat(logging.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR"))
                .isNotNull();
    }

    @Test
    void librariesThatWarnOfNothingAreQuiet() {
        assertThat(new LogSetup().configure(logging)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);

        assertThat(logging.getLogger("io.jhdf.HdfFile").isWarnEnabled()).isFalse();
        assertThat(logging.getLogger("org.tl4j").isWarnEnabled()).isTrue();
        assertThat(logging.getLogger("org.tl4j").isInfoEnabled()).isFalse();
    }

    @Test
    void aFileOfTheUserReplacesIt() {
        System.setProperty("logback.configurationFile", "/nowhere/logback.xml");
        try {
            assertThat(new LogSetup().configure(logging)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }
}
