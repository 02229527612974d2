package org.tl4j.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;

/** The models of a server by name. Requests use the content that a name has when they begin. Thread-safe. */
final class ServedModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private final Map<String, ModelFile> files = new LinkedHashMap<>();
    private final ModelParts parts;
    private final Executor closer;

    /** Guarded by this; its order is that of the files. */
    private final Map<String, LoadedModel> loaded = new LinkedHashMap<>();

    /** Guarded by this. */
    private boolean closed;

    /** Held by the one who reloads. */
    private final Object reloading = new Object();

    /**
     * Opens all models.
     *
     * @param closer closes models that were replaced
     * @throws Tl4jException if a name occurs twice, or a model cannot be opened; then none stays open
     */
    ServedModels(List<ModelFile> files, ModelParts parts, Executor closer) {
        this.parts = parts;
        this.closer = closer;
        if (files.isEmpty()) {
            throw new UsageException("models of a server", "must be at least one", "none", "name a bundle");
        }
        for (ModelFile file : files) {
            if (this.files.put(file.name(), file) != null) {
                throw new UsageException(
                        "names of models", "must be distinct", file.name() + " twice", "give one of them another name");
            }
        }
        try {
            this.files.values().forEach(file -> loaded.put(file.name(), LoadedModel.open(file, parts)));
        } catch (RuntimeException | Error e) {
            loaded.values().forEach(model -> model.retire(Runnable::run));
            throw e;
        }
        loaded.values().forEach(model -> parts.metrics().loaded(model.name(), model.digest()));
    }

    /** All models, in the order of the start. */
    synchronized List<LoadedModel> all() {
        return List.copyOf(loaded.values());
    }

    /**
     * Works with a model, which stays open until the work ends.
     *
     * @throws RefusedRequestException with 404 if there is no such model
     */
    <T> CompletableFuture<T> with(String name, Function<LoadedModel, CompletableFuture<T>> work) {
        LoadedModel model = acquire(name);
        CompletableFuture<T> result;
        try {
            result = work.apply(model);
        } catch (RuntimeException | Error e) {
            model.release(closer);
            throw e;
        }
        return result.whenComplete((value, failure) -> model.release(closer));
    }

    private synchronized LoadedModel acquire(String name) {
        LoadedModel model = loaded.get(name);
        if (model == null || !model.acquire()) {
            throw new RefusedRequestException(
                    404, "model", "must be one that the server has", name, Suggestions.question(name, loaded.keySet()));
        }
        return model;
    }

    /** Opens the models again whose files have another content; one that cannot be opened stays as it was, whatever it throws. */
    List<ReloadResult> reload() {
        synchronized (reloading) {
            List<ReloadResult> results = new ArrayList<>();
            for (LoadedModel old : all()) {
                results.add(reload(old));
            }
            return results;
        }
    }

    private ReloadResult reload(LoadedModel old) {
        ModelFile file = files.get(old.name());
        try {
            Digest digest = LoadedModel.digest(file);
            if (digest.equals(old.digest())) {
                return ReloadResult.unchanged(old.name(), digest);
            }
            LoadedModel next = LoadedModel.open(file, parts);
            if (!putUnlessClosed(next)) {
                next.retire(Runnable::run);
                return ReloadResult.unchanged(old.name(), old.digest());
            }
            parts.metrics().loaded(file.name(), next.digest());
            old.retire(closer);
            LOG.info("model {} was reloaded: {}", file.name(), next.digest().hex());
            return ReloadResult.replaced(file.name(), next.digest());
        } catch (Tl4jException e) {
            LOG.warn("model {} stays as it was: {}", file.name(), e.getMessage());
            LOG.debug("model {}", file.name(), e);
            return failed(old, e);
        } catch (RuntimeException
                | Error e) { // of weights that are not finite, or a model that is too large; the others go on
            LOG.warn("model {} stays as it was", file.name(), e);
            return failed(
                    old,
                    new BundleException(
                            new Problem(
                                    "model " + file.name(),
                                    "must be one that can be opened and computed",
                                    e.toString(),
                                    "the log of the server has the details"),
                            e));
        }
    }

    private synchronized boolean putUnlessClosed(LoadedModel model) {
        if (!closed) {
            loaded.put(model.name(), model);
        }
        return !closed;
    }

    private ReloadResult failed(LoadedModel old, Tl4jException failure) {
        parts.metrics().reloadFailed(old.name());
        return ReloadResult.failed(old.name(), old.digest(), failure);
    }

    /** Whether all models are ready. */
    boolean areReady() {
        return all().stream().allMatch(LoadedModel::isReady);
    }

    /** Closes all models, once their requests have ended; one that is being opened meanwhile too. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        all().forEach(model -> model.retire(Runnable::run));
    }
}
