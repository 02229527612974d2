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
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.storage.files.AtomicFile;

/**
 * Fetches one file. It is at its place when all of it has come; a broken transfer leaves nothing.
 *
 * @param address where from
 * @param file where to
 */
record Download(URI address, Path file) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final String REMEDY = "check TL_MIRROR and the network, or bring the file with --weights FILE";

    void run() {
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
                AtomicFile.write(file, channel -> copy(body, channel));
            }
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
        for (int length = receive(body, chunk); length >= 0; length = receive(body, chunk)) {
            AtomicFile.writeFully(channel, ByteBuffer.wrap(chunk, 0, length));
        }
    }

    /** Keeps what goes wrong on the network apart from what goes wrong on the disk. */
    private int receive(InputStream body, byte[] chunk) {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw broken(e);
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
