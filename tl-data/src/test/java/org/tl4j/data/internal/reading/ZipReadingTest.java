package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.ImageData;
import org.tl4j.data.ImageFolder;
import org.tl4j.data.SharedFixtures;
import org.tl4j.data.TestImages;

class ZipReadingTest {
    @TempDir
    private Path folder;

    private final ImageFolder images = new ImageFolder()
            .withImages("train/ants/1.png", "train/bees/2.png", "train/bees/deep/3.png", "val/ants/4 ü.png")
            .with("train/ants/broken.jpg", "");

    @Test
    void aZipGivesTheDataSetOfItsFolder() {
        Dataset fromFolder = ImageFolder.read(images.writeTo(folder.resolve("images")));
        Dataset fromZip = ImageFolder.read(images.zipTo(folder.resolve("images.zip"), ""));
        Dataset fromWrapped = ImageFolder.read(images.zipTo(folder.resolve("wrapped.zip"), "images/"));
        assertThat(fromZip.fingerprint()).isEqualTo(fromFolder.fingerprint()).isEqualTo(fromWrapped.fingerprint());
        assertThat(fromZip.labels()).isEqualTo(fromFolder.labels());
        assertThat(fromZip.samples())
                .extracting(Sample::digest)
                .isEqualTo(fromFolder.samples().stream().map(Sample::digest).toList());
        assertThat(fromZip.subsets()).containsExactly(Subset.TRAIN, Subset.VALIDATION);
        assertThat(fromZip.skipped()).hasSize(1);
    }

    @Test
    void classesInASingleFolderAreFoundToo() {
        Path zip = new ImageFolder().withImages("ants/1.png", "bees/2.png").zipTo(folder.resolve("a.zip"), "photos/");
        assertThat(ImageFolder.read(zip).labels().names()).containsExactly("ants", "bees");
        Path one = new ImageFolder().withImages("1.png", "2.png").zipTo(folder.resolve("b.zip"), "ants/");
        assertThat(ImageFolder.read(one).labels().names()).containsExactly("ants");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flowers/LICENSE.txt", "README.md", "docs/pages/index.html"})
    void aTextBesideTheClassesHidesNone(String text) {
        Path classes = new ImageFolder()
                .withImages("flowers/daisy/1.png", "flowers/rose/2.png")
                .with(text, "x")
                .zipTo(folder.resolve("classes.zip"), "");
        assertThat(ImageFolder.read(classes).labels().names()).containsExactly("daisy", "rose");
        Path parts = new ImageFolder()
                .withImages("flowers/train/daisy/1.png", "flowers/val/daisy/2.png")
                .with(text, "x")
                .zipTo(folder.resolve("parts.zip"), "");
        assertThat(ImageFolder.read(parts).subsets()).containsExactly(Subset.TRAIN, Subset.VALIDATION);
        assertThat(ImageFolder.read(parts).labels().names()).containsExactly("daisy");
    }

    @Test
    void imagesWithoutEndingsAreLaidOutToo() {
        Path zip = new ImageFolder().withImages("ants/1", "bees/2").zipTo(folder.resolve("bare.zip"), "insects/");
        assertThat(ImageFolder.read(zip).labels().names()).containsExactly("ants", "bees");
    }

    @Test
    void namesMayBeginWithADot() {
        Path zip = new ImageFolder().withImages("ants/1.png", "bees/2.png").zipTo(folder.resolve("dots.zip"), "./");
        Dataset dataset = ImageFolder.read(zip);
        assertThat(dataset.labels().names()).containsExactly("ants", "bees");
        assertThat(dataset.skipped()).isEmpty();
    }

    @Test
    void backslashesSeparateNamesWhereNothingElseDoes() {
        ImageFolder windows =
                new ImageFolder().with("a\\", "").with("a\\ants\\", "").withImages("a\\ants\\1.png", "a\\bees\\2.png");
        Dataset dataset = ImageFolder.read(windows.zipTo(folder.resolve("windows.zip"), ""));
        assertThat(dataset.labels().names()).containsExactly("ants", "bees");
        assertThat(dataset.skipped()).isEmpty();
        Path mixed = new ImageFolder()
                .with("ants\\", "")
                .withImages("ants/1.png", "bees\\x/2.png")
                .zipTo(folder.resolve("mixed.zip"), "");
        assertThat(ImageFolder.read(mixed).labels().names()).containsExactly("ants", "bees\\x");
        assertThat(ImageFolder.read(mixed).skipped()).isEmpty();
    }

    @Test
    void aClassFolderWithoutImagesIsNamed() {
        Path zip = new ImageFolder()
                .withImages("ants/1.png", "bees/2.png")
                .with("moths/", "")
                .with("wasps/film.mp4", "x")
                .zipTo(folder.resolve("gaps.zip"), "insects/");
        Dataset dataset = ImageFolder.read(zip);
        assertThat(dataset.labels().names()).containsExactly("ants", "bees");
        assertThat(dataset.skipped())
                .extracting(image -> image.location().entry().orElseThrow() + " " + image.reason())
                .containsExactly("insects/moths/ holds no image", "insects/wasps/ holds no image");
    }

    @Test
    void namesOfOldZipsAreRead() throws IOException {
        Path zip = folder.resolve("old.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out, Charset.forName("IBM437"))) {
            entries.putNextEntry(new ZipEntry("Käfer\\1.png"));
            entries.write(TestImages.png(1));
        }
        Dataset dataset = ImageFolder.read(zip);
        assertThat(dataset.labels().names()).containsExactly("Käfer");
        try (ImageReader reader = ImageData.imageReader()) {
            assertThat(reader.read(dataset.samples().get(0).location())).isEqualTo(TestImages.png(1));
        }
    }

    @Test
    void aDamagedZipIsRefused() throws IOException {
        Path zip = images.zipTo(folder.resolve("images.zip"), "");
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ImageFolder.read(zip))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("images.zip must be a whole zip")
                .hasMessageContaining("download or pack it again");
    }

    @Test
    void damagedBytesOfAnEntryAreSkippedOrNeverLookedAt() throws IOException {
        Path zip = images.zipTo(folder.resolve("images.zip"), "");
        byte[] bytes = Files.readAllBytes(zip);
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Files.write(zip, damaged);
            try {
                assertThat(ImageFolder.read(zip).samples()).isNotEmpty();
            } catch (DataException e) {
                assertThat(e).hasMessageContaining("images.zip");
            }
        }
    }

    @Test
    void anEntryWhoseBytesAreNotThoseThatWerePackedIsSkipped() throws IOException {
        byte[] bitmap = TestImages.encoded(TestImages.gradient(64, 48), "bmp");
        Path zip = folder.resolve("stored.zip");
        CRC32 checkSum = new CRC32();
        checkSum.update(bitmap);
        ZipEntry entry = new ZipEntry("ants/1.bmp");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bitmap.length);
        entry.setCrc(checkSum.getValue());
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(entry);
            entries.write(bitmap);
            entries.closeEntry();
            entries.putNextEntry(new ZipEntry("ants/2.png"));
            entries.write(TestImages.png(1));
        }
        byte[] bytes = Files.readAllBytes(zip);
        bytes[bitmap.length / 2]++;
        Files.write(zip, bytes);
        assertThat(ImageFolder.read(zip).skipped())
                .extracting(image -> image.reason())
                .containsExactly("cannot be read: its checksum is wrong, so the zip is damaged");
    }

    @Test
    void aReaderGivesTheBytesThatWereDigestedUntilItIsClosed() {
        Dataset dataset = ImageFolder.read(images.zipTo(folder.resolve("images.zip"), ""));
        ImageReader reader = ImageData.imageReader();
        assertThat(dataset.samples().parallelStream()
                        .allMatch(sample ->
                                Digest.of(reader.read(sample.location())).equals(sample.digest())))
                .isTrue();
        reader.close();
        assertThatThrownBy(() -> reader.read(dataset.samples().get(0).location()))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void aReaderSaysWhatIsNotThere() {
        Path zip = images.zipTo(folder.resolve("images.zip"), "");
        try (ImageReader reader = ImageData.imageReader()) {
            assertThatThrownBy(() -> reader.read(ImageLocation.zipEntry(zip, "gone.png")))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("images.zip!gone.png must be readable, found no such entry");
            assertThatThrownBy(() -> reader.read(ImageLocation.file(folder.resolve("gone.png"))))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("gone.png must be readable, found no such file");
        }
    }

    @Test
    void readsTheSixtyThousandImagesOfCifar() {
        Dataset dataset = ImageFolder.read(SharedFixtures.path("data/cifar10-jpeg.zip"));
        assertThat(dataset.labels().size()).isEqualTo(10);
        assertThat(dataset.subset(Subset.TRAIN)).hasSize(50_000);
        assertThat(dataset.subset(Subset.TEST)).hasSize(10_000);
        assertThat(dataset.skipped()).isEmpty();
    }
}
