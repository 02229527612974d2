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

    @Test
    void aJpegInsideOfATiffIsGuardedToo() throws IOException {
        byte[] tiff = tiff(TestImages.jpeg(3));
        long key = Suspects.key(tiff);
        leave(key);
        prepare(tiff);
        assertThat(files(".suspect")).isEmpty();
        Suspects.in(folder).refuse(key);
        assertThatThrownBy(() -> prepare(tiff)).hasMessageContaining("ended the process that decoded it");
    }

    @Test
    void whatIsDecodedInJavaIsNot() throws IOException {
        byte[] png = TestImages.png(3);
        Files.createDirectories(folder);
        Suspects.in(folder).refuse(Suspects.key(png));
        ImageData.imagePreprocessor(ReadingSettings.DEFAULT, folder)
                .prepare(png, TestImages.asIs(4, 3), TestImages.buffer(TestImages.asIs(4, 3)));
        assertThat(files(".journal")).isEmpty();
    }

    @Test
    void aJournalThatIsAboutToBeLockedIsLeftAlone() throws IOException {
        Path file = Files.createFile(folder.resolve("1-2.journal"));
        assertThat(CrashJournal.open(folder).suspects().isEmpty()).isTrue();
        assertThat(file).exists();
    }

    /** A TIFF whose only strip is the whole file. */
    private static byte[] tiff(byte[] jpeg) {
        int[][] entries = {
            {256, 16}, {257, 12}, {258, 8}, {259, 7}, {262, 6}, {273, 134}, {277, 3}, {278, 12}, {279, jpeg.length}
        };
        ByteBuffer file = ByteBuffer.allocate(134 + jpeg.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x002A4949).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) 3).putInt(1).putInt(entry[1]);
        }
        return file.position(134).put(jpeg).array();
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
