package org.tl4j.dl4j.backbone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.NoOp;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.training.Dl4jTrainableNetwork;
import org.tl4j.dl4j.training.TrainingSetup;

/** The catalogue whose networks are DL4J graphs. */
public final class Dl4jCatalog implements BackboneCatalog {
    private final Dl4jRuntime runtime;
    private final TensorFormat format;
    private final WeightsLocator locator;
    private final CatalogEntries entries;

    /** Computes on {@code runtime}; finds weights with {@code locator} and reads them with {@code format}. */
    public Dl4jCatalog(Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator) {
        this(runtime, format, locator, Optional.empty(), Optional.empty());
    }

    /** Likewise, with those of a catalogue file of the user's, and of a folder of imported networks. */
    public Dl4jCatalog(
            Dl4jRuntime runtime,
            TensorFormat format,
            WeightsLocator locator,
            Optional<Path> file,
            Optional<Path> imported) {
        this(runtime, format, locator, new CatalogEntries(file, imported));
    }

    /** Likewise, of other backbones than those that are published with this software. */
    public Dl4jCatalog(Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator, List<BackboneEntry> entries) {
        this(runtime, format, locator, new CatalogEntries(entries));
    }

    private Dl4jCatalog(Dl4jRuntime runtime, TensorFormat format, WeightsLocator locator, CatalogEntries entries) {
        this.runtime = runtime;
        this.format = format;
        this.locator = locator;
        this.entries = entries;
    }

    @Override
    public List<BackboneEntry> entries() {
        return entries.all();
    }

    @Override
    public BackboneEntry entry(BackboneRequest request) {
        BackboneEntry named = entries.named(request.name());
        BackboneEntry entry = request.inputSize().isEmpty()
                ? named
                : resized(named, request.inputSize().getAsInt());
        if (!inFile(entry)) {
            checked(entry, request);
        } else if (request.inputSize().isPresent()) {
            throw new UsageException(
                    "input-size",
                    "must be left alone for " + entry.name() + ", whose structure is fixed",
                    Integer.toString(request.inputSize().getAsInt()),
                    "");
        }
        return entry;
    }

    private static BackboneEntry resized(BackboneEntry entry, int size) {
        try {
            return entry.withInputSize(size);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UsageException(
                    new Problem("input-size", "must be one that a network can take", "" + e.getMessage(), ""), e);
        }
    }

    /** Before anything is fetched for it. */
    private static void checked(BackboneEntry entry, BackboneRequest request) {
        Architecture architecture = Architectures.named(entry.architecture());
        architecture.require(entry.preprocessing().crop());
        if (!request.boundaries().isEmpty() || request.pooling().isPresent()) {
            GraphStructure.of(entry, architecture).places().choose(request.boundaries(), request.pooling());
        }
    }

    private static boolean inFile(BackboneEntry entry) {
        return entry.architecture().equals(ImportedNetwork.ARCHITECTURE);
    }

    @Override
    public Backbone open(BackboneRequest request) {
        BackboneEntry entry = entry(request);
        WholeNetwork network = files().open(entry, request);
        ComputationGraph graph = network.graph();
        try {
            Boundaries boundaries = new Boundaries(
                    graph.getConfiguration(), entry.preprocessing(), network.groups(), entry.defaultBoundary());
            Boundary boundary = boundaries.choose(request.boundaries(), request.pooling());
            Set<String> frozen = PretrainedGraph.upTo(graph.getConfiguration(), boundary.vertices());
            network.requirePresent(frozen, request.weights().map(Path::toString).orElse("of " + entry.name()));
            BackboneSpec spec = new BackboneSpec(
                    entry.name(),
                    network.weights(),
                    entry.preprocessing(),
                    boundary,
                    LayerGroup.within(frozen, network.groups()),
                    FrozenPrefix.parameters(graph, frozen),
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
    public Optional<NetworkStructure> structure(BackboneRequest request) {
        BackboneEntry entry = entry(request);
        if (inFile(entry)) {
            return request.weights()
                    .or(() -> locator.present(entry.weights()))
                    .map(file -> new GraphStructure(entry, Optional.empty(), files().graph(entry, file)));
        }
        return Optional.of(GraphStructure.of(entry, Architectures.named(entry.architecture())));
    }

    @Override
    public boolean available(BackboneEntry entry) {
        return entry.weights().embedded() || locator.present(entry.weights()).isPresent();
    }

    @Override
    public OptionalDouble verify(BackboneRequest request) {
        BackboneEntry entry = entries.named(request.name());
        // the golden answer is to a picture of the usual size
        BackboneRequest asked = new BackboneRequest(
                request.name(),
                request.weights(),
                entry.golden().map(golden -> List.of(golden.vertex())).orElse(List.of()),
                Optional.empty(),
                OptionalInt.empty());
        OptionalDouble deviation;
        try (Backbone backbone = open(asked)) {
            Optional<Digest> stated = request.weights().isPresent()
                    ? Optional.empty()
                    : entry.weights().sha256();
            Digest found = backbone.spec().weights();
            if (stated.isPresent() && !stated.get().equals(found)) {
                throw new WeightsException(
                        "weights of " + entry.name(), "must have the SHA-256 " + stated.get(), found.hex(), "");
            }
            deviation = entry.golden()
                    .map(golden -> golden.check(
                            backbone.features(golden.input(entry.preprocessing())), "backbone " + entry.name()))
                    .map(OptionalDouble::of)
                    .orElseGet(OptionalDouble::empty);
        }
        if (inFile(entry)) {
            files().prove(entry, request);
        }
        return deviation;
    }

    @Override
    public TrainableNetwork untrained(String name, int classes, long seed, Optimizer optimizer) {
        BackboneEntry entry = entry(BackboneRequest.of(name));
        if (inFile(entry)) {
            try (Backbone backbone = open(BackboneRequest.of(name))) {
                return backbone.untrained(classes, seed, optimizer);
            }
        }
        Architecture architecture = Architectures.named(entry.architecture());
        ComputationGraph graph = new ComputationGraph(architecture.configuration(
                entry.preprocessing(), classes, new Architecture.Initialisation(seed, new NoOp())));
        graph.init();
        TrainingSetup start = TrainingSetup.whole(
                graph,
                VertexShape.input(entry.preprocessing()).dimensions(),
                classes,
                PretrainedGraph.groupsWithClassifier(architecture, graph.getConfiguration()),
                BatchNormMode.ADAPTIVE);
        return new Dl4jTrainableNetwork(start, optimizer);
    }
}
