package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/** Commands on the user's own images without a named backbone; a local server stands for the web. */
class FirstOwnPhotosTest {
    private static final String NAME = "resnet18-imagenet";
    private static final String FILE = NAME + ".safetensors";

    @TempDir
    private static Path folder;

    private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());

    private static HttpServer server;
    private static Path photos;

    @BeforeAll
    static void serve() throws IOException {
        photos = folder.resolve("photos");
        writePhotos(photos, 80, BufferedImage.TYPE_INT_RGB);
        byte[] weights = freshWeights();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            ASKED.add(path);
            boolean there = path.equals("/mirror/" + FILE);
            try (exchange) {
                exchange.sendResponseHeaders(there ? 200 : 403, there ? weights.length : -1);
                if (there) {
                    exchange.getResponseBody().write(weights);
                }
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void fetchesANetworkForPhotosAndSaysSizeAndLicenceAndKeepsIt() throws IOException {
        ASKED.clear();
        Map<String, String> environment = Map.of("TL_HOME", home("fetching"), "TL_MIRROR", address("/mirror"));
        Captured first = Captured.with(environment);

        JsonNode trained = first.document(train(photos, "first.tlz", "--json"));

        assertThat(trained.get("backbone").asText()).isEqualTo(NAME);
        assertThat(trained.get("backboneRequested").asBoolean()).isFalse();
        assertThat(trained.get("backboneWeights").asText()).isEqualTo("fetched");
        assertThat(trained.at("/warnings/0/kind").asText()).isEqualTo("BACKBONE_BY_DEFAULT");
        assertThat(first.err())
                .contains("fetching resnet18-imagenet (about 46.8 MB, licence BSD-3-Clause) from "
                        + address("/mirror/" + FILE))
                .contains("it is kept in " + Path.of(home("fetching"), "weights"));
        Path kept = Path.of(home("fetching"), "weights", FILE);
        assertThat(kept).exists();
        assertThat(Files.readString(kept.resolveSibling(FILE + ".sha256"))).endsWith("  " + FILE + "\n");

        // the next command has no network access, and needs none
        Captured second = Captured.with(Map.of("TL_HOME", home("fetching"), "TL_OFFLINE", "1"));
        assertThat(second.run(train(photos, "second.tlz"))).as(second.err()).isEqualTo(ExitCodes.DONE);
        assertThat(ASKED).containsExactly("/mirror/" + FILE);
        assertThat(second.err()).contains("using resnet18-imagenet, since no backbone was named");
        assertThat(second.out())
                .containsOnlyOnce("Warning: backbone resnet18-imagenet was selected because none was named");
    }

    @Test
    void stopsOfflineAndSaysWhichFileToBringAndWhatWouldGoOn() {
        for (Object[] command : List.of(
                train(photos, "none.tlz"),
                new Object[] {"features", "--data", photos, "--output", folder.resolve("none.npy")},
                new Object[] {"find-learning-rate", "--data", photos})) {
            Captured captured = Captured.with(Map.of("TL_HOME", home("offline"), "TL_OFFLINE", "1"));

            assertThat(captured.run(command)).isEqualTo(ExitCodes.FAILED);
            assertThat(captured.err())
                    .contains("must be on this machine or be fetched")
                    .contains("https://huggingface.co/timm/resnet18.tv_in1k/resolve/main/model.safetensors")
                    .contains("(about 46.8 MB, BSD-3-Clause)")
                    .contains("save it in " + Path.of(home("offline"), "weights") + " as " + FILE)
                    .contains("set TL_MIRROR to the folder")
                    .contains("`--backbone resnet20-garments` uses the embedded network");
        }
        assertThat(folder.resolve("none.tlz")).doesNotExist();
        assertThat(folder.resolve("none.npy")).doesNotExist();
    }

    @Test
    void stopsWhereTheWebRefusesAndSaysTheSame() throws IOException {
        Path catalogue = Files.writeString(folder.resolve("own.json"), """
                {"only": true, "entries": [{"name": "resnet18-imagenet", "architecture": "resnet18", "description": "d",
                 "trained-on": "photos", "classes": 1000, "licence": "BSD-3-Clause", "source": "us",
                 "weights": {"file": "resnet18-imagenet.safetensors", "address": "%s"}, "fine-tuning-rate": 0.001,
                 "preprocessing": {"resize": {"rule": "shorter-side", "pixels": 256}, "crop": {"width": 224, "height": 224},
                                   "channels": "RGB", "scale": 1, "mean": [0, 0, 0], "deviation": [1, 1, 1]}}]}
                """.formatted(address("/refused")));
        Captured captured = Captured.with(Map.of("TL_HOME", home("refused"), "TL_CATALOG", catalogue.toString()));

        assertThat(captured.run(train(photos, "refused.tlz", "--json"))).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.json().at("/error/category").asText()).isEqualTo("weights");
        assertThat(captured.json().at("/error/message").asText())
                .contains("fetching failed: " + address("/refused"), "status 403", "save it in", "as " + FILE)
                .doesNotContain("resnet20-garments");
    }

    @Test
    void usesTheEmbeddedNetworkIfItIsNamedOrTheImagesAreSmallAndGrey() throws IOException {
        Path small = folder.resolve("small");
        writePhotos(small, 28, BufferedImage.TYPE_BYTE_GRAY);
        Map<String, String> offline = Map.of("TL_HOME", home("small"), "TL_OFFLINE", "1");

        JsonNode selected = Captured.with(offline).document(train(small, "small.tlz", "--json"));
        JsonNode named = Captured.with(offline)
                .document(train(photos, "named.tlz", "--json", "--backbone", "resnet20-garments"));

        assertThat(selected.get("backboneWeights").asText()).isEqualTo("embedded");
        assertThat(selected.at("/warnings/0/message").asText()).contains("small and grey");
        assertThat(named.get("backboneRequested").asBoolean()).isTrue();
        assertThat(named.findValuesAsText("kind")).doesNotContain("BACKBONE_BY_DEFAULT");
    }

    @Test
    void smallColouredImagesDoNotGetTheEmbeddedNetwork() throws IOException {
        Path small = folder.resolve("coloured");
        writePhotos(small, 32, BufferedImage.TYPE_INT_RGB);
        Captured captured = Captured.with(Map.of("TL_HOME", home("coloured"), "TL_OFFLINE", "1"));

        assertThat(captured.run(train(small, "coloured.tlz"))).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err()).contains("must be on this machine or be fetched");
    }

    @Test
    void doctorSaysWhatTheFirstTrainingWillDo() {
        Captured online = Captured.with(Map.of("TL_HOME", home("doctor")));
        Captured offline = Captured.with(Map.of("TL_HOME", home("doctor"), "TL_OFFLINE", "1"));

        online.run("doctor");
        offline.run("doctor");

        assertThat(online.out()).contains("the first training on photos without --backbone fetches resnet18-imagenet");
        assertThat(offline.out()).contains("training on photos stops", "save it in");
    }

    private static Object[] train(Path data, String bundle, String... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                "train",
                "--data",
                data,
                "--output",
                folder.resolve(bundle),
                "--strategy",
                "feature-extraction",
                "--validation-fraction",
                "0"));
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private static String home(String name) {
        return folder.resolve("home-" + name).toString();
    }

    private static String address(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path;
    }

    /** The parameters of an untrained network, with the names of the catalogue's network. */
    private static byte[] freshWeights() {
        try (TransferLearner learner =
                        TransferLearner.create(StorageSettings.in(folder).offline());
                TrainableNetwork fresh =
                        learner.backbones().untrained(NAME, 1000, 1, new Optimizer(Optimizer.Kind.SGD, 0.9, 0, 0, 0));
                TrainedNetwork network = fresh.network()) {
            return Storage.tensorFormat().write(network.contents().tensors(NetworkContents.WEIGHTS), Map.of());
        }
    }

    private static void writePhotos(Path place, int side, int type) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            BufferedImage image = new BufferedImage(side, side, type);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    int level = random.nextInt(90) + (i % 2 == 0 ? 150 : 0);
                    int green = i % 2 == 0 ? 30 : level / 2;
                    image.setRGB(x, y, (level << 16) | (green << 8) | (level / 3));
                }
            }
            Path classFolder = Files.createDirectories(place.resolve(i % 2 == 0 ? "light" : "dark"));
            ImageIO.write(image, "png", classFolder.resolve(i + ".png").toFile());
        }
    }
}
