import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.dl4j.graph.Dl4jExporter;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.learner.Backbones;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;

/**
 * Training steps in images per second, TL4J compared with plain Deeplearning4j in its default configuration: the same graph
 * on the same images, by {@code ComputationGraph.fit} with the stock native library and without helpers. Each measurement
 * runs in a separate process, and the kinds alternate; a figure is the median over processes of the median over steps.
 * Decoding of images is not included. Run it from the project's folder:
 *
 * <pre>
 * java -cp 'tl-cli/target/tl/lib/*' dev/TrainingThroughput.java BACKBONE BATCH TURNS [KIND ...]
 * </pre>
 *
 * <p>Kinds are {@code stock}, {@code frozen} and {@code adaptive} batch norms, these three by default, and {@code
 * deeplearning4j} (frozen, computed by Deeplearning4j alone). The weights are fresh, because their values do not change the
 * work. Steps beside those of PyTorch are measured by {@code dev/bench-peers training}.
 */
public final class TrainingThroughput {
    private static final String SOURCE = "dev/TrainingThroughput.java";
    private static final int CLASSES = 10;
    private static final int WARM_UP = 2;
    private static final List<String> KINDS = List.of("stock", "frozen", "adaptive");

    private TrainingThroughput() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 5 && arguments[0].equals("child")) {
            child(arguments[1], arguments[2], Integer.parseInt(arguments[3]), Path.of(arguments[4]));
        } else if (arguments.length >= 3) {
            List<String> kinds = arguments.length == 3
                    ? KINDS
                    : List.of(arguments).subList(3, arguments.length);
            compare(arguments[0], arguments[1], Integer.parseInt(arguments[2]), kinds);
        } else {
            System.err.println("usage: TrainingThroughput BACKBONE BATCH TURNS [KIND ...]");
            System.exit(2);
        }
    }

    private static void compare(String backbone, String batch, int turns, List<String> kinds)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("throughput");
        try {
            compare(backbone, batch, turns, kinds, work);
        } finally {
            delete(work);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private static void compare(String backbone, String batch, int turns, List<String> kinds, Path work)
            throws IOException, InterruptedException {
        run("prepare", backbone, batch, work);
        List<List<Double>> rates = kinds.stream().map(kind -> (List<Double>) new ArrayList<Double>()).toList();
        List<List<Double>> processor = kinds.stream().map(kind -> (List<Double>) new ArrayList<Double>()).toList();
        for (int turn = 0; turn < turns; turn++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                String[] found = run(kinds.get(kind), backbone, batch, work).split(" ");
                rates.get(kind).add(Double.parseDouble(found[0]));
                processor.get(kind).add(Double.parseDouble(found[1]));
            }
        }
        double first = median(rates.get(0));
        for (int kind = 0; kind < kinds.size(); kind++) {
            double median = median(rates.get(kind));
            System.out.printf(
                    Locale.ROOT,
                    "%s, batch %s, %s: %.2f images per second, %.2f times %s, %.2f s of processor time per step, turns %s%n",
                    backbone,
                    batch,
                    kinds.get(kind),
                    median,
                    median / first,
                    kinds.get(0),
                    median(processor.get(kind)),
                    rates.get(kind).stream()
                            .map(value -> String.format(Locale.ROOT, "%.2f", value))
                            .collect(Collectors.joining(" ")));
        }
    }

    /** Returns the last line that the separate process prints. */
    private static String run(String kind, String backbone, String batch, Path work)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx2g",
                "-Dorg.bytedeco.javacpp.maxbytes=6g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=10g"));
        if (kind.equals("stock")) {
            // no extension: the default library of nd4j-native
            command.add("-Dorg.bytedeco.javacpp.platform.extension=");
        }
        if (kind.equals("deeplearning4j")) {
            command.add("-Dtl.onednn.steps=false");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SOURCE));
        command.addAll(List.of("child", kind, backbone, batch, work.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        if (kind.equals("stock")) {
            builder.environment().remove("OMP_WAIT_POLICY");
        } else {
            // as in the command
            builder.environment().put("OMP_WAIT_POLICY", "passive");
        }
        return lastLine(builder);
    }

    private static String lastLine(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(builder.command() + " failed: " + lines);
        }
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private static void child(String kind, String backbone, int batch, Path work) throws IOException {
        Path graph = work.resolve("graph.zip");
        Path weights = work.resolve("weights.safetensors");
        switch (kind) {
            case "prepare" -> prepare(backbone, graph, weights);
            case "stock" -> System.out.println(stock(graph, batch, side(backbone)));
            default -> System.out.println(ours(
                    backbone, batch, weights, kind.equals("adaptive") ? BatchNormMode.ADAPTIVE : BatchNormMode.FROZEN));
        }
    }

    private static int side(String backbone) {
        return backbone.endsWith("-imagenet") ? 224 : 32;
    }

    private static void prepare(String backbone, Path graph, Path weights) throws IOException {
        try (TransferLearner learner = TransferLearner.create()) {
            Optimizer optimizer = FineTuningSettings.DEFAULT.gradient().optimizer();
            try (TrainableNetwork fresh = learner.backbones().untrained(backbone, CLASSES, 1, optimizer);
                    TrainedNetwork network = fresh.network()) {
                Files.write(weights, Storage.tensorFormat().write(network.contents().tensors(NetworkContents.WEIGHTS), Map.of()));
            }
            try (TrainableNetwork tunable = tunable(learner.backbones(), backbone, weights, BatchNormMode.FROZEN);
                    TrainedNetwork network = tunable.network();
                    OutputStream out = Files.newOutputStream(graph)) {
                Preprocessing input = learner.backbones().named(backbone).preprocessing();
                new Dl4jExporter(new Dl4jNetworkLoader()).write(NetworkExport.of(network.contents(), input), out);
            }
        }
    }

    private static TrainableNetwork tunable(
            Backbones catalog, String name, Path weights, BatchNormMode batchNorm) {
        try (Backbone opened = catalog.open(BackboneRequest.of(name).withWeights(weights))) {
            TrainableBackbone backbone = (TrainableBackbone) opened;
            int width = backbone.spec().boundary().width();
            return backbone.tunable(
                    new LinearHead(width, CLASSES, new float[width * CLASSES], new float[CLASSES]),
                    new TrainableScope(Optional.empty(), batchNorm, FineTuningSettings.DEFAULT.gradient().optimizer()));
        }
    }

    private static String ours(String backbone, int batch, Path weights, BatchNormMode batchNorm) {
        try (TransferLearner learner = TransferLearner.create();
                TrainableNetwork network = tunable(learner.backbones(), backbone, weights, batchNorm)) {
            System.err.println(learner.engines().get(0).description());
            ExampleBatch examples = ExampleBatch.allocate(batch, 3 * side(backbone) * side(backbone), CLASSES);
            fill(examples.inputs());
            for (int i = 0; i < batch; i++) {
                examples.target(i).put(i % CLASSES, 1);
            }
            List<Double> rates = Collections.nCopies(network.groups().size(), 1e-4);
            return rate(batch, () -> network.step(examples, rates));
        }
    }

    private static String stock(Path file, int batch, int side) throws IOException {
        ComputationGraph graph = ComputationGraph.load(file.toFile(), true);
        System.err.println("ND4J " + Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend")
                + (Nd4j.getBackend().buildInfo().contains("HAVE_ONEDNN") ? " with oneDNN" : " without oneDNN"));
        FloatBuffer values = FloatBuffer.allocate(batch * 3 * side * side);
        fill(values);
        INDArray images = Nd4j.create(values.array(), new long[] {batch, 3, side, side}, 'c');
        INDArray labels = Nd4j.zeros(batch, CLASSES);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return rate(batch, () -> graph.fit(new DataSet(images, labels)));
    }

    private static void fill(FloatBuffer values) {
        Random random = new Random(1);
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
    }

    /**
     * The median of as many steps as fit into some seconds, at least five, in images per second, and the mean of the seconds
     * of processor time.
     */
    private static String rate(int batch, Runnable step) {
        for (int i = 0; i < WARM_UP; i++) {
            step.run();
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        List<Double> rates = new ArrayList<>();
        long used = system.getProcessCpuTime();
        long begin = System.nanoTime();
        while (rates.size() < 5 || System.nanoTime() - begin < 5_000_000_000L) {
            long before = System.nanoTime();
            step.run();
            rates.add(batch * 1e9 / (System.nanoTime() - before));
        }
        double processor = (system.getProcessCpuTime() - used) / 1e9 / rates.size();
        return String.format(Locale.ROOT, "%.4f %.4f", median(rates), processor);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
