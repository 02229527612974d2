package org.tl4j.dl4j.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.dl4j.training.TrainedParameter.WorkingView;

/**
 * Finds the trained parameters and their counterparts in the training graph.
 */
final class ParameterMapping {
    private static final String BIAS = "b";

    private final TrainingSetup start;
    private final TrainingGraph working;
    private final Optimizer optimizer;

    /**
     * @param start the network to train
     * @param working its training graph, which is filled with values
     * @param optimizer the optimiser of the parameters
     */
    ParameterMapping(TrainingSetup start, TrainingGraph working, Optimizer optimizer) {
        this.start = start;
        this.working = working;
        this.optimizer = optimizer;
    }

    /** All trained parameters, in the order of the graph. */
    List<TrainedParameter> all() {
        Map<String, Integer> groups = groupsOfLayers();
        // gradient views do not exist before this call
        working.graph().initGradientsView();
        List<TrainedParameter> all = new ArrayList<>();
        try {
            for (Layer layer : working.graph().getLayers()) {
                // a fixed batch norm has the name of a layer with parameters, but no parameters itself
                if (layer.numParams() > 0) {
                    addAll(layer, groups, all);
                }
            }
            return all;
        } catch (RuntimeException | Error e) {
            all.forEach(TrainedParameter::close);
            throw e;
        }
    }

    private void addAll(Layer layer, Map<String, Integer> groups, List<TrainedParameter> all) {
        String name = layer.conf().getLayer().getLayerName();
        ChannelAffine folded = working.norms().get(name);
        INDArray scale = folded == null ? null : folded.scale();
        INDArray shift = folded == null ? null : folded.shift();
        Map<String, INDArray> originals = start.graph().getLayer(name).paramTable();
        Map<String, INDArray> gradients = gradients(layer);
        if (folded != null && !originals.containsKey(BIAS)) {
            layer.getParam(BIAS).assign(along(layer, BIAS, shift));
        }
        originals.forEach((key, original) -> {
            WorkingView view = view(layer, key, gradients.get(key), scale, key.equals(BIAS) ? shift : null);
            if (start.trains(name)) {
                int group = groups.get(name);
                boolean pretrained = group < start.groups().size() - 1;
                all.add(new TrainedParameter(name + "." + key, group, original, view, pretrained, optimizer));
            } else {
                view.refresh(original);
            }
        });
    }

    static Map<String, INDArray> gradients(Layer layer) {
        return layer.conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
    }

    private static WorkingView view(Layer layer, String key, INDArray gradient, INDArray scale, INDArray shift) {
        var configuration = layer.conf().getLayer();
        return new WorkingView(
                layer.getParam(key),
                gradient,
                along(layer, key, scale),
                along(layer, key, shift),
                !layer.updaterDivideByMinibatch(key),
                configuration.initializer().isWeightParam(configuration, key));
    }

    /** Reshapes values per channel of a convolution to broadcast to its parameter {@code key}; null stays null. */
    private static INDArray along(Layer layer, String key, INDArray channels) {
        return channels == null
                ? null
                : BatchNormFolding.alongChannels(
                        channels, (ConvolutionLayer) layer.conf().getLayer(), layer.getParam(key));
    }

    private Map<String, Integer> groupsOfLayers() {
        Map<String, Integer> groups = new HashMap<>();
        for (int i = 0; i < start.groups().size(); i++) {
            LayerGroup group = start.groups().get(i);
            for (String layer : group.layers()) {
                groups.put(layer, i);
            }
        }
        if (groups.values().stream().noneMatch(group -> group == start.groups().size() - 1)
                || !start.groups().get(start.groups().size() - 1).name().equals(TrainableNetwork.HEAD)) {
            throw new IllegalArgumentException("the last group must be the head, found " + start.groups());
        }
        return groups;
    }
}
