package org.tl4j.dl4j.convert.keras;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.dl4j.convert.source.Classifier;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.convert.source.UnsupportedModel;
import org.tl4j.dl4j.hdf5.Hdf5File;
import org.tl4j.dl4j.hdf5.NotTextException;

/** Reads whole Keras models from HDF5. */
public final class KerasFile {
    private static final String MODEL = "model_config";
    private static final String VERSION = "keras_version";
    private static final String TRAINING = "training_config";

    private KerasFile() {}

    /**
     * The network, with channels-first images.
     *
     * @throws WeightsException if it is not a Keras model, has an unsupported layer, or not the tensors of its layers
     * @throws EnvironmentException if the library that reads HDF5 is not on the class path
     */
    public static SourceNetwork read(Path path) {
        try (Hdf5File file = Hdf5File.open(path)) {
            return network(file, path);
        } catch (IOException | RuntimeException e) {
            // the HDF5 library and DL4J do not specify the type
            throw e instanceof Tl4jException known ? known : unreadable(path, e);
        } catch (StackOverflowError e) {
            // cyclic records of the file; nothing of them is kept
            throw unreadable(path, new IOException("records that are nested too deeply", e));
        } catch (NoClassDefFoundError e) {
            // an optional dependency, not needed for prediction
            throw new EnvironmentException(
                    new Problem(
                            "reading of Keras files",
                            "needs the library io.jhdf:jhdf",
                            "a class path without it",
                            "add it; tl-learner brings it"),
                    e);
        }
    }

    private static WeightsException unreadable(Path path, Exception cause) {
        return UnsupportedModel.file(path.toString(), "must be a Keras model as HDF5", cause);
    }

    private static SourceNetwork network(Hdf5File file, Path path) throws IOException {
        KerasModel model = KerasModel.parse(text(file, MODEL)
                .orElseThrow(() -> new WeightsException(
                        path.toString(),
                        "must hold a whole Keras model, with its " + MODEL,
                        "weights at most",
                        "save it with model.save('NAME.h5')")));
        boolean keras3 = text(file, VERSION).orElse("2").startsWith("3");
        Classifier loss = loss(file);
        KerasTensors tensors = new KerasTensors(file, Files.size(path));
        return new SourceNetwork("Keras", new KerasParts(model, keras3, tensors).graph(), model.size(), loss);
    }

    /** An attribute, if the file has it. */
    private static Optional<String> text(Hdf5File file, String name) {
        try {
            return file.text(name);
        } catch (NotTextException e) {
            throw new WeightsException(
                    new Problem(name + " of the file", "must be one string", "something else", ""), e);
        }
    }

    /**
     * By the name of the loss, {@code sparse_categorical_crossentropy} or {@code BinaryCrossentropy}, a word among
     * others. The loss is optional: one that cannot be read is treated as absent.
     */
    private static Classifier loss(Hdf5File file) {
        String words;
        try {
            words = text(file, TRAINING)
                    .map(text -> KerasJson.tree(TRAINING, text).path("loss").toString())
                    .orElse("")
                    .replace("_", "")
                    .toLowerCase(Locale.ROOT);
        } catch (WeightsException unreadable) {
            return Classifier.NONE;
        }
        if (words.contains("categoricalcrossentropy")) {
            return Classifier.SOFTMAX;
        }
        return words.contains("binarycrossentropy") ? Classifier.SIGMOIDS : Classifier.NONE;
    }
}
