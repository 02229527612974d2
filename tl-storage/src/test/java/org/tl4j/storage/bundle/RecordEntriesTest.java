package org.tl4j.storage.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.Storage;
import org.tl4j.storage.json.Json;
import org.tl4j.storage.json.JsonProblems;
import org.tl4j.storage.json.JsonReader;

class RecordEntriesTest {
    private static final LabelSet SEVERAL = new LabelSet(List.of("dress", "red"), LabelMode.MULTI_LABEL);

    @Test
    void aBundleKeepsTheRecordOfItsImages(@TempDir Path folder) {
        Bundle example = Bundles.example();
        TrainingRecord record = new TrainingRecord(
                List.of("/photos/größe", "/more.csv"),
                List.of(
                        image(1, Annotation.of("ant"), Subset.TRAIN),
                        image(2, Annotation.of("bee"), Subset.VALIDATION),
                        image(3, Annotation.of("ant"), Subset.TEST)));
        Path file = folder.resolve("a.tlz");
        Storage.bundleStore()
                .write(file, new Bundle(example.manifest(), example.network(), Calibration.NONE, Optional.of(record)));
        Bundle read = Storage.bundleStore().read(file);

        assertThat(read.record()).contains(record);
        assertThat(read.network().entries()).hasSameSizeAs(example.network().entries());
    }

    @Test
    void aRecordOfSeveralLabelsKeepsWhatIsUnknown() throws Exception {
        TrainingRecord record = new TrainingRecord(
                List.of(),
                List.of(
                        image(1, Annotation.ofAll(List.of("red"), List.of("dress")), Subset.TRAIN),
                        image(2, Annotation.ofAll(List.of()), Subset.TRAIN)));

        assertThat(read(RecordEntries.write(record, SEVERAL), SEVERAL)).isEqualTo(record);
    }

    @Test
    void damagedRowsAreRefused() throws Exception {
        TrainingRecord record =
                new TrainingRecord(List.of(), List.of(image(1, Annotation.ofAll(List.of("red")), Subset.TRAIN)));
        List<NetworkEntry> entries = RecordEntries.write(record, SEVERAL);
        byte[] rows = new byte[35];
        ((NetworkEntry.Bytes) entries.get(1)).content().get(rows);

        for (int at : new int[] {32, 33, 34}) {
            byte[] changed = rows.clone();
            changed[at] = 7;
            assertThatThrownBy(() -> read(entries.get(0), changed)).isInstanceOf(BundleException.class);
        }
        assertThatThrownBy(() -> read(entries.get(0), new byte[34]))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("must have 1 images in images.bin, of 35 bytes each");
    }

    private static TrainingRecord read(NetworkEntry description, byte[] rows) throws Exception {
        return read(List.of(description, new NetworkEntry.Bytes("images.bin", ByteBuffer.wrap(rows))), SEVERAL);
    }

    private static TrainingRecord read(List<NetworkEntry> entries, LabelSet labels) throws Exception {
        ByteBuffer json = ((NetworkEntry.Bytes) entries.get(0)).content();
        byte[] text = new byte[json.remaining()];
        json.get(text);
        return RecordEntries.read(
                JsonReader.of(Json.read(new String(text, StandardCharsets.UTF_8)), JsonProblems.thrown()),
                ((NetworkEntry.Bytes) entries.get(1)).content(),
                labels,
                "a.tlz");
    }

    private static RecordedImage image(int number, Annotation annotation, Subset subset) {
        return new RecordedImage(Digest.of("image " + number), annotation, subset);
    }
}
