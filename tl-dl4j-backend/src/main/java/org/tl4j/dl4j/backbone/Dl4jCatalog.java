package org.tl4j.dl4j.backbone;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.error.Nearest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.network.OwnedGraph;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;
import org.tl4j.dl4j.training.Start;

/** The catalogue whose networks are DL4J graphs. */
public final class Dl4jCatalog implements BackboneCatalog {
    /** Of a graph whose classifier nobody looks at. */
    private static final int ANY_CLASSES = 2;

    private final Dl4jRuntime runtime;
    private final TensorFormat format;
    private final WeightsLocator locator;
    private final Supplier<List<BackboneEntry>> entries;

    /** Computes on {@code runtime}; finds weights with {@code locator} and reads them with {@code format}. */
    public Dl4jCatalog(Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator) {
        this(runtime, format, locator, CatalogPlaces.NONE);
    }

    /** Likewise, with the backbones that are described in {@code places}. */
    public Dl4jCatalog(Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator, CatalogPlaces places) {
        this(runtime, format, locator, new CatalogEntries(places)::all);
    }

    /** Likewise, of other backbones than those that are published with this software. */
    public Dl4jCatalog(Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator, List<BackboneEntry> entries) {
        this(runtime, format, locator, () -> entries);
    }

    private Dl4jCatalog(
            Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator, Supplier<List<BackboneEntry>> entries) {
        this.runtime = runtime;
        this.format = format;
        this.locator = locator;
        this.entries = entries;
    }

    @Override
    public List<BackboneEntry> entries() {
        return entries.get();
    }

    @Override
    public BackboneEntry entry(BackboneRequest request) {
        BackboneEntry entry = named(request.name());
        if (request.inputSize().isEmpty()) {
            return entry;
        }
        int size = request.inputSize().getAsInt();
        Architecture architecture = Architectures.find(entry.architecture())
                .orElseThrow(() -> new UsageException(
                        "input-size",
                        "must be left alone for " + entry.name() + ", whose structure is fixed",
                        Integer.toString(size),
                        ""));
        BackboneEntry changed = entry.withInputSize(size);
        architecture.require(changed.preprocessing().crop());
        return changed;
    }

    private BackboneEntry named(String name) {
        List<BackboneEntry> all = entries();
        List<String> names = all.stream().map(BackboneEntry::name).toList();
        return all.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "backbone",
                        "must be one of " + String.join(", ", names),
                        name,
                        Nearest.to(name, names)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("`tl backbones` describes them")));
    }

    @Override
    public Backbone open(BackboneRequest request) {
        BackboneEntry entry = entry(request);
        WholeNetwork network = files().open(entry, request);
        ComputationGraph graph = network.graph();
        try {
            Boundaries boundaries = boundaries(entry, graph.getConfiguration(), network.groups());
            Boundary boundary = boundaries.choose(request.boundaries(), request.pooling());
            Set<String> frozen = PretrainedGraph.upTo(graph.getConfiguration(), boundary.vertices());
            BackboneSpec spec = new BackboneSpec(
                    entry.name(),
                    network.weights(),
                    entry.preprocessing(),
                    boundary,
                    network.groups(frozen),
                    LowerPart.parameters(graph, frozen),
                    entry.fineTuningRate(),
                    runtime.description());
            return new Dl4jBackbone(
                    spec,
                    graph,
                    boundary.vertices().stream().map(boundaries::shape).toList());
        } catch (RuntimeException e) {
            OwnedGraph.free(graph);
            throw e;
        }
    }

    private NetworkFiles files() {
        return new NetworkFiles(format, locator);
    }

    @Override
    public List<BoundaryOption> boundaries(String name) {
        BackboneEntry entry = entry(name);
        if (entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
            return available(entry) ? boundariesInFile(entry) : List.of();
        }
        Architecture architecture = Architectures.named(entry.architecture());
        var configuration =
                architecture.configuration(entry.preprocessing(), ANY_CLASSES, new Architecture.Recipe(0, new NoOp()));
        return boundaries(entry, configuration, PretrainedGraph.groups(architecture, configuration))
                .options();
    }

    private List<BoundaryOption> boundariesInFile(BackboneEntry entry) {
        WholeNetwork network = files().open(entry, BackboneRequest.of(entry.name()));
        try {
            return boundaries(entry, network.graph().getConfiguration(), network.groups())
                    .options();
        } finally {
            OwnedGraph.free(network.graph());
        }
    }

    private static Boundaries boundaries(
            BackboneEntry entry, ComputationGraphConfiguration configuration, List<LayerGroup> groups) {
        return new Boundaries(configuration, entry.preprocessing(), groups, entry.defaultBoundary());
    }

    @Override
    public boolean available(BackboneEntry entry) {
        return entry.weights().embedded() || locator.isPresent(entry.weights());
    }

    @Override
    public Optional<NetworkSize> size(BackboneEntry entry) {
        if (entry.classes().isEmpty()) {
            return Optional.empty();
        }
        int classes = entry.classes().getAsInt();
        Preprocessing input = entry.preprocessing();
        return Architectures.find(entry.architecture())
                .map(architecture -> GraphSize.of(
                        architecture.configuration(input, classes, new Architecture.Recipe(0, new NoOp())),
                        VertexShape.inputType(input)));
    }

    @Override
    public OptionalDouble verify(BackboneRequest request) {
        BackboneEntry entry = entry(request.name());
        BackboneRequest asked =
                entry.golden().map(golden -> request.upTo(golden.vertex())).orElse(request);
        try (Backbone backbone = open(asked)) {
            Optional<Digest> stated = request.weights().isPresent()
                    ? Optional.empty()
                    : entry.weights().sha256();
            Digest found = backbone.spec().weights();
            if (stated.isPresent() && !stated.get().equals(found)) {
                throw new WeightsException(
                        "weights of " + entry.name(), "must have the SHA-256 " + stated.get(), found.hex(), "");
            }
            return entry.golden()
                    .map(golden -> golden.check(
                            backbone.features(golden.input(entry.preprocessing())), "backbone " + entry.name()))
                    .map(OptionalDouble::of)
                    .orElseGet(OptionalDouble::empty);
        }
    }

    @Override
    public TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer) {
        BackboneEntry entry = entry(name);
        if (entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
            try (Backbone backbone = open(BackboneRequest.of(name))) {
                return backbone.untrained(classes, seed, optimizer);
            }
        }
        Architecture architecture = Architectures.named(entry.architecture());
        ComputationGraph graph = new ComputationGraph(
                architecture.configuration(entry.preprocessing(), classes, new Architecture.Recipe(seed, new NoOp())));
        graph.init();
        Start start = Start.whole(
                graph,
                VertexShape.input(entry.preprocessing()).dimensions(),
                classes,
                PretrainedGraph.groupsWithClassifier(architecture, graph.getConfiguration()),
                BatchNormMode.ADAPTIVE);
        return new Dl4jTrainableNetwork(start, optimizer);
    }
}
