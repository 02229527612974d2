package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Test images of CIFAR-10 (Krizhevsky 2009), as JPEG files of 32x32 pixels. */
public final class Cifar10 {
    /** In the order of the outputs of networks for them. */
    public static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private Cifar10() {}

    /** Writes the first test images of each class into {@code folder}, in a folder for each class. */
    public static void write(Path folder, int perClass) throws IOException {
        try (ZipFile zip = new ZipFile(Fixtures.path("data/cifar10-jpeg.zip").toFile())) {
            for (String label : CLASSES) {
                Files.createDirectories(folder.resolve(label));
                for (int i = 0; i < perClass; i++) {
                    String name = "%s/%04d.jpg".formatted(label, i);
                    Files.write(
                            folder.resolve(name),
                            zip.getInputStream(zip.getEntry("test/" + name)).readAllBytes());
                }
            }
        }
    }
}
