package org.tl4j.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.NetworkSplit;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.EngineName;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;

/** The engines of an application, by name. Those of providers start when they are needed first. Thread-safe. */
public final class Engines {
    private static final String ADD = "add the module of that engine, or use a newer version of TL4J";

    private final Map<String, EngineSource> byName;
    private final EngineSelection selection;
    private final FrozenComputation frozen;

    /**
     * The engines given; there may be none.
     *
     * @throws IllegalArgumentException if two have the same name, or a name is none as {@link EngineName} allows
     */
    public Engines(Collection<? extends Engine> engines) {
        this(
                byName(engines.stream().map(engine -> new EngineSource(new RunningEngine(engine), null))),
                EngineSelection.AUTOMATIC);
    }

    private Engines(Map<String, EngineSource> byName, EngineSelection selection) {
        this.byName = byName;
        this.frozen = new FrozenComputation(
                selection,
                byName.values().stream()
                        .filter(source ->
                                selection.name().map(source.name()::equals).orElse(true))
                        .filter(EngineSource::runsOnnx)
                        .findFirst(),
                byName.keySet());
        this.selection = selection;
    }

    /**
     * The engines of the class path: those whose module names an {@link EngineProvider} in {@code META-INF/services}.
     *
     * @param tensors with which they read weights
     * @throws UsageException if there is none
     */
    public static Engines onClassPath(TensorFormat tensors) {
        return of(providers(), tensors);
    }

    /**
     * The engines given, then those of the class path whose names are not among them; these start when they are needed.
     *
     * @param tensors with which those of the class path read weights
     * @throws IllegalArgumentException if two of those given have the same name
     */
    public static Engines withClassPath(Collection<? extends Engine> given, TensorFormat tensors) {
        return startingWith(given.stream().map(EngineProvider::of).toList(), tensors);
    }

    /**
     * The engines of the providers given, then those of the class path whose names are not among them.
     *
     * @param tensors with which they read weights
     * @throws IllegalArgumentException if two of those given have the same name
     */
    public static Engines startingWith(List<EngineProvider> given, TensorFormat tensors) {
        return with(given, providers(), tensors);
    }

    static Engines with(Collection<EngineProvider> given, Collection<EngineProvider> classPath, TensorFormat tensors) {
        Set<String> names = given.stream().map(EngineProvider::name).collect(Collectors.toSet());
        return of(
                Stream.concat(given.stream(), classPath.stream().filter(other -> !names.contains(other.name()))),
                tensors);
    }

    private static Engines of(Stream<EngineProvider> providers, TensorFormat tensors) {
        return new Engines(
                byName(providers.map(provider -> new EngineSource(provider, tensors))), EngineSelection.AUTOMATIC);
    }

    /**
     * The engines given, and those of providers.
     *
     * @param tensors with which the engines of providers read weights
     * @throws IllegalArgumentException if two have the same name
     */
    public static Engines of(
            Collection<? extends Engine> engines, Collection<EngineProvider> providers, TensorFormat tensors) {
        return of(Stream.concat(engines.stream().map(EngineProvider::of), providers.stream()), tensors);
    }

    private static List<EngineProvider> providers() {
        // that of this class and not that of the thread: threads of a pool may have one that sees no library
        return ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * The engines of providers.
     *
     * @param tensors with which they read weights
     * @throws UsageException if there is no provider
     * @throws IllegalArgumentException if two have the same name
     */
    public static Engines of(Collection<EngineProvider> providers, TensorFormat tensors) {
        if (providers.isEmpty()) {
            throw new UsageException(
                    "engines",
                    "must be at least one on the class path",
                    "none",
                    "add the module of one, such as tl-dl4j-backend");
        }
        return of(providers.stream(), tensors);
    }

    private static Map<String, EngineSource> byName(Stream<EngineSource> sources) {
        Map<String, EngineSource> byName = new LinkedHashMap<>();
        sources.forEach(source -> {
            if (byName.put(EngineName.required(source.name()), source) != null) {
                throw new IllegalArgumentException("engines must have different names, found " + source.name());
            }
        });
        return byName;
    }

    /**
     * The same, of which the selected one computes frozen networks.
     *
     * @throws UsageException if it is not there; the message lists those that exist
     */
    public Engines selecting(EngineSelection other) {
        other.name().filter(name -> !byName.containsKey(name)).ifPresent(name -> {
            throw unknown(name);
        });
        return new Engines(byName, other);
    }

    /** All exporters that need no engine to have started. Starts nothing. */
    public List<NetworkExporter> exporters() {
        return byName.values().stream()
                .flatMap(source -> source.exporters().stream())
                .toList();
    }

    /** All of them; those that have not started do so. */
    public List<Engine> all() {
        return byName.values().stream().map(EngineSource::engine).toList();
    }

    /** All kinds of files of weights that one of them opens. Starts nothing. */
    public List<WeightsKind> weightsKinds() {
        return byName.values().stream()
                .flatMap(source -> source.weightsKinds().stream())
                .toList();
    }

    /** What each engine is and runs on; those that have not started do so. */
    public List<EngineInfo> infos() {
        return all().stream().map(Engine::info).toList();
    }

    /**
     * The engine with this name.
     *
     * @throws UsageException if there is none; the message lists those that exist
     */
    public Engine of(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    private UsageException unknown(String name) {
        return new UsageException("engine", "must be one of " + names(), name, Suggestions.question(name, namesOf()));
    }

    /** The engine that an entry names, if it exists and knows the architecture. */
    public Optional<Engine> supporting(BackboneEntry entry) {
        return find(entry.engine()).filter(engine -> engine.supports(entry));
    }

    /**
     * The engine that an entry names.
     *
     * @throws UsageException if it is not there; those that there are, are listed
     */
    public Engine forEntry(BackboneEntry entry) {
        return find(entry.engine())
                .orElseThrow(() -> new UsageException(
                        "engine of " + entry.name(), "must be one of " + names(), entry.engine(), ADD));
    }

    /**
     * The engine that the network of a bundle is for.
     *
     * @throws BundleException if it is not there; those that there are, are listed
     */
    public Engine forContents(NetworkContents contents) {
        return find(contents.engine())
                .orElseThrow(() -> new BundleException(
                        "engine of the bundle", "must be one of " + names(), contents.engine(), ADD));
    }

    /**
     * Checks that the selected engine, if one was, can compute networks of another.
     *
     * @param subject what is to be computed, for the message
     * @param engine that it is for
     * @throws UsageException if it cannot
     */
    public void requireComputable(String subject, String engine) {
        selection.name().filter(name -> !name.equals(engine)).ifPresent(name -> {
            if (!byName.get(name).runsOnnx()) {
                throw new UsageException("engine", "must be able to compute the " + subject, name, "use " + engine);
            }
        });
    }

    /**
     * Builds a backbone, whose features are computed by the selected engine; the caller closes it.
     *
     * @throws UsageException if the selected engine cannot compute it, or as {@link BackboneOpener#open}
     * @throws org.tl4j.core.error.WeightsException as {@link BackboneOpener#open}
     */
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        requireComputable("backbone " + entry.name(), entry.engine());
        return frozen.backbone(forEntry(entry).open(entry, weights, request), entry.engine());
    }

    /**
     * A network of a bundle, ready for use, by the selected engine; the caller closes it. The engine that the bundle names is
     * needed only where no engine runs what the bundle holds in ONNX.
     *
     * @param input how images are preprocessed for it
     * @throws BundleException if no engine that is there can open it, or as {@link Engine#load}
     * @throws UsageException if the selected engine cannot compute it
     */
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        requireComputable("network of the bundle", contents.engine());
        return frozen.bundle(
                        contents,
                        input,
                        this::forContents,
                        (runner, described) -> Optional.of(runner.classifier(described, input)))
                .orElseGet(() -> forContents(contents).load(contents, input));
    }

    /**
     * The network of a bundle up to its boundary, by the selected engine; the caller closes it.
     *
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest, in the order of their features
     * @param pooling of the manifest
     * @return empty where the engine computes no features of bundles
     * @throws BundleException if no engine that is there can open it, or as {@link Engine#features}
     * @throws UsageException if the selected engine cannot compute it
     */
    public Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        requireComputable("network of the bundle", contents.engine());
        if (!contents.has(OnnxNetwork.ENTRY) && selection.name().isEmpty()) {
            // what describes it now cannot know which of its values the manifest means
            return forContents(contents).features(contents, input, boundaries, pooling);
        }
        return frozen.bundle(
                        contents,
                        input,
                        this::forContents,
                        (runner, described) -> runner.features(described, input, boundaries, pooling))
                .or(() -> forContents(contents).features(contents, input, boundaries, pooling));
    }

    /**
     * The network of a bundle up to the values of its boundary before pooling, by the selected engine, or by the one that the bundle
     * names where that shows them and the other does not; the caller closes it.
     *
     * @param input how images are preprocessed for it
     * @param boundaries of the manifest, in the order of their features
     * @return empty where no engine shows them
     * @throws BundleException if no engine that is there can open it, or as {@link Engine#unpooled}
     * @throws UsageException if the selected engine cannot compute it
     */
    public Optional<UnpooledNetwork> unpooled(NetworkContents contents, Preprocessing input, List<String> boundaries) {
        requireComputable("network of the bundle", contents.engine());
        return frozen.bundle(
                        contents,
                        input,
                        this::forContents,
                        (runner, described) -> runner.unpooled(described, input, boundaries))
                .or(() -> find(contents.engine()).flatMap(engine -> engine.unpooled(contents, input, boundaries)));
    }

    /**
     * The network of a bundle in two parts, by the selected engine; the caller closes it.
     *
     * @param input how images are preprocessed for it
     * @return refused where no engine can, or where another engine than the selected one could, which is in the reason
     * @throws BundleException if no engine that is there can open it, or as {@link Engine#split}
     * @throws UsageException if the selected engine cannot compute it
     */
    public NetworkSplit split(NetworkContents contents, Preprocessing input) {
        requireComputable("network of the bundle", contents.engine());
        return frozen.bundle(
                        contents,
                        input,
                        this::forContents,
                        (runner, described) -> Optional.of(runner.split(described, input)))
                .orElseGet(() -> ownSplit(contents, input));
    }

    private NetworkSplit ownSplit(NetworkContents contents, Preprocessing input) {
        NetworkSplit split = forContents(contents).split(contents, input);
        Optional<String> other = byName.values().stream()
                .filter(source -> selection.name().isPresent() && source.runsOnnx())
                .map(EngineSource::name)
                .filter(name -> !name.equals(contents.engine()))
                .findFirst();
        return split instanceof NetworkSplit.Refused refused && other.isPresent()
                ? new NetworkSplit.Refused(refused.reason() + ", which " + other.get() + " does")
                : split;
    }

    /**
     * The output layer of the network of a bundle, where it is one linear layer on the features of the boundary and that can be
     * read from its contents.
     *
     * @param mode of its labels
     * @throws BundleException if the engine is needed for that and is not there, or the contents are not a network
     */
    public Optional<LinearHead> head(NetworkContents contents, LabelMode mode) {
        return contents.engine().equals(BackboneEntry.DEEPLEARNING4J)
                ? RecordedHead.of(contents, mode)
                : forContents(contents).head(contents, mode);
    }

    /** The engine that computes the features of a backbone of {@link #open}. */
    public EngineInfo computing(Backbone backbone, BackboneEntry entry) {
        return backbone instanceof AcceleratedBackbone accelerated
                ? accelerated.runner()
                : forEntry(entry).info();
    }

    private Optional<Engine> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(EngineSource::engine);
    }

    private List<String> namesOf() {
        return new ArrayList<>(byName.keySet());
    }

    private String names() {
        return byName.isEmpty()
                ? "the engines of the application, of which there are none"
                : String.join(", ", byName.keySet());
    }
}
