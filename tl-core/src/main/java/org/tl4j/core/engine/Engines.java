package org.tl4j.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.EngineName;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;

/** The engines of an application, by name. Those of providers start when they are needed first. Thread-safe. */
public final class Engines {
    private static final String ADD = "add the module of that engine, or use a newer version of TL4J";

    private final Map<String, Supplier<Engine>> byName = new LinkedHashMap<>();

    /**
     * The engines given; there may be none.
     *
     * @throws IllegalArgumentException if two have the same name, or a name is none as {@link EngineName} allows
     */
    public Engines(Collection<? extends Engine> engines) {
        engines.forEach(engine -> add(engine.name(), () -> engine));
    }

    private Engines(Collection<EngineProvider> providers, TensorFormat tensors) {
        providers.forEach(provider -> add(provider.name(), new LazyEngine(provider, tensors)));
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
        return with(given, providers(), tensors);
    }

    static Engines with(
            Collection<? extends Engine> given, Collection<EngineProvider> providers, TensorFormat tensors) {
        Engines engines = new Engines(given);
        providers.stream()
                .filter(provider -> !engines.byName.containsKey(provider.name()))
                .forEach(provider -> engines.add(provider.name(), new LazyEngine(provider, tensors)));
        return engines;
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
        return new Engines(providers, tensors);
    }

    private void add(String name, Supplier<Engine> engine) {
        if (byName.put(EngineName.required(name), engine) != null) {
            throw new IllegalArgumentException("engines must have different names, found " + name);
        }
    }

    /** All of them. */
    public List<Engine> all() {
        return byName.values().stream().map(Supplier::get).toList();
    }

    /** All kinds of files of weights that one of them opens. */
    public List<WeightsKind> weightsKinds() {
        return all().stream().flatMap(engine -> engine.weightsKinds().stream()).toList();
    }

    /** What each engine is and runs on. */
    public List<EngineInfo> infos() {
        return all().stream().map(Engine::info).toList();
    }

    /**
     * The engine with this name.
     *
     * @throws UsageException if there is none; the message lists those that exist
     */
    public Engine of(String name) {
        return find(name)
                .orElseThrow(() -> new UsageException(
                        "engine", "must be one of " + names(), name, Suggestions.question(name, namesOf())));
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

    private Optional<Engine> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Supplier::get);
    }

    private List<String> namesOf() {
        return new ArrayList<>(byName.keySet());
    }

    private String names() {
        return byName.isEmpty()
                ? "the engines of the application, of which there are none"
                : String.join(", ", byName.keySet());
    }

    /** Starts once, by whoever needs it first. */
    private static final class LazyEngine implements Supplier<Engine> {
        private final EngineProvider provider;
        private final TensorFormat tensors;
        private Engine started;

        LazyEngine(EngineProvider provider, TensorFormat tensors) {
            this.provider = provider;
            this.tensors = tensors;
        }

        @Override
        public synchronized Engine get() {
            if (started == null) {
                started = provider.start(tensors);
            }
            return started;
        }
    }
}
