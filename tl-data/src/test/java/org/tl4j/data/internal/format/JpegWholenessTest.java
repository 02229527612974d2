package org.tl4j.data.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.Goldens;
import org.tl4j.data.SharedFixtures;
import org.tl4j.data.TestImages;

/** Missing picture data, which a decoder would fill with grey, is detected by parsing it. */
class JpegWholenessTest {
    private static final ImageLimits LIMITS = new ImageLimits(100, 200_000_000);
    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "progressive.jpg", "gray.jpg", "cmyk.jpg"})
    void aWholeFileMayLackItsEndMarker(String name) throws IOException, BrokenImageException {
        byte[] whole = Goldens.bytes("odd/" + name);
        assertThat(read(Arrays.copyOf(whole, whole.length - END.length)).width())
                .isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "progressive.jpg", "gray.jpg", "cmyk.jpg"})
    void aFileThatWasCutIsFoundWhateverStandsBehindTheCut(String name) {
        byte[] whole = Goldens.bytes("odd/" + name);
        for (int length = whole.length * 2 / 3; length < whole.length - 8; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertCorrupt(cut);
            byte[] ended = Arrays.copyOf(cut, length + END.length);
            System.arraycopy(END, 0, ended, length, END.length);
            assertCorrupt(ended);
        }
    }

    @Test
    void bytesThatAreLeftOverAreDamage() {
        byte[] whole = Goldens.bytes("odd/baseline.jpg");
        byte[] longer = Arrays.copyOf(whole, whole.length + 4);
        System.arraycopy(END, 0, longer, longer.length - END.length, END.length);
        longer[whole.length - 2] = 1;
        longer[whole.length - 1] = 2;
        longer[whole.length] = 3;
        longer[whole.length + 1] = 4;
        assertCorrupt(longer);
    }

    @Test
    void whatFollowsTheEndMarkerIsNotLookedAt() throws IOException, BrokenImageException {
        byte[] whole = Goldens.bytes("odd/baseline.jpg");
        assertThat(read(Arrays.copyOf(whole, whole.length + 1000)).height()).isEqualTo(48);
    }

    @Test
    void scansOfWhichEachCostsAnImageAreCounted() {
        byte[] progressive = Goldens.bytes("odd/progressive.jpg");
        // The last scan is a refinement, which a decoder would apply again and again.
        int last = lastScan(progressive);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(progressive, 0, progressive.length - END.length);
        for (int i = 0; i < 150; i++) {
            out.write(progressive, last, progressive.length - END.length - last);
        }
        out.writeBytes(END);
        assertThatThrownBy(() -> read(out.toByteArray())).isInstanceOf(BrokenImageException.class);
    }

    @Test
    void writersOfTheJdkAreUnderstood() throws IOException {
        for (int mode : new int[] {ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT}) {
            byte[] jpeg = written(mode);
            assertThatCode(() -> read(jpeg)).doesNotThrowAnyException();
        }
    }

    @Test
    void realPhotosAreWhole() throws IOException {
        try (Stream<Path> photos = Files.walk(SharedFixtures.path("data/hymenoptera/val"))) {
            List<Path> files = photos.filter(file -> file.toString().endsWith(".jpg"))
                    .limit(60)
                    .toList();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                assertThatCode(() -> read(bytes)).as(file.toString()).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aStreamIsReadLikeAnArray() throws IOException, BrokenImageException {
        byte[] jpeg = Goldens.bytes("odd/progressive.jpg");
        HeaderReader stream = HeaderReader.of(new ByteArrayInputStream(jpeg), Digest.sha256(), LIMITS);
        assertThat(ImageHeaders.read(stream, LIMITS).orElseThrow().width()).isEqualTo(64);
    }

    private static int lastScan(byte[] jpeg) {
        for (int i = jpeg.length - 2; i > 0; i--) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
                return i;
            }
        }
        throw new IllegalArgumentException("no scan");
    }

    private static byte[] written(int mode) throws IOException {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpg");
        ImageWriter writer = writers.next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(mode);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(TestImages.gradient(45, 33), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static void assertCorrupt(byte[] jpeg) {
        assertThatThrownBy(() -> read(jpeg))
                .isInstanceOfSatisfying(
                        BrokenImageException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.CORRUPT));
    }

    private static ImageHeader read(byte[] jpeg) throws IOException, BrokenImageException {
        return ImageHeaders.read(HeaderReader.of(jpeg, LIMITS), LIMITS).orElseThrow();
    }
}
