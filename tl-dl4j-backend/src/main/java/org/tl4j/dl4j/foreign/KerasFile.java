package org.tl4j.dl4j.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.error.WeightsException;

/** Reads whole Keras models from HDF5. */
final class KerasFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "model_config";
    private static final String VERSION = "keras_version";
    private static final String TRAINING = "training_config";

    private KerasFile() {}

    /**
     * The network, in our order: images as channels, height, width.
     *
     * @throws WeightsException if it is not a Keras model, has a layer that we do not know, or not the tensors that its
     *     layers ask for
     */
    static ForeignNetwork read(Path file) {
        // what goes wrong is told by exceptions; the library would print it as well
        org.bytedeco.hdf5.Exception.dontPrint();
        synchronized (Hdf5Archive.LOCK_OBJECT) {
            try {
                Description description = description(file);
                KerasModel model = KerasModel.parse(description.model());
                try (KerasTensors tensors = KerasTensors.open(file)) {
                    return new ForeignNetwork(
                            "Keras",
                            new KerasParts(model, description.version().startsWith("3"), tensors).graph(),
                            model.size(),
                            loss(description.training()));
                }
            } catch (IOException | UnsupportedKerasConfigurationException | RuntimeException e) {
                // the library of HDF5 and DL4J promise no type
                throw e instanceof WeightsException known
                        ? known
                        : Refusal.file(file.toString(), "must be a Keras model as HDF5", e);
            }
        }
    }

    private record Description(String model, String version, String training) {}

    private static Description description(Path file) throws UnsupportedKerasConfigurationException {
        try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
            if (!archive.hasAttribute(MODEL)) {
                throw new WeightsException(
                        file.toString(),
                        "must hold a whole Keras model, with its " + MODEL,
                        "weights at most",
                        "save it with model.save('NAME.h5')");
            }
            return new Description(
                    archive.readAttributeAsJson(MODEL),
                    archive.hasAttribute(VERSION) ? archive.readAttributeAsString(VERSION) : "2",
                    archive.hasAttribute(TRAINING) ? archive.readAttributeAsJson(TRAINING) : "{}");
        }
    }

    /** By the name of the loss, {@code sparse_categorical_crossentropy} or {@code BinaryCrossentropy}, a word among others. */
    private static Ending.Classifier loss(String training) throws JsonProcessingException {
        String words =
                JSON.readTree(training).path("loss").toString().replace("_", "").toLowerCase(Locale.ROOT);
        if (words.contains("categoricalcrossentropy")) {
            return Ending.Classifier.SOFTMAX;
        }
        return words.contains("binarycrossentropy") ? Ending.Classifier.SIGMOIDS : Ending.Classifier.NONE;
    }
}
