package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.ImageData;
import org.tl4j.data.ImageFolder;
import org.tl4j.data.SharedFixtures;
import org.tl4j.data.TestImages;

class FolderReadingTest {
    @TempDir
    private Path folder;

    @Test
    void takesFoldersForClasses() {
        Dataset dataset = read(new ImageFolder().withImages("bees/2.png", "ants/1.png", "bees/deep/er/3.png"));
        assertThat(dataset.labels().names()).containsExactly("ants", "bees");
        assertThat(dataset.samples())
                .extracting(
                        sample ->
                                folder.relativize(sample.location().container()).toString(),
                        Sample::label,
                        Sample::subset)
                .containsExactly(
                        tuple("ants/1.png", "ants", Optional.empty()),
                        tuple("bees/2.png", "bees", Optional.empty()),
                        tuple("bees/deep/er/3.png", "bees", Optional.empty()));
    }

    @Test
    void digestsTheBytesOfTheFile() {
        byte[] image = TestImages.jpeg(4);
        assertThat(read(new ImageFolder().with("ants/1.jpg", image)).samples())
                .extracting(Sample::digest)
                .containsExactly(Digest.of(image));
    }

    @ParameterizedTest
    @ValueSource(strings = {"val", "valid", "validation", "VAL", "dev"})
    void takesFoldersForParts(String validation) {
        Dataset dataset =
                read(new ImageFolder().withImages("train/ants/1.png", validation + "/ants/2.png", "test/bees/3.png"));
        assertThat(dataset.labels().names()).containsExactly("ants", "bees");
        assertThat(dataset.subset(Subset.TRAIN)).hasSize(1);
        assertThat(dataset.subset(Subset.VALIDATION)).hasSize(1);
        assertThat(dataset.subset(Subset.TEST)).extracting(Sample::label).containsExactly("bees");
    }

    @Test
    void takesOtherNamesOfParts() {
        Dataset dataset = read(new ImageFolder().withImages("Training/ants/1.png", "Test/ants/2.png", "papers/3.png"));
        assertThat(dataset.subsets()).containsExactly(Subset.TRAIN, Subset.TEST);
        assertThat(SubsetNames.subset("Testing")).contains(Subset.TEST);
    }

    @Test
    void aClassMayBeCalledLikeAPart() {
        assertThat(read(new ImageFolder().withImages("bus/1.png", "train/2.png"))
                        .labels()
                        .names())
                .containsExactly("bus", "train");
    }

    @Test
    void aClassMayBeCalledLikeAPartThatIsNotForTraining() {
        Dataset dataset = read(new ImageFolder().withImages("test/1.png", "exam/2.png"));
        assertThat(dataset.labels().names()).containsExactly("exam", "test");
        assertThat(dataset.subsets()).isEmpty();
    }

    @Test
    void passesOverWhatIsHiddenOrNoImage() {
        Dataset dataset = read(new ImageFolder()
                .withImages(
                        "ants/1.png",
                        "ants/.2.png",
                        ".cache/3.png",
                        "__MACOSX/ants/4.png",
                        "ants/image-without-ending",
                        "ants/@eaDir/5.png",
                        "$Recycle.Bin/6.png",
                        "System Volume Information/7.png")
                .with("ants/thumbs.DB", "x")
                .with("ants/notes.txt", "x")
                .with("README.md", "x"));
        assertThat(dataset.samples())
                .extracting(
                        sample -> sample.location().container().getFileName().toString())
                .containsExactly("1.png", "image-without-ending");
        assertThat(dataset.skipped()).isEmpty();
    }

    @Test
    void listsWhatCannotBeUsedWithItsReason() {
        byte[] jpeg = TestImages.jpeg(1);
        Dataset dataset = read(new ImageFolder()
                .withImages("ants/1.png", "stray.png")
                .with("ants/animation.gif", "GIF89a\1\0\1\0\0\0\0")
                .with("ants/empty.jpg", "")
                .with("ants/half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2))
                .with("ants/start.jpg", Arrays.copyOf(jpeg, 20))
                .with("ants/text.jpeg", "no image")
                .with("bees/sound.png", "no image either"));
        assertThat(dataset.skipped())
                .extracting(image -> folder.relativize(image.location().container()) + " " + image.reason())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "ants/animation.gif is a GIF, which is not decoded here; convert it to JPEG or PNG"),
                        line -> assertThat(line).isEqualTo("ants/empty.jpg is empty"),
                        line -> assertThat(line)
                                .startsWith("ants/half.jpg is truncated: it ends after " + jpeg.length / 2 + " bytes"),
                        line -> assertThat(line).startsWith("ants/start.jpg is truncated: it ends after 20 bytes"),
                        line -> assertThat(line).startsWith("ants/text.jpeg is no image"),
                        line -> assertThat(line).startsWith("bees/sound.png is no image"),
                        line -> assertThat(line).startsWith("stray.png lies in no class folder"));
        assertThat(dataset.labels().names())
                .as("a class without any usable image stays a class")
                .contains("bees");
    }

    @Test
    void documentsAreReportedOnlyWhereTheyAreNamedLikeAnImage() {
        Dataset dataset = read(new ImageFolder()
                .withImages("ants/1.png")
                .with("paper.pdf", "%PDF-1.7")
                .with("poster.ps", "%!PS-Adobe-3.0")
                .with("favicon.ico", "\0\0\1\0")
                .with("logo.psd", "8BPS")
                .with("logo.svg", "<svg xmlns=''/>")
                .with("ants/notes.pdf", "%PDF-1.7")
                .with("ants/2.jpg", "%PDF-1.7")
                .with("ants/3.psd", "8BPS"));
        assertThat(dataset.skipped())
                .extracting(image -> folder.relativize(image.location().container()) + " " + image.reason())
                .containsExactlyInAnyOrder(
                        "ants/2.jpg is a PDF document, which is not decoded here; convert it to JPEG or PNG",
                        "ants/3.psd is a Photoshop document, which is not decoded here; convert it to JPEG or PNG");
    }

    @Test
    void skipsImagesOverTheLimitOfMegapixels() {
        new ImageFolder()
                .with("ants/1.png", TestImages.encoded(TestImages.gradient(1500, 1000), "png"))
                .withImages("ants/2.png")
                .writeTo(folder);
        Dataset dataset = ImageData.datasetSource().read(folder, new ReadingSettings(1, false), Progress.NONE);
        assertThat(dataset.skipped())
                .singleElement()
                .satisfies(image -> assertThat(image.reason())
                        .isEqualTo("declares a size of 1500x1000 pixels, over the limit of 1 megapixels"));
    }

    @Test
    void strictReadingFailsAtTheFirstUnusableImage() {
        new ImageFolder()
                .withImages("ants/1.png")
                .with("ants/2.png", "")
                .with("ants/3.png", "")
                .writeTo(folder);
        assertThatThrownBy(() -> ImageData.datasetSource().read(folder, new ReadingSettings(100, true), Progress.NONE))
                .isInstanceOf(StrictException.class)
                .hasMessageContaining("2.png must be usable under strict, found one that is empty; fix or remove it");
    }

    @Test
    void namesMayHoldSpacesAndLetters() {
        Assumptions.assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode("ü花"),
                "file names of this system hold ASCII alone; set LANG to C.UTF-8");
        Dataset dataset = read(new ImageFolder().withImages("red ants/a b.png", "Bienen ü花/花\n2.png"));
        assertThat(dataset.labels().names()).containsExactly("Bienen ü花", "red ants");
        try (var reader = ImageData.imageReader()) {
            assertThat(dataset.samples())
                    .allSatisfy(sample -> assertThat(Digest.of(reader.read(sample.location())))
                            .isEqualTo(sample.digest()));
        }
    }

    @Test
    void aLinkToAFolderAboveEndsTheWalk() throws IOException {
        new ImageFolder().withImages("ants/1.png", "bees/2.png").writeTo(folder);
        Files.createSymbolicLink(folder.resolve("ants/again"), folder);
        Files.createSymbolicLink(folder.resolve("bees/ants"), folder.resolve("ants"));
        assertThat(ImageFolder.read(folder).samples())
                .extracting(Sample::label)
                .containsExactly("ants", "bees", "bees");
    }

    @Test
    void aLinkToNothingIsSkipped() throws IOException {
        new ImageFolder().withImages("ants/1.png").writeTo(folder);
        Files.createSymbolicLink(folder.resolve("ants/2.png"), folder.resolve("gone.png"));
        assertThat(ImageFolder.read(folder).skipped())
                .extracting(image -> image.reason())
                .containsExactly("cannot be read: no such file");
    }

    @Test
    @Timeout(30)
    void aLinkToADeviceIsSkipped() throws IOException {
        Path endless = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(endless), "this system has no such device");
        new ImageFolder().withImages("ants/1.png").writeTo(folder);
        Files.createSymbolicLink(folder.resolve("ants/2.png"), endless);
        assertThat(ImageFolder.read(folder).skipped())
                .extracting(image -> image.reason())
                .containsExactly("cannot be read: not a plain file");
    }

    @Test
    void aClassFolderWithoutImagesIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("val/bees/deep"));
        Dataset dataset = read(new ImageFolder()
                .withImages("train/ants/1.png", "train/bees/2.png", "val/ants/3.png")
                .with("train/wasps/film.mp4", "x")
                .with("train/moths/broken.png", ""));
        assertThat(dataset.labels().names()).containsExactly("ants", "bees", "moths");
        assertThat(dataset.skipped())
                .extracting(image -> folder.relativize(image.location().container()) + " " + image.reason())
                .containsExactly(
                        "train/moths/broken.png is empty", "train/wasps holds no image", "val/bees holds no image");
    }

    @Test
    void strictReadingFailsAtAClassFolderWithoutImages() throws IOException {
        Files.createDirectories(folder.resolve("bees"));
        new ImageFolder().withImages("ants/1.png").writeTo(folder);
        assertThatThrownBy(() -> ImageData.datasetSource().read(folder, new ReadingSettings(100, true), Progress.NONE))
                .isInstanceOf(StrictException.class)
                .hasMessageContaining("bees must be usable under strict, found one that holds no image");
    }

    @Test
    void saysWhatIsWrongWithAFolderThatHoldsNoClasses() {
        assertThatThrownBy(() -> ImageFolder.read(folder.resolve("missing")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("missing must be a folder, zip or CSV that exists, found nothing there");
        assertThatThrownBy(() -> ImageFolder.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must hold images, found none; put the images of each class into a folder");
        new ImageFolder().withImages("1.png", "2.png").writeTo(folder);
        assertThatThrownBy(() -> ImageFolder.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "must have a folder for each class, found images outside of such folders; put the");
        assertThatThrownBy(() -> ImageFolder.read(folder.resolve("1.png")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("1.png must be a folder, a zip or a file ending in .csv");
    }

    @Test
    void saysWhatIsWrongWithTheFirstImageWhereNoneIsUsable() {
        new ImageFolder().with("ants/1.png", "").with("ants/2.png", "").writeTo(folder);
        assertThatThrownBy(() -> ImageFolder.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must hold a usable image, found 2 unusable, the first of them ")
                .hasMessageContaining("1.png: is empty");
    }

    @Test
    void anUnreadableFolderIsAnErrorAndAnUnreadableFileIsSkipped() throws IOException {
        new ImageFolder().withImages("ants/1.png", "ants/2.png", "bees/3.png").writeTo(folder);
        Path file = folder.resolve("ants/1.png");
        Assumptions.assumeTrue(
                Files.getFileStore(file).supportsFileAttributeView("posix"),
                "this file system has no POSIX permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "the superuser may read everything; run as another user");
        assertThat(ImageFolder.read(folder).skipped())
                .extracting(image -> image.reason())
                .containsExactly("cannot be read: permission denied");
        Path bees = folder.resolve("bees");
        Files.setPosixFilePermissions(bees, PosixFilePermissions.fromString("---------"));
        try {
            assertThatThrownBy(() -> ImageFolder.read(folder))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("bees must be readable, found permission denied");
        } finally {
            Files.setPosixFilePermissions(bees, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void reportsProgressInTheCallingThread() {
        ImageFolder images = new ImageFolder();
        IntStream.range(0, 500).forEach(number -> images.withImages("ants/" + number + ".png"));
        images.writeTo(folder);
        List<Long> heard = new ArrayList<>();
        Thread caller = Thread.currentThread();
        ImageData.datasetSource().read(folder, ReadingSettings.DEFAULT, (stage, done, total) -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            assertThat(stage).isEqualTo("reading images");
            assertThat(total).isEqualTo(500);
            heard.add(done);
        });
        assertThat(heard).isSorted().startsWith(0L).endsWith(500L).hasSizeGreaterThan(10);
    }

    @Test
    void readsTheRealPhotosOfHymenoptera() {
        Dataset dataset = ImageFolder.read(SharedFixtures.path("data/hymenoptera"));
        assertThat(dataset.subset(Subset.TRAIN)).hasSize(244);
        assertThat(dataset.subset(Subset.VALIDATION)).hasSize(153);
        assertThat(dataset.skipped())
                .extracting(image -> image.location().container().getFileName().toString())
                .containsExactly("imageNotFound.gif");
    }

    private Dataset read(ImageFolder images) {
        return ImageFolder.read(images.writeTo(folder));
    }
}
