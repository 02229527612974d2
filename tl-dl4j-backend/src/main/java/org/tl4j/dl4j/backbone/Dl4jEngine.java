package org.tl4j.dl4j.backbone;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.FreshNetworks;
import org.tl4j.core.engine.MatrixProduct;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.engine.OnnxWriter;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.Dl4jExporter;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.dl4j.graph.Dl4jOnnxWriter;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.Nd4jProduct;
import org.tl4j.dl4j.training.TrainingSteps;

/** The engine {@code deeplearning4j}: networks are DL4J graphs, and all its backbones can be trained. */
public final class Dl4jEngine implements Engine {
    /** The suffix of networks that were saved by Deeplearning4j. */
    public static final List<WeightsKind> WEIGHTS_KINDS = List.of(WeightsKind.zip());

    private final Dl4jRuntime runtime;
    private final NetworkFiles files;
    private final Dl4jNetworkLoader loader = new Dl4jNetworkLoader();

    /** Computes on {@code runtime} and reads tensors with {@code format}. */
    public Dl4jEngine(Dl4jRuntime runtime, TensorFormat format) {
        this.runtime = requireNonNull(runtime, "runtime is null");
        this.files = new NetworkFiles(format);
    }

    @Override
    public String name() {
        return BackboneEntry.DEEPLEARNING4J;
    }

    @Override
    public EngineInfo info() {
        EngineInfo info = runtime.info(name());
        Map<String, String> details = new LinkedHashMap<>(info.details());
        details.put("training-steps", TrainingSteps.computedBy());
        return new EngineInfo(info.name(), info.description(), info.versions(), details);
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return entry.engine().equals(name()) && (inFile(entry) || Architectures.isKnown(entry.architecture()));
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return WEIGHTS_KINDS;
    }

    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {
        if (!inFile(entry)) {
            checked(entry, request);
        } else if (request.inputSize().isPresent()) {
            throw new UsageException(
                    "input-size",
                    "must not be set for " + entry.name() + ", whose structure is fixed",
                    Integer.toString(request.inputSize().getAsInt()),
                    "");
        }
    }

    private static void checked(BackboneEntry entry, BackboneRequest request) {
        Architecture architecture = Architectures.named(entry.architecture());
        architecture.require(entry.preprocessing().crop());
        if (!request.boundaries().isEmpty() || request.pooling().isPresent()) {
            GraphStructure.of(entry, architecture).places().choose(request.boundaries(), request.pooling());
        }
        NetworkFiles.requireFit(entry, architecture);
    }

    private static boolean inFile(BackboneEntry entry) {
        return entry.architecture().equals(ImportedNetwork.ARCHITECTURE);
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        if (inFile(entry)) {
            return weights.stream()
                    .findFirst()
                    .map(content -> new GraphStructure(entry, Optional.empty(), files.graph(entry, content)));
        }
        Architecture architecture = Architectures.named(entry.architecture());
        architecture.require(entry.preprocessing().crop());
        return Optional.of(GraphStructure.of(entry, architecture));
    }

    @Override
    public TrainableBackbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        check(entry, request);
        String source = request.weights().map(Path::toString).orElse("of " + entry.name());
        WholeNetwork network =
                files.open(entry, weights, source, request.weights().isEmpty());
        ComputationGraph graph = network.graph();
        try {
            Boundaries boundaries = new Boundaries(
                    graph.getConfiguration(), entry.preprocessing(), network.groups(), entry.defaultBoundary());
            Boundary boundary = boundaries.choose(request.boundaries(), request.poolingFor(entry));
            Set<String> frozen = GraphPaths.upTo(graph.getConfiguration(), boundary.vertices());
            network.requirePresent(frozen, source);
            BackboneSpec spec = new BackboneSpec(
                    entry.name(),
                    weights.digest(),
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

    @Override
    public void prove(BackboneEntry entry, LocatedWeights weights) {
        if (inFile(entry)) {
            NetworkFiles.prove(entry, weights);
        }
    }

    @Override
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        return loader.load(contents, input);
    }

    @Override
    public Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        return Optional.of(BundleFeatures.of(loader.graph(contents, input), input, boundaries, pooling));
    }

    @Override
    public Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        return BundleMaps.of(loader.graph(contents, input), input, boundaries);
    }

    @Override
    public Optional<FreshNetworks> freshNetworks() {
        return Optional.of(new Dl4jFreshNetworks(this));
    }

    @Override
    public Optional<BackboneImporter> importer() {
        return Optional.of(new Dl4jImporter(runtime));
    }

    @Override
    public Optional<OnnxWriter> onnxWriter() {
        return Optional.of(new Dl4jOnnxWriter(loader));
    }

    @Override
    public List<NetworkExporter> exporters() {
        return List.of(new Dl4jExporter(loader));
    }

    @Override
    public Optional<MatrixProduct> matrixProduct(int side) {
        return Optional.of(new Nd4jProduct(side));
    }
}
