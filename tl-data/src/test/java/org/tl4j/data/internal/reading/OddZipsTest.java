package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.ImageData;
import org.tl4j.data.ImageFolder;
import org.tl4j.data.SharedFixtures;
import org.tl4j.data.TestImages;

class OddZipsTest {
    @TempDir
    private Path folder;

    /** Writes entries into a zip. */
    private interface Entries {
        void writeTo(ZipArchiveOutputStream zip) throws IOException;
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "windows-31j"})
    void labelsInAnUnknownCodePageAreRefusedWithWhatTheyMayBe(String codePage) throws IOException {
        Path zip = zip(codePage, false, out -> {
            add(out, "犬/1.png", 1);
            add(out, "猫/2.png", 2);
        });
        assertThatThrownBy(() -> ImageFolder.read(zip))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "must have a class folder named in UTF-8, found a name in a code page that the zip"
                                + " does not state, perhaps ")
                .hasMessageMatching(".*(犬|猫) in " + codePage + ".*");
    }

    @Test
    void namesOfImagesMayBeInAnyCodePage() throws IOException {
        Dataset dataset = ImageFolder.read(zip("GBK", false, out -> {
            add(out, "dogs/犬.png", 1);
            add(out, "cats/猫.png", 2);
        }));
        assertThat(dataset.samples()).hasSize(2);
        assertReadable(dataset);
    }

    @Test
    void aGuessedLabelIsRemarked() throws IOException {
        Dataset dataset = ImageFolder.read(zip("IBM437", false, out -> {
            add(out, "Käfer/1.png", 1);
            add(out, "Bienen/2.png", 2);
        }));
        assertThat(dataset.labels().names()).containsExactly("Bienen", "Käfer");
        assertThat(dataset.remarks())
                .singleElement()
                .asString()
                .endsWith("code page 437, which gives the classes Käfer.");
    }

    @Test
    void theUnicodeFieldOfInfoZipCounts() throws IOException {
        Dataset dataset = ImageFolder.read(zip("GBK", true, out -> add(out, "犬/1.png", 1)));
        assertThat(dataset.labels().names()).containsExactly("犬");
        assertThat(dataset.remarks()).isEmpty();
        assertReadable(dataset);
    }

    @Test
    void namesInUtf8NeedNoFlag() throws IOException {
        Path zip = zip("UTF-8", false, out -> add(out, "犬/1.png", 1));
        assertThat(ImageFolder.read(zip).labels().names()).containsExactly("犬");
    }

    @Test
    void anEncryptedZipIsCalledEncrypted() throws IOException {
        Path zip = zip("UTF-8", true, out -> {
            raw(out, "ants/1.png", 8, new byte[40]);
            raw(out, "bees/2.png", 99, new byte[40]);
        });
        encrypt(zip);
        assertThatThrownBy(() -> ImageFolder.read(zip))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must hold a usable image, found 2 unusable, the first of them " + zip
                        + "!ants/1.png: cannot be read: it is encrypted; unpack the zip with its password");
    }

    @Test
    void theSharedEncryptedZipIsCalledEncrypted() {
        Path zip = SharedFixtures.path("cases/19/enc.zip");
        assertThatThrownBy(() -> ImageFolder.read(zip)).hasMessageContaining("it is encrypted");
    }

    @ParameterizedTest
    @CsvSource({"14, LZMA", "93, ZSTD", "95, XZ", "98, PPMD", "6, IMPLODING", "77, an unknown method"})
    void compressionsThatAreNotReadAreNamed(int method, String name) throws IOException {
        Dataset dataset = ImageFolder.read(zip("UTF-8", true, out -> {
            add(out, "ants/0.png", 0);
            raw(out, "bees/1.png", method, new byte[40]);
        }));
        assertThat(dataset.samples()).hasSize(1);
        assertThat(dataset.skipped())
                .singleElement()
                .satisfies(image -> assertThat(image.reason())
                        .startsWith(
                                "cannot be read: it is compressed by " + name + " (method " + method + " of zips)"));
    }

    @Test
    void bzip2AndZip64AreRead() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream bzip2 = new BZip2CompressorOutputStream(packed)) {
            bzip2.write(TestImages.png(1));
        }
        Dataset dataset = ImageFolder.read(zip("UTF-8", true, out -> {
            out.setUseZip64(Zip64Mode.Always);
            add(out, "ants/0.png", 0);
            raw(out, "bees/1.png", 12, packed.toByteArray());
        }));
        assertThat(dataset.skipped()).isEmpty();
        assertThat(dataset.samples()).extracting(Sample::digest).contains(Digest.of(TestImages.png(1)));
        assertReadable(dataset);
    }

    @Test
    void ofTwoEntriesOfOneNameTheLaterCounts() throws IOException {
        Dataset dataset = ImageFolder.read(zip("UTF-8", true, out -> {
            add(out, "ants/0.png", 0);
            add(out, "ants/0.png", 1);
        }));
        assertThat(dataset.samples()).extracting(Sample::digest).containsExactly(Digest.of(TestImages.png(1)));
        assertThat(dataset.remarks())
                .containsExactly("1 entries of the zip have the name of a later one, which is taken.");
        assertReadable(dataset);
    }

    @Test
    void namesThatLeadOutAreReportedAndLinksAreNamed() throws IOException {
        Dataset dataset = ImageFolder.read(zip("UTF-8", true, out -> {
            add(out, "/ants/0.png", 0);
            add(out, "../ants/1.png", 1);
            ZipArchiveEntry link = new ZipArchiveEntry("ants/2.png");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
            out.closeArchiveEntry();
        }));
        assertThat(dataset.labels().names()).containsExactly("ants");
        assertThat(dataset.samples()).hasSize(1);
        assertThat(dataset.remarks())
                .containsExactly("Entries whose names lead out of the zip are ignored: 1, such as ../ants/1.png.");
        assertThat(dataset.skipped())
                .extracting(image -> image.reason())
                .containsExactly("cannot be read: it is a symbolic link, which is not followed in a zip; pack the file"
                        + " itself");
    }

    @Test
    void aZipOfZipsIsReported() throws IOException {
        Path zip = new ImageFolder().with("all/ants.zip", "PK").zipTo(folder.resolve("outer.zip"), "");
        assertThatThrownBy(() -> ImageFolder.read(zip))
                .hasMessageContaining(
                        "must hold images, found none, and the archive " + zip + "!all/ants.zip; unpack it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rar!\u001A\u0007 | a RAR archive; unpack it",
                "7z\u00BC\u00AF | a 7z archive; unpack it",
                "<!DOCTYPE html><html> | a page of HTML; download the file itself",
                "version https://git-lfs.github.com/spec/v1 | a pointer of Git LFS",
                "PKey | a file that does not begin as a zip does; download"
            })
    void otherFilesThatAreNamedZipAreNamed(String start, String message) throws IOException {
        Path file = folder.resolve("photos.zip");
        Files.write(file, start.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ImageFolder.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "photos.zip must be a folder, a zip or a file ending in .csv or .tsv, found " + message);
    }

    @Test
    void anArchiveOfTarAndGzipIsNamed() throws IOException {
        Path file = folder.resolve("photos.zip");
        Files.write(file, new byte[] {0x1F, (byte) 0x8B, 8, 0});
        assertThatThrownBy(() -> ImageFolder.read(file)).hasMessageContaining("found a gzip archive, such as tar.gz;");
        byte[] tar = new byte[1024];
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        Files.write(file, tar);
        assertThatThrownBy(() -> ImageFolder.read(file)).hasMessageContaining("found a tar archive; unpack it");
    }

    @Test
    @Timeout(120)
    void damagedZipsGiveADataSetOrAnErrorOfOurs() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream bzip2 = new BZip2CompressorOutputStream(packed)) {
            bzip2.write(TestImages.png(1));
        }
        byte[] whole = Files.readAllBytes(zip("GBK", true, out -> {
            add(out, "ants/0.png", 0);
            add(out, "犬/2.png", 2);
            raw(out, "bees/1.png", 12, packed.toByteArray());
        }));
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int change = random.nextInt(4); change >= 0 && damaged.length > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Path file = folder.resolve("damaged.zip");
            Files.write(file, damaged);
            try {
                Dataset dataset = ImageFolder.read(file);
                assertThat(dataset.samples()).isNotEmpty();
            } catch (DataException e) {
                assertThat(e).hasMessageContaining("damaged.zip");
            }
        }
    }

    private static void assertReadable(Dataset dataset) {
        try (ImageReader reader = ImageData.imageReader()) {
            assertThat(dataset.samples())
                    .allSatisfy(sample -> assertThat(Digest.of(reader.read(sample.location())))
                            .isEqualTo(sample.digest()));
        }
    }

    private Path zip(String encoding, boolean stated, Entries entries) throws IOException {
        Path path = folder.resolve("odd.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
            zip.setEncoding(encoding);
            zip.setUseLanguageEncodingFlag(stated);
            zip.setCreateUnicodeExtraFields(
                    stated && !"UTF-8".equals(encoding)
                            ? ZipArchiveOutputStream.UnicodeExtraFieldPolicy.ALWAYS
                            : ZipArchiveOutputStream.UnicodeExtraFieldPolicy.NEVER);
            entries.writeTo(zip);
        }
        return path;
    }

    private static void add(ZipArchiveOutputStream zip, String name, long seed) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(TestImages.png(seed));
        zip.closeArchiveEntry();
    }

    /** Sets the encryption flag in the directory. */
    private static void encrypt(Path zip) throws IOException {
        byte[] bytes = Files.readAllBytes(zip);
        for (int i = 0; i < bytes.length - 8; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                bytes[i + 8] |= 1;
            }
        }
        Files.write(zip, bytes);
    }

    /** An entry whose bytes are compressed already. */
    private static void raw(ZipArchiveOutputStream zip, String name, int method, byte[] packed) throws IOException {
        CRC32 checkSum = new CRC32();
        checkSum.update(TestImages.png(1));
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(method);
        entry.setSize(TestImages.png(1).length);
        entry.setCompressedSize(packed.length);
        entry.setCrc(checkSum.getValue());
        zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
    }
}
