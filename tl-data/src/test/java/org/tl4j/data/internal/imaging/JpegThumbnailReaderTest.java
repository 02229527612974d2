package org.tl4j.data.internal.imaging;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.data.ImageData;

class JpegThumbnailReaderTest {
    private static final String PLACE = "48 deg 51 min N, 2 deg 21 min E";

    @TempDir
    private Path folder;

    @Test
    void keepsTheRatioOfTheSides() throws Exception {
        assertThat(read("wide.png", 400, 100, 80).size()).isEqualTo(new ImageSize(80, 20));
        assertThat(read("high.png", 100, 400, 80).size()).isEqualTo(new ImageSize(20, 80));
        assertThat(read("line.png", 2000, 1, 80).size()).isEqualTo(new ImageSize(80, 1));
    }

    @Test
    void aSmallImageKeepsItsSize() throws Exception {
        assertThat(read("small.png", 28, 20, 80).size()).isEqualTo(new ImageSize(28, 20));
    }

    @Test
    void isAJpegOfTheSameColours() throws Exception {
        Thumbnail thumbnail = read("red.png", 300, 200, 60);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg()));
        assertThat(image.getWidth()).isEqualTo(60);
        assertThat(image.getHeight()).isEqualTo(40);
        Color colour = new Color(image.getRGB(30, 20));
        assertThat(colour.getRed()).isBetween(195, 205);
        assertThat(colour.getGreen()).isBetween(25, 35);
        assertThat(colour.getBlue()).isBetween(5, 15);
    }

    @Test
    void nothingButPixelsGoesAlong() throws Exception {
        Path photo = folder.resolve("photo.jpg");
        Files.write(photo, withPlace(encoded(60, 40, "jpg")));
        assertThat(text(Files.readAllBytes(photo))).contains("Exif", PLACE);
        // also one that needs no resizing
        assertThat(text(read(photo, 60).jpeg())).doesNotContain("Exif", PLACE, "GPS");
    }

    @Test
    void equalImagesGiveEqualBytes() throws Exception {
        assertThat(read("one.png", 90, 70, 50).jpeg())
                .isEqualTo(read("two.png", 90, 70, 50).jpeg());
    }

    @Test
    void aBrokenImageIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.jpg"), "not an image");
        assertThatThrownBy(() -> read(file, 50)).isInstanceOf(DataException.class);
    }

    private Thumbnail read(String name, int width, int height, int side) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, encoded(width, height, "png"));
        return read(file, side);
    }

    private static Thumbnail read(Path file, int side) {
        try (ImageReader reader = ImageData.imageReader()) {
            return ImageData.thumbnailReader(reader, ImageData.imageSizeReader(), ImageData.imagePreprocessor())
                    .read(ImageLocation.file(file), side);
        }
    }

    private static byte[] encoded(int width, int height, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(200, 30, 10));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    /** With a segment of EXIF data that names a place, after the first marker. */
    private static byte[] withPlace(byte[] jpeg) {
        byte[] content = ("Exif\0\0MM\0*\0\0\0\10\0\0\0\0\0\0GPS " + PLACE).getBytes(ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        file.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) 0xE1).putShort((short) (content.length + 2));
        file.put(content).put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
