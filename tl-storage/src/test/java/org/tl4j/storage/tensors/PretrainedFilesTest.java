package org.tl4j.storage.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.weights.TensorSet;

/** Files of other software: weights of torchvision and of CIFAR networks. */
class PretrainedFilesTest {
    private final SafetensorsFormat format = new SafetensorsFormat();

    @ParameterizedTest
    @CsvSource({
        "squeezenet1_1-imagenet, 7ea4b616e7ab145ceb5c85b2f53dd43177f882f030a027ab40dd9dab3a0d3864, 1235496",
        "resnet20-cifar10, a6821571d6e941dad7b2e3bc026c691e0c783ce82201c401ca439b68d34b0d4c, 0",
        "resnet56-cifar10, 006ac40e60d4acd09d0021a02f197715419a24ff3d2ebd35a73b6f64ef3a6241, 0"
    })
    void areReadWhole(String name, String digest, long parameters) {
        Path file = weights().resolve(name + ".safetensors");
        assumeTrue(Files.exists(file), () -> file + " is not here; -Dtl.fixtures names the folder of real weights");
        TensorSet set = format.read(file);
        assertThat(set.digest().hex()).isEqualTo(digest);
        assertThat(set.names()).isNotEmpty();
        long count = set.names().stream()
                .mapToLong(tensor -> set.tensor(tensor).values().limit())
                .sum();
        if (parameters > 0) {
            // the figure that torchvision documents for the architecture
            assertThat(count).isEqualTo(parameters);
        }
        assertThat(set.names()).allSatisfy(tensor -> {
            for (int i = 0; i < set.tensor(tensor).values().limit(); i++) {
                assertThat(Float.isFinite(set.tensor(tensor).values().get(i))).isTrue();
                i += 1000;
            }
        });
    }

    /** The named folder may be relative to the repository, and these tests run in a folder of it. */
    private static Path weights() {
        String named = System.getProperty("tl.fixtures", System.getenv().getOrDefault("TL_FIXTURES", "../shared"));
        return Path.of("..").resolve(named).resolve("weights");
    }
}
