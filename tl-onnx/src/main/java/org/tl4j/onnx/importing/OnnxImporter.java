package org.tl4j.onnx.importing;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.ImportSettings;
import org.tl4j.core.backbone.ImportedContent;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.onnx.graph.ClassifierCut;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ModelOutputs;
import org.tl4j.onnx.graph.OnnxFile;
import org.tl4j.onnx.graph.OutputChoice;
import org.tl4j.onnx.graph.ValueShape;

/** Imports ONNX files: the model is read within limits, tried in a child process, and kept as it is. Thread-safe. */
public final class OnnxImporter implements BackboneImporter {
    private static final String REMEDY = "export it again, for one input size and without parts that are for training";

    private final Trial trial;

    /** Imports within limits on the trial of each network. */
    public OnnxImporter(TrialLimits limits) {
        this.trial = new Trial(requireNonNull(limits, "limits is null"));
    }

    @Override
    public boolean reads(Path file) {
        return OnnxFile.isOne(file);
    }

    @Override
    public ImportedNetwork read(Path file, OptionalInt inputSize, PreprocessingRule preprocessing) {
        return read(file, new ImportSettings(inputSize, preprocessing, Optional.empty(), Optional.empty()));
    }

    @Override
    public ImportedNetwork read(Path file, ImportSettings settings) {
        requireFile(file);
        OnnxFile.Content content = OnnxFile.read(file);
        try {
            return imported(content, settings);
        } catch (InvalidModelException e) {
            throw e.of("network of " + file, REMEDY, WeightsException::new);
        }
    }

    private static void requireFile(Path file) {
        if (!OnnxFile.isOne(file)) {
            throw new WeightsException(
                    file.toString(), "must be an ONNX file", "none, or one of another format", "check the path");
        }
    }

    private ImportedNetwork imported(OnnxFile.Content content, ImportSettings settings) {
        ModelProto model = content.model();
        settings.boundary().ifPresent(value -> requireValue(model, value));
        ModelOutputs outputs = new ModelOutputs(model);
        List<String> candidates = settings.boundary().map(List::of).orElseGet(() -> SuitableValues.of(model, outputs));
        ImageInput input = ImageInput.of(model, candidates);
        ImageSize size = InputSize.of(input, settings.inputSize(), settings.preprocessing());
        Preprocessing preprocessing = settings.preprocessing().at(size, input.channels());
        requireFit(preprocessing, size, input);
        NetworkTrial tried =
                NetworkTrial.of(trial, new SourceModel(model, input, input.batch(), size), preprocessing, candidates);
        OutputChoice choice = settings.boundary()
                .map(value -> new OutputChoice(value, Optional.<ClassifierCut>empty()))
                .orElseGet(() -> OutputChoice.of(outputs, tried.shapes()));
        List<String> values = List.of(choice.value());
        List<ValueShape> shapes = SourceModel.required(values, tried.shapes());
        Pooling pooling = settings.pooling()
                .orElseGet(
                        () -> OutputChoice.pooling(shapes.get(0), choice.cut().isPresent()));
        Boundary boundary = SourceModel.boundary(values, pooling, shapes);
        NetworkFeatures features = tried.features(boundary, shapes);
        return new ImportedNetwork(
                "ONNX",
                new ImportedContent.WholeFile(OnnxFile.SUFFIX, stored(content, features.source())),
                size,
                input.channels(),
                choice.value(),
                Optional.of(pooling),
                SuitableValues.listed(choice.value(), tried.shapes().keySet()),
                classes(outputs, choice),
                features.reference(choice.value()),
                Findings.of(features.source(), choice, shapes.get(0)));
    }

    private static void requireValue(ModelProto model, String value) {
        List<String> known = SuitableValues.made(model);
        if (!known.contains(value)) {
            throw new UsageException(
                    "output",
                    "must be a value of the graph, such as its outputs " + String.join(", ", ModelOutputs.names(model)),
                    value,
                    Suggestions.question(value, known));
        }
    }

    private static void requireFit(Preprocessing preprocessing, ImageSize size, ImageInput input) {
        if (!preprocessing.crop().equals(size) || preprocessing.channels().channels() != input.channels()) {
            throw new UsageException(
                    "preprocessing",
                    "must make images as the network takes them: %s with %d channels".formatted(size, input.channels()),
                    preprocessing.crop() + " " + preprocessing.channels(),
                    "choose a preprocessing for that size, or correct the sizes in its file");
        }
    }

    private static OptionalInt classes(ModelOutputs outputs, OutputChoice choice) {
        return choice.cut()
                .map(ClassifierCut::classes)
                .orElseGet(() -> outputs.names().stream()
                        .filter(output -> !output.equals(choice.value()) && output.contains("logits"))
                        .flatMap(output -> outputs.classifier(output).stream())
                        .map(ClassifierCut::classes)
                        .findFirst()
                        .orElseGet(OptionalInt::empty));
    }

    /** The bytes of the file, unless the model had values in other files, or was found to take a fixed number of images. */
    private static ByteBuffer stored(OnnxFile.Content content, SourceModel source) {
        boolean asStated = source.batch().equals(source.input().batch());
        if (asStated && content.bytes().isPresent()) {
            return content.bytes().get();
        }
        ModelProto model = asStated
                ? content.model()
                : FixedBatch.of(content.model(), source.input(), source.batch().orElseThrow());
        if (model.getSerializedSize() < 0) {
            throw new InvalidModelException(
                    "must have at most 2 GiB with its values", "more", "take a smaller network");
        }
        return model.toByteString().asReadOnlyByteBuffer();
    }
}
