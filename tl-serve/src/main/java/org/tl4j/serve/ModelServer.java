package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.data.ImageData;

/**
 * A server of trained models over HTTP. Images of several requests are computed together. Thread-safe.
 *
 * <pre>{@code
 * List<ModelFile> models = List.of(ModelFile.of(Path.of("insects.tlz")));
 * ModelSources sources = ModelSources.of(BundlePredictors.create());
 * try (ModelServer server = ModelServer.start(ServerSettings.DEFAULT, models, sources)) {
 *     System.out.println("listening on " + server.address());
 *     Thread.sleep(60_000);
 * }
 * }</pre>
 */
public final class ModelServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

    /** Requests that wait for heat maps, which are computed one at a time. */
    private static final int SLOW_REQUESTS = 16;

    private static final long IDLE_SECONDS = 10;
    private static final int RUN_BYTES = 4;

    private final ThreadPoolExecutor decoding;
    private final ThreadPoolExecutor background;
    private final ScheduledThreadPoolExecutor timer;
    private final ScheduledThreadPoolExecutor reloading;
    private final ServedModels models;
    private final Routes routes;
    private final HttpServer http;
    private final InetSocketAddress address;
    private volatile boolean stopping;

    private ModelServer(ServerSettings settings, List<ModelFile> files, ModelSources sources, Optional<AccessLog> log) {
        int decoders = settings.batches().decodingThreads();
        decoding = threads("tl4j-serve-decode", decoders, new LinkedBlockingQueue<>());
        background = threads("tl4j-serve-explain", 1, new ArrayBlockingQueue<>(SLOW_REQUESTS));
        timer = timer("tl4j-serve-timer");
        reloading = timer("tl4j-serve-reload");
        HttpThreads answering = new HttpThreads("tl4j-serve-http");
        ServerMetrics metrics = new ServerMetrics();
        // looks before the models are opened, so that it misses no change of a file
        FileWatch fileWatch = new FileWatch(files.stream().map(ModelFile::path).toList());
        ServedModels opened = null;
        try {
            opened = new ServedModels(
                    files,
                    new ModelParts(sources, settings, decoding, answering, metrics, System::nanoTime),
                    reloading);
            models = opened;
            metrics.watchModels(models::all);
            routes = new Routes(Stream.of(
                            new ModelRoutes(
                                            models,
                                            settings.limits(),
                                            metrics,
                                            new Explaining(ImageData.imageSizeReader()
                                                    .within(settings.predictor().limits())),
                                            background)
                                    .all(),
                            new InferenceRoutes(models, settings.limits(), metrics).all(),
                            new StatusRoutes(metrics, this::isReady).all(),
                            PageRoutes.all())
                    .flatMap(part -> part)
                    .toList());
            HttpDeadlines deadlines =
                    new HttpDeadlines(timer, answering, settings.limits().receiveWithin());
            http = new HttpServer(
                    settings,
                    answering,
                    new HttpFront(routes, settings, metrics, log, timer, deadlines, run()),
                    deadlines,
                    metrics);
            address = http.start();
        } catch (RuntimeException | Error e) {
            if (opened != null) {
                opened.close();
            }
            endThreads();
            throw e;
        }
        settings.watch().ifPresent(interval -> watch(fileWatch, interval));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with its threads
    private void watch(FileWatch watch, Duration interval) {
        reloading.scheduleWithFixedDelay(
                () -> reloadIfChanged(watch), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the models, tries each of them, and begins to answer.
     *
     * @param settings where, and how
     * @param models at least one, with distinct names
     * @param sources opens them
     * @throws org.tl4j.core.error.UsageException if a name occurs twice, or there is no model
     * @throws org.tl4j.core.error.BundleException if a model cannot be read
     * @throws org.tl4j.core.error.EnvironmentException if the address is taken
     */
    public static ModelServer start(ServerSettings settings, List<ModelFile> models, ModelSources sources) {
        return new ModelServer(
                required(settings, "settings"),
                required(models, "models"),
                required(sources, "sources"),
                Optional.empty());
    }

    /**
     * The same with a log of requests.
     *
     * @param accessLog receives a line of JSON per answered request, by several threads at a time; it has no content of requests
     */
    public static ModelServer start(
            ServerSettings settings, List<ModelFile> models, ModelSources sources, Consumer<String> accessLog) {
        return new ModelServer(
                required(settings, "settings"),
                required(models, "models"),
                required(sources, "sources"),
                Optional.of(new AccessLog(required(accessLog, "accessLog"), InstantSource.system())));
    }

    /** Where it listens, such as {@code http://127.0.0.1:8080}. */
    public URI address() {
        String host = address.getHostString();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /**
     * Opens the models again whose files have another content. The new one is opened and tried before the old one goes, and requests
     * under way finish with the old one. A model that cannot be opened stays as it was.
     *
     * @return a result per model, in their order
     */
    public List<ReloadResult> reload() {
        return models.reload();
    }

    /** Whether it answers requests for predictions: it does not stop, and no batch takes far too long. */
    public boolean isReady() {
        return !stopping && models.areReady();
    }

    /** Who answers what. */
    List<Route> routes() {
        return routes.all();
    }

    private void reloadIfChanged(FileWatch watch) {
        try {
            if (watch.hasChanged()) {
                models.reload();
            }
        } catch (RuntimeException | Error e) { // the next look shall happen
            LOG.warn("the models cannot be reloaded", e);
        }
    }

    /**
     * Takes no more requests, waits for those under way as long as the settings say, and frees the models. Closing twice has no
     * effect.
     */
    @Override
    public void close() {
        stopping = true;
        http.close();
        models.close();
        endThreads();
    }

    private void endThreads() {
        decoding.shutdown();
        background.shutdown();
        timer.shutdownNow();
        reloading.shutdown();
    }

    private static ThreadPoolExecutor threads(String name, int threads, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, daemons(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons(name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Distinguishes the requests of this server from those of earlier ones in a log. */
    private static String run() {
        byte[] random = new byte[RUN_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
