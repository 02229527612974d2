package org.tl4j.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.tl4j.application.text.Format;
import org.tl4j.cli.commands.DoctorDocument.Finding;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.Problem;
import org.tl4j.data.DecodingSuspects;
import org.tl4j.storage.StorageSettings;

/** Possible problems of a machine, with remedies. */
final class DoctorChecks {
    private static final long SMALL_HEAP = 900L << 20;

    private DoctorChecks() {}

    /** Folders and files that the environment names and that do not exist, and variables that are not read. */
    static List<Finding> places(Map<String, String> environment, Properties properties) {
        return Stream.concat(
                        StorageSettings.placeProblems(environment, properties).stream()
                                .map(problem -> finding(problem, true)),
                        StorageSettings.misspelt(environment).stream().map(problem -> finding(problem, false)))
                .toList();
    }

    private static Finding finding(Problem problem, boolean serious) {
        String alone = new Problem(problem.subject(), problem.rule(), problem.found(), "").message();
        return new Finding(alone, problem.remedy(), serious);
    }

    /**
     * Checks a machine.
     *
     * @param heap the maximum heap of Java, in bytes
     * @param engine the engine; empty if it cannot be started
     * @param forPhotos the backbone that photos are trained on if none is named
     */
    static List<Finding> of(
            StorageSettings storage, long heap, Optional<EngineInfo> engine, Optional<BackboneSelection> forPhotos) {
        List<Finding> problems = new ArrayList<>();
        if (engine.filter(found -> "OFF".equals(found.details().get("helpers"))).isPresent()) {
            problems.add(new Finding(
                    "oneDNN is off, so networks run several times slower",
                    "unset -Dtl.onednn and org.bytedeco.javacpp.platform.extension; on a processor without AVX2 it stays off",
                    false));
        }
        if (heap < SMALL_HEAP) {
            problems.add(new Finding(
                    "Java's memory is under 1 GB, found " + (heap >> 20) + " MiB",
                    "set TL_JAVA_OPTS=-Xmx1g or more",
                    false));
        }
        if (!canBeWritten(storage.cacheFolder())) {
            problems.add(new Finding(
                    "the cache folder " + storage.cacheFolder() + " cannot be written to",
                    "change its permissions, or set TL_HOME to another folder",
                    true));
        }
        FirstTrainingText.remedy(forPhotos, storage.weightsFolder())
                .ifPresent(remedy -> problems.add(new Finding(
                        "no network for photos is on this machine, and none can be fetched", remedy, false)));
        return problems;
    }

    /** Graphics cards that this build could use and cannot; the processor computes instead. */
    static List<Finding> devices(List<EngineInfo> engines) {
        return engines.stream()
                .map(EngineInfo::details)
                .filter(details -> details.containsKey("device-problem"))
                .map(details ->
                        new Finding(details.get("device-problem"), details.getOrDefault("device-remedy", ""), false))
                .toList();
    }

    /** Images that were being decoded when a process died, as recorded in {@code folder}. */
    static List<Finding> decoding(Path folder) {
        DecodingSuspects suspects = DecodingSuspects.in(folder);
        if (suspects.isEmpty()) {
            return List.of();
        }
        String found = "%s recorded as being decoded when a process died (suspected: %d, refused: %d) in %s"
                .formatted(
                        Format.count(suspects.suspected() + suspects.refused(), "image"),
                        suspects.suspected(),
                        suspects.refused(),
                        folder);
        return List.of(new Finding(
                found, "suspects are tried in a process of their own; tl doctor --clear-decoding forgets both", false));
    }

    private static boolean canBeWritten(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    }
}
