package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.onnx.graph.ClassifierCut;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.ModelOutputs;
import org.tl4j.onnx.graph.OutputChoice;
import org.tl4j.onnx.graph.SplitModel;
import org.tl4j.onnx.graph.ValueShape;
import org.tl4j.onnx.runtime.CheckedModel;
import org.tl4j.onnx.runtime.Failure;
import org.tl4j.onnx.runtime.OnnxSession;
import org.tl4j.onnx.runtime.Sessions;

/**
 * The model of a backbone, with the values where its features are taken.
 *
 * @param source the model
 * @param shapes of the outputs and of the chosen values
 * @param boundary the chosen values and their pooling
 */
record OpenedModel(SourceModel source, Map<String, ValueShape> shapes, Boundary boundary) {
    /** The boundary of entries whose values have names that nobody has seen: the one that an import would propose. */
    static final String PROPOSED = "proposed";

    /**
     * Finds the shapes by running the model once, and with them the boundary.
     *
     * @param boundaries of a request; the one of the entry if empty
     * @param pooling of the request or the entry; the one that suits the value if empty
     */
    static OpenedModel of(
            ModelProto model,
            BackboneEntry entry,
            List<String> boundaries,
            Optional<Pooling> pooling,
            Sessions sessions) {
        List<String> asked = boundaries.isEmpty() ? List.of(entry.defaultBoundary()) : boundaries;
        List<String> known = SuitableValues.made(model);
        boolean proposed = asked.equals(List.of(PROPOSED)) && !known.contains(PROPOSED);
        ModelOutputs made = new ModelOutputs(model);
        List<String> outputs = SuitableValues.of(model, made);
        Set<String> values = new LinkedHashSet<>(proposed ? List.of() : asked);
        asked.forEach(value -> requireValue(proposed, known, value, outputs));
        values.addAll(outputs);
        ImageInput input = ImageInput.of(model, values);
        SourceModel source = new SourceModel(
                model, input, input.batch(), entry.preprocessing().crop());
        requireFit(entry, input);
        Map<String, ValueShape> shapes = shapes(source, List.copyOf(values), entry.preprocessing(), sessions);
        OutputChoice choice = proposed
                ? OutputChoice.of(made, shapes)
                : new OutputChoice(asked.get(0), Optional.<ClassifierCut>empty());
        List<String> chosen = proposed ? List.of(choice.value()) : asked;
        List<ValueShape> chosenShapes = SourceModel.required(chosen, shapes);
        Pooling pooled = pooling.orElseGet(() -> proposed
                ? OutputChoice.pooling(chosenShapes.get(0), choice.cut().isPresent())
                : Pooling.defaultFor(
                        chosenShapes.stream().map(ValueShape::feature).toList()));
        return new OpenedModel(source, shapes, SourceModel.boundary(chosen, pooled, chosenShapes));
    }

    private static void requireValue(boolean proposed, List<String> known, String value, List<String> outputs) {
        if (!proposed && !known.contains(value)) {
            throw new UsageException(
                    "boundary",
                    "must be a value of the network, such as " + String.join(", ", outputs),
                    value,
                    Suggestions.question(value, known));
        }
    }

    private static void requireFit(BackboneEntry entry, ImageInput input) {
        Preprocessing preprocessing = entry.preprocessing();
        if (!input.takes(preprocessing.crop())
                || input.channels() != preprocessing.channels().channels()) {
            throw new UsageException(
                    "input of " + entry.name(),
                    "must be as its file says, " + input.words(),
                    preprocessing.crop() + " " + preprocessing.channels(),
                    "leave the size out");
        }
    }

    /** The shapes of the chosen values. */
    List<ValueShape> chosenShapes() {
        return SourceModel.required(boundary.vertices(), shapes);
    }

    private static Map<String, ValueShape> shapes(
            SourceModel source, List<String> values, Preprocessing preprocessing, Sessions sessions) {
        int images = source.batch().orElse(1);
        ImageBatch zeros = ImageBatch.allocate(images, preprocessing);
        // the parameters are read where the file is mapped, and not copied into the model
        OnnxNetwork probe = SplitModel.of(source.probe(values));
        try (OnnxSession session = sessions.open(CheckedModel.of(probe, Failure.WEIGHTS), Failure.WEIGHTS)) {
            List<ModelRun.Output> outputs = new ArrayList<>();
            session.shapes(zeros).forEach((name, info) -> outputs.add(ModelRun.shape(name, info)));
            return source.shapes(values, outputs, images);
        }
    }
}
