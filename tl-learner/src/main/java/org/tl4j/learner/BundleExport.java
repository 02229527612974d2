package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.predict.BundleNetwork;
import org.tl4j.storage.Storage;
import org.tl4j.storage.files.AtomicFile;

/** From a bundle to a file of other software. */
final class BundleExport implements ModelExport {
    private final BundleStore bundles;
    private final Engines engines;
    private final TensorFormat tensors;

    BundleExport(BundleStore bundles, Engines engines, TensorFormat tensors) {
        this.bundles = bundles;
        this.engines = engines;
        this.tensors = tensors;
    }

    @Override
    public void export(ExportRequest request) {
        required(request, "request");
        Bundle bundle = bundles.read(request.bundle());
        Content content = content(request, bundle);
        if (!request.format().equals(ExportRequest.ONNX)) { // whose exporter checks by itself, without native code
            BundleNetwork.open(engines, bundle).close(); // for its checks
        }
        AtomicFile.write(request.file(), channel -> content.write(Channels.newOutputStream(channel)));
    }

    /** What is written. */
    @FunctionalInterface
    private interface Content {
        void write(OutputStream target) throws IOException;
    }

    private Content content(ExportRequest request, Bundle bundle) {
        Map<String, String> metadata = Storage.metadata(bundle.manifest());
        if (request.format().equals(ExportRequest.SAFETENSORS)) {
            if (request.withPreprocessing()) {
                throw new UsageException(
                        "format", "must be " + ExportRequest.ONNX + " to hold the preprocessing", request.format(), "");
            }
            requireWhole(bundle.network());
            List<Tensor> weights = bundle.network().tensors(NetworkContents.WEIGHTS);
            return target -> target.write(tensors.write(weights, metadata));
        }
        NetworkExporter exporter = exporter(request.format(), bundle.network());
        NetworkContents contents =
                request.format().equals(ExportRequest.ONNX) ? DescribedNetwork.of(engines, bundle) : bundle.network();
        NetworkExport network = new NetworkExport(
                contents,
                bundle.manifest().preprocessing(),
                metadata,
                request.withPreprocessing(),
                OptionalInt.of(bundle.manifest().labels().size()),
                Optional.of(bundle.manifest().labels().mode()));
        return target -> exporter.write(network, target);
    }

    /** A network that is described in ONNX alone has its small and quantised parameters in the description. */
    private static void requireWhole(NetworkContents network) {
        boolean onnxAlone = network.has(OnnxNetwork.ENTRY)
                && network.entries().stream()
                        .map(NetworkEntry::name)
                        .allMatch(Set.of(OnnxNetwork.ENTRY, NetworkContents.WEIGHTS)::contains);
        if (onnxAlone) {
            throw new UsageException(
                    "format",
                    "must be " + ExportRequest.ONNX + " for a network of the engine " + network.engine()
                            + ", whose tensors are only a part of its parameters",
                    ExportRequest.SAFETENSORS,
                    "export it as " + ExportRequest.ONNX);
        }
    }

    /** ONNX describes networks of any engine, so its exporter need not be that of the engine of the bundle. */
    private NetworkExporter exporter(String format, NetworkContents contents) {
        List<NetworkExporter> waiting = format.equals(ExportRequest.ONNX) ? engines.exporters() : List.of();
        return find(format, waiting)
                .or(() -> find(format, engines.forContents(contents).exporters()))
                .orElseThrow(() -> unknown(format, engines.forContents(contents)));
    }

    private static Optional<NetworkExporter> find(String format, List<NetworkExporter> exporters) {
        return exporters.stream()
                .filter(exporter -> exporter.format().equals(format))
                .findFirst();
    }

    private static UsageException unknown(String format, Engine engine) {
        List<String> own =
                engine.exporters().stream().map(NetworkExporter::format).toList();
        List<String> formats = Stream.concat(own.stream(), Stream.of(ExportRequest.ONNX, ExportRequest.SAFETENSORS))
                .distinct()
                .sorted()
                .toList();
        return new UsageException(
                "format",
                own.isEmpty()
                        ? "must be written by the engine " + engine.name() + ", which writes none"
                        : "must be one of " + String.join(", ", formats),
                format,
                Suggestions.question(format, formats));
    }
}
