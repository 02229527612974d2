import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TransferLearner;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.Predictors;
import org.tl4j.serve.ModelFile;
import org.tl4j.serve.ModelServer;
import org.tl4j.serve.ModelSources;
import org.tl4j.serve.ServerSettings;
import org.tl4j.storage.Storage;

/**
 * Load on a server of one bundle, or of a backbone with random weights, on this machine and in this process, so that both share its processors. Each figure is printed as
 * it comes:
 *
 * <ul>
 *   <li>{@code rate ROUNDS}: images per second of 16 connections with one image per request, and of the predictor itself, in
 *       alternation, and the median of their ratios; then the waiting times at half of that rate
 *   <li>{@code memory REQUESTS}: Java's memory after a tenth of the requests and at their end
 *   <li>{@code malformed COUNT}: bodies and headers of random bytes, and whether the server is ready afterwards
 *   <li>{@code slow COUNT}: as many connections that send a byte per second, and the rate of the others
 * </ul>
 *
 * <pre>
 * mvn -o -q -Dmaven.test.skip=true -pl tl-cli -am package
 * java -Xmx1g -cp 'tl-cli/target/tl/lib/*' dev/ServeLoad.java BUNDLE.tlz|BACKBONE IMAGES rate 3 memory 100000 malformed 1000 slow 500
 * </pre>
 */
public final class ServeLoad {
    private static final int CONNECTIONS = 16;
    private static final int IMAGES = 200;

    private final List<byte[]> images;
    private final URI predict;
    private final ModelServer server;
    private final HttpClient client;

    private ServeLoad(List<byte[]> images, ModelServer server) {
        this.images = images;
        this.server = server;
        this.predict = server.address().resolve("/v1/models/model/predict");
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        Path bundle = Path.of(arguments[0]);
        if (!Files.exists(bundle)) {
            bundle = trained(arguments[0], Path.of(arguments[1]));
        }
        List<byte[]> images = images(Path.of(arguments[1]));
        Predictors predictors = BundlePredictors.create();
        try (Predictor predictor = predictors.open(bundle);
                ModelServer server = ModelServer.start(
                        ServerSettings.DEFAULT.withAddress("127.0.0.1", 0),
                        List.of(new ModelFile("model", bundle)),
                        ModelSources.of(predictors))) {
            ServeLoad load = new ServeLoad(images, server);
            load.warmUp(predictor);
            for (int i = 2; i < arguments.length; i += 2) {
                int count = Integer.parseInt(arguments[i + 1]);
                switch (arguments[i]) {
                    case "rate" -> load.rate(predictor, count);
                    case "memory" -> load.memory(count);
                    case "malformed" -> load.malformed(count);
                    case "slow" -> load.slow(count);
                    default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
                }
            }
        }
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
        predictor.predictEach(images);
        closedLoop(CONNECTIONS, images.size());
    }

    private void rate(Predictor predictor, int rounds) throws Exception {
        double[] ratios = new double[rounds];
        double[] rates = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double before = own(predictor);
            double busy = busyMilliseconds();
            rates[round] = closedLoop(CONNECTIONS, images.size());
            busy = (busyMilliseconds() - busy) / images.size();
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
            for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                require(send(i), 200);
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
            int image = i;
            Thread thread = new Thread(() -> {
                long start = System.nanoTime();
                try {
                    require(send(image), 200);
                } catch (IOException | InterruptedException e) {
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

    private void malformed(int count) throws Exception {
        Random random = new Random(2);
        int[] classes = new int[6];
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            byte[] noise = new byte[random.nextInt(2000)];
            random.nextBytes(noise);
            String header =
                    switch (i % 5) {
                        case 0 -> "POST /v1/models/model/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n";
                        case 1 ->
                            "POST /v1/models/model/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
                        case 2 ->
                            "POST /v1/models/model/predict HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: multipart/form-data; boundary=x\r\n";
                        case 3 -> "POST /v2/models/model/infer HTTP/1.1\r\nHost: localhost\r\n";
                        default -> new String(noise, StandardCharsets.ISO_8859_1);
                    };
            int status = status(header + "Connection: close\r\nContent-Length: " + noise.length + "\r\n\r\n", noise);
            if (status == 499) { // then nothing was decoded
                throw new IllegalStateException("the server takes a client that waits for one that has gone");
            }
            classes[status / 100]++;
        }
        print(
                "%d malformed requests in %.1f s: %s answers by the hundreds of their status, ready %s",
                count,
                seconds(start),
                Arrays.toString(classes),
                server.isReady());
    }

    /** 0 if the connection was closed without an answer. */
    private int status(String header, byte[] body) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(header.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            String answer = new String(read(socket.getInputStream()), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        } catch (java.net.SocketException e) { // reset: it was refused before all was sent
            return 0;
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        in.transferTo(bytes);
        return bytes.toByteArray();
    }

    private void slow(int count) throws Exception {
        double alone = closedLoop(CONNECTIONS, images.size());
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            socket.getOutputStream()
                    .write(("POST /v1/models/model/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
                                    + "Content-Length: 100000\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }
        Thread sender = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    for (Socket socket : sockets) {
                        socket.getOutputStream().write(1);
                    }
                    Thread.sleep(1000);
                }
            } catch (IOException | InterruptedException e) {
                return; // the server has ended them, or the measurement is over
            }
        });
        sender.setDaemon(true);
        sender.start();
        int threads = Thread.activeCount();
        double beside = closedLoop(CONNECTIONS, images.size());
        print(
                "%d slow connections: %.1f images per second beside them, %.1f without; %d threads",
                count,
                beside,
                alone,
                threads);
        sender.interrupt();
        for (Socket socket : sockets) {
            socket.close();
        }
        print("ready %s", server.isReady());
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
    }

    private int send(int index) throws IOException, InterruptedException {
        byte[] image = images.get(index % images.size());
        return client.send(
                        HttpRequest.newBuilder(predict)
                                .header("Content-Type", "image/jpeg")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(image))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
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

    private static void require(int status, int wanted) {
        if (status != wanted) {
            throw new IllegalStateException("status " + status);
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
