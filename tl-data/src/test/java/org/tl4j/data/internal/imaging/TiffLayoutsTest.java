package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.Goldens;
import org.tl4j.data.TestImages;

/** One picture in every common layout of TIFF, made by tiffcp and Pillow: its pixels, or a refusal. */
class TiffLayoutsTest {
    private static final Map<String, byte[]> FILES = files();
    private static final int WIDTH = 29;
    private static final int HEIGHT = 19;

    /** Rounding of 16 bits and of alpha may differ by one; 8 bits of CIELab are less precise than 8 bits of RGB. */
    private static final float ROUNDING = 1;

    private static final float LAB = 3;

    /** The difference between two builds of libjpeg. */
    private static final float JPEG = 3;

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Goldens.bytes("tiff.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }

    private static Stream<List<String>> rows(boolean refused) {
        return new String(FILES.get("index.csv"), StandardCharsets.UTF_8)
                .lines()
                .map(line -> List.of(line.split(",")))
                .filter(row -> row.get(1).equals("refused") == refused);
    }

    static Stream<List<String>> decoded() {
        return rows(false);
    }

    static Stream<List<String>> refused() {
        return rows(true);
    }

    @ParameterizedTest
    @MethodSource("decoded")
    void isDecodedAsItIsSeenElsewhere(List<String> row) {
        String name = row.get(0);
        boolean sideways = name.matches("orientation-[5-8].*");
        Preprocessing asIs = sideways ? TestImages.asIs(HEIGHT, WIDTH) : TestImages.asIs(WIDTH, HEIGHT);
        float[] expected = TestImages.planes(FILES.get(row.get(1)));
        float[] found = TestImages.prepared(FILES.get(name), asIs);
        float allowed = name.contains("jpeg") ? JPEG : name.startsWith("lab") ? LAB : ROUNDING;
        float largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(found[i] - expected[i]));
        }
        assertThat(largest).isLessThanOrEqualTo(allowed);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithAnAdvice(List<String> row) {
        assertThatThrownBy(() -> TestImages.prepared(FILES.get(row.get(0)), TestImages.asIs(WIDTH, HEIGHT)))
                .asInstanceOf(InstanceOfAssertFactories.throwable(DataException.class))
                .hasMessageMatching(".*(save it as|convert it to).*")
                .extracting(DataException::kind)
                .isEqualTo(DataKind.UNSUPPORTED);
    }
}
