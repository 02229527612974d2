package org.tl4j.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images that are easy to classify: red and blue, each a little different. */
final class ColouredImages {
    private ColouredImages() {}

    /** Writes {@code count} images of each colour into class folders. */
    static void write(Path folder, int count, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            write(folder.resolve("red"), i, new Color(200 + random.nextInt(50), random.nextInt(50), 20));
            write(folder.resolve("blue"), i, new Color(20, random.nextInt(50), 200 + random.nextInt(50)));
        }
    }

    /** Writes six images of each colour, and half a file of a red one, {@code truncated.png}. */
    static void writeDamaged(Path folder) throws IOException {
        write(folder, 6, 3);
        byte[] whole = Files.readAllBytes(folder.resolve("red/image-00.png"));
        Files.write(folder.resolve("red/truncated.png"), Arrays.copyOf(whole, whole.length / 2));
    }

    /** Trains a model of them, in a second. */
    static void train(Path home, Path data, Path model) {
        Captured.in(home)
                .document(
                        "train",
                        "--strategy",
                        "feature-extraction",
                        "--data",
                        data,
                        "--output",
                        model,
                        "--backbone",
                        "resnet20-garments",
                        "--json");
    }

    private static void write(Path folder, int number, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 32, 32);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(number % 28, number % 25, 4, 4);
        graphics.dispose();
        Files.createDirectories(folder);
        ImageIO.write(
                image, "png", folder.resolve("image-%02d.png".formatted(number)).toFile());
    }
}
