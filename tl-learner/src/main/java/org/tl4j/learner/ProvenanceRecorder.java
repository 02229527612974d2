package org.tl4j.learner;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.provenance.Provenance;

/** Writes down who made a model, on what. */
final class ProvenanceRecorder {
    private final Clock clock;

    ProvenanceRecorder(Clock clock) {
        this.clock = clock;
    }

    /** @param engines that took part */
    Provenance of(List<EngineInfo> engines, Dataset dataset, long seed, Map<String, String> settings) {
        Map<String, String> versions = new TreeMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("operating-system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        engines.forEach(engine -> versions.putAll(engine.versions()));
        return new Provenance(
                software(),
                versions,
                dataset.fingerprint(),
                seed,
                settings,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The program and its version. */
    static String software() {
        return "TL4J " + version();
    }

    private static String version() {
        return Optional.ofNullable(ProvenanceRecorder.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }
}
