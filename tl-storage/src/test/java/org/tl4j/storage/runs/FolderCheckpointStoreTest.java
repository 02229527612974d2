package org.tl4j.storage.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.Checkpoint;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.weights.Tensor;
import org.tl4j.storage.Storage;

class FolderCheckpointStoreTest {
    private static final float[] VALUES = {1.5f, -0f, Float.MIN_VALUE, Float.NaN, 3e38f};

    @TempDir
    private Path folder;

    @Test
    void whatWasKeptComesBackBitForBit() {
        store().write("fine-tuning from layer3", checkpoint("7"));

        Checkpoint found = store().read("fine-tuning from layer3").orElseThrow();

        assertThat(found.facts()).containsEntry("epoch", "7").containsEntry("of.seed", "ü 1");
        assertThat(found.tensors()).hasSize(2);
        float[] numbers = new float[VALUES.length];
        found.tensors().get(0).values().get(0, numbers);
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(Float.floatToRawIntBits(numbers[i])).isEqualTo(Float.floatToRawIntBits(VALUES[i]));
        }
    }

    @Test
    void piecesAreApartAndTheNewestCounts() {
        store().write("fine-tuning", checkpoint("1"));
        store().write("fine-tuning", checkpoint("2"));
        store().write("fine-tuning from layer3", checkpoint("3"));

        assertThat(store().read("fine-tuning").orElseThrow().facts()).containsEntry("epoch", "2");
        assertThat(store().read("pretraining")).isEmpty();
        assertThat(folder)
                .isDirectoryContaining("glob:**fine-tuning.checkpoint")
                .isDirectoryContaining("glob:**fine-tuning-from-layer3.checkpoint");
    }

    @Test
    void factsNeedNoTensors() {
        store().write("plan", new Checkpoint(List.of(), Map.of("epochs", "3")));

        assertThat(store().read("plan").orElseThrow().facts()).containsExactly(Map.entry("epochs", "3"));
    }

    @Test
    void damagedFileIsReported() throws IOException {
        store().write("fine-tuning", checkpoint("1"));
        Path file = folder.resolve("fine-tuning.checkpoint");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        assertThatThrownBy(() -> store().read("fine-tuning"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("fine-tuning.checkpoint");
    }

    @Test
    void anyOtherBitIsNoticed() throws IOException {
        store().write("fine-tuning", checkpoint("1"));
        Path file = folder.resolve("fine-tuning.checkpoint");
        byte[] bytes = Files.readAllBytes(file);
        for (int bit = 0; bit < bytes.length * 8; bit += 5) {
            byte[] other = bytes.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, other);
            assertThatThrownBy(() -> store().read("fine-tuning"))
                    .as("bit %d", bit)
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("fine-tuning.checkpoint");
        }
    }

    @Test
    void aFileWithoutADigestIsRefused() throws IOException {
        byte[] bytes = Storage.tensorFormat().write(List.of(), Map.of("epoch", "1"));
        Files.write(folder.resolve("fine-tuning.checkpoint"), bytes);
        assertThatThrownBy(() -> store().read("fine-tuning"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no digest");
    }

    private CheckpointStore store() {
        return Storage.checkpointStore(folder);
    }

    private static Checkpoint checkpoint(String epoch) {
        return new Checkpoint(
                List.of(
                        new Tensor("now/conv1.W", List.of(VALUES.length), FloatBuffer.wrap(VALUES)),
                        new Tensor("memory/conv1.W", List.of(1), FloatBuffer.wrap(new float[] {4}))),
                Map.of("epoch", epoch, "of.seed", "ü 1"));
    }
}
