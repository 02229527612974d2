package org.tl4j.dl4j.convert;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.dl4j.convert.keras.KerasFile;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.convert.zip.Dl4jZip;
import org.tl4j.dl4j.validation.InvalidGraphException;

/** Opens files of other frameworks, recognised by their first bytes. */
public final class SourceFile {
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private SourceFile() {}

    /**
     * The network of a file, converted to our form and checked to be equivalent.
     *
     * @param side of the square images that it takes, if the file does not state it
     * @param rule how its images are preprocessed, also for the equivalence check
     * @throws UsageException if these do not fit the network
     * @throws WeightsException if it cannot be imported
     */
    public static ImportedNetwork read(Path file, OptionalInt side, PreprocessingRule rule) {
        try (SourceNetwork source = open(file);
                ConvertedNetwork converted = Conversion.of(source, side)) {
            EquivalenceCheck.check(source, converted, rule.at(converted.size(), converted.channels()));
            return converted.imported();
        } catch (RuntimeException e) { // DL4J's exceptions for an invalid graph have no common type
            throw senseless(file, e);
        }
    }

    /**
     * The graph of a zip of Deeplearning4j, in our form; the caller frees it.
     *
     * @throws WeightsException if it cannot be imported
     */
    public static ComputationGraph graph(Path zip) {
        try (SourceNetwork source = Dl4jZip.read(zip)) {
            return Conversion.of(source, OptionalInt.empty()).graph();
        } catch (RuntimeException e) { // no common type, as above
            throw senseless(zip, e);
        }
    }

    /**
     * Checks that the graph of a zip of Deeplearning4j has the same output in our form as in the zip.
     *
     * @param preprocessing of the images
     * @throws WeightsException if it does not, or cannot be imported
     */
    public static void prove(Path zip, Preprocessing preprocessing) {
        try (SourceNetwork source = Dl4jZip.read(zip);
                ConvertedNetwork converted = Conversion.of(source, OptionalInt.empty())) {
            EquivalenceCheck.check(source, converted, preprocessing);
        } catch (RuntimeException e) { // no common type, as above
            throw senseless(zip, e);
        }
    }

    private static Tl4jException senseless(Path file, RuntimeException cause) {
        if (cause instanceof Tl4jException known) {
            return known;
        }
        if (cause instanceof InvalidGraphException invalid) {
            return invalid.of("network of " + file, "", WeightsException::new);
        }
        return UnsupportedModel.file("network of " + file, "must be one that Deeplearning4j can run", cause);
    }

    /**
     * Whether the first bytes of a file are those of a format that {@link #read} opens; false if there is no file.
     *
     * @throws WeightsException if it cannot be read
     */
    public static boolean reads(Path file) {
        return Files.isRegularFile(file) && (begins(file, HDF5) || begins(file, ZIP));
    }

    /** Whether a file is a zip. */
    public static boolean isZip(Path file) {
        return begins(file, ZIP);
    }

    private static SourceNetwork open(Path file) {
        if (begins(file, HDF5)) {
            return KerasFile.read(file);
        }
        if (begins(file, ZIP)) {
            return Dl4jZip.read(file);
        }
        throw new WeightsException(
                file.toString(),
                "must be a network of Keras (HDF5) or Deeplearning4j (zip)",
                "another format",
                "save it with model.save('NAME.h5') or ModelSerializer.writeModel");
    }

    private static boolean begins(Path file, byte[] magic) {
        // opening a pipe would wait for somebody to write into it
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WeightsException(
                    file.toString(), "must be a readable file", "a folder, a pipe or a device", "name a plain file");
        }
        try (InputStream content = Files.newInputStream(file)) {
            return Arrays.equals(content.readNBytes(magic.length), magic);
        } catch (IOException e) {
            throw UnsupportedModel.file(file.toString(), "must be a readable file", e);
        }
    }
}
