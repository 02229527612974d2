package org.tl4j.serve;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.provenance.Digest;

/**
 * What a server counts, as Prometheus reads it. The values of labels are few: templates of addresses, statuses, names of models and
 * their classes. Thread-safe.
 */
final class ServerMetrics {
    /** The type of {@link #text}. */
    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String MODEL = "model";
    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
    };
    private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256};
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1};
    private static final double[] SMALL_SHARES = {0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("tl_requests_total")
            .help("Answered requests, by route and status.")
            .labelNames("route", "code")
            .register(registry);
    private final Histogram requestSeconds =
            histogram("tl_request_seconds", "From the header of a request to its answer.", SECONDS, "route");
    private final Gauge inFlight = Gauge.builder()
            .name("tl_inflight")
            .help("Requests that have no answer yet.")
            .register(registry);
    private final Histogram decodeQueueSeconds =
            histogram("tl_decode_queue_seconds", "From an accepted image to its decoding.", SECONDS, MODEL);
    private final Histogram queueSeconds =
            histogram("tl_queue_seconds", "From a decoded image to the start of its batch.", SECONDS, MODEL);
    private final Histogram decodeSeconds = histogram("tl_decode_seconds", "Decoding of an image.", SECONDS, MODEL);
    private final Histogram inferSeconds = histogram("tl_infer_seconds", "Computation of a batch.", SECONDS, MODEL);
    private final Histogram batchSize = histogram("tl_batch_size", "Images of a batch.", SIZES, MODEL);
    private final Counter predictions = Counter.builder()
            .name("tl_predictions_total")
            .help("Predicted images by class; of models with several labels per image, by each label that is accepted.")
            .labelNames(MODEL, "class")
            .register(registry);
    private final Histogram confidence =
            histogram("tl_confidence", "Probability of the most probable class.", SHARES, MODEL);
    private final Histogram familiarity = histogram(
            "tl_familiarity", "How much images are like the training images, from 0 to 1.", SMALL_SHARES, MODEL);
    private final Counter imageFailures = Counter.builder()
            .name("tl_image_failures_total")
            .help("Images without a prediction, features or heat maps, by model and kind of failure.")
            .labelNames(MODEL, "kind")
            .register(registry);
    private final Counter reloadFailures = Counter.builder()
            .name("tl_reload_failures_total")
            .help("New contents of a model file that could not be served.")
            .labelNames(MODEL)
            .register(registry);

    /** Guarded by itself. */
    private final Map<String, Digest> digests = new HashMap<>();

    ServerMetrics() {
        GaugeWithCallback.builder()
                .name("tl_model_digest")
                .help("1 for the SHA-256 of the file that each model is served from.")
                .labelNames(MODEL, "digest")
                .callback(gauge -> digests().forEach((model, digest) -> gauge.call(1, model, digest.hex())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tl_heap_used_bytes")
                .help("Memory of Java objects, those that are not needed any more included.")
                .callback(gauge -> gauge.call((double) usedHeap()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tl_resident_bytes")
                .help("Memory of the process, native code included; on Linux.")
                .callback(gauge -> residentBytes().ifPresent(gauge::call))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tl_heap_maximum_bytes")
                .help("The most memory that Java objects may take.")
                .callback(gauge -> gauge.call((double) Runtime.getRuntime().maxMemory()))
                .register(registry);
    }

    /** Of the whole process, native code included; empty where the system does not say it. */
    private static OptionalLong residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) { // not Linux
            return OptionalLong.empty();
        }
    }

    private static long usedHeap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private Histogram histogram(String name, String help, double[] bounds, String label) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    /** Measures how many images wait, when somebody reads the metrics. */
    void watchModels(Supplier<List<LoadedModel>> models) {
        GaugeWithCallback.builder()
                .name("tl_queue_images")
                .help("Images that are accepted and in no batch yet.")
                .labelNames(MODEL)
                .callback(gauge -> models.get().forEach(model -> gauge.call(model.waiting(), model.name())))
                .register(registry);
    }

    void requestBegan() {
        inFlight.inc();
    }

    /** @param route a template, or a word for requests that have none */
    void requestEnded(String route, int status, double seconds) {
        inFlight.dec();
        requests.labelValues(route, Integer.toString(status)).inc();
        requestSeconds.labelValues(route).observe(seconds);
    }

    /** Of a request that was refused before it could begin. */
    void requestRefused(int status) {
        requests.labelValues("malformed", Integer.toString(status)).inc();
    }

    void predicted(String model, Prediction prediction) {
        for (String label : accepted(prediction)) {
            predictions.labelValues(model, label).inc();
        }
        confidence.labelValues(model).observe(prediction.best().probability());
        prediction
                .familiarity()
                .map(Familiarity::value)
                .ifPresent(value -> this.familiarity.labelValues(model).observe(value));
    }

    private static List<String> accepted(Prediction prediction) {
        return switch (prediction.mode()) {
            case SINGLE_LABEL -> List.of(prediction.best().label());
            case MULTI_LABEL ->
                prediction.accepted().stream().map(ScoredLabel::label).toList();
        };
    }

    void imageFailed(String model, String kind) {
        imageFailures.labelValues(model, kind).inc();
    }

    void loaded(String model, Digest digest) {
        synchronized (digests) {
            digests.put(model, digest);
        }
        reloadFailures.labelValues(model);
    }

    void reloadFailed(String model) {
        reloadFailures.labelValues(model).inc();
    }

    private Map<String, Digest> digests() {
        synchronized (digests) {
            return Map.copyOf(digests);
        }
    }

    /** Measures the batches of a model. */
    BatchObserver observer(String model) {
        DistributionDataPoint submission = decodeQueueSeconds.labelValues(model);
        DistributionDataPoint decoding = decodeSeconds.labelValues(model);
        DistributionDataPoint queue = queueSeconds.labelValues(model);
        DistributionDataPoint infer = inferSeconds.labelValues(model);
        DistributionDataPoint size = batchSize.labelValues(model);
        return new BatchObserver() {
            @Override
            public void submitted(double seconds) {
                submission.observe(seconds);
            }

            @Override
            public void decoded(double seconds) {
                decoding.observe(seconds);
            }

            @Override
            public void queued(double seconds) {
                queue.observe(seconds);
            }

            @Override
            public void computed(int images, double seconds) {
                infer.observe(seconds);
                size.observe(images);
            }
        };
    }

    /** All of it, in the text format of Prometheus 0.0.4. */
    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(bytes, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
