package org.tl4j.dl4j.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.tl4j.core.error.WeightsException;

/** Reads whole Keras models from HDF5. */
final class KerasFile {
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
    static ForeignNetwork read(Path path) {
        // the library is not thread-safe, and DL4J uses it too
        synchronized (Hdf5Archive.LOCK_OBJECT) {
            // what goes wrong is told by exceptions; the library would print it as well
            org.bytedeco.hdf5.Exception.dontPrint();
            try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_RDONLY())) {
                KerasModel model = KerasModel.parse(text(file, MODEL)
                        .orElseThrow(() -> new WeightsException(
                                path.toString(),
                                "must hold a whole Keras model, with its " + MODEL,
                                "weights at most",
                                "save it with model.save('NAME.h5')")));
                boolean keras3 = text(file, VERSION).orElse("2").startsWith("3");
                Ending.Classifier loss = loss(file);
                KerasTensors tensors = new KerasTensors(file, Files.size(path));
                return new ForeignNetwork("Keras", new KerasParts(model, keras3, tensors).graph(), model.size(), loss);
            } catch (IOException | RuntimeException e) {
                // the library of HDF5 and DL4J promise no type
                throw e instanceof WeightsException known
                        ? known
                        : Refusal.file(path.toString(), "must be a Keras model as HDF5", e);
            }
        }
    }

    /** An attribute, if the file has it. */
    private static Optional<String> text(H5File file, String name) {
        if (!file.attrExists(name)) {
            return Optional.empty();
        }
        try (Attribute attribute = file.openAttribute(name);
                DataSpace space = attribute.getSpace()) {
            // the library has room for one, and would take the process down by writing others behind it
            if (attribute.getTypeClass() != hdf5.H5T_STRING || space.getSimpleExtentNpoints() != 1) {
                throw new WeightsException(name + " of the file", "must be one string", "something else", "");
            }
            try (StrType type = attribute.getStrType();
                    BytePointer text = new BytePointer(1)) { // which the library makes as long as it needs
                attribute.read(type, text);
                return Optional.of(text.getString(StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * By the name of the loss, {@code sparse_categorical_crossentropy} or {@code BinaryCrossentropy}, a word among others. How a
     * network was trained is no part of it: where that cannot be read, nobody knows it, as where it is not told.
     */
    private static Ending.Classifier loss(H5File file) {
        String words;
        try {
            words = text(file, TRAINING)
                    .map(text -> KerasJson.tree(TRAINING, text).path("loss").toString())
                    .orElse("")
                    .replace("_", "")
                    .toLowerCase(Locale.ROOT);
        } catch (WeightsException unreadable) {
            return Ending.Classifier.NONE;
        }
        if (words.contains("categoricalcrossentropy")) {
            return Ending.Classifier.SOFTMAX;
        }
        return words.contains("binarycrossentropy") ? Ending.Classifier.SIGMOIDS : Ending.Classifier.NONE;
    }
}
