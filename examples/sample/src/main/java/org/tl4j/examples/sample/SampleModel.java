package org.tl4j.examples.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model of five kinds of garment, and a photo that it has not seen. */
public final class SampleModel {
    /** What the photo shows. */
    public static final String LABEL = "sandal";

    static final String MODEL = "garments.tlz";
    static final String PHOTO = "sandal.png";

    private SampleModel() {}

    /** Writes the model into a folder, and gives the file. */
    public static Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve(MODEL), content(MODEL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the photo, a PNG of 28 x 28 pixels. */
    public static byte[] photo() {
        return content(PHOTO);
    }

    private static byte[] content(String name) {
        try (InputStream resource = SampleModel.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the build has not made " + name);
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
