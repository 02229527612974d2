package org.tl4j.learner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;

/** A catalogue with a machine that has the weights of some of its entries, and a web that may or may not answer. */
final class FakeBackbones implements BackboneCatalog, WeightsLocator {
    static final long PARAMETERS = 11_689_512;

    final List<BackboneEntry> entries;
    final Set<String> here = new TreeSet<>();
    /** What happened, in order. */
    final List<String> log = new ArrayList<>();

    boolean webAnswers = true;

    FakeBackbones(List<BackboneEntry> entries, BackboneEntry... here) {
        this.entries = entries;
        for (BackboneEntry entry : here) {
            this.here.add(entry.weights().fileName());
        }
    }

    @Override
    public List<BackboneEntry> entries() {
        return entries;
    }

    @Override
    public BackboneEntry entry(BackboneRequest request) {
        return entries.stream()
                .filter(entry -> entry.name().equals(request.name()))
                .findFirst()
                .orElseThrow(() -> new UsageException("backbone", "must be in the catalogue", request.name(), ""));
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneRequest request) {
        return Optional.of(new OnlyItsSize());
    }

    @Override
    public boolean available(BackboneEntry entry) {
        return entry.weights().embedded() || present(entry.weights()).isPresent();
    }

    @Override
    public Backbone open(BackboneRequest request) {
        BackboneEntry entry = entry(request);
        log.add("opened " + entry.name());
        if (request.weights().isEmpty() && !available(entry)) {
            throw new WeightsException(entry.name(), "must have weights", "none", "");
        }
        return new Open(entry);
    }

    @Override
    public OptionalDouble verify(BackboneRequest request) {
        throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer) {
        throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public Path locate(WeightsSource source, Optional<Path> chosen) {
        return present(source).orElseThrow();
    }

    @Override
    public Optional<Path> present(WeightsSource source) {
        return here.contains(source.fileName()) ? Optional.of(Path.of(source.fileName())) : Optional.empty();
    }

    @Override
    public Path fetch(WeightsSource source, Optional<Path> folder, Progress progress) {
        log.add("fetched " + source.fileName());
        if (!webAnswers) {
            throw new WeightsException("the web", "must answer", "silence", "try later");
        }
        progress.at("fetching", 1, 1);
        here.add(source.fileName());
        return Path.of(source.fileName());
    }

    @Override
    public Optional<Digest> expected(WeightsSource source) {
        return source.sha256();
    }

    /** Of a network whose structure nobody looks at. */
    private static final class OnlyItsSize implements NetworkStructure {
        @Override
        public Optional<NetworkSize> size() {
            return Optional.of(new NetworkSize(PARAMETERS, 0));
        }

        @Override
        public List<BoundaryOption> boundaries() {
            return List.of();
        }

        @Override
        public List<LayerGroup> groups() {
            return List.of();
        }

        @Override
        public String inputSizes() {
            return "";
        }
    }

    /** A backbone that notes when it is closed. */
    private final class Open implements Backbone {
        private final BackboneEntry entry;

        Open(BackboneEntry entry) {
            this.entry = entry;
        }

        @Override
        public BackboneSpec spec() {
            return new BackboneSpec(
                    entry.name(),
                    Digest.of("weights"),
                    entry.preprocessing(),
                    Boundary.at("top", Pooling.AVERAGE, 1),
                    List.of(),
                    0,
                    entry.fineTuningRate(),
                    "fake");
        }

        @Override
        public FeatureBatch features(ImageBatch images) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public TrainedNetwork withHead(LinearHead head) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public Backbone frozenPrefix(String group) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public TrainableNetwork untrained(int classes, long seed, Optimizer optimizer) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public void close() {
            log.add("closed " + entry.name());
        }
    }
}
