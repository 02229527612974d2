package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;

class ContainerImageReaderTest {
    private final ImageReader reader = Reading.imageReader();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void readsFilesAndEntries() throws IOException {
        Path file = Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});

        assertThat(reader.read(ImageLocation.file(file))).containsExactly(1, 2, 3);
        assertThat(reader.read(ImageLocation.zipEntry(zip(), "cats/a.png"))).containsExactly('c', 'a', 't');
    }

    @Test
    void distinguishesMissingFromUnreadableFiles() throws IOException {
        refused(ImageLocation.file(folder.resolve("none.png")), DataKind.NOT_FOUND, "none.png");
        refused(ImageLocation.file(folder), DataKind.UNREADABLE, folder.toString());
        refused(ImageLocation.zipEntry(folder.resolve("none.zip"), "a.png"), DataKind.NOT_FOUND, "none.zip");
        refused(ImageLocation.zipEntry(zip(), "cats/b.png"), DataKind.NOT_FOUND, "cats/b.png");
    }

    @Test
    void anInterruptedThreadLeavesTheZipToTheOthers() throws IOException, InterruptedException {
        ImageLocation cat = ImageLocation.zipEntry(zip(), "cats/a.png");
        boolean[] interrupted = new boolean[1];
        byte[][] found = new byte[1][];
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            found[0] = reader.read(cat);
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        thread.join();

        assertThat(found[0]).containsExactly('c', 'a', 't');
        assertThat(interrupted[0]).isTrue();
        assertThat(reader.read(cat)).containsExactly('c', 'a', 't');
    }

    @Test
    void interruptionsWhileManyReadAreWithoutEffect() throws Exception {
        Path zip = folder.resolve("many.zip");
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a"));
            out.write(content);
        }
        ImageLocation entry = ImageLocation.zipEntry(zip, "a");
        AtomicInteger whole = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < 50; j++) {
                    whole.addAndGet(Arrays.equals(reader.read(entry), content) ? 1 : 0);
                }
            }));
        }
        threads.forEach(Thread::start);
        while (threads.stream().anyMatch(Thread::isAlive)) {
            threads.get(0).interrupt();
            threads.get(2).interrupt();
        }
        assertThat(whole).hasValue(200);
    }

    @Test
    void anEntryWithAWrongCheckSumIsDamaged() throws IOException {
        Path zip = zip();
        String text = Files.readString(zip, StandardCharsets.ISO_8859_1);
        Files.writeString(zip, text.replace("cats/a.pngcat", "cats/a.pngcot"), StandardCharsets.ISO_8859_1);

        refused(ImageLocation.zipEntry(zip, "cats/a.png"), DataKind.CORRUPT, "cats/a.png");
    }

    private void refused(ImageLocation location, DataKind kind, String subject) {
        assertThatThrownBy(() -> reader.read(location))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(subject);
    }

    /** A zip without compression, so that its content can be changed. */
    private Path zip() throws IOException {
        Path zip = folder.resolve("cats.zip");
        byte[] content = "cat".getBytes(StandardCharsets.US_ASCII);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            ZipEntry entry = new ZipEntry("cats/a.png");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc(content));
            out.putNextEntry(entry);
            out.write(content);
        }
        return zip;
    }

    private static long crc(byte[] content) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
