package org.tl4j.serve;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.tl4j.application.text.ModelCard;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.prediction.ImageStages;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.StagedEmbedder;
import org.tl4j.core.prediction.StagedPredictor;
import org.tl4j.core.provenance.Digest;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.predict.Predictors;

/**
 * One content of a model file, opened. It is closed when it was replaced and the last request that uses it has its answer.
 * Thread-safe.
 */
final class LoadedModel {
    /** A batch that takes longer than this many time limits will not end. */
    private static final int STUCK = 4;

    private final ModelFile file;
    private final Digest digest;
    private final Card card;
    private final ModelParts parts;
    private final StagedPredictor predictor;
    private final ImageWork<Prediction> predictions;
    private final LazyPart<FeatureWork> features;
    private final LazyPart<ImageExplainer> explainer;

    // guarded by this
    private int users;
    private boolean retired;
    private boolean closed;

    private LoadedModel(ModelFile file, Digest digest, Card card, ModelParts parts, StagedPredictor predictor) {
        this.file = file;
        this.digest = digest;
        this.card = card;
        this.parts = parts;
        this.predictor = predictor;
        this.predictions = work("tl4j-serve-", predictor, file, parts);
        this.features = new LazyPart<>(this::openFeatures);
        this.explainer = new LazyPart<>(this::openExplainer);
    }

    private static <R> ImageWork<R> work(String threads, ImageStages<R> stages, ModelFile file, ModelParts parts) {
        return new ImageWork<>(
                threads + file.name(),
                stages,
                parts.decoding(),
                parts.answering(),
                parts.settings().batches(),
                parts.metrics().observer(file.name()),
                parts.nanos());
    }

    /**
     * Opens and tries a model.
     *
     * @throws org.tl4j.core.error.Tl4jException if it cannot be read or computed
     */
    static LoadedModel open(ModelFile file, ModelParts parts) {
        Digest digest = digest(file);
        Predictors predictors = parts.sources().predictors();
        StagedPredictor predictor =
                predictors.staged(file.path(), parts.settings().predictor());
        try {
            requireAnswer(file, predictor);
            Card card = card(file, parts.sources(), predictor.manifest());
            if (!digest(file).equals(digest)) {
                throw changed(file);
            }
            return new LoadedModel(file, digest, card, parts, predictor);
        } catch (RuntimeException | Error e) {
            predictor.close();
            throw e;
        }
    }

    /** The digest of all of a model file. */
    static Digest digest(ModelFile file) {
        try {
            return Digest.ofFile(file.path());
        } catch (IOException e) {
            throw new BundleException(
                    new Problem(
                            "model " + file.name(),
                            "must be a file that can be read",
                            file.path() + " (" + e.getMessage() + ")",
                            "check the path"),
                    e);
        }
    }

    /** Decodes and computes a grey picture, so that the first request does not wait for native libraries. */
    private static void requireAnswer(ModelFile file, StagedPredictor predictor) {
        List<Prediction> answers = predictor.compute(predictor.prepare(ServerResources.required("grey.jpg")));
        int labels = predictor.manifest().labels().size();
        if (answers.size() != 1 || answers.get(0).ranking().size() != labels) {
            throw new BundleException(
                    "model " + file.name(),
                    "must give a probability of each of its " + labels + " labels",
                    answers.isEmpty()
                            ? "none"
                            : Integer.toString(answers.get(0).ranking().size()),
                    "");
        }
    }

    /**
     * What is kept of a bundle beside its network.
     *
     * @param text the model card
     * @param hasConformalSets whether predictions have sets of classes
     * @param hasFamiliarity whether predictions say how much an image is like the training images
     */
    private record Card(String text, boolean hasConformalSets, boolean hasFamiliarity) {}

    private static Card card(ModelFile file, ModelSources sources, BundleManifest manifest) {
        Bundle bundle = sources.bundles().read(file.path());
        String text = ModelCard.of(
                file.name(),
                bundle,
                sources.backbones().stream()
                        .filter(entry -> entry.name().equals(manifest.backbone()))
                        .findFirst());
        return new Card(
                text,
                bundle.calibration().conformal().isPresent(),
                bundle.calibration().familiarity().isPresent());
    }

    private static BundleException changed(ModelFile file) {
        return new BundleException(
                "model " + file.name(),
                "must be opened from one content of its file",
                "a file that has changed meanwhile",
                "put the new file in its place in one move, and reload the models");
    }

    String name() {
        return file.name();
    }

    Digest digest() {
        return digest;
    }

    BundleManifest manifest() {
        return predictor.manifest();
    }

    String card() {
        return card.text();
    }

    boolean hasConformalSets() {
        return card.hasConformalSets();
    }

    boolean hasFamiliarity() {
        return card.hasFamiliarity();
    }

    StagedPredictor predictor() {
        return predictor;
    }

    ImageWork<Prediction> predictions() {
        return predictions;
    }

    /** The features, opened by {@code executor} at the first call, which takes as long as opening the model. */
    CompletableFuture<FeatureWork> features(Executor executor) {
        return features.open(executor);
    }

    /** The same if it is open, without opening it. */
    Optional<FeatureWork> openedFeatures() {
        return features.opened();
    }

    /** What explains, opened at the first call. */
    ImageExplainer explainer() {
        return explainer.open();
    }

    private FeatureWork openFeatures() {
        StagedEmbedder embedder =
                opened(() -> parts.sources().predictors().stagedEmbedder(file.path(), predictorSettings()));
        try {
            return new FeatureWork(embedder, work("tl4j-serve-features-", embedder, file, parts));
        } catch (RuntimeException | Error e) {
            embedder.close();
            throw e;
        }
    }

    private ImageExplainer openExplainer() {
        return opened(() -> parts.sources().explainers().explainer(file.path(), predictorSettings()));
    }

    private PredictorSettings predictorSettings() {
        return parts.settings().predictor();
    }

    /** What is opened later must come from the same content; why it cannot be opened is no fault of the request. */
    private <T extends AutoCloseable> T opened(Supplier<T> opener) {
        T opened;
        try {
            opened = opener.get();
        } catch (UsageException | DataException e) {
            throw new BundleException(e.problem(), e);
        }
        try {
            requireSame();
            return opened;
        } catch (RuntimeException | Error e) {
            LazyPart.close(opened);
            throw e;
        }
    }

    private void requireSame() {
        if (digest(file).equals(digest)) {
            return;
        }
        throw new RefusedRequestException(
                503,
                "model " + file.name(),
                "must be reloaded before it is used in another way",
                "a file that has changed since it was opened",
                "reload the models of the server");
    }

    /** Images that are accepted and in no batch yet. */
    int waiting() {
        return predictions.waiting()
                + openedFeatures().map(work -> work.work().waiting()).orElse(0);
    }

    /** Whether batches are computed, and none takes far too long. */
    boolean isReady() {
        long longestNanos =
                parts.settings().limits().timeLimit().multipliedBy(STUCK).toNanos();
        return !predictions.isStuck(longestNanos)
                && openedFeatures()
                        .filter(work -> work.work().isStuck(longestNanos))
                        .isEmpty();
    }

    /** A request begins; {@code false} if the model is closed already. */
    synchronized boolean acquire() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    /** A request ends; the last one of a replaced model has it closed by {@code closer}. */
    void release(Executor closer) {
        boolean last;
        synchronized (this) {
            users--;
            last = retired && users == 0 && !closed;
            closed |= last;
        }
        if (last) {
            freeBy(closer);
        }
    }

    /** No more requests will come; it is closed at once, or when the last one ends. */
    void retire(Executor closer) {
        boolean last;
        synchronized (this) {
            retired = true;
            last = users == 0 && !closed;
            closed |= last;
        }
        if (last) {
            freeBy(closer);
        }
    }

    private void freeBy(Executor closer) {
        try {
            closer.execute(this::free);
        } catch (RejectedExecutionException e) { // the server has stopped
            free();
        }
    }

    private void free() {
        predictions.close();
        openedFeatures().ifPresent(FeatureWork::close);
        explainer.opened().ifPresent(ImageExplainer::close);
        predictor.close();
    }
}
