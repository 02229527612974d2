package org.tl4j.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tl4j.application.text.Format;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.engine.EngineInfo;

/**
 * The JSON of {@code tl doctor}.
 *
 * @param java the Java virtual machine
 * @param machine the computer
 * @param memory its limits
 * @param nd4j what {@code deeplearning4j} runs on; left out where it cannot be started, or its libraries were just deleted
 * @param engines every engine, {@code deeplearning4j} included; empty where {@code nd4j} is left out
 * @param cache the files on disk
 * @param backbones all of the catalogue, and where their weights are
 * @param firstTraining what the first training on photos will do; left out if the engine cannot be started
 * @param problems the problems, with a remedy each
 */
record DoctorDocument(
        Java java,
        Machine machine,
        Memory memory,
        Nd4j nd4j,
        List<Engine> engines,
        Cache cache,
        List<Weights> backbones,
        String firstTraining,
        List<Finding> problems) {
    /** The environment of the engine {@code deeplearning4j}. */
    record Nd4j(String backend, String nd4jVersion, String nativeLibrary, String helpers, int threads) {
        static Nd4j of(EngineInfo engine) {
            return new Nd4j(
                    engine.details().get("backend"),
                    engine.details().get("nd4j-version"),
                    engine.details().get("native-library"),
                    engine.details().get("helpers"),
                    Integer.parseInt(engine.details().get("threads")));
        }

        /** The environment in one line; a method, so that it is not part of the JSON. */
        String description() {
            String oneDnn = helpers.toLowerCase(Locale.ROOT).replace('_', ' ');
            return "ND4J %s on %s, library %s, oneDNN %s".formatted(nd4jVersion, backend, nativeLibrary, oneDnn);
        }
    }

    /** What an engine is and runs on; {@code details} are in the order in which they are shown. */
    record Engine(String name, String description, Map<String, String> details) {
        static Engine of(EngineInfo engine) {
            return new Engine(engine.name(), engine.description(), engine.details());
        }

        /** In one line. */
        String line() {
            return name + ", " + description;
        }
    }

    /** The Java virtual machine. */
    record Java(String version, String vendor, String home) {}

    /** The computer. */
    record Machine(String operatingSystem, String processor, int cores) {}

    /** Limits in bytes. */
    record Memory(long heapLimit, long offHeapLimit, long physicalLimit) {}

    /** Folders with their sizes in bytes. */
    record Cache(
            String folder,
            String features,
            long featureBytes,
            long featureLimit,
            String weights,
            long weightsBytes,
            String natives,
            long nativesBytes) {}

    /** Where the weights of a backbone are. */
    enum Place {
        /** On this machine. */
        AVAILABLE,
        /** On the web; they are fetched when they are needed. */
        FETCHED_WHEN_NEEDED,
        /** Elsewhere: no address is known, or nothing may be fetched. */
        MUST_BE_BROUGHT
    }

    /** Whether a backbone can be used now, and where its weights are. */
    record Weights(String name, boolean available, Place place) {
        Weights(String name, Place place) {
            this(name, place == Place.AVAILABLE, place);
        }
    }

    /** A problem: {@code serious} if it must be fixed before anything works. */
    record Finding(String problem, String remedy, boolean serious) {}

    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add("Java       %s, %s, %s".formatted(java.version(), java.vendor(), java.home()));
        lines.add("Machine    %s, %s, %s"
                .formatted(machine.operatingSystem(), machine.processor(), Format.count(machine.cores(), "core")));
        lines.add("Memory     heap up to %s, tensors up to %s, the process up to %s"
                .formatted(
                        Format.bytes(memory.heapLimit()), limit(memory.offHeapLimit()), limit(memory.physicalLimit())));
        if (nd4j != null) {
            lines.add("Backend    %s, %s".formatted(nd4j.description(), Format.count(nd4j.threads(), "thread")));
        }
        engines.stream()
                .flatMap(engine -> Optional.ofNullable(engine.details().get("training-steps")).stream())
                .forEach(steps -> lines.add("Steps      of training: " + steps));
        engines.stream()
                .filter(engine -> !engine.name().equals(BackboneEntry.DEEPLEARNING4J))
                .forEach(engine -> lines.add("Engine     " + engine.line()));
        lines.add("Features   %s holds %s of at most %s"
                .formatted(cache.features(), Format.bytes(cache.featureBytes()), Format.bytes(cache.featureLimit())));
        lines.add("Weights    %s holds %s".formatted(cache.weights(), Format.bytes(cache.weightsBytes())));
        lines.add("Natives    %s holds %s, unpacked by JavaCPP"
                .formatted(cache.natives(), Format.bytes(cache.nativesBytes())));
        for (Place place : Place.values()) {
            names(place).ifPresent(names -> lines.add("Backbones  weights " + phrase(place) + ": " + names));
        }
        if (firstTraining != null) {
            lines.add("Training   " + firstTraining);
        }
        for (Finding finding : problems) {
            lines.add("%s %s; %s"
                    .formatted(finding.serious() ? "PROBLEM   " : "Advice    ", finding.problem(), finding.remedy()));
        }
        lines.add(problems.isEmpty() ? "No problems found." : Format.count(problems.size(), "problem") + " found.");
        return lines;
    }

    private static String phrase(Place place) {
        return switch (place) {
            case AVAILABLE -> "available";
            case FETCHED_WHEN_NEEDED -> "not available, fetched when needed";
            case MUST_BE_BROUGHT -> "not available, must be brought to this machine";
        };
    }

    private Optional<String> names(Place place) {
        String names = backbones.stream()
                .filter(backbone -> backbone.place() == place)
                .map(Weights::name)
                .collect(Collectors.joining(", "));
        return Optional.of(names).filter(text -> !text.isEmpty());
    }

    private static String limit(long bytes) {
        return bytes == 0 ? "no limit" : Format.bytes(bytes);
    }
}
