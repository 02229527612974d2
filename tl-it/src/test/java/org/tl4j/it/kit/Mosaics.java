package org.tl4j.it.kit;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Images with several labels: four photos each, of ants, bees and twelve kinds of flowers; the labels are their classes. */
public final class Mosaics {
    /** How many there are for training. */
    public static final int TRAIN = 300;

    /** How many there are for tests, of other photos. */
    public static final int TEST = 150;

    private static final int TILE = 128;
    private static final int TILES = 4;

    private final Random random;
    private final SortedMap<String, List<Path>> photos = new TreeMap<>();

    private Mosaics(long seed, Path... folders) throws IOException {
        this.random = new Random(seed);
        for (Path folder : folders) {
            for (Path label : sorted(folder)) {
                photos.put(
                        label.getFileName().toString(),
                        sorted(label).stream()
                                .filter(file -> file.toString().endsWith(".jpg"))
                                .toList());
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** Writes them without a test: folder with {@code hymenoptera} and {@code flowers12}, new folder. */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /**
     * Writes PNG files and {@code mosaics.csv}, always the same.
     *
     * @param data with {@code hymenoptera} and {@code flowers12}
     * @return the CSV
     */
    public static Path write(Path data, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> rows = new ArrayList<>(List.of("path,label,split"));
        new Mosaics(1, data.resolve("hymenoptera/train"), data.resolve("flowers12/train"))
                .write(folder, "train", TRAIN, rows);
        new Mosaics(2, data.resolve("hymenoptera/val"), data.resolve("flowers12/test"))
                .write(folder, "test", TEST, rows);
        return Files.write(folder.resolve("mosaics.csv"), rows);
    }

    private void write(Path folder, String part, int count, List<String> rows) throws IOException {
        List<String> classes = List.copyOf(photos.keySet());
        for (int i = 0; i < count; i++) {
            BufferedImage mosaic = new BufferedImage(2 * TILE, 2 * TILE, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = mosaic.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            TreeSet<String> labels = new TreeSet<>();
            for (int tile = 0; tile < TILES; tile++) {
                String label = classes.get(random.nextInt(classes.size()));
                List<Path> choice = photos.get(label);
                labels.add(label);
                draw(choice.get(random.nextInt(choice.size())), graphics, tile % 2 * TILE, tile / 2 * TILE);
            }
            graphics.dispose();
            String name = "%s%03d.png".formatted(part, i);
            ImageIO.write(mosaic, "png", folder.resolve(name).toFile());
            rows.add(name + "," + String.join("|", labels) + "," + part);
        }
    }

    /** The largest square in the middle of a photo. */
    private static void draw(Path file, Graphics2D graphics, int x, int y) throws IOException {
        BufferedImage photo = ImageIO.read(file.toFile());
        int side = Math.min(photo.getWidth(), photo.getHeight());
        int left = (photo.getWidth() - side) / 2;
        int top = (photo.getHeight() - side) / 2;
        graphics.drawImage(photo, x, y, x + TILE, y + TILE, left, top, left + side, top + side, null);
    }
}
