package org.tl4j.onnx.importing;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.engine.BackboneOpener;
import org.tl4j.core.engine.OnnxRunner;
import org.tl4j.core.engine.RefusedNetworkException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.graph.ModelParameters;
import org.tl4j.onnx.graph.OnnxFile;
import org.tl4j.onnx.graph.SplitModel;
import org.tl4j.onnx.runtime.Sessions;

/** Opens backbones whose weights are ONNX files. Thread-safe. */
public final class OnnxBackbones implements BackboneOpener {
    private static final String REMEDY = "import the network again, or fetch it again";

    private final String engine;
    private final String runtime;
    private final Sessions sessions;
    private final OnnxRunner runner;

    /**
     * An opener for the entries of an engine.
     *
     * @param engine its name
     * @param runtime its description, for keys of features
     * @param sessions in which shapes are found out
     * @param runner which computes the features
     */
    public OnnxBackbones(String engine, String runtime, Sessions sessions, OnnxRunner runner) {
        this.engine = requireNonNull(engine, "engine is null");
        this.runtime = requireNonNull(runtime, "runtime is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.runner = requireNonNull(runner, "runner is null");
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return entry.engine().equals(engine) && entry.architecture().equals(ImportedNetwork.ARCHITECTURE);
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return OnnxKind.KINDS;
    }

    /** The structure is in the file: nothing can be checked before. */
    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {}

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        return weights.stream()
                .findFirst()
                .map(content -> new OnnxStructure(entry, () -> opened(entry, content, List.of(), Optional.empty())));
    }

    @Override
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        try {
            OpenedModel opened = opened(entry, weights.main(), request.boundaries(), request.poolingFor(entry));
            Boundary boundary = opened.boundary();
            ModelProto features = opened.source().features(boundary, opened.chosenShapes());
            FeatureNetwork network = runner.features(SplitModel.of(features), boundary);
            BackboneSpec spec = new BackboneSpec(
                    entry.name(),
                    weights.digest(),
                    entry.preprocessing(),
                    boundary,
                    List.of(),
                    ModelParameters.of(features),
                    entry.fineTuningRate(),
                    runtime);
            return new OnnxBackbone(spec, engine, features, opened.source().batch(), network);
        } catch (InvalidModelException e) {
            throw invalid(entry, e);
        } catch (RefusedNetworkException e) {
            throw e.failure();
        }
    }

    private OpenedModel opened(
            BackboneEntry entry, WeightsContent content, List<String> boundaries, Optional<Pooling> pooling) {
        try {
            return OpenedModel.of(ModelBytes.checked(bytes(content), false), entry, boundaries, pooling, sessions);
        } catch (InvalidModelException e) {
            throw invalid(entry, e);
        }
    }

    private static WeightsException invalid(BackboneEntry entry, InvalidModelException e) {
        return e.of("network of " + entry.name(), REMEDY, WeightsException::new);
    }

    private static ByteBuffer bytes(WeightsContent content) {
        if (content instanceof WeightsContent.InMemory memory) {
            return memory.bytes();
        }
        Path file = ((WeightsContent.OnDisk) content).path();
        return OnnxFile.bytes(file);
    }
}
