package org.tl4j.cli.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Option;

/** The option that chooses a part of the data. */
final class PartOption {
    /** What is said where the data has no parts. */
    private static final String ALL = "all";

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "train, validation or test, where the data has parts; by default test, else validation.")
    private Optional<String> part = Optional.empty();

    /**
     * The part that was asked for.
     *
     * @throws UsageException if there is none of that name
     */
    Optional<Part> part() {
        List<String> words = Stream.of(Part.values()).map(Part::word).toList();
        return part.map(word -> Stream.of(Part.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("--part", "must be one of " + String.join(", ", words), word, "")));
    }

    /** How documents name a part that was taken. */
    static String word(Optional<Part> taken) {
        return taken.map(Part::word).orElse(ALL);
    }

    /** The part that was taken, for people. */
    static String phrase(Optional<Part> taken) {
        return taken.map(known -> "the " + known.word() + " part").orElse("all images (the data has no parts)");
    }
}
