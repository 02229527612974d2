package org.tl4j.it.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/** What a server on this machine answers to a download, byte by byte. */
record DownloadTarget(Path folder) {
    private static final System.Logger LOG = System.getLogger(DownloadTarget.class.getName());
    private static final String HEADER = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    private static final int LENGTH = 8 + HEADER.length() + 8;

    FuzzTarget target() throws IOException {
        AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(() -> serve(server, answer), "server");
        serving.setDaemon(true);
        serving.start();
        URI address = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/case.safetensors");
        List<byte[]> answers = List.of(
                answer("200 OK", "ETag: \"one\"\r\nAccept-Ranges: bytes\r\n"),
                answer("206 Partial Content", "Content-Range: bytes 0-" + (LENGTH - 1) + "/" + LENGTH + "\r\n"),
                answer("302 Found", "Location: " + address + "\r\n"),
                answer("200 OK", "Content-Encoding: gzip\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
        return new FuzzTarget("download", random -> Mutator.mutate(answers, random), content -> {
            answer.set(content);
            fetch(address);
        });
    }

    private static byte[] answer(String status, String headers) {
        String text =
                "HTTP/1.1 " + status + "\r\nContent-Length: " + LENGTH + "\r\n" + headers + "Connection: close\r\n\r\n";
        // the length of the header in little-endian order, the header, two numbers
        String body = (char) HEADER.length() + "\0".repeat(7) + HEADER + "\0".repeat(8);
        return (text + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void fetch(URI address) throws IOException {
        Path home = folder.resolve("download");
        WeightsLocator locator = Storage.weightsLocator(StorageSettings.in(home), List::of);
        WeightsSource source = new WeightsSource(
                "case.safetensors",
                false,
                Optional.of(address),
                OptionalLong.of(LENGTH),
                Optional.empty(),
                Optional.empty());
        Path file = locator.fetch(source, Optional.empty(), Progress.NONE).file();
        if (Files.size(file) != LENGTH) {
            throw new IllegalStateException("a file must have " + LENGTH + " bytes, found " + Files.size(file));
        }
        Files.delete(file);
    }

    private static void serve(ServerSocket server, AtomicReference<byte[]> answer) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    InputStream in = socket.getInputStream();
                    OutputStream out = socket.getOutputStream()) {
                byte[] request = new byte[1 << 14];
                if (in.read(request) > 0) {
                    out.write(answer.get());
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "the client has left, and the next one may come", e);
            }
        }
    }
}
