package org.tl4j.core.engine;

import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.error.EnvironmentException;
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
    private static final String SUBJECT = "engine";

    private final EngineSelection selection;
    private final Optional<EngineSource> source;
    private boolean unavailable;

    /**
     * @param source the engine that runs ONNX, if there is one that may be used
     */
    FrozenComputation(EngineSelection selection, Optional<EngineSource> source) {
        this.selection = selection;
        this.source = source;
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
        Optional<Engine> other = runner();
        if (other.isEmpty()) {
            return original;
        }
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
        refused("backbone " + original.spec().name(), engine, ((OnnxTranslation.Refused) translation).reason());
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
            return runner().map(other -> opening.open(other.onnxRunner().orElseThrow(), contents));
        }
        Engine engine = named.apply(contents);
        Optional<OnnxWriter> writer = engine.onnxWriter();
        Optional<Engine> other = writer.isEmpty() && selection.name().isEmpty() ? Optional.empty() : runner();
        if (other.isEmpty()) {
            return Optional.empty();
        }
        OnnxTranslation translation = writer.<OnnxTranslation>map(found -> found.write(contents, input))
                .orElseGet(() -> new OnnxTranslation.Refused("a network of an engine that does not write ONNX"));
        if (translation instanceof OnnxTranslation.Written written) {
            NetworkContents described = contents.with(
                    new NetworkEntry.Bytes(OnnxNetwork.ENTRY, written.network().model()));
            return other.map(runner -> opening.open(runner.onnxRunner().orElseThrow(), described));
        }
        refused("network of the bundle", engine.name(), ((OnnxTranslation.Refused) translation).reason());
        return Optional.empty();
    }

    /**
     * Opens a network of a bundle.
     *
     * @param <T> the network
     */
    @FunctionalInterface
    interface Opening<T> {
        T open(OnnxRunner runner, NetworkContents contents);
    }

    private void refused(String subject, String engine, String reason) {
        if (selection.name().isPresent()) {
            throw new UsageException(
                    SUBJECT,
                    "must be able to compute the " + subject,
                    selection.name().get() + ", which cannot compute " + reason,
                    "use " + engine);
        }
        LOG.info(
                "The {} is computed by {}, since {} cannot compute {}",
                subject,
                engine,
                source.get().name(),
                reason);
    }

    /** The engine that runs ONNX; empty where this machine cannot run it, which is said once. */
    private synchronized Optional<Engine> runner() {
        if (unavailable) {
            return Optional.empty();
        }
        try {
            return source.map(EngineSource::engine);
        } catch (EnvironmentException e) {
            if (selection.name().isPresent()) {
                throw e;
            }
            unavailable = true;
            LOG.warn("{}; networks are computed by the engine that they are for, which takes longer", e.getMessage());
            return Optional.empty();
        }
    }
}
