package org.tl4j.interop;

import static org.tl4j.core.error.Arguments.required;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.datavec.api.io.labels.PathLabelGenerator;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.Writable;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.progress.Progress;
import org.tl4j.data.ImageData;

/**
 * The labelled images of a pipeline of DataVec, as a data set of TL4J: all images of an {@code InputSplit}, or the records of a
 * reader. Only the paths and labels are taken; the images are read, checked, oriented and decoded by TL4J. Immutable.
 *
 * <pre>{@code
 * InputSplit[] splits = new FileSplit(new File("photos"), new Random(1)).sample(null, 80, 20);
 * Path list = Path.of("photos.csv");
 * DataVecImages.of(Subset.TRAIN, splits[0], new ParentPathLabelGenerator())
 *         .and(DataVecImages.of(Subset.TEST, splits[1], new ParentPathLabelGenerator()))
 *         .writeList(list);
 * try (TransferLearner learner = TransferLearner.create()) {
 *     learner.train(TrainingRequest.of(list, Path.of("model.tlz")));
 * }
 * }</pre>
 */
public final class DataVecImages {
    private final List<LabelledPath> images;

    private DataVecImages(List<LabelledPath> images) {
        this.images = List.copyOf(images);
    }

    /**
     * All images of a split, in no subset: those for validation are drawn from them.
     *
     * @param split with locations that are files of this machine
     * @param labels gives each a class, as text or as a whole number
     * @throws DataException if a location is no file, or a label no class
     */
    public static DataVecImages of(InputSplit split, PathLabelGenerator labels) {
        return of(Optional.empty(), split, labels);
    }

    /** The same, all of them in one subset. */
    public static DataVecImages of(Subset part, InputSplit split, PathLabelGenerator labels) {
        return of(Optional.of(required(part, "part")), split, labels);
    }

    private static DataVecImages of(Optional<Subset> part, InputSplit split, PathLabelGenerator labels) {
        required(labels, "labels");
        URI[] locations = required(split, "split").locations();
        return new DataVecImages(Arrays.stream(locations == null ? new URI[0] : locations)
                .map(place -> LabelledPath.of(place, labels, part))
                .toList());
    }

    /**
     * The remaining records of a reader; it is neither reset nor closed.
     *
     * @param path the index of the column of paths, from 0: absolute, relative to the working directory, or URIs of files
     * @param label the index of the column of classes, from 0
     * @throws DataException if a record has no such columns, a path is no file, or a label no class
     */
    public static DataVecImages of(RecordReader records, int path, int label) {
        required(records, "records");
        List<List<Writable>> rows = new ArrayList<>();
        while (records.hasNext()) {
            rows.add(records.next());
        }
        return of(rows, path, label);
    }

    /** The same of records in a list. */
    public static DataVecImages of(List<List<Writable>> records, int path, int label) {
        List<LabelledPath> images = new ArrayList<>();
        for (List<Writable> row : required(records, "records")) {
            if (path < 0 || label < 0 || Math.max(path, label) >= row.size()) {
                throw new DataException(
                        DataKind.LAYOUT,
                        new Problem(
                                "record " + images.size(),
                                "must have the columns " + path + " and " + label + ", counted from 0",
                                row.size() + " columns",
                                ""),
                        null);
            }
            images.add(LabelledPath.of(row.get(path), row.get(label), Optional.empty()));
        }
        return new DataVecImages(images);
    }

    /** These and others. */
    public DataVecImages and(DataVecImages others) {
        return new DataVecImages(Stream.concat(images.stream(), required(others, "others").images.stream())
                .toList());
    }

    /** How many there are. */
    public int size() {
        return images.size();
    }

    /**
     * Writes the list as a CSV of absolute paths and labels, which every request takes as its data.
     *
     * @throws DataException if there is no image
     * @throws EnvironmentException if it cannot be written; an old file stays as it was
     */
    public void writeList(Path file) {
        ImageList.write(required(file, "file"), images);
    }

    /**
     * Reads the data set, with the same checks as any other: the digest of each image is computed, and what cannot be used is
     * listed as skipped.
     *
     * @param settings limits
     * @param progress receives how many images are read
     * @throws DataException if there is nothing that can be used, and why
     */
    public Dataset dataset(ReadingSettings settings, Progress progress) {
        required(settings, "settings");
        required(progress, "progress");
        Path list = null;
        try {
            list = Files.createTempFile("tl4j-images", ".csv");
            ImageList.write(list, images);
            return ImageData.datasetSource().read(list, settings, progress);
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("folder for temporary files", "must be writable", "" + e.getMessage(), ""), e);
        } finally {
            delete(list);
        }
    }

    /** The data set, with the usual limits. */
    public Dataset dataset() {
        return dataset(ReadingSettings.DEFAULT, Progress.NONE);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
