package org.tl4j.learner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;

/**
 * A catalogue, an engine for its entries, and a machine that has the weights of some of them, with a web that may or may not
 * answer.
 */
final class FakeBackbones implements BackboneCatalog, Engine, WeightsLocator {
    static final long PARAMETERS = 11_689_512;

    final List<BackboneEntry> entries;
    final Set<String> here = new TreeSet<>();
    /** What happened, in order. */
    final List<String> log = new ArrayList<>();

    /** How often all entries were asked for. */
    int listed;

    /** Names that were looked up. */
    final List<String> named = new ArrayList<>();
    /** Files that were hashed, as often as they were. */
    final List<String> hashed = new ArrayList<>();

    boolean webAnswers = true;

    FakeBackbones(List<BackboneEntry> entries, BackboneEntry... here) {
        this.entries = entries;
        for (BackboneEntry entry : here) {
            this.here.add(entry.weights().fileName());
        }
    }

    BackboneResolver resolver() {
        return new BackboneResolver(this, new Engines(List.of(this)), this);
    }

    @Override
    public List<BackboneEntry> entries() {
        listed++;
        return entries;
    }

    @Override
    public BackboneEntry named(String name) {
        named.add(name);
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("backbone", "must be in the catalogue", name, ""));
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo("fake", "a fake", Map.of("fake", "1"), Map.of());
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return entry.engine().equals(name());
    }

    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {
        // everything goes
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        return Optional.of(new OnlyItsSize());
    }

    @Override
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        log.add("opened " + entry.name());
        return new Open(entry);
    }

    @Override
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        throw new UnsupportedOperationException("not asked for in these tests");
    }

    @Override
    public LocatedWeights locate(WeightsSource source, Optional<Path> chosen) {
        if (chosen.isEmpty() && !source.embedded() && !here.contains(source.fileName())) {
            throw new WeightsException(source.fileName(), "must be here", "none", "");
        }
        return hash(chosen.orElse(Path.of(source.fileName())));
    }

    private LocatedWeights hash(Path file) {
        hashed.add(file.toString());
        return LocatedWeights.of(file, Digest.of("weights"));
    }

    @Override
    public List<WeightsContent> present(WeightsSource source) {
        return here.contains(source.fileName())
                ? List.of(new WeightsContent.OnDisk(Path.of(source.fileName())))
                : List.of();
    }

    @Override
    public LocatedWeights fetch(WeightsSource source, Optional<Path> folder, Progress progress) {
        log.add("fetched " + source.fileName());
        if (!webAnswers) {
            throw new WeightsException("the web", "must answer", "silence", "try later");
        }
        progress.at("fetching", 1, 1);
        here.add(source.fileName());
        return hash(Path.of(source.fileName()));
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
        public NetworkContents contents(LinearHead head) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public void close() {
            log.add("closed " + entry.name());
        }
    }
}
