package org.tl4j.learner;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportSettings;
import org.tl4j.core.backbone.ImportedContent;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.ImportedBackbones;

/** Imports a network of another framework: an engine reads it, and the storage module keeps it. */
final class Importing implements BackboneImport {
    private final Engines engines;
    private final ImportedBackbones imported;
    private final TensorFormat tensors;

    Importing(Engines engines, ImportedBackbones imported, TensorFormat tensors) {
        this.engines = engines;
        this.imported = imported;
        this.tensors = tensors;
    }

    @Override
    public ImportReport importBackbone(ImportRequest request) {
        // before the work; the name is checked again after it, since another process may have taken it meanwhile
        imported.requireFree(request.name(), request.replace());
        Engine engine = importing(request.file());
        ImportedNetwork network = engine.importer()
                .orElseThrow()
                .read(
                        request.file(),
                        new ImportSettings(
                                request.inputSize(), request.preprocessing(), request.boundary(), request.pooling()));
        ImportedContent.WholeFile content = content(network);
        ImportedBackbones.Written written = imported.write(
                request.name(),
                request.replace(),
                content.suffix(),
                content.bytes(),
                source -> entry(engine.name(), request, network, source));
        return new ImportReport(network, written.entry(), written.description(), written.weights());
    }

    private ImportedContent.WholeFile content(ImportedNetwork network) {
        // a switch over the sealed type has to wait for Java 21
        if (network.content() instanceof ImportedContent.WholeFile file) {
            return file;
        }
        ImportedContent.Tensors converted = (ImportedContent.Tensors) network.content();
        byte[] bytes = tensors.write(converted.tensors(), converted.metadata());
        return new ImportedContent.WholeFile(".safetensors", ByteBuffer.wrap(bytes));
    }

    /** The engine that recognises the content; the first that imports, whose error names its formats, if none does. */
    private Engine importing(Path file) {
        List<Engine> importers = engines.all().stream()
                .filter(engine -> engine.importer().isPresent())
                .toList();
        return importers.stream()
                .filter(engine -> engine.importer().orElseThrow().reads(file))
                .findFirst()
                .or(() -> importers.stream().findFirst())
                .orElseThrow(() -> new UsageException(
                        "import", "must be one that an engine can do", "no engine that imports", "add such an engine"));
    }

    private static BackboneEntry entry(
            String engine, ImportRequest request, ImportedNetwork network, WeightsSource source) {
        String boundary = request.boundary().orElse(network.boundary());
        if (!network.vertices().contains(boundary)) {
            throw new UsageException(
                    "boundary",
                    "must be a vertex of the network, one of " + String.join(", ", network.vertices()),
                    boundary,
                    Suggestions.question(boundary, network.vertices()));
        }
        return BackboneEntry.named(request.name())
                .engine(engine)
                .architecture(ImportedNetwork.ARCHITECTURE)
                .description("imported from " + request.file().getFileName())
                .trainedOn(request.trainedOn())
                .licence(request.licence())
                .source(network.format())
                .weights(source)
                .preprocessing(request.preprocessing().at(network.input(), network.channels()))
                .defaultBoundary(boundary)
                .defaultPooling(network.pooling())
                .referenceOutput(network.referenceOutput())
                .classes(network.classes())
                .build();
    }
}
