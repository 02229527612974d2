package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.Leftovers;
import org.tl4j.storage.tensors.SafetensorsFormat;

/**
 * Fetches one safetensors file. It is at its place when all of it has come and its header is right; a broken transfer, and
 * the page of a proxy that answers in the place of the mirror, leave nothing.
 *
 * @param address where from
 * @param file where to
 * @param stall how long nothing may come before the transfer counts as broken
 */
record Download(URI address, Path file, Duration stall) {
    /** What a line that works never takes. */
    static final Duration STALL = Duration.ofSeconds(60);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final String REMEDY = "check TL_MIRROR and the network, or bring the file with --weights FILE";

    void run() {
        Leftovers.delete(file.toAbsolutePath().resolveSibling(""), Instant.now());
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(ProxySelector.getDefault())
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT).GET().build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    throw new WeightsException(
                            place(), "must answer with status " + OK, "status " + response.statusCode(), REMEDY);
                }
                AtomicFile.write(file, channel -> {
                    copy(body, channel);
                    check(channel);
                });
            }
        } catch (EnvironmentException e) {
            throw DiskProblem.inCache(e);
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeightsException(
                    new Problem(place(), "must be fetched without interruption", "an interruption", "start again"), e);
        }
    }

    private void copy(InputStream body, FileChannel channel) throws IOException {
        byte[] chunk = new byte[1 << 16];
        try (StallGuard guard = new StallGuard(body, stall)) {
            for (int length = receive(body, chunk, guard); length >= 0; length = receive(body, chunk, guard)) {
                AtomicFile.writeFully(channel, ByteBuffer.wrap(chunk, 0, length));
            }
        }
    }

    /** Whatever is kept is taken for the weights by every later run. */
    private void check(FileChannel channel) throws IOException {
        try {
            SafetensorsFormat.check(channel, "a safetensors file");
        } catch (WeightsException e) {
            throw new WeightsException(
                    new Problem(place(), "must send a weights file", "no weights file: " + rule(e), REMEDY), e);
        }
    }

    private static String rule(WeightsException refusal) {
        Problem problem = refusal.problem();
        return new Problem(problem.subject(), problem.rule(), problem.found(), "").message();
    }

    /** Keeps what goes wrong on the network apart from what goes wrong on the disk. */
    private int receive(InputStream body, byte[] chunk, StallGuard guard) {
        try {
            int length = body.read(chunk);
            guard.moved();
            return length;
        } catch (IOException e) {
            throw broken(guard.stalled() ? new IOException("nothing for " + stall.toSeconds() + " seconds", e) : e);
        }
    }

    private WeightsException broken(IOException cause) {
        String found = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new WeightsException(
                new Problem(place(), "must be reachable and send all of the file", found, REMEDY), cause);
    }

    /** The address without a password that may be in it. */
    private String place() {
        String user = address.getRawUserInfo();
        return user == null ? address.toString() : address.toString().replace(user + "@", "");
    }
}
