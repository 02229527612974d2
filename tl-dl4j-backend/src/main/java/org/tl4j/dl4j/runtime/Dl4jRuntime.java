package org.tl4j.dl4j.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.EnvironmentException;

/**
 * The runtime of ND4J in this process, as ND4J reports it. Immutable.
 *
 * @param backend ND4J's name of the backend, {@code CPU} or {@code CUDA}
 * @param nd4jVersion the version of ND4J, for example {@code 1.0.0-M2.1}
 * @param nativeLibrary platform and build of the loaded library, for example {@code linux-x86_64-onednn-avx2}, or
 *     {@code unknown} if it was loaded from outside the class path
 * @param helpers whether layers use oneDNN
 * @param threads number of threads that one operation may use
 */
public record Dl4jRuntime(String backend, String nd4jVersion, String nativeLibrary, HelperUse helpers, int threads) {
    private static final Logger LOG = LoggerFactory.getLogger(Dl4jRuntime.class);

    /**
     * Starts ND4J if it is not started yet. Call it before any other use of ND4J; layers built earlier keep their helpers.
     *
     * <p>A native library is loaded once per process, so the first start decides: a later call changes nothing and reports
     * what is loaded, whatever its settings. System properties set by the caller override the settings: JavaCPP's
     * {@code org.bytedeco.javacpp.platform.extension} and Deeplearning4j's
     * {@code org.eclipse.deeplearning4j.helpers.disable}. Thread-safe.
     *
     * @throws EnvironmentException if there is no backend whose native library this machine can load
     */
    public static synchronized Dl4jRuntime start(RuntimeSettings settings) {
        ContextLoaders.repair();
        NativeLibrary.choose(settings.helpers());
        String backend = load();
        Dl4jRuntime runtime = new Dl4jRuntime(
                backend,
                version(),
                NativeLibrary.loaded().orElse("unknown"),
                OneDnnHelpers.start(backend, settings.helpers()),
                Nd4j.getEnvironment().maxThreads());
        runtime.log(settings);
        return runtime;
    }

    /**
     * Chooses the native library and permits oneDNN, without loading anything: for graphs that are built by others before ND4J
     * has to start here. Does nothing after {@link #start}. Thread-safe.
     *
     * @throws EnvironmentException if no native library on the class path fits the processor
     */
    public static synchronized void prepare(RuntimeSettings settings) {
        ContextLoaders.repair();
        NativeLibrary.choose(settings.helpers());
        if (settings.helpers() && !NativeLibrary.cudaOnClassPath()) {
            OneDnnHelpers.permit();
        }
    }

    /** Whether layers actually use oneDNN. */
    public boolean helpersInUse() {
        return helpers == HelperUse.IN_USE;
    }

    /**
     * A one-line description of everything that may change the last digits of a result; the number of threads does not.
     * Example: {@code ND4J 1.0.0-M2.1 on CPU, library linux-x86_64-onednn-avx2, oneDNN in use}.
     */
    public String description() {
        return "ND4J %s on %s, library %s, oneDNN %s".formatted(nd4jVersion, backend, nativeLibrary, helpers);
    }

    /** The engine information for core. Its versions include library and oneDNN, which may change the last digits. */
    public EngineInfo info(String engine) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("deeplearning4j", nd4jVersion);
        versions.put("backend", backend + " " + nativeLibrary);
        versions.put("onednn", helpers.toString());
        Map<String, String> details = new LinkedHashMap<>();
        details.put("backend", backend);
        details.put("nd4j-version", nd4jVersion);
        details.put("native-library", nativeLibrary);
        details.put("helpers", helpers.name());
        details.put("threads", Integer.toString(threads));
        return new EngineInfo(engine, description(), versions, details);
    }

    private static String load() {
        try {
            NativeLibrary.requireDriver();
            return Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend");
        } catch (LinkageError | RuntimeException e) {
            throw new EnvironmentException(LoadFailure.ofStart(e), e);
        }
    }

    private static String version() {
        try (InputStream in = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void log(RuntimeSettings settings) {
        LOG.info("{}, {} threads", description(), threads);
        if (helpers != HelperUse.NOT_APPLICABLE && helpersInUse() != settings.helpers()) {
            LOG.warn(
                    "oneDNN was requested to be {} but is {}: the library, a system property or an earlier start decided",
                    settings.helpers() ? HelperUse.IN_USE : HelperUse.OFF,
                    helpers);
        }
    }
}
