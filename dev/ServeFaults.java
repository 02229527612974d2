import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a running {@code tl serve} on this machine makes of clients that misbehave. It has one model, and needs no token.
 *
 * <ul>
 *   <li>{@code malformed COUNT}: random and damaged bodies and headers; how often which status came, 0 for none
 *   <li>{@code slow COUNT}: as many connections that send a byte per second, and the median time of answers to others meanwhile
 * </ul>
 *
 * <pre>
 * ./tl serve photos.tlz --port 8080 &amp;
 * java dev/ServeFaults.java 8080 photos PHOTO.jpg malformed 1000 slow 500
 * </pre>
 */
public final class ServeFaults {
    private static final int ANSWERS = 200;

    private final int port;
    private final String model;
    private final byte[] photo;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServeFaults(int port, String model, byte[] photo) {
        this.port = port;
        this.model = model;
        this.photo = photo;
    }

    public static void main(String[] arguments) throws Exception {
        ServeFaults faults = new ServeFaults(
                Integer.parseInt(arguments[0]), arguments[1], Files.readAllBytes(Path.of(arguments[2])));
        for (int i = 3; i < arguments.length; i += 2) {
            int count = Integer.parseInt(arguments[i + 1]);
            switch (arguments[i]) {
                case "malformed" -> faults.malformed(count);
                case "slow" -> faults.slow(count);
                default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
            }
            int ready = faults.client
                    .send(
                            HttpRequest.newBuilder(faults.address("/v2/health/ready")).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            print("ready: %d", ready);
        }
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void malformed(int count) throws IOException {
        Random random = new Random(2);
        Map<Integer, Integer> statuses = new TreeMap<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            byte[] body = new byte[random.nextInt(2000)];
            random.nextBytes(body);
            String request =
                    switch (i % 6) {
                        case 0 -> predict("image/jpeg");
                        case 1 -> predict("application/json");
                        case 2 -> predict("multipart/form-data; boundary=x");
                        case 3 -> "POST /v2/models/" + model + "/infer HTTP/1.1\r\nHost: localhost\r\n";
                        case 4 -> {
                            body = damaged(random);
                            yield predict("image/jpeg");
                        }
                        default -> new String(body, StandardCharsets.ISO_8859_1);
                    };
            int status = status(request + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n", body);
            if (status == 499) { // then nothing was decoded
                throw new IllegalStateException("the server takes a client that waits for one that has gone");
            }
            if (status >= 500) {
                throw new IllegalStateException("the server fails: status " + status);
            }
            statuses.merge(status, 1, Integer::sum);
        }
        print("%d malformed requests in %.1f s, answers by status: %s", count, seconds(start), statuses);
    }

    private String predict(String type) {
        return "POST /v1/models/" + model + "/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\n";
    }

    /** The photo with another byte somewhere, cut somewhere. */
    private byte[] damaged(Random random) {
        byte[] body = Arrays.copyOf(photo, 1 + random.nextInt(photo.length));
        body[random.nextInt(body.length)] ^= (byte) (1 + random.nextInt(255));
        return body;
    }

    private int status(String header, byte[] body) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(header.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
        } catch (SocketException e) { // reset: it was refused before all was sent
            return 0;
        }
    }

    private void slow(int count) throws IOException, InterruptedException {
        double alone = medianAnswer();
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket = connect();
            String header = predict("image/jpeg") + "Content-Length: 100000\r\n\r\n";
            socket.getOutputStream().write(header.getBytes(StandardCharsets.US_ASCII));
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
                return; // the server has ended them, after its minute, or the measurement is over
            }
        });
        sender.setDaemon(true);
        sender.start();
        double beside = medianAnswer();
        if (!sender.isAlive()) {
            throw new IllegalStateException("the slow connections ended before the others had their answers");
        }
        print("%d slow connections: answers to others in %.1f ms beside them, in %.1f ms without", count, beside, alone);
        sender.interrupt();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private double medianAnswer() throws IOException, InterruptedException {
        double[] milliseconds = new double[ANSWERS];
        for (int i = 0; i < ANSWERS; i++) {
            long start = System.nanoTime();
            int status = client.send(
                            HttpRequest.newBuilder(address("/v1/models/" + model + "/predict"))
                                    .header("Content-Type", "image/jpeg")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(photo))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                throw new IllegalStateException("status " + status);
            }
            milliseconds[i] = seconds(start) * 1000;
        }
        Arrays.sort(milliseconds);
        return milliseconds[ANSWERS / 2];
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
