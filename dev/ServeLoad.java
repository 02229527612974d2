import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TransferLearner;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.onnx.OnnxSettings;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.serve.BatchSettings;
import org.tl4j.serve.ModelFile;
import org.tl4j.serve.ModelServer;
import org.tl4j.serve.ModelSources;
import org.tl4j.serve.ServerSettings;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/**
 * Load on a server of one bundle, or of a backbone with random weights, with batches as those of {@code tl serve}, on this machine
 * and in this process, so that both share its processors. Each figure is printed as it comes:
 *
 * <ul>
 *   <li>{@code rate ROUNDS}: images per second of 16 connections with one image per request, and of the predictor itself, in
 *       alternation, and the median of their ratios; then the waiting times at half of that rate
 *   <li>{@code memory REQUESTS}: Java's memory after a tenth of the requests and at their end
 * </ul>
 *
 * <pre>
 * mvn -o -q -Dmaven.test.skip=true -pl tl-cli -am package
 * java -Xmx1g -cp 'tl-cli/target/tl/lib/*' dev/ServeLoad.java BUNDLE.tlz|BACKBONE IMAGES rate 5 memory 100000
 * </pre>
 */
public final class ServeLoad {
    private static final int CONNECTIONS = 16;
    private static final int IMAGES = 200;

    /** How often all images are sent in a round. */
    private static final int TIMES = 4;

    private final List<byte[]> images;
    private final ModelServer server;

    private ServeLoad(List<byte[]> images, ModelServer server) {
        this.images = images;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Path bundle = Path.of(arguments[0]);
        if (!Files.exists(bundle)) {
            bundle = trained(arguments[0], Path.of(arguments[1]));
        }
        List<byte[]> images = images(Path.of(arguments[1]));
        int cores = OnnxSettings.forJob().threads();
        BatchSettings batches = BatchSettings.DEFAULT.withBatchThreads(cores);
        try (Predictor predictor = BundlePredictors.create().open(bundle);
                ModelServer server = ModelServer.start(
                        ServerSettings.DEFAULT.withAddress("127.0.0.1", 0).withBatches(batches),
                        List.of(new ModelFile("model", bundle)),
                        ModelSources.of(ofOneThread()))) {
            ServeLoad load = new ServeLoad(images, server);
            load.warmUp(predictor);
            for (int i = 2; i < arguments.length; i += 2) {
                int count = Integer.parseInt(arguments[i + 1]);
                switch (arguments[i]) {
                    case "rate" -> load.rate(predictor, count);
                    case "memory" -> load.memory(count);
                    default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
                }
            }
        }
    }

    private static BundlePredictors ofOneThread() {
        EngineProvider onnx = new OnnxEngineProvider(OnnxSettings.forServer());
        return BundlePredictors.create(
                StorageSettings.checked(System.getenv(), System.getProperties()),
                Engines.startingWith(List.of(onnx), Storage.tensorFormat()));
    }

    /** A bundle of a backbone with random weights, which takes as long to compute as one with its own. */
    private static Path trained(String backbone, Path data) throws IOException {
        Path folder = Files.createTempDirectory("serve-load");
        Path bundle = folder.resolve("model.tlz");
        Optimizer optimizer = new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0);
        try (TransferLearner learner = TransferLearner.create()) {
            Path weights = folder.resolve("weights.safetensors");
            try (TrainableNetwork untrained = learner.backbones().untrained(backbone, 10, 1, optimizer);
                    TrainedNetwork network = untrained.network()) {
                Files.write(
                        weights,
                        Storage.tensorFormat().write(network.contents().tensors(NetworkContents.WEIGHTS), Map.of()));
            }
            learner.train(TrainingRequest.of(data, bundle)
                    .withBackbone(BackboneRequest.of(backbone).withWeights(weights))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
        }
        return bundle;
    }

    private static List<byte[]> images(Path folder) throws IOException {
        List<byte[]> images = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(IMAGES)
                    .toList()) {
                images.add(Files.readAllBytes(file));
            }
        }
        return images;
    }

    private void warmUp(Predictor predictor) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            predictor.predictEach(images);
        }
        closedLoop(CONNECTIONS, TIMES * images.size());
    }

    private void rate(Predictor predictor, int rounds) throws Exception {
        double[] ratios = new double[rounds];
        double[] rates = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double before = own(predictor);
            double busy = busyMilliseconds();
            rates[round] = closedLoop(CONNECTIONS, TIMES * images.size());
            busy = (busyMilliseconds() - busy) / (TIMES * images.size());
            double ownBusy = busyMilliseconds();
            double own = (before + own(predictor)) / 2;
            ownBusy = (busyMilliseconds() - ownBusy) / images.size();
            ratios[round] = rates[round] / own;
            print(
                    "predictor %.1f, server %.1f images per second: %.3f; processors %.1f and %.1f ms per image",
                    own,
                    rates[round],
                    ratios[round],
                    ownBusy,
                    busy);
        }
        Arrays.sort(ratios);
        Arrays.sort(rates);
        print("median of the ratios %.3f", ratios[rounds / 2]);
        halfLoad(rates[rounds / 2] / 2);
    }

    private double own(Predictor predictor) {
        long start = System.nanoTime();
        predictor.predictEach(images);
        return images.size() / seconds(start);
    }

    /** Each connection sends the next image when it has its answer. */
    private double closedLoop(int connections, int requests) throws Exception {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        inParallel(connections, () -> {
            try (Connection connection = connect()) {
                for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                    connection.send(image(i));
                }
            }
        });
        return requests / seconds(start);
    }

    /** Requests come at random times of this rate, whether others have their answers or not. */
    private void halfLoad(double rate) throws Exception {
        int requests = images.size();
        List<Double> milliseconds = Collections.synchronizedList(new ArrayList<>());
        Random random = new Random(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            byte[] image = image(i);
            Thread thread = new Thread(() -> {
                long start = System.nanoTime();
                try (Connection connection = connect()) {
                    connection.send(image);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                milliseconds.add(seconds(start) * 1000);
            });
            threads.add(thread);
            thread.start();
            Thread.sleep(Math.round(-Math.log(1 - random.nextDouble()) / rate * 1000));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double[] sorted = milliseconds.stream().mapToDouble(d -> d).sorted().toArray();
        print(
                "at %.1f images per second, %d requests: p50 %.0f ms, p99 %.0f ms",
                rate,
                requests,
                sorted[requests / 2],
                sorted[requests * 99 / 100]);
    }

    private void memory(int requests) throws Exception {
        closedLoop(CONNECTIONS, requests / 10);
        long first = heap();
        long firstResident = resident();
        double rate = closedLoop(CONNECTIONS, requests - requests / 10);
        print(
                "%,d requests, %.1f per second: Java's objects %,d kB after a tenth, %,d kB at the end; the process %,d and %,d kB",
                requests,
                rate,
                first / 1000,
                heap() / 1000,
                firstResident,
                resident());
    }

    /** A connection that stays open. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final OutputStream out;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
        }

        /** Sends an image, and reads the answer to its end. */
        void send(byte[] image) throws IOException {
            String header = "POST /v1/models/model/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
                    + "Content-Length: " + image.length + "\r\n\r\n";
            out.write(header.getBytes(StandardCharsets.US_ASCII));
            out.write(image);
            String status = line();
            int length = 0;
            for (String field = line(); !field.isEmpty(); field = line()) {
                if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(field.substring(field.indexOf(':') + 1).strip());
                }
            }
            in.skipNBytes(length);
            if (!status.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException("answer " + status);
            }
        }

        private String line() throws IOException {
            StringBuilder text = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the server closed the connection");
                }
                if (c != '\r') {
                    text.append((char) c);
                }
            }
            return text.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Connection connect() throws IOException {
        return new Connection(server.address().getPort());
    }

    private byte[] image(int index) {
        return images.get(index % images.size());
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void inParallel(int threads, Work work) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (Exception e) {
                    failures.add(e);
                }
            });
            all.add(thread);
            thread.start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " connections failed", failures.get(0));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** What all threads of the process have computed. */
    private static double busyMilliseconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e6;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Of the whole process, in kB, where the system says it. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
