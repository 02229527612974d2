package org.tl4j.onnx;

import static java.util.Objects.requireNonNull;

import ai.onnxruntime.OrtEnvironment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.engine.MatrixProduct;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.engine.OnnxRunner;
import org.tl4j.core.engine.RefusedNetworkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.onnx.export.OnnxExporter;
import org.tl4j.onnx.graph.HeadModel;
import org.tl4j.onnx.graph.ModelBytes;
import org.tl4j.onnx.importing.OnnxBackbones;
import org.tl4j.onnx.importing.OnnxImporter;
import org.tl4j.onnx.importing.TrialLimits;
import org.tl4j.onnx.runtime.CheckedModel;
import org.tl4j.onnx.runtime.ComputeDevice;
import org.tl4j.onnx.runtime.Failure;
import org.tl4j.onnx.runtime.NativeRuntime;
import org.tl4j.onnx.runtime.Sessions;

/** The engine {@code onnxruntime}: runs frozen networks by ONNX Runtime; it trains nothing. Thread-safe. */
public final class OnnxEngine implements Engine {
    /** Its name in catalogues and bundles. */
    public static final String NAME = "onnxruntime";

    private final OnnxSettings settings;
    private final String version;
    private final ComputeDevice device;
    private final Sessions sessions;
    private final SessionRunner runner;
    private final OnnxBackbones backbones;

    private OnnxEngine(OrtEnvironment environment, OnnxSettings settings, TensorFormat tensors) {
        requireNonNull(tensors, "tensors is null");
        this.settings = settings;
        this.version = environment.getVersion();
        this.device = device(environment, settings.device());
        this.sessions = new Sessions(environment, settings.threads(), settings.spinning(), device.cuda());
        this.runner = new SessionRunner(sessions);
        this.backbones = new OnnxBackbones(NAME, info().description(), sessions, runner);
    }

    /**
     * Loads the native library.
     *
     * @param tensors with which it reads weights
     * @throws org.tl4j.core.error.EnvironmentException if it cannot be loaded on this machine, or if the settings ask for a
     *     graphics card and none can be used
     */
    public static OnnxEngine start(OnnxSettings settings, TensorFormat tensors) {
        return new OnnxEngine(NativeRuntime.environment(), requireNonNull(settings, "settings is null"), tensors);
    }

    private static ComputeDevice device(OrtEnvironment environment, DeviceChoice choice) {
        return switch (choice) {
            case AUTO -> ComputeDevice.preferCuda(environment);
            case PROCESSOR -> ComputeDevice.PROCESSOR;
            case CUDA -> ComputeDevice.requireCuda(environment);
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public EngineInfo info() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("onnxruntime", version);
        versions.put("onnxruntime-provider", device.provider());
        Map<String, String> details = new LinkedHashMap<>();
        details.put("version", version);
        details.put("provider", device.provider());
        details.put("threads", Integer.toString(settings.threads()));
        details.put("spinning", Boolean.toString(settings.spinning()));
        device.problem().ifPresent(problem -> {
            details.put(
                    "device-problem", new Problem(problem.subject(), problem.rule(), problem.found(), "").message());
            details.put("device-remedy", problem.remedy());
        });
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        // the number of threads is not part of it, since it changes no sum
        return new EngineInfo(
                NAME,
                "ONNX Runtime " + version + (device.cuda() ? " on CUDA, " : " on CPU, ") + platform,
                versions,
                details);
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return backbones.supports(entry);
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return backbones.weightsKinds();
    }

    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {
        if (!supports(entry)) {
            throw unsupported(entry);
        }
        backbones.check(entry, request);
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        return supports(entry) ? backbones.structure(entry, weights) : Optional.empty();
    }

    @Override
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        check(entry, request);
        return backbones.open(entry, weights, request);
    }

    private static UsageException unsupported(BackboneEntry entry) {
        return new UsageException(
                "architecture of " + entry.name(),
                "must be one that the engine " + NAME + " knows",
                entry.architecture(),
                "");
    }

    @Override
    public Optional<BackboneImporter> importer() {
        return Optional.of(new OnnxImporter(TrialLimits.DEFAULT));
    }

    @Override
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        try {
            return runner.classifier(contents, input);
        } catch (RefusedNetworkException e) {
            throw e.failure();
        }
    }

    @Override
    public Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        try {
            return runner.features(contents, input, boundaries, pooling);
        } catch (RefusedNetworkException e) {
            throw e.failure();
        }
    }

    @Override
    public Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        try {
            return runner.unpooled(contents, input, boundaries);
        } catch (RefusedNetworkException e) {
            throw e.failure();
        }
    }

    @Override
    public NetworkSplit split(NetworkContents contents, Preprocessing input) {
        try {
            return runner.split(contents, input);
        } catch (RefusedNetworkException e) {
            throw e.failure();
        }
    }

    @Override
    public Optional<LinearHead> head(NetworkContents contents, LabelMode mode) {
        OnnxNetwork network =
                new OnnxNetwork(contents.bytes(OnnxNetwork.ENTRY), contents.tensors(NetworkContents.WEIGHTS));
        CheckedModel.of(network, Failure.BUNDLE);
        return HeadModel.read(ModelBytes.checked(network.model(), true), network.tensors(), mode);
    }

    @Override
    public List<NetworkExporter> exporters() {
        return OnnxExporter.ALL;
    }

    @Override
    public Optional<OnnxRunner> onnxRunner() {
        return Optional.of(runner);
    }

    @Override
    public Optional<MatrixProduct> matrixProduct(int side) {
        return Optional.of(sessions.product(side));
    }
}
