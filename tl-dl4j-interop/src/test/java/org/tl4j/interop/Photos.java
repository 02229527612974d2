package org.tl4j.interop;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images of two classes that any network tells apart: one is red and the other blue, with noise. */
final class Photos {
    static final int SIDE = 32;

    private Photos() {}

    /** A folder of class folders. */
    static Path write(Path folder, int each) throws IOException {
        Random random = new Random(7);
        for (String label : new String[] {"blue", "red"}) {
            Path images = Files.createDirectories(folder.resolve(label));
            for (int i = 0; i < each; i++) {
                Color colour = label.equals("red") ? new Color(220, 30, 30) : new Color(30, 30, 220);
                ImageIO.write(
                        image(colour, random), "png", images.resolve(i + ".png").toFile());
            }
        }
        return folder;
    }

    private static BufferedImage image(Color colour, Random random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, SIDE, SIDE);
        graphics.dispose();
        for (int i = 0; i < SIDE * SIDE / 4; i++) {
            int x = random.nextInt(SIDE);
            int y = random.nextInt(SIDE);
            image.setRGB(x, y, image.getRGB(x, y) ^ (random.nextInt(64) * 0x010101));
        }
        return image;
    }
}
