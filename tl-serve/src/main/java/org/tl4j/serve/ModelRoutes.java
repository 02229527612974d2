package org.tl4j.serve;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tl4j.core.error.DataException;
import org.tl4j.core.prediction.Prediction;

/** The addresses of TL4J itself: models, and predictions, features and heat maps of images. Thread-safe. */
final class ModelRoutes {
    private static final int DEFAULT_TOP = 5;

    private final ServedModels models;
    private final RequestLimits limits;
    private final ServerMetrics metrics;
    private final Explaining explaining;
    private final Executor background;

    /** @param background opens parts of models that nobody has needed before, and computes heat maps, one at a time */
    ModelRoutes(
            ServedModels models,
            RequestLimits limits,
            ServerMetrics metrics,
            Explaining explaining,
            Executor background) {
        this.models = models;
        this.limits = limits;
        this.metrics = metrics;
        this.explaining = explaining;
        this.background = background;
    }

    Stream<Route> all() {
        return Stream.of(
                Route.get("/v1/models", this::list),
                Route.get("/v1/models/{name}", this::one),
                Route.get("/v1/models/{name}/card", this::card),
                Route.post("/v1/models/{name}/predict", this::predict),
                Route.post("/v1/models/{name}/features", this::features),
                Route.post("/v1/models/{name}/explain", this::explain));
    }

    /**
     * The list of models as JSON.
     *
     * @param models in the order of the start
     */
    record ModelList(List<ModelDocument> models) {}

    private CompletableFuture<ServerResponse> list(Call call) {
        return CompletableFuture.completedFuture(ServerResponse.json(
                new ModelList(models.all().stream().map(ModelDocument::listed).toList())));
    }

    private CompletableFuture<ServerResponse> one(Call call) {
        return models.with(
                call.variable("name"),
                model -> CompletableFuture.completedFuture(ServerResponse.json(ModelDocument.of(model))));
    }

    private CompletableFuture<ServerResponse> card(Call call) {
        return models.with(
                call.variable("name"),
                model -> CompletableFuture.completedFuture(
                        ServerResponse.text("text/markdown; charset=utf-8", model.card())));
    }

    private CompletableFuture<ServerResponse> predict(Call call) {
        call.requireParameters(List.of("top"));
        int top = call.count("top", DEFAULT_TOP);
        return models.with(call.variable("name"), model -> {
            Submission submission = Submission.of(call, limits);
            return model.predictions()
                    .encoded(submission.images(), call::isWanted)
                    .thenApply(outcomes -> {
                        measure(model, outcomes);
                        requireResult(submission, outcomes);
                        return ServerResponse.json(ImageResults.ofPredictions(model, outcomes, top));
                    });
        });
    }

    private void measure(LoadedModel model, List<ImageOutcome<Prediction>> outcomes) {
        for (ImageOutcome<Prediction> outcome : outcomes) {
            outcome.result().ifPresent(prediction -> metrics.predicted(model.name(), prediction));
        }
        measureFailures(model, outcomes);
    }

    private <R> void measureFailures(LoadedModel model, List<ImageOutcome<R>> outcomes) {
        outcomes.forEach(
                outcome -> outcome.failure().ifPresent(e -> metrics.imageFailed(model.name(), ImageResults.kind(e))));
    }

    private CompletableFuture<ServerResponse> features(Call call) {
        call.requireParameters(List.of());
        return models.with(call.variable("name"), model -> {
            Submission submission = Submission.of(call, limits);
            return opened(model)
                    .thenCompose(work -> work.work().encoded(submission.images(), call::isWanted))
                    .thenApply(outcomes -> {
                        measureFailures(model, outcomes);
                        requireResult(submission, outcomes);
                        return ServerResponse.json(ImageResults.ofFeatures(model, outcomes));
                    });
        });
    }

    /** The first requests of a model wait until its features are opened, without a thread of the server. */
    private CompletableFuture<FeatureWork> opened(LoadedModel model) {
        try {
            return model.features(background);
        } catch (RejectedExecutionException e) {
            throw RefusedRequestException.queueFull();
        }
    }

    private CompletableFuture<ServerResponse> explain(Call call) {
        call.requireParameters(List.of("label"));
        return models.with(call.variable("name"), model -> {
            Submission submission = Submission.of(call, limits);
            if (submission.images().size() != 1) {
                throw RefusedRequestException.badRequest(
                        "request for heat maps",
                        "must have one image",
                        Integer.toString(submission.images().size()),
                        "send one request per image");
            }
            SubmittedImage image = submission.images().get(0);
            return inBackground(call, () -> explained(model, image, call.parameters("label")));
        });
    }

    private ServerResponse explained(LoadedModel model, SubmittedImage image, List<String> labels) {
        try {
            return ServerResponse.json(explaining.explain(model, image, labels));
        } catch (DataException e) {
            metrics.imageFailed(model.name(), ImageResults.kind(e));
            throw e;
        }
    }

    private <T> CompletableFuture<T> inBackground(Call call, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            background.execute(() -> {
                if (!call.isWanted()) {
                    result.completeExceptionally(new DroppedWorkException());
                    return;
                }
                try {
                    result.complete(work.get());
                } catch (RuntimeException | Error e) { // handed to those who wait
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw RefusedRequestException.queueFull();
        }
        return result;
    }

    /** The failure of an image that is the whole body is the answer. */
    private static <R> void requireResult(Submission submission, List<ImageOutcome<R>> outcomes) {
        if (submission.alone()) {
            outcomes.get(0).failure().ifPresent(e -> {
                throw e;
            });
        }
    }
}
