import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.dl4j.graph.Dl4jExporter;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/**
 * Measures images per second of networks by this software and by others, in alternation, and prints a Markdown table. Started
 * by {@code dev/bench-peers}, which says more. Each peer is a process that stays for all measurements and does nothing while
 * another computes. It reads lines from its standard input and answers each by a line: {@code open NAME} (with two batches that
 * do not count), {@code run SECONDS} (the images per second of as many batches as fit, at least one), {@code close}.
 */
public final class BenchPeers {
    private static final int BATCH = 16;
    private static final int SIDE = 224;
    private static final int CLASSES = 10;

    private BenchPeers() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 4 && arguments[0].equals("peer")) {
            peer(arguments[1], arguments[2].equals("training"), Path.of(arguments[3]));
        } else if (arguments.length == 3 && arguments[0].equals("prepare")) {
            prepare(List.of(arguments[1].split(",")), Path.of(arguments[2]));
        } else if (arguments.length == 6) {
            coordinate(arguments);
        } else {
            System.err.println("usage: BenchPeers frozen|training NAMES PEERS ROUNDS SECONDS WORK");
            System.exit(2);
        }
    }

    /** What a peer has open. */
    private interface Open extends AutoCloseable {
        void batch() throws Exception;

        @Override
        void close() throws Exception;
    }

    // the processes

    private static void coordinate(String[] arguments) throws IOException {
        String job = arguments[0];
        List<String> names = List.of(arguments[1].split(","));
        int rounds = Integer.parseInt(arguments[3]);
        Path work = Path.of(arguments[5]);
        Map<String, Peer> peers = new LinkedHashMap<>();
        for (String kind : arguments[2].split(",")) {
            peers.put(kind, new Peer(kind, command(kind, job, work)));
        }
        Map<String, Map<String, List<Double>>> found = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            for (Peer peer : peers.values()) {
                peer.ask("open " + name);
            }
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, Peer> peer : peers.entrySet()) {
                    rates.computeIfAbsent(peer.getKey(), kind -> new ArrayList<>())
                            .add(Double.parseDouble(peer.getValue().ask("run " + arguments[4])));
                }
            }
            for (Peer peer : peers.values()) {
                peer.ask("close");
            }
            rates.forEach((kind, values) -> System.err.printf(
                    Locale.ROOT, "%s %s: %.2f (%.2f to %.2f)%n",
                    name, kind, median(values), Collections.min(values), Collections.max(values)));
            found.put(name, rates);
        }
        for (Peer peer : peers.values()) {
            peer.end();
        }
        print(job, found, List.copyOf(peers.keySet()), rounds);
    }

    private static List<String> command(String kind, String job, Path work) {
        if (kind.equals("pytorch")) {
            String python = System.getenv().getOrDefault("TL_PYTHON", "/usr/bin/python3");
            return List.of(python, "dev/bench_peers.py", job, work.toString());
        }
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx2g",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxbytes=8g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=14g"));
        if (kind.equals("plain")) {
            // no extension: the default library of nd4j-native
            command.add("-Dorg.bytedeco.javacpp.platform.extension=");
        }
        if (kind.equals("djl")) {
            command.addAll(List.of("-cp", System.getenv("TL_DJL_CLASS_PATH"), "dev/peers/DjlPeer.java", work.toString()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(List.of("dev/BenchPeers.java", "peer", kind, job, work.toString()));
        }
        return command;
    }

    private static void print(
            String job, Map<String, Map<String, List<Double>>> found, List<String> kinds, int rounds) {
        System.out.printf(
                "%s, batch %d, images per second, medians of %d in alternation (lowest to highest); %s, Java %s, %d processors%n%n",
                job, BATCH, rounds, LocalDate.now(), Runtime.version(), Runtime.getRuntime().availableProcessors());
        StringBuilder head = new StringBuilder("| network |");
        StringBuilder rule = new StringBuilder("|---|");
        for (String kind : kinds) {
            head.append(' ').append(kind).append(" |");
            rule.append("---|");
        }
        for (String kind : kinds.subList(1, kinds.size())) {
            head.append(" / ").append(kind).append(" |");
            rule.append("---|");
        }
        System.out.println(head + "\n" + rule);
        found.forEach((name, rates) -> {
            StringBuilder row = new StringBuilder("| " + name + " |");
            for (String kind : kinds) {
                List<Double> values = rates.get(kind);
                row.append(String.format(
                        Locale.ROOT, " %.1f (%.1f to %.1f) |",
                        median(values), Collections.min(values), Collections.max(values)));
            }
            for (String kind : kinds.subList(1, kinds.size())) {
                row.append(String.format(Locale.ROOT, " %.2f |", median(rates.get(kinds.get(0))) / median(rates.get(kind))));
            }
            System.out.println(row);
        });
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** A process that measures. */
    private static final class Peer {
        private final String kind;
        private final Process process;
        private final BufferedWriter in;
        private final BufferedReader out;

        Peer(String kind, List<String> command) throws IOException {
            this.kind = kind;
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            if (List.of("onnxruntime", "deeplearning4j").contains(kind)) {
                // as in the command
                builder.environment().put("OMP_WAIT_POLICY", "passive");
            } else {
                builder.environment().remove("OMP_WAIT_POLICY");
            }
            this.process = builder.start();
            this.in = process.outputWriter(StandardCharsets.UTF_8);
            this.out = process.inputReader(StandardCharsets.UTF_8);
        }

        /** The rest of the answer; other lines are what libraries print. */
        String ask(String line) throws IOException {
            in.write(line + "\n");
            in.flush();
            while (true) {
                String answer = out.readLine();
                if (answer == null) {
                    throw new IllegalStateException(kind + " ended at: " + line);
                }
                if (answer.startsWith("peer ")) {
                    return answer.substring("peer ".length());
                }
            }
        }

        void end() throws IOException {
            in.close();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    // one of them

    private static void peer(String kind, boolean training, Path work) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Open open = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            String answer = "done";
            switch (words[0]) {
                case "open" -> {
                    open = open(kind, training, words[1], work);
                    open.batch();
                    open.batch();
                }
                case "run" -> answer = Double.toString(rate(open, Double.parseDouble(words[1])));
                default -> {
                    open.close();
                    open = null;
                    System.gc();
                }
            }
            System.out.println("peer " + answer);
        }
    }

    private static double rate(Open open, double seconds) throws Exception {
        int batches = 0;
        long begin = System.nanoTime();
        long now = begin;
        while (batches == 0 || now - begin < seconds * 1e9) {
            open.batch();
            batches++;
            now = System.nanoTime();
        }
        return BATCH * batches * 1e9 / (now - begin);
    }

    private static Open open(String kind, boolean training, String name, Path work) throws Exception {
        return switch (kind) {
            case "raw", "raw-spinning" -> raw(work.resolve(name + ".onnx"), kind.equals("raw-spinning"));
            case "plain" -> plain(graph(name, work));
            default -> training ? step(name, work) : frozen(EngineSelection.of(kind), name, work);
        };
    }

    private static Open frozen(EngineSelection engine, String name, Path work) throws Exception {
        TransferLearner learner = TransferLearner.create(StorageSettings.in(work.resolve("cache")), List.of(), engine);
        Backbone backbone = learner.backbones().open(request(learner, name, work));
        ImageBatch images = ImageBatch.allocate(BATCH, learner.backbones().named(entry(name)).preprocessing());
        fill(images.values());
        return new Open() {
            @Override
            public void batch() {
                backbone.features(images);
            }

            @Override
            public void close() {
                backbone.close();
                learner.close();
            }
        };
    }

    private static Open step(String name, Path work) throws Exception {
        TransferLearner learner = TransferLearner.create(StorageSettings.in(work.resolve("cache")));
        TrainableBackbone backbone = (TrainableBackbone) learner.backbones().open(request(learner, name, work));
        TrainableNetwork network = tunable(backbone);
        ExampleBatch examples = ExampleBatch.allocate(BATCH, 3 * SIDE * SIDE, CLASSES);
        fill(examples.inputs());
        for (int i = 0; i < BATCH; i++) {
            examples.target(i).put(i % CLASSES, 1);
        }
        List<Double> rates = Collections.nCopies(network.groups().size(), 1e-4);
        return new Open() {
            @Override
            public void batch() {
                network.step(examples, rates);
            }

            @Override
            public void close() {
                network.close();
                backbone.close();
                learner.close();
            }
        };
    }

    private static TrainableNetwork tunable(TrainableBackbone backbone) {
        int width = backbone.spec().boundary().width();
        return backbone.tunable(
                new LinearHead(width, CLASSES, new float[width * CLASSES], new float[CLASSES]),
                new TrainableScope(
                        Optional.empty(),
                        BatchNormMode.FROZEN,
                        FineTuningSettings.DEFAULT.gradient().optimizer()));
    }

    private static String entry(String name) {
        return name + "-imagenet";
    }

    /** With fresh weights: their values do not change the work. */
    private static BackboneRequest request(TransferLearner learner, String name, Path work) throws IOException {
        Path weights = work.resolve(name + ".safetensors");
        if (!Files.exists(weights)) {
            try (TrainableNetwork fresh = learner.backbones()
                            .untrained(entry(name), CLASSES, 1, FineTuningSettings.DEFAULT.gradient().optimizer());
                    TrainedNetwork network = fresh.network()) {
                Files.write(
                        weights,
                        Storage.tensorFormat().write(network.contents().tensors(NetworkContents.WEIGHTS), Map.of()));
            }
        }
        return BackboneRequest.of(entry(name)).withWeights(weights);
    }

    /** PyTorch's own export, on as many threads as PyTorch has. */
    private static Open raw(Path model, boolean spinning) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(Integer.parseInt(System.getenv().getOrDefault("TL_BENCH_THREADS", "2")));
        options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
        OrtSession session = environment.createSession(model.toString(), options);
        FloatBuffer values = ByteBuffer.allocateDirect(BATCH * 3 * SIDE * SIDE * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        fill(values);
        OnnxTensor images = OnnxTensor.createTensor(environment, values, new long[] {BATCH, 3, SIDE, SIDE});
        String input = session.getInputNames().iterator().next();
        return new Open() {
            @Override
            public void batch() throws OrtException {
                session.run(Map.of(input, images)).close();
            }

            @Override
            public void close() throws OrtException {
                images.close();
                session.close();
                options.close();
            }
        };
    }

    /** What an application of plain Deeplearning4j has: the same graph with the stock native library. */
    private static Open plain(Path file) throws IOException {
        ComputationGraph graph = ComputationGraph.load(file.toFile(), false);
        FloatBuffer values = FloatBuffer.allocate(BATCH * 3 * SIDE * SIDE);
        fill(values);
        INDArray images = Nd4j.create(values.array(), new long[] {BATCH, 3, SIDE, SIDE}, 'c');
        return new Open() {
            @Override
            public void batch() {
                graph.output(false, images);
            }

            @Override
            public void close() {
                graph.close();
                images.close();
            }
        };
    }

    /** The zip of Deeplearning4j of a network. */
    private static Path graph(String name, Path work) {
        Path file = work.resolve(name + ".zip");
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " must exist; dev/bench-peers writes it");
        }
        return file;
    }

    /** Writes the zips for plain Deeplearning4j. */
    private static void prepare(List<String> names, Path work) throws IOException {
        try (TransferLearner learner = TransferLearner.create(StorageSettings.in(work.resolve("cache")))) {
            for (String name : names) {
                Preprocessing input = learner.backbones().named(entry(name)).preprocessing();
                try (Backbone backbone = learner.backbones().open(request(learner, name, work));
                        TrainableNetwork network = tunable((TrainableBackbone) backbone);
                        TrainedNetwork trained = network.network();
                        OutputStream out = Files.newOutputStream(work.resolve(name + ".zip"))) {
                    new Dl4jExporter(new Dl4jNetworkLoader()).write(NetworkExport.of(trained.contents(), input), out);
                }
            }
        }
    }

    private static void fill(FloatBuffer values) {
        Random random = new Random(1);
        for (int i = 0; i < values.limit(); i++) {
            values.put(i, (float) random.nextGaussian());
        }
    }
}
