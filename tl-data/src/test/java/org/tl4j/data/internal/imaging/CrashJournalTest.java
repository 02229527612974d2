package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class CrashJournalTest {
    private static final Preprocessing RULE = TestImages.asIs(16, 12);

    @TempDir
    Path folder;

    @Test
    void aProcessThatDiedLeavesItsImagesAsSuspects() throws IOException {
        leave(7, 0, 9);
        Suspects suspects = CrashJournal.open(folder).suspects();
        assertThat(suspects.isSuspect(7)).isTrue();
        assertThat(suspects.isSuspect(9)).isTrue();
        assertThat(suspects.isSuspect(0)).isFalse();
        assertThat(files(".journal")).hasSize(1);
    }

    @Test
    void whatHasComeBackIsNoSuspect() throws IOException {
        CrashJournal journal = CrashJournal.open(folder);
        Optional<Integer> slot = journal.enter(7);
        assertThat(Files.readAllBytes(files(".journal").get(0))).contains(7);
        journal.leave(slot);
        assertThat(Files.readAllBytes(files(".journal").get(0))).containsOnly(0);
    }

    @Test
    void theJournalOfALivingProcessIsLeftAlone() throws IOException {
        CrashJournal first = CrashJournal.open(folder);
        first.enter(7);
        assertThat(CrashJournal.open(folder).suspects().isSuspect(7)).isFalse();
        assertThat(files(".journal")).hasSize(2);
    }

    @Test
    void anInnocentImageIsTriedOnceAndUsed() throws IOException {
        byte[] jpeg = TestImages.jpeg(1);
        leave(Suspects.key(jpeg));
        prepare(jpeg);
        assertThat(files(".suspect")).isEmpty();
        assertThat(files(".refused")).isEmpty();
    }

    @Test
    void anImageThatEndedAProcessOfItsOwnIsRefusedByNameOfTheFileToDelete() throws IOException {
        byte[] jpeg = TestImages.jpeg(2);
        long key = Suspects.key(jpeg);
        Suspects suspects = Suspects.in(folder);
        suspects.add(key);
        suspects.refuse(key);
        assertThatThrownBy(() -> prepare(jpeg))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ended the process that decoded it")
                .hasMessageContaining(suspects.refusal(key).toString());
        Files.delete(suspects.refusal(key));
        prepare(jpeg);
    }

    private void prepare(byte[] jpeg) {
        ImageData.imagePreprocessor(ReadingSettings.DEFAULT, folder).prepare(jpeg, RULE, TestImages.buffer(RULE));
    }

    private void leave(long... keys) throws IOException {
        ByteBuffer journal = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        journal.asLongBuffer().put(keys);
        Files.write(folder.resolve("1-2.journal"), journal.array());
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
