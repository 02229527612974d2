package org.tl4j.learner;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;

/**
 * Backbones that an application has added for the life of a learner. It stands in front of the catalogue, for their
 * names, and in front of the weights locator, for their weights. Thread-safe.
 */
final class AddedBackbones {
    private record Added(BackboneEntry entry, LocatedWeights weights) {}

    private final Map<String, Added> byName = new ConcurrentSkipListMap<>();

    /**
     * Adds one.
     *
     * @param others entries whose names are taken
     * @throws UsageException if the name is taken, or the entry does not state the digest of the weights
     */
    void add(BackboneEntry entry, LocatedWeights weights, Collection<BackboneEntry> others) {
        if (others.stream().anyMatch(other -> other.name().equals(entry.name()))) {
            throw taken(entry);
        }
        if (!entry.weights().sha256().equals(Optional.of(weights.digest()))) {
            throw new UsageException(
                    "weights of " + entry.name(),
                    "must have the SHA-256 that the entry states",
                    weights.digest().hex(),
                    "");
        }
        // others were listed earlier: one of the same name may have been added meanwhile
        if (byName.putIfAbsent(entry.name(), new Added(entry, weights)) != null) {
            throw taken(entry);
        }
    }

    private static UsageException taken(BackboneEntry entry) {
        return new UsageException("name of a backbone", "must not be taken", entry.name(), "take another");
    }

    void remove(String name) {
        byName.remove(name);
    }

    /** Whether an entry, at whatever input size, is of one that was added. */
    boolean has(BackboneEntry entry) {
        Added added = byName.get(entry.name());
        return added != null && added.entry().weights().equals(entry.weights());
    }

    private Optional<LocatedWeights> weights(WeightsSource source) {
        return byName.values().stream()
                .filter(added -> added.entry().weights().equals(source))
                .map(Added::weights)
                .findFirst();
    }

    /** These and others. */
    BackboneCatalog catalog(BackboneCatalog others) {
        return new BackboneCatalog() {
            @Override
            public List<BackboneEntry> entries() {
                return Stream.concat(
                                others.entries().stream(),
                                byName.values().stream().map(Added::entry))
                        .toList();
            }

            @Override
            public BackboneEntry named(String name) {
                Added added = byName.get(name);
                return added == null ? others.named(name) : added.entry();
            }
        };
    }

    /** Finds the weights of the added backbones here, and all others by the usual locator. */
    WeightsLocator locator(WeightsLocator others) {
        return new WeightsLocator() {
            @Override
            public LocatedWeights locate(WeightsSource source, Optional<Path> chosen) {
                return chosen.isEmpty()
                        ? weights(source).orElseGet(() -> others.locate(source, chosen))
                        : others.locate(source, chosen);
            }

            @Override
            public List<WeightsContent> present(WeightsSource source) {
                return weights(source).map(LocatedWeights::contents).orElseGet(() -> others.present(source));
            }

            @Override
            public LocatedWeights fetch(WeightsSource source, Optional<Path> folder, Progress progress) {
                return weights(source).orElseGet(() -> others.fetch(source, folder, progress));
            }

            @Override
            public List<String> addresses(WeightsSource source) {
                return weights(source).isPresent() ? List.of() : others.addresses(source);
            }

            @Override
            public Optional<Digest> expected(WeightsSource source) {
                return weights(source).map(LocatedWeights::digest).or(() -> others.expected(source));
            }
        };
    }
}
