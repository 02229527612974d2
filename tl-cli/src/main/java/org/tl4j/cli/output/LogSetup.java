package org.tl4j.cli.output;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.Logger;

/**
 * How the command logs: warnings, on standard error, since standard output belongs to results; {@code --verbose} raises the
 * level. In Java, because reading the same from {@code logback.xml} loads 700 classes, which is a third of the time of
 * {@code tl --help}. Logback finds it through {@code META-INF/services}; a file named by
 * {@code -Dlogback.configurationFile} replaces it.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String FILE = "logback.configurationFile";

    /** Their warnings are of no use to a user. */
    private static final List<String> ERRORS_ONLY = List.of(
            // warns of networks that are built layer by layer, as all of ours are
            "org.deeplearning4j.nn.conf.inputs.InputType",
            // warns of bytes that a record of a Keras file has left over, as those of Keras have
            "io.jhdf",
            // warns of parts that are older than JavaCPP, as those of CUDA are
            "org.bytedeco.javacpp");

    /** A setup. */
    public LogSetup() {}

    @Override
    public ExecutionStatus configure(LoggerContext logging) {
        if (System.getProperty(FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PrintableLog layout = new PrintableLog();
        layout.setContext(logging);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(logging);
        encoder.setLayout(layout);
        ConsoleAppender<ILoggingEvent> standardError = new ConsoleAppender<>();
        standardError.setContext(logging);
        standardError.setName("STDERR");
        standardError.setTarget("System.err");
        standardError.setEncoder(encoder);
        standardError.start();
        var root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(standardError);
        ERRORS_ONLY.forEach(name -> logging.getLogger(name).setLevel(Level.ERROR));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
