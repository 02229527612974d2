package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.progress.Progress;
import org.tl4j.data.ImageData;
import org.tl4j.it.kit.Garments;

/** Lists of images and labels that others have made. */
record DatasetTargets(Path folder) {
    private static final int IMAGES = 3;

    /** A zip of class folders. */
    FuzzTarget zip() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        Garments.read().draw(IMAGES, 1).forEach((label, images) -> {
            for (int i = 0; i < images.size(); i++) {
                entries.put(label + "/" + i + ".png", images.get(i));
            }
        });
        List<byte[]> files = List.of(Zip.write(entries));
        return new FuzzTarget("zip", random -> Mutator.mutate(files, random), content -> read("case.zip", content));
    }

    /** CSVs of paths and labels. */
    FuzzTarget csv() {
        StringBuilder table = new StringBuilder("path,label,split\n");
        Garments.read().draw(IMAGES, 1).forEach((label, images) -> {
            for (int i = 0; i < images.size(); i++) {
                String name = "photos/" + label + "/" + i + ".png";
                Garments.write(images.get(i), folder.resolve(name));
                table.append(name)
                        .append(",\"")
                        .append(label)
                        .append("\",")
                        .append(i == 0 ? "validation" : "train")
                        .append('\n');
            }
        });
        String text = table.toString();
        List<byte[]> files = List.of(
                text.getBytes(StandardCharsets.UTF_8),
                text.replace(',', ';').getBytes(StandardCharsets.UTF_16),
                text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        return new FuzzTarget("csv", random -> Mutator.mutate(files, random), content -> read("case.csv", content));
    }

    private void read(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        Dataset dataset = ImageData.datasetSource().read(file, ReadingSettings.DEFAULT, Progress.NONE);
        try (ImageReader reader = ImageData.imageReader()) {
            for (Sample sample : dataset.samples()) {
                reader.read(sample.location());
            }
        }
    }
}
