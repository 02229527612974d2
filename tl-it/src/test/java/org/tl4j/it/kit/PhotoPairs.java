package org.tl4j.it.kit;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Images of two photos of different classes, one above the other: photos are wide, so that this cuts off least of them.
 *
 * @param upper the class of the upper half
 * @param lower the class of the lower half
 * @param png the image, a square, both halves of which are in the crop of networks
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record PhotoPairs(String upper, String lower, byte[] png) {
    private static final int SIDE = 256;

    /**
     * Makes pairs, always the same.
     *
     * @param folder with one folder of photos per class
     */
    public static List<PhotoPairs> of(Path folder, int count, long seed) throws IOException {
        Random random = new Random(seed);
        List<Path> classes = sorted(folder);
        List<PhotoPairs> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(classes.size());
            int second = (first + 1 + random.nextInt(classes.size() - 1)) % classes.size();
            pairs.add(pair(classes.get(first), classes.get(second), random));
        }
        return pairs;
    }

    private static PhotoPairs pair(Path upper, Path lower, Random random) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        draw(photo(upper, random), graphics, 0);
        draw(photo(lower, random), graphics, SIDE / 2);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return new PhotoPairs(
                upper.getFileName().toString(), lower.getFileName().toString(), bytes.toByteArray());
    }

    private static Path photo(Path folder, Random random) throws IOException {
        List<Path> photos = sorted(folder).stream()
                .filter(file -> file.toString().endsWith(".jpg"))
                .toList();
        return photos.get(random.nextInt(photos.size()));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** The largest part in the middle of a photo that is twice as wide as high. */
    private static void draw(Path file, Graphics2D graphics, int top) throws IOException {
        BufferedImage photo = ImageIO.read(file.toFile());
        int height = Math.min(photo.getHeight(), photo.getWidth() / 2);
        int left = (photo.getWidth() - 2 * height) / 2;
        int above = (photo.getHeight() - height) / 2;
        graphics.drawImage(photo, 0, top, SIDE, top + SIDE / 2, left, above, left + 2 * height, above + height, null);
    }
}
