package org.tl4j.dl4j.foreign;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.tl4j.core.error.WeightsException;

/** Reads whole Keras models from HDF5, by DL4J's import. */
final class KerasFile {
    private static final String MODEL = "model_config";

    private KerasFile() {}

    /**
     * The network, in the form that DL4J gives it: images as height, width, channels.
     *
     * @throws WeightsException if it is not a Keras model, or has a layer that DL4J does not know
     */
    static ForeignNetwork read(Path file) {
        // what goes wrong is told by exceptions; the library would print it as well
        org.bytedeco.hdf5.Exception.dontPrint();
        KerasModel model = KerasModel.parse(configuration(file));
        return new ForeignNetwork("Keras", graph(file, model), model.size());
    }

    private static String configuration(Path file) {
        try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
            if (!archive.hasAttribute(MODEL)) {
                throw new WeightsException(
                        file.toString(),
                        "must hold a whole Keras model, with its " + MODEL,
                        "weights at most",
                        "save it with model.save('NAME.h5') of Keras 2");
            }
            return archive.readAttributeAsJson(MODEL);
        } catch (UnsupportedKerasConfigurationException | RuntimeException e) {
            if (e instanceof WeightsException known) {
                throw known;
            }
            throw Refusal.file(file.toString(), "must be a Keras model as HDF5", e);
        }
    }

    private static ComputationGraph graph(Path file, KerasModel model) {
        try {
            return model.sequential()
                    ? chain(KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false))
                    : KerasModelImport.importKerasModelAndWeights(file.toString(), false);
        } catch (IOException
                | InvalidKerasConfigurationException
                | UnsupportedKerasConfigurationException
                | RuntimeException e) {
            throw Refusal.file(file.toString(), "must be a model of Keras 2 with layers that Deeplearning4j knows", e);
        }
    }

    private static ComputationGraph chain(MultiLayerNetwork network) {
        ComputationGraph graph = new ComputationGraph(LayerChain.graph(network.getLayerWiseConfigurations()));
        graph.init(network.params(), false);
        return graph;
    }
}
