package org.tl4j.core.engine;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Hands frozen networks to the engine that is to compute them: one that runs ONNX, where there is one and the network can be
 * written so. What cannot is computed by the engine that it is for, unless the other was selected. Thread-safe.
 */
final class FrozenComputation {
    private static final Logger LOG = LoggerFactory.getLogger(FrozenComputation.class);
    private static final String BUNDLE = "network of the bundle";

    private final EngineSelection selection;
    private final Optional<EngineSource> source;
    private final Set<String> names;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private EnvironmentException unavailable;

    /**
     * @param source the engine that runs ONNX, if there is one that may be used
     * @param names of all engines
     */
    FrozenComputation(EngineSelection selection, Optional<EngineSource> source, Set<String> names) {
        this.selection = selection;
        this.source = source;
        this.names = Set.copyOf(names);
    }

    /**
     * The backbone, computed by the other engine where that is possible. Takes ownership of it, and closes it if this fails.
     *
     * @throws UsageException if the other engine was selected, and cannot
     */
    Backbone backbone(Backbone original, String engine) {
        if (source.isEmpty() || source.get().name().equals(engine)) {
            return original;
        }
        try {
            return accelerated(original, engine);
        } catch (RuntimeException e) {
            original.close();
            throw e;
        }
    }

    private Backbone accelerated(Backbone original, String engine) {
        Optional<Engine> other = runner(engine);
        if (other.isEmpty()) {
            return original;
        }
        String subject = "backbone " + original.spec().name();
        try {
            OnnxTranslation translation = original.onnx();
            if (translation instanceof OnnxTranslation.Written written) {
                FeatureNetwork network = other.get()
                        .onnxRunner()
                        .orElseThrow()
                        .features(written.network(), original.spec().boundary());
                EngineInfo info = other.get().info();
                return original instanceof TrainableBackbone trainable
                        ? new AcceleratedTrainableBackbone(trainable, network, info, part -> backbone(part, engine))
                        : new AcceleratedBackbone(original, network, info);
            }
            cannot(subject, engine, ((OnnxTranslation.Refused) translation).reason());
        } catch (RefusedNetworkException e) {
            refused(subject, engine, e.failure());
        } catch (EnvironmentException e) { // memory for its parameters
            refused(subject, engine, e);
        }
        return original;
    }

    /**
     * A network of a bundle by the other engine.
     *
     * @param named finds the engine that the bundle names; called only where it is needed
     * @param opening opens it by the other engine, from contents with the entry of ONNX
     * @return empty where the engine that the bundle names is to compute it
     * @throws UsageException if the other engine was selected, and cannot
     */
    <T> Optional<T> bundle(
            NetworkContents contents,
            Preprocessing input,
            Function<NetworkContents, Engine> named,
            Opening<T> opening) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (contents.has(OnnxNetwork.ENTRY)) {
            return runner(contents.engine()).flatMap(other -> opened(other, contents, opening));
        }
        Engine engine = named.apply(contents);
        Optional<OnnxWriter> writer = engine.onnxWriter();
        Optional<Engine> other =
                writer.isEmpty() && selection.name().isEmpty() ? Optional.empty() : runner(engine.name());
        if (other.isEmpty()) {
            return Optional.empty();
        }
        OnnxTranslation translation = translation(contents, input, writer);
        if (translation instanceof OnnxTranslation.Written written) {
            NetworkContents described = contents.with(
                    new NetworkEntry.Bytes(OnnxNetwork.ENTRY, written.network().model()));
            return opened(other.get(), described, opening);
        }
        cannot(BUNDLE, engine.name(), ((OnnxTranslation.Refused) translation).reason());
        return Optional.empty();
    }

    private OnnxTranslation translation(NetworkContents contents, Preprocessing input, Optional<OnnxWriter> writer) {
        if (writer.isEmpty()) {
            return new OnnxTranslation.Refused("a network of an engine that does not write ONNX");
        }
        try {
            return writer.get().write(contents, input);
        } catch (EnvironmentException e) { // memory for its parameters
            if (selection.name().isPresent()) {
                throw e;
            }
            return new OnnxTranslation.Refused("it (" + e.getMessage() + ")");
        }
    }

    private <T> Optional<T> opened(Engine other, NetworkContents contents, Opening<T> opening) {
        try {
            Optional<T> network = opening.open(other.onnxRunner().orElseThrow(), contents);
            if (network.isEmpty() && !contents.engine().equals(other.name())) {
                cannot(BUNDLE, contents.engine(), "its features, which its description in ONNX does not give");
            }
            return network;
        } catch (RefusedNetworkException e) {
            if (!replaceable(contents.engine())) {
                throw e.failure();
            }
            refused(BUNDLE, contents.engine(), e.failure());
            return Optional.empty();
        }
    }

    /**
     * Opens a network of a bundle.
     *
     * @param <T> the network
     */
    @FunctionalInterface
    interface Opening<T> {
        /** Empty where the description in ONNX does not give what is wanted. */
        Optional<T> open(OnnxRunner runner, NetworkContents contents);
    }

    /** Whether another engine can compute what the one that runs ONNX cannot. */
    private boolean replaceable(String engine) {
        return names.contains(engine) && !source.get().name().equals(engine);
    }

    private void cannot(String subject, String engine, String reason) {
        if (selection.name().isPresent()) {
            throw unable(subject, "which cannot compute " + reason, "use " + engine, null);
        }
        report(subject, engine, "cannot compute " + reason);
    }

    private void refused(String subject, String engine, Tl4jException failure) {
        if (selection.name().isEmpty()) {
            report(subject, engine, "refuses it: " + failure.getMessage());
        } else if (failure instanceof EnvironmentException) {
            throw failure;
        } else {
            String found = failure.problem().found();
            throw unable(subject, "which refuses it (" + found + ")", "use the engine " + engine, failure);
        }
    }

    private UsageException unable(String subject, String found, String remedy, Tl4jException cause) {
        String selected = selection.name().orElseThrow();
        return new UsageException(
                new Problem("engine", "must be able to compute the " + subject, selected + ", " + found, remedy),
                cause);
    }

    /** Once, since parts of one backbone are refused for the same reason. */
    private void report(String subject, String engine, String reason) {
        if (reported.add(subject + ": " + reason)) {
            LOG.warn(
                    "The {} is computed by {}, which takes longer, since {} {}",
                    subject,
                    engine,
                    source.get().name(),
                    reason);
        }
    }

    /**
     * The engine that runs ONNX; empty where this machine cannot run it, which is reported once.
     *
     * @param engine that computes the network otherwise
     * @throws EnvironmentException if it cannot run, and was selected or nothing else computes the network
     */
    private synchronized Optional<Engine> runner(String engine) {
        if (unavailable == null) {
            try {
                return source.map(EngineSource::engine);
            } catch (EnvironmentException e) {
                if (selection.name().isEmpty() && replaceable(engine)) {
                    LOG.warn(
                            "{}; networks are computed by the engine that they are for, which takes longer",
                            e.getMessage());
                    unavailable = e;
                    return Optional.empty();
                }
                throw e;
            }
        }
        if (!replaceable(engine)) {
            throw unavailable;
        }
        return Optional.empty();
    }
}
