package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.provenance.Digest;

/** A mirror folder, filled from a server by one machine and used by another without network access. */
class FilledMirrorTest {
    private static final String ENTRY = """
            {"name": "%1$s", "architecture": "resnet20", "description": "d", "trained-on": "garments", "licence": "CC0-1.0",
             "source": "us", "weights": {"file": "%1$s.safetensors", "address": "%2$s"}, "fine-tuning-rate": 0.03,
             "preprocessing": {"resize": {"rule": "exact", "width": 32, "height": 32}, "crop": {"width": 32, "height": 32},
                               "channels": "RGB", "scale": 1, "mean": [0, 0, 0], "deviation": [1, 1, 1]}}
            """;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private HttpServer server;
    private byte[] weights;
    private Path catalogue;

    @BeforeEach
    void serve() throws IOException {
        try (InputStream embedded =
                Main.class.getResourceAsStream("/org/tl4j/storage/weights/resnet20-garments.safetensors")) {
            weights = embedded.readAllBytes();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            boolean there = path.equals("/one") || path.equals("/two");
            try (exchange) {
                exchange.sendResponseHeaders(there ? 200 : 403, there ? weights.length : -1);
                if (there) {
                    exchange.getResponseBody().write(weights);
                }
            }
        });
        server.start();
        catalogue = Files.writeString(
                folder.resolve("own.json"),
                "{\"only\": true, \"entries\": [%s, %s, %s]}".formatted(entry("one"), entry("refused"), entry("two")));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void oneThatCannotBeFetchedIsReportedAndTheOthersAreFetched() {
        Path mirror = folder.resolve("mirror");
        Captured fetching = Captured.with(Map.of("TL_HOME", home("online"), "TL_CATALOG", catalogue.toString()));

        int code = run(fetching, "backbones", "fetch", "--all", "--to", mirror, "--json");

        assertThat(code).isEqualTo(ExitCodes.FAILED);
        JsonNode fetched = fetching.json();
        assertThat(fetched).hasSize(3);
        assertThat(fetched.at("/0/file").asText())
                .isEqualTo(mirror.resolve("one.safetensors").toString());
        assertThat(fetched.at("/0/sha256").asText())
                .isEqualTo(Digest.of(weights).hex());
        assertThat(fetched.at("/1/failed").asBoolean()).isTrue();
        assertThat(fetched.at("/1/file").isMissingNode()).isTrue();
        assertThat(fetched.at("/1/reason").asText()).contains("/refused", "status 403", "TL_MIRROR");
        assertThat(fetched.at("/2/failed").asBoolean()).isFalse();
        assertThat(asked).containsExactly("/one", "/refused", "/two");
        assertThat(mirror.resolve("two.safetensors")).hasBinaryContent(weights);
    }

    @Test
    void peopleReadOneLineForEach() {
        Captured fetching = Captured.with(Map.of("TL_HOME", home("online"), "TL_CATALOG", catalogue.toString()));

        int code = run(fetching, "backbones", "fetch", "one", "refused");

        assertThat(code).isEqualTo(ExitCodes.FAILED);
        assertThat(fetching.out().lines()).hasSize(3);
        assertThat(fetching.out()).contains("one: ", "refused: failed: ", "status 403", "1 file in place.");
    }

    @Test
    void aMachineWithoutANetworkUsesTheFolder() {
        Path mirror = folder.resolve("mirror");
        run(
                Captured.with(Map.of("TL_HOME", home("online"), "TL_CATALOG", catalogue.toString())),
                "backbones",
                "fetch",
                "--all",
                "--to",
                mirror);
        asked.clear();
        Map<String, String> closed = Map.of(
                "TL_HOME", home("closed"),
                "TL_CATALOG", catalogue.toString(),
                "TL_MIRROR", mirror.toString(),
                "TL_OFFLINE", "1");

        Captured present = Captured.with(closed);
        assertThat(run(present, "backbones", "verify", "two")).as(present.err()).isEqualTo(ExitCodes.DONE);
        Captured absent = Captured.with(closed);
        assertThat(run(absent, "backbones", "verify", "refused")).isEqualTo(ExitCodes.FAILED);

        assertThat(absent.err()).contains("refused.safetensors", mirror.toString(), "/refused", "--weights FILE");
        assertThat(asked).isEmpty();
    }

    private String entry(String name) {
        String address = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/" + name;
        return ENTRY.formatted(name, address);
    }

    private String home(String name) {
        return folder.resolve(name).toString();
    }

    private static int run(Captured captured, Object... arguments) {
        return Main.run(
                captured.console(),
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
