package org.tl4j.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * The models of the Open Inference Protocol, version 2, over REST. Images come as tensors, preprocessed as the bundle says, or encoded
 * in base64. One image that cannot be decoded fails the request, since the protocol has no failures of elements. Thread-safe.
 */
final class InferenceRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(InferenceRoutes.class);
    private static final String TENSORS = "FP32";
    private static final String ENCODED = "BYTES";
    private static final String PROBABILITIES = "probabilities";
    private static final String LABEL = "label";

    private final ServedModels models;
    private final RequestLimits limits;
    private final ServerMetrics metrics;

    InferenceRoutes(ServedModels models, RequestLimits limits, ServerMetrics metrics) {
        this.models = models;
        this.limits = limits;
        this.metrics = metrics;
    }

    Stream<Route> all() {
        return Stream.of(
                Route.get("/v2/models/{name}", this::metadata),
                Route.get("/v2/models/{name}/ready", this::ready),
                Route.post("/v2/models/{name}/infer", this::infer));
    }

    private CompletableFuture<ServerResponse> ready(Call call) {
        return models.with(call.variable("name"), model -> {
            boolean ready = model.isReady();
            return CompletableFuture.completedFuture(
                    ServerResponse.json(ready ? 200 : 503, Map.of("name", model.name(), "ready", ready)));
        });
    }

    private CompletableFuture<ServerResponse> metadata(Call call) {
        return models.with(call.variable("name"), model -> {
            ModelDocument.Input input = ModelDocument.input(model.manifest());
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", model.name());
            document.put("platform", "tl4j");
            document.put(
                    "inputs",
                    List.of(
                            tensor("images", TENSORS, List.of(-1, input.channels(), input.height(), input.width())),
                            tensor("encoded", ENCODED, List.of(-1))));
            document.put(
                    "outputs",
                    List.of(
                            tensor(
                                    PROBABILITIES,
                                    TENSORS,
                                    List.of(-1, model.manifest().labels().size())),
                            tensor(LABEL, ENCODED, List.of(-1))));
            document.put("labels", model.manifest().labels().names());
            return CompletableFuture.completedFuture(ServerResponse.json(document));
        });
    }

    private static Map<String, Object> tensor(String name, String datatype, List<Integer> shape) {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", name);
        tensor.put("datatype", datatype);
        tensor.put("shape", shape);
        return tensor;
    }

    private CompletableFuture<ServerResponse> infer(Call call) {
        InferenceRequest request = InferenceRequest.of(call.body());
        for (String output : request.outputs()) {
            if (!output.equals(PROBABILITIES) && !output.equals(LABEL)) {
                throw RefusedRequestException.badRequest(
                        "name of an output", "must be " + PROBABILITIES + " or " + LABEL, output, "");
            }
        }
        return models.with(
                call.variable("name"),
                model -> predictions(model, request, call).thenApply(predictions -> {
                    predictions.forEach(prediction -> metrics.predicted(model.name(), prediction));
                    return ServerResponse.json(document(model, request, predictions));
                }));
    }

    private CompletableFuture<List<Prediction>> predictions(LoadedModel model, InferenceRequest request, Call call) {
        return switch (request.datatype()) {
            case TENSORS -> {
                List<ImageBatch> images = tensors(request, model.manifest());
                call.noteImages(images.size());
                yield finite(model.predictions().decoded(images, call::isWanted));
            }
            case ENCODED -> {
                List<SubmittedImage> images = encoded(request);
                call.noteImages(images.size());
                yield model.predictions().encoded(images, call::isWanted).thenApply(outcomes -> {
                    outcomes.forEach(outcome -> outcome.failure().ifPresent(e -> {
                        metrics.imageFailed(model.name(), ImageResults.kind(e));
                        throw e;
                    }));
                    return outcomes.stream()
                            .map(outcome -> outcome.result().orElseThrow())
                            .toList();
                });
            }
            default ->
                throw RefusedRequestException.badRequest(
                        "datatype of the input", "must be " + TENSORS + " or " + ENCODED, request.datatype(), "");
        };
    }

    /**
     * Values of a tensor have any size, and those that are too large for a network give no probabilities; which is what is wrong where
     * a model that was tried finds an argument wrong.
     */
    private static CompletableFuture<List<Prediction>> finite(CompletableFuture<List<Prediction>> predictions) {
        return predictions.exceptionally(thrown -> {
            Throwable failure =
                    thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
            if (failure instanceof IllegalArgumentException) {
                LOG.debug("a tensor cannot be computed", failure);
                throw RefusedRequestException.badRequest(
                        "data of the input",
                        "must be values for which the model has finite probabilities",
                        "others",
                        "preprocess the image as the model says, or send it encoded");
            }
            throw new CompletionException(failure);
        });
    }

    private List<SubmittedImage> encoded(InferenceRequest request) {
        requireImages(request.shape().size() == 1 ? request.shape().get(0) : 0, request, "[n]");
        if (request.texts().size() != request.shape().get(0)) {
            throw RefusedRequestException.badRequest("data of the input", "must be texts in base64", "numbers", "");
        }
        return Submission.named(request.texts().stream().map(Submission::base64).toList());
    }

    private List<ImageBatch> tensors(InferenceRequest request, BundleManifest manifest) {
        ModelDocument.Input input = ModelDocument.input(manifest);
        List<Integer> one = List.of(input.channels(), input.height(), input.width());
        List<Integer> shape = request.shape();
        boolean fits = shape.size() == 4 && shape.subList(1, 4).equals(one);
        requireImages(
                fits ? shape.get(0) : 0,
                request,
                "[n, %d, %d, %d]".formatted(input.channels(), input.height(), input.width()));
        if (!request.texts().isEmpty()) {
            throw RefusedRequestException.badRequest("data of the input", "must be numbers", "texts", "");
        }
        int size = manifest.preprocessing().valuesPerImage();
        List<ImageBatch> images = new ArrayList<>();
        for (int i = 0; i < shape.get(0); i++) {
            FloatBuffer values = ByteBuffer.allocateDirect(size * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            values.put(request.numbers(), i * size, size).rewind();
            images.add(new ImageBatch(values, 1, input.channels(), input.height(), input.width()));
        }
        return images;
    }

    /** @param images 0 if the shape is another than {@code wanted} */
    private void requireImages(int images, InferenceRequest request, String wanted) {
        if (images == 0) {
            throw RefusedRequestException.badRequest(
                    "shape of the input", "must be " + wanted, request.shape().toString(), "");
        }
        if (images > limits.maximumImages()) {
            throw RefusedRequestException.tooManyImages(limits);
        }
    }

    private static Map<String, Object> document(
            LoadedModel model, InferenceRequest request, List<Prediction> predictions) {
        LabelSet labels = model.manifest().labels();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model_name", model.name());
        document.put("model_version", model.digest().hex());
        request.id().ifPresent(id -> document.put("id", id));
        List<Map<String, Object>> outputs = new ArrayList<>();
        if (isAsked(request, PROBABILITIES)) {
            Map<String, Object> tensor = tensor(PROBABILITIES, TENSORS, List.of(predictions.size(), labels.size()));
            tensor.put(
                    "data",
                    predictions.stream()
                            .flatMap(prediction -> row(labels, prediction))
                            .toList());
            outputs.add(tensor);
        }
        if (isAsked(request, LABEL)) {
            Map<String, Object> tensor = tensor(LABEL, ENCODED, List.of(predictions.size()));
            tensor.put(
                    "data",
                    predictions.stream()
                            .map(prediction -> prediction.best().label())
                            .toList());
            outputs.add(tensor);
        }
        document.put("outputs", outputs);
        return document;
    }

    private static boolean isAsked(InferenceRequest request, String output) {
        return request.outputs().isEmpty() || request.outputs().contains(output);
    }

    /** The probabilities in the order of the labels. */
    private static Stream<Float> row(LabelSet labels, Prediction prediction) {
        Map<String, Float> byLabel = new HashMap<>();
        for (ScoredLabel scored : prediction.ranking()) {
            byLabel.put(scored.label(), (float) scored.probability());
        }
        return IntStream.range(0, labels.size()).mapToObj(i -> byLabel.get(labels.name(i)));
    }
}
