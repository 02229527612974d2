package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.tensors.SafetensorsFormat;
import org.tl4j.storage.weights.LocalWeightsLocator;

/**
 * Changed files are read or rejected, with no other outcome: by default a small number of seeded changes, or as many as
 * {@code -Dtl.mutations} says.
 */
@Timeout(600)
class MutatedFilesTest {
    private static final int CHANGES = Integer.getInteger("tl.mutations", 300);
    private static final List<Tensor> TENSORS = List.of(
            new Tensor("now/conv.weight", List.of(2, 3), FloatBuffer.allocate(6)),
            new Tensor("memory/conv.bias", List.of(2), FloatBuffer.allocate(2)));

    @TempDir
    Path folder;

    /** Reads a changed file. */
    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }

    @Test
    void safetensors() throws IOException {
        Path file = folder.resolve("a.safetensors");
        byte[] whole = new SafetensorsFormat().write(TENSORS, Map.of("licence", "MIT"));
        mutate(file, whole, () -> {
            TensorSet set = new SafetensorsFormat().read(file);
            set.names().forEach(set::tensor);
        });
    }

    @Test
    void checkpoints() throws IOException {
        CheckpointStore store = Storage.checkpointStore(folder);
        Checkpoint checkpoint = new Checkpoint(TENSORS, Map.of("epoch", "1"));
        store.write("fine-tuning", checkpoint);
        Path file = folder.resolve("fine-tuning.checkpoint");
        byte[] whole = Files.readAllBytes(file);
        mutate(
                file,
                whole,
                () -> assertThat(store.read("fine-tuning").orElseThrow().facts())
                        .isEqualTo(checkpoint.facts()));
    }

    @Test
    void recordsOfTrust() throws IOException {
        WeightsSource source = WeightsSource.named("a.safetensors");
        Path weights = folder.resolve("a.safetensors");
        Files.write(weights, new SafetensorsFormat().write(TENSORS, Map.of()));
        LocalWeightsLocator locator =
                new LocalWeightsLocator(folder, Optional.empty(), NetworkSettings.DIRECT, List::of);
        locator.locate(source, Optional.empty());
        Path record = folder.resolve("a.safetensors.sha256");
        byte[] whole = Files.readAllBytes(record);
        mutate(record, whole, () -> locator.locate(source, Optional.empty()));
    }

    private static void mutate(Path file, byte[] whole, Reading reading) throws IOException {
        int refused = 0;
        for (int seed = 0; seed < CHANGES; seed++) {
            Files.write(file, changed(whole, new Random(seed)));
            try {
                reading.run();
            } catch (Tl4jException e) {
                assertThat(e.problem().rule()).as("seed %d", seed).isNotEmpty();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(CHANGES / 4);
    }

    /** Bytes that are set, removed, doubled or swapped, and numbers and texts that are made large. */
    private static byte[] changed(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int count = random.nextInt(4); count >= 0 && bytes.length > 1; count--) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[place] = (byte) random.nextInt();
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, place);
                case 3 ->
                    bytes = joined(Arrays.copyOf(bytes, place), Arrays.copyOfRange(bytes, place / 2, bytes.length));
                case 4 -> bytes[place] = (byte) "{}[]\",:0919-eE.\\\n\0".charAt(random.nextInt(18));
                default -> bytes = joined(bytes, new byte[random.nextInt(20)]);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
