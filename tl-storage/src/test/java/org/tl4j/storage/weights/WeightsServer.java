package org.tl4j.storage.weights;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A local server with typical failures of servers; the path selects one. */
final class WeightsServer implements AutoCloseable {
    /** An empty entry, a. */
    static final byte[] ZIP = zip();

    static final byte[] PAGE = "<html>Please log in to the guest network.</html>".getBytes(StandardCharsets.UTF_8);

    /** The requests so far: the path, and the range after it. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    final byte[] content = safetensors(75_000);

    /** A permit for each response of {@code /held}. */
    final Semaphore release = new Semaphore(0);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger questions = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    WeightsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        on("/whole", exchange -> send(exchange, 200, content, content.length, content.length));
        on("/zip", exchange -> send(exchange, 200, ZIP, ZIP.length, ZIP.length));
        on("/chunked", exchange -> send(exchange, 200, content, 0, content.length));
        on("/absent", exchange -> send(exchange, 404, content, -1, 0));
        on("/forbidden", exchange -> send(exchange, 403, content, -1, 0));
        on("/login", exchange -> send(exchange, 200, PAGE, PAGE.length, PAGE.length));
        on("/busy-once", exchange -> {
            boolean busy = questions.getAndIncrement() == 0;
            send(exchange, busy ? 503 : 200, content, busy ? -1 : content.length, busy ? 0 : content.length);
        });
        on("/broken", exchange -> send(exchange, 200, content, content.length, content.length / 2));
        on("/no-ranges", this::breakOnce);
        on("/ranges", this::parts);
        on("/changed", exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"" + questions.get() + "\"");
            breakOnce(exchange);
        });
        on("/slow", this::slow);
        on("/stalled", this::stall);
        on("/held", exchange -> {
            release.acquireUninterruptibly();
            send(exchange, 200, content, content.length, content.length);
        });
        on("/circle", exchange -> {
            exchange.getResponseHeaders().set("Location", "/circle/again");
            send(exchange, 302, content, -1, 0);
        });
        on("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/whole/my%20net.safetensors");
            send(exchange, 302, content, -1, 0);
        });
        server.start();
    }

    String address(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        over.countDown();
        release.release(Integer.MAX_VALUE / 2);
        server.stop(0);
        threads.shutdownNow();
    }

    /** The behaviour of the server for a request. */
    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Answer answer) {
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            asked.add(exchange.getRequestURI().getRawPath() + (range == null ? "" : " " + range));
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    /** Declares {@code length} bytes (0: unknown, -1: none) and sends {@code sent}. */
    private static void send(HttpExchange exchange, int status, byte[] body, long length, int sent) throws IOException {
        exchange.sendResponseHeaders(status, length);
        if (length >= 0) {
            exchange.getResponseBody().write(body, 0, sent);
            exchange.getResponseBody().flush();
        }
    }

    /** Breaks off the first transfer, and does not support ranges. */
    private void breakOnce(HttpExchange exchange) throws IOException {
        boolean first = questions.getAndIncrement() == 0;
        send(exchange, 200, content, content.length, first ? content.length / 2 : content.length);
    }

    /** Breaks off the first transfer, and sends the rest for a request with range and tag. */
    private void parts(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"one\"");
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null || !"\"one\"".equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
            breakOnce(exchange);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        exchange.sendResponseHeaders(206, content.length - from);
        exchange.getResponseBody().write(content, from, content.length - from);
    }

    /** Sends all of it, in steps shorter than the timeout of the tests. */
    private void slow(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        int step = content.length / 8 + 1;
        try {
            for (int from = 0; from < content.length; from += step) {
                exchange.getResponseBody().write(content, from, Math.min(step, content.length - from));
                exchange.getResponseBody().flush();
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends half of the content, and nothing more until the test is over. */
    private void stall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content, 0, content.length / 2);
        exchange.getResponseBody().flush();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] safetensors(int numbers) {
        String header =
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(numbers, 4 * numbers);
        byte[] data = new byte[4 * numbers];
        new Random(1).nextBytes(data);
        return ByteBuffer.allocate(Long.BYTES + header.length() + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }
}
