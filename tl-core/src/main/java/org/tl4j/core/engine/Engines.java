package org.tl4j.core.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.weights.WeightsKind;

/** The engines of an application, by name. Immutable. */
public final class Engines {
    private static final String ADD = "add the module of that engine, or use a newer version of TL4J";

    private final Map<String, Engine> byName = new LinkedHashMap<>();

    /**
     * The given engines.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public Engines(Collection<? extends Engine> engines) {
        for (Engine engine : engines) {
            if (byName.put(engine.name(), engine) != null) {
                throw new IllegalArgumentException("engines must have different names, found " + engine.name());
            }
        }
    }

    /** All of them. */
    public List<Engine> all() {
        return List.copyOf(byName.values());
    }

    /** All kinds of files of weights that one of them opens. */
    public List<WeightsKind> weightsKinds() {
        return byName.values().stream()
                .flatMap(engine -> engine.weightsKinds().stream())
                .toList();
    }

    /** What each engine is and runs on. */
    public List<EngineInfo> infos() {
        return byName.values().stream().map(Engine::info).toList();
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
        return Optional.ofNullable(byName.get(name));
    }

    private List<String> namesOf() {
        return new ArrayList<>(byName.keySet());
    }

    private String names() {
        return String.join(", ", byName.keySet());
    }
}
