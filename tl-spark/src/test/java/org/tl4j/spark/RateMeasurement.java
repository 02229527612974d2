package org.tl4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.data.ImageData;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.onnx.OnnxSettings;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.spark.kit.Fixtures;
import org.tl4j.spark.kit.SparkHome;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/**
 * Measures images per second and processor time per image on one machine and on a cluster of two executors with a core each, in
 * alternation, and the memory of the executors. No test: run its {@code main} with a folder, the images of a round, and the number of
 * rounds; then small images of CIFAR-10 are predicted by a network for them, unless a bundle and a folder of photos follow.
 */
final class RateMeasurement {
    private static final int DISTINCT = 5000;
    private static final int EXECUTORS = 2;

    /** Images after which the compiler of a process has done its work. */
    private static final int WARM_UP = 20_000;

    /** The same of photos, each of which is more work. */
    private static final int WARM_UP_OF_PHOTOS = 600;

    private RateMeasurement() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int rounds = Integer.parseInt(arguments[2]);
        boolean photos = arguments.length > 3;
        Map<String, byte[]> images = photos ? photos(Path.of(arguments[4])) : images();
        Path bundle = photos ? Path.of(arguments[3]) : bundle(folder, images);
        List<byte[]> all = new ArrayList<>(images.values());
        int copies = Integer.parseInt(arguments[1]) / all.size();
        SparkSession spark = SparkHome.configured(SparkSession.builder().appName("rate"))
                .config("spark.ui.enabled", false)
                .config("spark.sql.files.maxPartitionBytes", photos ? "16m" : "4m")
                // as the jobs read tables
                .config("spark.sql.parquet.columnarReaderBatchSize", 64)
                .getOrCreate();
        Dataset<Row> table = table(spark, all, copies, folder.resolve("table"));
        // twice, since an executor may get the larger part
        int warmUp = 2 * EXECUTORS * (photos ? WARM_UP_OF_PHOTOS : WARM_UP) / all.size();
        Dataset<Row> first = table(spark, all, warmUp, folder.resolve("warm-up"));
        TlClassifier classifier = new TlClassifier().setBundle(bundle.toString());
        cluster(classifier, first.repartition(8 * EXECUTORS), (long) warmUp * all.size(), "cluster, warm-up");
        try (Predictor usual = BundlePredictors.create().open(bundle);
                Workers decoding = Workers.of("decoding", EXECUTORS);
                Predictor same = likeAnExecutor().open(bundle, PredictorSettings.DEFAULT.withWorkers(decoding))) {
            one(usual, all, 1, "one machine, warm-up");
            one(same, all, EXECUTORS, "one machine as executors, warm-up");
            for (int round = 0; round < rounds; round++) {
                one(usual, all, 1, "one machine");
                one(same, all, EXECUTORS, "one machine as executors");
                cluster(classifier, table, (long) copies * all.size(), "cluster");
            }
            one(usual, all, 1, "one machine");
            one(same, all, EXECUTORS, "one machine as executors");
        }
        spark.stop();
    }

    private static Dataset<Row> table(SparkSession spark, List<byte[]> images, int copies, Path folder) {
        List<Row> rows =
                images.stream().map(bytes -> RowFactory.create((Object) bytes)).toList();
        spark.createDataFrame(rows, new StructType().add("content", DataTypes.BinaryType))
                .withColumn("copy", functions.explode(functions.sequence(functions.lit(1), functions.lit(copies))))
                .write()
                .mode("overwrite")
                .parquet(folder.toString());
        return spark.read().parquet(folder.toString());
    }

    /** ONNX Runtime with a thread for each caller, as an executor whose tasks have a core each. */
    private static BundlePredictors likeAnExecutor() {
        OnnxSettings settings = OnnxSettings.forServer().withThreads(1);
        return new BundlePredictors(
                Engines.startingWith(List.of(new OnnxEngineProvider(settings)), Storage.tensorFormat()),
                Storage.bundleStore(),
                ImageData.imageReader(),
                ImageData.imagePreprocessor(ReadingSettings.DEFAULT));
    }

    /** Predicts all images four times by some threads, which share them. */
    private static void one(Predictor predictor, List<byte[]> all, int callers, String name) {
        Duration before = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        long start = System.nanoTime();
        List<CompletableFuture<Void>> parts = IntStream.range(0, callers)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> {
                            for (int round = 0; round < 4; round++) {
                                predictor.predictEach(all.subList(
                                        caller * all.size() / callers, (caller + 1) * all.size() / callers));
                            }
                        },
                        work -> new Thread(work, "caller").start()))
                .toList();
        parts.forEach(CompletableFuture::join);
        print(
                name,
                4L * all.size(),
                start,
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().minus(before));
    }

    private static void cluster(TlClassifier classifier, Dataset<Row> images, long count, String name)
            throws IOException {
        Duration before = executors();
        long start = System.nanoTime();
        classifier
                .transform(images)
                .drop("content")
                .write()
                .format("noop")
                .mode("overwrite")
                .save();
        print(name, count, start, executors().minus(before));
        System.out.println("  resident memory of executors: " + memory());
    }

    private static void print(String name, long images, long start, Duration processor) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %d images, %.1f s, %.0f images/s, %.3f ms of processor time per image%n",
                name, images, seconds, images / seconds, processor.toMillis() / (double) images);
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    private static Duration executors() {
        return processes().stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static String memory() throws IOException {
        List<String> sizes = new ArrayList<>();
        for (ProcessHandle process : processes()) {
            sizes.add(Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .map(line -> line.replaceAll("\\D+", ""))
                    .map(kilobytes -> Long.parseLong(kilobytes) / 1024 + " MB")
                    .collect(Collectors.joining()));
        }
        return sizes.toString();
    }

    private static Map<String, byte[]> photos(Path folder) throws IOException {
        Map<String, byte[]> images = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".jpg")).toList()) {
                images.put(file.toString(), Files.readAllBytes(file));
            }
        }
        return images;
    }

    private static Map<String, byte[]> images() throws IOException {
        Map<String, byte[]> images = new TreeMap<>();
        try (ZipFile zip = new ZipFile(Fixtures.path("data/cifar10-jpeg.zip").toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> entry.getName().endsWith(".jpg"))
                    .toList();
            int step = entries.size() / DISTINCT;
            for (int i = 0; i < DISTINCT; i++) {
                ZipEntry entry = entries.get(i * step);
                images.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return images;
    }

    private static Path bundle(Path folder, Map<String, byte[]> images) throws IOException {
        Path bundle = folder.resolve("cifar.tlz");
        if (Files.exists(bundle)) {
            return bundle;
        }
        int number = 0;
        for (Map.Entry<String, byte[]> image : images.entrySet()) {
            if (number++ % 20 == 0) {
                Path name = Path.of(image.getKey());
                Path label = Files.createDirectories(
                        folder.resolve("training").resolve(name.getParent().getFileName()));
                Files.write(label.resolve(name.getFileName()), image.getValue());
            }
        }
        StorageSettings settings = new StorageSettings(
                folder.resolve("cache"),
                StorageSettings.DEFAULT_FEATURE_LIMIT_BYTES,
                Optional.of(Fixtures.path("weights").toString()),
                Optional.empty(),
                NetworkSettings.DIRECT);
        try (TransferLearner learner = TransferLearner.create(settings)) {
            learner.train(TrainingRequest.of(folder.resolve("training"), bundle)
                    .withBackbone(BackboneRequest.of("resnet20"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
        }
        return bundle;
    }
}
