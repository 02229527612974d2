package org.tl4j.storage.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.NetworkSettings;

/** Servers that violate the protocol. */
@Timeout(60)
class HostileServerTest {
    private static final Download.Patience LITTLE =
            new Download.Patience(2, Duration.ofMillis(1), Duration.ofMillis(300));
    private static final NetworkSettings SMALL =
            new NetworkSettings(false, Optional.empty(), List.of(), Optional.empty(), 350_000);
    private static final String NAME = "net.safetensors";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\n";

    private final byte[] file = content();

    @TempDir
    Path cache;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK~Content-Length: abc~~x | as HTTP says",
                "HTTP/1.1 200 OK~Content-Length: -5~~x | Content-Length -5",
                "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~x | as HTTP says",
                "HTTP/1.1 200 OK~Content-Length: 3~Content-Length: 4~~xxxx | Content-Length 3, 4",
                "HTTP/1.1 200 OK~Content-Length: 400000~~x | at most 350000 bytes",
                "HTTP/1.1 200 OK~Content-Encoding: gzip~Content-Length: 3~~xxx | Content-Encoding gzip",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~xx | send all of the file",
                "HTTP/1.1 200 OK~Content-Length: 0~~ | no weights file",
                "garbage~~ | as HTTP says",
                "SSH-2.0-OpenSSH_9.2~~ | as HTTP says",
                "HTTP/1.1 abc OK~~ | as HTTP says",
                "HTTP/1.1 999 OK~Content-Length: 0~~ | status 999",
                "HTTP/1.1 204 No Content~~ | status 204",
                "HTTP/1.1 206 Partial Content~Content-Range: bytes 0-2/3~Content-Length: 3~~xxx | status 206",
                "HTTP/1.1 416 No~Content-Length: 0~~ | status 416",
                "HTTP/1.1 401 No~Content-Length: 0~~ | user and password",
                "HTTP/1.1 302 Found~Location: file:///etc/passwd~Content-Length: 0~~ | to the scheme file",
                "HTTP/1.1 302 Found~Location: ftp://127.0.0.1/net~Content-Length: 0~~ | to the scheme ftp",
                "HTTP/1.1 302 Found~Location: jar:file:/x!/y~Content-Length: 0~~ | to the scheme jar",
                "HTTP/1.1 302 Found~Location: http://u:s3cret@127.0.0.1/~Content-Length: 0~~ | an address with a user",
                "HTTP/1.1 302 Found~Location: http://u:s3cret@[~Content-Length: 0~~ | to no address",
                "HTTP/1.1 302 Found~Location: http://h:99999/~Content-Length: 0~~ | to no address",
                "HTTP/1.1 302 Found~Location: http:~Content-Length: 0~~ | to no address",
                "HTTP/1.1 302 Found~Content-Length: 0~~ | to no address",
                "HTTP/1.1 302 Found~Location: /net.safetensors?q~Content-Length: 0~~ | in a circle"
            })
    void areAnErrorOfOurs(String answer, String words) throws IOException {
        try (RawServer server = RawServer.of(answer.replace("~", "\r\n"))) {
            assertThat(refused("http://me:s3cret@" + server.host() + "?key=s3cret", OptionalLong.empty()))
                    .hasMessageContaining(words);
        }
    }

    @Test
    void mayNotSendMoreThanTheLimit() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            out.write((HEAD + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 1_000; i++) {
                out.write(new byte[10_000]);
            }
        })) {
            assertThat(refused("http://" + server.host(), OptionalLong.empty()))
                    .hasMessageContainingAll("at most 350000 bytes", "TL_DOWNLOAD_LIMIT");
            assertThat(refused("http://" + server.host(), OptionalLong.of(20_000)))
                    .hasMessageContaining("must send 20000 bytes, as the catalogue says");
            assertThat(cache.resolve(NAME + ".part")).doesNotExist();
        }
    }

    @Test
    void areRefusedAtOnceWhereTheyAnnounceAnotherLength() throws IOException {
        try (RawServer server = RawServer.of(HEAD + "Content-Length: 12\r\n\r\nxxxxxxxxxxxx")) {
            assertThat(refused("http://" + server.host(), OptionalLong.of(13))).hasMessageContaining("found 12 bytes");
            assertThat(server.asked).hasSize(1);
        }
    }

    @Test
    void areNotWaitedForWhereNextToNothingComes() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            out.write((HEAD + "Content-Length: 1000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                out.write(1);
                out.flush();
                Thread.sleep(100);
            }
        })) {
            assertThat(refused("http://" + server.host(), OptionalLong.empty()))
                    .hasMessageContaining("next to nothing");
        }
    }

    /** 300 bytes per second are enough for a short interval, but not for a long one. */
    @Test
    void areNotWaitedForWhereATrickleGoesOn() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            out.write((HEAD + "Content-Length: 100000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                out.write(new byte[30]);
                out.flush();
                Thread.sleep(100);
            }
        })) {
            assertThat(refused("http://" + server.host(), OptionalLong.empty()))
                    .hasMessageContaining("next to nothing");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 206 P~ETag: \"two\"~Content-Range: bytes 1000-%d/%d~",
                "HTTP/1.1 206 P~ETag: W/\"one\"~Content-Range: bytes 1000-%d/%d~",
                "HTTP/1.1 206 P~Content-Range: bytes 1000-%d/%d~",
                "HTTP/1.1 206 P~ETag: \"one\"~Content-Range: bytes 999-%d/%d~",
                "HTTP/1.1 206 P~ETag: \"one\"~Content-Range: bytes 10000-%d/%d~",
                "HTTP/1.1 206 P~ETag: \"one\"~Content-Range: bytes */%2$d~",
                "HTTP/1.1 206 P~ETag: \"one\"~Content-Range: potatoes~",
                "HTTP/1.1 206 P~ETag: \"one\"~",
                "HTTP/1.1 416 R~Content-Range: bytes */100~"
            })
    void getNoOtherBytesBehindThoseThatAreThere(String head) throws IOException {
        // a connection that is used again could be closed meanwhile, and the request be repeated on another one
        String part = head.formatted(file.length - 1, file.length).replace("~", "\r\n") + "Connection: close\r\n";
        byte[] wrong = new byte[file.length - 1000];
        try (RawServer server = new RawServer((request, out) -> {
            boolean range = request.contains("Range: bytes=1000-");
            byte[] body = range ? wrong : file;
            String first = range ? part : HEAD;
            out.write((first + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body);
        })) {
            String address = "http://" + server.host();
            PartialFile partial = new PartialFile(cache.resolve(NAME));
            partial.begin(URI.create(address + "/" + NAME), Optional.of("\"one\""));
            Files.write(partial.content(), Arrays.copyOf(file, 1000));
            assertThat(locator(address)
                            .locate(source(OptionalLong.empty()), Optional.empty())
                            .file())
                    .hasBinaryContent(file);
            assertThat(server.asked).hasSize(2);
            assertThat(server.asked.get(0)).contains("Range: bytes=1000-", "If-Range: \"one\"");
            assertThat(server.asked.get(1)).doesNotContain("Range:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"one\"", "one", "\"on\te\"", ""})
    void areNotAskedForAPartByATagThatProvesNothing(String tag) throws IOException {
        try (RawServer server = RawServer.of(HEAD + "Content-Length: 0\r\n\r\n")) {
            URI address = URI.create("http://" + server.host() + "/" + NAME);
            PartialFile partial = new PartialFile(cache.resolve(NAME));
            partial.begin(address, Optional.of(tag));
            Files.write(partial.content(), new byte[1000]);
            assertThat(partial.resumption(address).bytes()).isZero();
            assertThat(partial.resumption(URI.create(address + "?other")).bytes())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one line", "\n\n\n\n", "\u0000\ufffd"})
    void areAskedForTheWholeFileWhereTheNoteOfAPartIsDamaged(String note) throws IOException {
        PartialFile partial = new PartialFile(cache.resolve(NAME));
        Files.writeString(cache.resolve(NAME + ".from"), note);
        assertThat(partial.resumption(URI.create("http://host/x")).bytes()).isZero();
    }

    private WeightsException refused(String mirror, OptionalLong bytes) {
        WeightsException failure = catchThrowableOfType(
                WeightsException.class, () -> locator(mirror).locate(source(bytes), Optional.empty()));
        assertThat(failure).isNotNull();
        assertThat(failure.problem().remedy()).isNotEmpty();
        assertThat(Secrets.trace(failure)).doesNotContain("s3cret");
        return failure;
    }

    private LocalWeightsLocator locator(String mirror) {
        return new LocalWeightsLocator(cache, Optional.of(mirror), SMALL, List::of, LITTLE);
    }

    private static WeightsSource source(OptionalLong bytes) {
        return new WeightsSource(NAME, false, Optional.empty(), bytes, Optional.empty(), Optional.empty());
    }

    private static byte[] content() {
        try (WeightsServer server = new WeightsServer()) {
            return Arrays.copyOf(server.content, server.content.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
