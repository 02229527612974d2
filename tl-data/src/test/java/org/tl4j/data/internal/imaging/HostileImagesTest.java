package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.Goldens;
import org.tl4j.data.TestImages;

/** For any bytes, the result is an image or a {@link DataException}. */
class HostileImagesTest {
    private static final Preprocessing RULE = TestImages.rule(new ResizeRule.ShorterSide(8), ImageSize.square(8));
    private static final List<String> SIGNATURES =
            List.of("FFD8FF", "89504E470D0A1A0A", "49492A00", "4D4D002A", "474946383961", "52494646", "424D");

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                "baseline.jpg",
                "progressive.jpg",
                "orientation-6.jpg",
                "cmyk.jpg",
                "rgb16.png",
                "palette.png",
                "interlaced.png",
                "rgb.bmp",
                "rgb-lzw.tiff",
                "gray16.tiff",
                "lossy.webp");
    }

    @Property(tries = 1000)
    void damagedFiles(@ForAll("files") String name, @ForAll long seed) {
        byte[] bytes = Goldens.bytes("odd/" + name).clone();
        Random random = new Random(seed);
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            // Most of the dangerous content is at the beginning.
            bytes[random.nextInt(random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length)] =
                    (byte) random.nextInt(256);
        }
        decodeOrRefuse(bytes);
    }

    @Property(tries = 300)
    void truncatedFiles(@ForAll("files") String name, @ForAll long seed) {
        byte[] whole = Goldens.bytes("odd/" + name);
        byte[] start = Arrays.copyOf(whole, new Random(seed).nextInt(whole.length * 9 / 10));
        assertThatThrownBy(() -> TestImages.prepared(start, RULE)).isInstanceOf(DataException.class);
    }

    @Property(tries = 500)
    void randomBytesBehindASignature(@ForAll byte[] random) {
        for (String signature : SIGNATURES) {
            byte[] start = HexFormat.of().parseHex(signature);
            byte[] bytes = Arrays.copyOf(start, start.length + random.length);
            System.arraycopy(random, 0, bytes, start.length, random.length);
            decodeOrRefuse(bytes);
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            assertThat(TestImages.prepared(bytes, RULE)).hasSize(RULE.valuesPerImage());
        } catch (DataException e) {
            assertThat(e).hasMessageStartingWith("image data must be a whole image");
        }
    }
}
