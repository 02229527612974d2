package org.tl4j.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.dl4j.Dl4jEngineProvider;
import org.tl4j.learner.TransferLearner;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.onnx.OnnxSettings;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.predict.Predictors;
import org.tl4j.serve.BatchSettings;
import org.tl4j.serve.ModelFile;
import org.tl4j.serve.ModelServer;
import org.tl4j.serve.ModelSources;
import org.tl4j.serve.ReloadResult;
import org.tl4j.serve.RequestLimits;
import org.tl4j.serve.ServerSettings;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl serve}: answers requests for predictions over HTTP until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Serves bundles over HTTP, with a page for people, until it is stopped (Ctrl-C, SIGTERM).",
            "SIGHUP opens the bundles again whose files have changed."
        })
public final class ServeCommand implements Callable<Integer> {
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);
    private static final long MEGABYTE = 1_000_000;

    private final Context context;

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "[NAME=]FILE.tlz",
            description = "The bundles, each under a name; by default that of the file without .tlz.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen; by default ${DEFAULT-VALUE}, which only this machine reaches.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port; 0 takes one that is free; by default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = {
                "A file with the token that requests must carry (Authorization: Bearer TOKEN); by default the"
                        + " environment",
                "variable TL_TOKEN. An address that other machines reach needs one."
            })
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--insecure", description = "Let every machine in that reaches the address, without a token.")
    private boolean insecure;

    @Option(names = "--watch", description = "Look every two seconds whether a bundle has changed, and open it again.")
    private boolean watch;

    @Option(
            names = "--max-batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Images that are computed together; by default ${DEFAULT-VALUE}.")
    private int maximumBatchSize;

    @Option(
            names = "--max-batch-delay",
            paramLabel = "MS",
            defaultValue = "5",
            description = "How long an image waits for others that are being decoded, in milliseconds; by default"
                    + " ${DEFAULT-VALUE}.")
    private int maximumBatchDelay;

    @Option(
            names = "--batch-threads",
            paramLabel = "N",
            description = {
                "Batches of a bundle that are computed at the same time; they share the processor cores.",
                "By default one per core: the most images per second.",
                "With 1, an image that comes alone is computed sooner; also for graphics cards."
            })
    private Optional<Integer> batchThreads = Optional.empty();

    @Option(
            names = "--queue-size",
            paramLabel = "N",
            defaultValue = "256",
            description =
                    "Images of a bundle that may wait; further requests get status 429; by default ${DEFAULT-VALUE}.")
    private int queueSize;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "From a received request to its answer; by default ${DEFAULT-VALUE}.")
    private int timeLimit;

    @Option(
            names = "--max-body",
            paramLabel = "MB",
            defaultValue = "20",
            description = "The longest body of a request, in megabytes; by default ${DEFAULT-VALUE}.")
    private int maximumBody;

    @Option(
            names = "--max-images",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images of one request; by default ${DEFAULT-VALUE}.")
    private int maximumImages;

    @Option(
            names = "--max-megapixels",
            paramLabel = "N",
            defaultValue = "100",
            description = "Larger images are refused before they are decoded; by default ${DEFAULT-VALUE}.")
    private int maximumMegapixels;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Further connections wait until one ends; by default ${DEFAULT-VALUE}.")
    private int maximumConnections;

    @Option(
            names = "--access-log",
            paramLabel = "FILE|-",
            description = "Append a line of JSON per request to this file; - is standard output.")
    private Optional<String> accessLog = Optional.empty();

    @Option(
            names = "--calibrated",
            description = "Probabilities at the temperature of the bundle, where it has one: closer to frequencies.")
    private boolean calibrated;

    @Mixin
    private EngineOption engine = new EngineOption();

    /** A command that works with {@code context}. */
    public ServeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        StorageSettings.requirePlaces(console().environment(), System.getProperties());
        ServerSettings settings = settings();
        List<ModelFile> files = models.stream().map(ServeCommand::file).toList();
        try (AccessLogFile log = AccessLogFile.open(accessLog, console().out());
                StopSignals signals = StopSignals.ofReload();
                // closed after the server
                Reloads reloads = new Reloads(settings.stopWithin());
                ModelServer server = start(settings, files, log)) {
            // not before: Ctrl-C ends a command that still opens its models
            signals.catchStop();
            console()
                    .printText(List.of("Listening on " + server.address() + " for "
                            + String.join(
                                    ", ", files.stream().map(ModelFile::name).toList()) + "."));
            while (signals.awaitReload()) {
                reloads.request(() -> reload(server, reloads));
            }
            // a second Ctrl-C ends the process as Java does
            signals.releaseStop();
            reloads.stop();
            console().say("stopping, within " + settings.stopWithin().toSeconds() + " seconds");
        }
        return ExitCodes.DONE;
    }

    private ModelServer start(ServerSettings settings, List<ModelFile> files, AccessLogFile log) {
        TransferLearner learner = context.learner(engine.selection());
        // heat maps are computed one at a time, by all cores
        ModelSources sources = new ModelSources(
                        predictors(settings.batches().batchThreads()),
                        learner.bundles(),
                        learner.backbones().entries())
                .withExplainers(learner.predictors());
        return log.isOpen()
                ? ModelServer.start(settings, files, sources, log::write)
                : ModelServer.start(settings, files, sources);
    }

    /** For this many callers, among whom the processor cores are divided. */
    private Predictors predictors(int callers) {
        EngineProvider onnx = new OnnxEngineProvider(OnnxSettings.forCallers(callers));
        Engines engines = Engines.startingWith(List.of(new Dl4jEngineProvider(), onnx), Storage.tensorFormat());
        return BundlePredictors.create(context.storage().get(), engines.selecting(engine.selection()));
    }

    private void reload(ModelServer server, Reloads reloads) {
        console().say("reloading");
        List<ReloadResult> results = server.reload();
        if (!reloads.isStopped()) {
            results.forEach(this::report);
        }
    }

    private void report(ReloadResult result) {
        String what = result.failure()
                .map(e -> "stays as it was: " + e.getMessage())
                .orElse(result.replaced() ? "is served from its new content" : "has not changed");
        console().say("model " + result.model() + " " + what);
    }

    private ServerSettings settings() {
        requirePositive("--time-limit", timeLimit, Integer.MAX_VALUE);
        requirePositive("--max-body", maximumBody, 2000);
        requirePositive("--max-megapixels", maximumMegapixels, ReadingSettings.MOST_MEGAPIXELS);
        long bodyBytes = maximumBody * MEGABYTE;
        ServerSettings settings = new ServerSettings(
                host,
                port,
                TokenFile.token(tokenFile, console()),
                insecure,
                BatchSettings.DEFAULT
                        .withMaximumSize(maximumBatchSize)
                        .withMaximumDelay(Duration.ofMillis(maximumBatchDelay))
                        .withBatchThreads(batchThreads.orElseGet(this::defaultBatchThreads))
                        .withQueueSize(queueSize),
                RequestLimits.DEFAULT
                        .withTimeLimit(Duration.ofSeconds(timeLimit))
                        .withMaximumBodyBytes(bodyBytes)
                        .withMaximumImages(maximumImages)
                        .withMaximumConnections(maximumConnections),
                PredictorSettings.DEFAULT
                        .withLimits(new ReadingSettings(maximumMegapixels, bodyBytes, false))
                        .withCalibrated(calibrated),
                Optional.empty(),
                ServerSettings.DEFAULT.stopWithin());
        return watch ? settings.withWatch(WATCH_INTERVAL) : settings;
    }

    /** Deeplearning4j computes one batch at a time. */
    private int defaultBatchThreads() {
        return engine.selection()
                        .name()
                        .filter(BackboneEntry.DEEPLEARNING4J::equals)
                        .isPresent()
                ? 1
                : OnnxSettings.forJob().threads();
    }

    private static void requirePositive(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(option, "must be from 1 to " + most, Integer.toString(value), "");
        }
    }

    /** A file whose name has the form NAME=FILE is still a file. */
    private static ModelFile file(String text) {
        int equals = text.indexOf('=');
        return equals < 1 || Files.exists(Path.of(text))
                ? ModelFile.of(Path.of(text))
                : new ModelFile(text.substring(0, equals), Path.of(text.substring(equals + 1)));
    }

    private Console console() {
        return context.console();
    }
}
