package org.tl4j.cli.commands;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Option;

/** The option that chooses a subset of the data. */
final class PartOption {
    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "train, validation or test, where the data has parts; by default test, else validation.")
    private Optional<String> part = Optional.empty();

    /**
     * The chosen subset.
     *
     * @throws UsageException if there is none of that name
     */
    Optional<Subset> part() {
        List<String> words = Stream.of(Subset.values()).map(Subset::word).toList();
        return part.map(word -> Stream.of(Subset.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("--part", "must be one of " + String.join(", ", words), word, "")));
    }
}
