package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.data.ImageFolder;
import org.tl4j.data.TestImages;

/** Zips that unpack to far more bytes than they have. */
@Timeout(60)
class OverlappingZipTest {
    private static final int RECORDS = 65_000;
    private static final int END = 22;

    @TempDir
    private Path folder;

    @Test
    void recordsThatShareTheirPackedBytesAreRefusedBeforeOneIsUnpacked() throws IOException {
        Path zip = new ImageFolder()
                .with("ants/00000.png", TestImages.encoded(TestImages.gradient(400, 300), "png"))
                .zipTo(folder.resolve("shared.zip"), "");
        Files.write(zip, repeated(Files.readAllBytes(zip)));
        assertThatThrownBy(() -> ImageFolder.read(zip))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.CORRUPT))
                .hasMessageContaining("must be a zip whose entries lie one after the other");
    }

    @Test
    void anEntryOfBzip2ThatUnpacksToFarMoreThanAnImageIsRefused() throws IOException {
        byte[] content = new byte[20_000_000];
        CRC32 checkSum = new CRC32();
        checkSum.update(content);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream bzip2 = new BZip2CompressorOutputStream(packed)) {
            bzip2.write(content);
        }
        Path zip = folder.resolve("bomb.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("a");
            entry.setMethod(12);
            entry.setSize(content.length);
            entry.setCompressedSize(packed.size());
            entry.setCrc(checkSum.getValue());
            out.addRawArchiveEntry(entry, new ByteArrayInputStream(packed.toByteArray()));
        }
        try (ImageReader reader = Reading.imageReader()) {
            assertThatThrownBy(() -> reader.read(ImageLocation.zipEntry(zip, "a")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("it unpacks to far more bytes than an image has");
        }
    }

    /** A zip of one entry that is listed many times in the directory, each time with a different name. */
    private static byte[] repeated(byte[] zip) {
        ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int length = end.getInt(zip.length - END + 12);
        int directory = end.getInt(zip.length - END + 16);
        byte[] record = Arrays.copyOfRange(zip, directory, directory + length);
        ByteBuffer out = ByteBuffer.allocate(directory + RECORDS * length + END).order(ByteOrder.LITTLE_ENDIAN);
        out.put(zip, 0, directory);
        for (int i = 0; i < RECORDS; i++) {
            byte[] name = "ants/%05d.png".formatted(i).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(name, 0, record, 46, name.length);
            out.put(record);
        }
        int at = out.position();
        out.put(zip, zip.length - END, END);
        out.putShort(at + 8, (short) RECORDS).putShort(at + 10, (short) RECORDS);
        return out.putInt(at + 12, RECORDS * length).array();
    }
}
