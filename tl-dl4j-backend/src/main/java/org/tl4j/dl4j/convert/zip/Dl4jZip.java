package org.tl4j.dl4j.convert.zip;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.convert.source.Classifier;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.graph.ConfigurationJson;
import org.tl4j.dl4j.graph.NamedParameters;

/**
 * Reads networks that DL4J's {@code ModelSerializer} wrote. That class itself is never used to read: it deserialises
 * any Java objects in a zip (deeplearning4j issue 10428). Two entries are read, configuration and coefficients, and all
 * others, also the normaliser, are not opened.
 */
public final class Dl4jZip {
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final int LONGEST_CONFIGURATION = 1 << 24;
    /** Trained parameters hardly shrink. */
    private static final long LARGEST_RATIO = 100;

    private static final ConfigurationJson JSON = new ConfigurationJson(
            CONFIGURATION + " of the zip",
            "save it with ModelSerializer.writeModel of Deeplearning4j 1.0.0-M2.1",
            WeightsException::new);

    private Dl4jZip() {}

    /**
     * The network.
     *
     * @throws WeightsException if the zip is not one of DL4J, is damaged, or names anything but parts of a network
     */
    public static SourceNetwork read(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ComputationGraphConfiguration configuration = configuration(text(zip, file));
            try (INDArray parameters = coefficients(zip, file, NamedParameters.count(configuration))) {
                ComputationGraph graph = new ComputationGraph(configuration);
                graph.init(parameters, true);
                return new SourceNetwork("Deeplearning4j", graph, Optional.empty(), Classifier.NONE);
            }
        } catch (IOException e) {
            throw UnsupportedModel.file(file.toString(), "must be a whole zip of Deeplearning4j", e);
        }
    }

    private static ComputationGraphConfiguration configuration(String json) {
        return json.contains("\"vertices\"") ? JSON.graph(json) : JSON.chain(json, LayerChain::graph);
    }

    private static String text(ZipFile zip, Path file) throws IOException {
        try (InputStream content = zip.getInputStream(entry(zip, file, CONFIGURATION))) {
            byte[] bytes = content.readNBytes(LONGEST_CONFIGURATION + 1);
            if (bytes.length > LONGEST_CONFIGURATION) {
                throw new WeightsException(
                        CONFIGURATION + " of " + file, "must have at most " + LONGEST_CONFIGURATION + " bytes", "", "");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static INDArray coefficients(ZipFile zip, Path file, long expected) throws IOException {
        ZipEntry entry = entry(zip, file, COEFFICIENTS);
        long packed = Math.min(entry.getCompressedSize(), Files.size(file));
        if (expected > packed * LARGEST_RATIO / Short.BYTES) {
            throw new WeightsException(
                    COEFFICIENTS + " of " + file,
                    "must hold the " + expected + " parameters of the graph",
                    packed + " bytes",
                    "check the file, or fetch it again");
        }
        try (DataInputStream content = new DataInputStream(zip.getInputStream(entry))) {
            return Coefficients.read(content, expected);
        }
    }

    private static ZipEntry entry(ZipFile zip, Path file, String name) {
        if (zip.getEntry("model.weights.h5") != null) {
            throw new WeightsException(
                    file.toString(),
                    "must be a Keras model as HDF5, or a zip of Deeplearning4j",
                    "the format .keras",
                    "load it with Keras and save it with model.save('NAME.h5'), which Keras 3 does as well");
        }
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new WeightsException(
                    file.toString(),
                    "must hold " + name + ", as ModelSerializer.writeModel writes it",
                    "no such entry",
                    "");
        }
        return entry;
    }
}
