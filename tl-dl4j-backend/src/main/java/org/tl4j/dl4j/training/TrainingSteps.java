package org.tl4j.dl4j.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.dl4j.training.onednn.StepExecutor;

/** What computes training steps in this process, found without loading its library. ND4J must be started. */
public final class TrainingSteps {
    /** The system property that leaves training steps to Deeplearning4j if it is {@code false}. */
    static final String PROPERTY = "tl.onednn.steps";

    private static final String VERSION = "/META-INF/maven/org.bytedeco/dnnl/pom.properties";

    private TrainingSteps() {}

    /** {@code oneDNN 3.11}, or {@code Deeplearning4j, because} and the reason. Some layers are never computed by oneDNN. */
    public static String computedBy() {
        return notWanted()
                .or(TrainingSteps::notOnClassPath)
                .map(reason -> "Deeplearning4j, because " + reason)
                .orElseGet(() -> ("oneDNN " + version()).strip());
    }

    /** Why oneDNN must not compute training steps; empty if it may. */
    static Optional<String> notWanted() {
        if (!Nd4j.getEnvironment().isCPU()) {
            return Optional.of("a graphics card computes");
        }
        if (!Nd4j.getEnvironment().helpersAllowed()) {
            return Optional.of("oneDNN is switched off");
        }
        return "false".equalsIgnoreCase(System.getProperty(PROPERTY))
                ? Optional.of(PROPERTY + " is false")
                : Optional.empty();
    }

    private static Optional<String> notOnClassPath() {
        String platform = Loader.getPlatform();
        String library = "/org/bytedeco/dnnl/" + platform + "/" + System.mapLibraryName("jnidnnl");
        return StepExecutor.class.getResource(library) == null
                ? Optional.of("the class path has no library of oneDNN for " + platform)
                : Optional.empty();
    }

    /** The version of oneDNN without that of its presets; empty if the class path does not tell. */
    private static String version() {
        try (InputStream in = StepExecutor.class.getResourceAsStream(VERSION)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "").replaceFirst("-.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
