package org.tl4j.data.internal.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.TestImages;

/** EXIF data in text chunks of a PNG, as older ImageMagick writes it: stored rows 123 and 456, made upright. */
class PngProfileTest {
    private static final int PNG_HEADER = 33;
    private static final byte[] NOTHING = new byte[0];

    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456",
        "2, 3, 321654",
        "3, 3, 654321",
        "4, 3, 456123",
        "5, 2, 142536",
        "6, 2, 415263",
        "7, 2, 635241",
        "8, 2, 362514"
    })
    void appliesTheOrientationOfATextChunk(int orientation, int width, String upright) {
        for (String keyword : new String[] {"Raw profile type exif", "Raw profile type APP1"}) {
            byte[] text = text(keyword, profile(exif(orientation)));
            byte[] compressed = compressed(keyword, profile(exif(orientation)));
            assertThat(upright(chunk("tEXt", text), NOTHING, width)).isEqualTo(upright);
            assertThat(upright(chunk("zTXt", compressed), NOTHING, width)).isEqualTo(upright);
            assertThat(upright(NOTHING, chunk("zTXt", compressed), width)).isEqualTo(upright);
        }
    }

    @Test
    void anInternationalTextIsReadBehindItsLanguage() {
        String keyword = "Raw profile type exif\0";
        String profile = profile(exif(3));
        byte[] plain = (keyword + "\0\0en\0name\0" + profile).getBytes(ISO_8859_1);
        byte[] packed = join((keyword + "\1\0\0\0").getBytes(ISO_8859_1), deflated(profile));
        assertThat(upright(chunk("iTXt", plain), NOTHING, 3)).isEqualTo("654321");
        assertThat(upright(chunk("iTXt", packed), NOTHING, 3)).isEqualTo("654321");
    }

    @Test
    void thePrefixOfJpegMayBeThere() {
        byte[] prefixed = join("Exif\0\0".getBytes(US_ASCII), exif(6));
        byte[] text = text("Raw profile type APP1", profile(prefixed));
        assertThat(upright(chunk("tEXt", text), NOTHING, 2)).isEqualTo("415263");
    }

    @Test
    void theChunkMadeForExifDecides() {
        byte[] text = chunk("tEXt", text("Raw profile type exif", profile(exif(3))));
        byte[] exif = chunk("eXIf", exif(2));
        assertThat(upright(text, exif, 3)).isEqualTo("321654");
        assertThat(upright(exif, text, 3)).isEqualTo("321654");
    }

    @Test
    void damagedProfilesAndOtherTextsCountAsNone() {
        String keyword = "Raw profile type exif";
        String good = profile(exif(3));
        byte[] cut = compressed(keyword, good);
        for (byte[] content : new byte[][] {
            text(keyword, ""),
            text(keyword, "\nexif\n      26\nzz" + good.substring(18)),
            text(keyword, profile(exif(0))),
            text(keyword, profile(exif(9))),
            text("Comment", good),
            text("Raw profile type iptc", good)
        }) {
            assertThat(upright(chunk("tEXt", content), NOTHING, 3)).isEqualTo("123456");
        }
        assertThat(upright(chunk("zTXt", Arrays.copyOf(cut, keyword.length() + 4)), NOTHING, 3))
                .isEqualTo("123456");
        assertThat(upright(chunk("zTXt", text(keyword, "\0no zlib")), NOTHING, 3))
                .isEqualTo("123456");
    }

    private static String upright(byte[] before, byte[] after, int width) {
        ImageSize size = new ImageSize(width, 6 / width);
        Preprocessing rule = TestImages.rule(new ResizeRule.Exact(size), size, ChannelOrder.GREY);
        StringBuilder seen = new StringBuilder();
        for (float value : TestImages.prepared(png(before, after), rule)) {
            seen.append((int) value);
        }
        return seen.toString();
    }

    /** Chunks before and after the picture. */
    private static byte[] png(byte[] before, byte[] after) {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 3, 2, 0, new int[] {1, 2, 3, 4, 5, 6});
        byte[] plain = TestImages.encoded(image, "png");
        int end = plain.length - 12;
        return join(
                Arrays.copyOf(plain, PNG_HEADER),
                before,
                Arrays.copyOfRange(plain, PNG_HEADER, end),
                after,
                Arrays.copyOfRange(plain, end, plain.length));
    }

    private static byte[] exif(int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(26).putInt(0x4D4D002A).putInt(8).putShort((short) 1);
        return exif.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static String profile(byte[] exif) {
        String digits = HexFormat.of().formatHex(exif).replaceAll("(.{36})", "$1\n");
        return "\nexif\n%8d\n".formatted(exif.length) + digits + "\n";
    }

    private static byte[] text(String keyword, String text) {
        return (keyword + "\0" + text).getBytes(ISO_8859_1);
    }

    private static byte[] compressed(String keyword, String text) {
        return join((keyword + "\0\0").getBytes(ISO_8859_1), deflated(text));
    }

    private static byte[] deflated(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(text.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written", e);
        }
        return packed.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] checked = join(type.getBytes(US_ASCII), content);
        CRC32 checkSum = new CRC32();
        checkSum.update(checked);
        return ByteBuffer.allocate(checked.length + 8)
                .putInt(content.length)
                .put(checked)
                .putInt((int) checkSum.getValue())
                .array();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
