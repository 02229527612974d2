package org.tl4j.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.progress.Progress;

/** Files by name, to be written as a folder or zip and read as a data set. */
public final class ImageFolder {
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Adds a file. */
    public ImageFolder with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Adds a text file. */
    public ImageFolder with(String name, String text) {
        return with(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds images, each with a content of its own. */
    public ImageFolder withImages(String... names) {
        for (String name : names) {
            with(name, TestImages.png(name.hashCode()));
        }
        return this;
    }

    /** Writes the files below a folder. */
    public Path writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
            return folder;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the files into a zip, each name preceded by {@code prefix}. */
    public Path zipTo(Path zip, String prefix) {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            List<String> names = new ArrayList<>(files.keySet());
            Collections.reverse(names);
            for (String name : names) {
                entries.putNextEntry(new ZipEntry(prefix + name));
                entries.write(files.get(name));
                entries.closeEntry();
            }
            return zip;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a data set with default settings. */
    public static Dataset read(Path data) {
        return ImageData.datasetSource().read(data, ReadingSettings.DEFAULT, Progress.NONE);
    }
}
